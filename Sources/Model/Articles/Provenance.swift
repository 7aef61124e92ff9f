/// Where an article came from. Names follow WARC's words.
package struct Provenance: Sendable, Equatable {
  /// Path as given to the command, or below `inbox/`; raw bytes, since names need not be UTF-8.
  package var fileBytes: [UInt8]
  /// `sha256:` and 64 hexadecimal digits, of the file's bytes.
  package var digest: String?
  package var size: Int64
  /// Modification time, in seconds since 1970, where known.
  package var modificationTime: Int64?
  /// The folder below `inbox/` that names the scraper, if any.
  package var source: String?
  /// The containers around the record, outermost first, for example `gzip+warc`.
  package var container: String?
  /// The record's place in its container, for example `record 17 at byte 91230` or `$.posts[3]`.
  package var locator: String?
  /// The record's own format, for example `html`, `text` or `wordpress`.
  package var format: String?
  package var charset: String?
  /// `bom`, `http`, `meta`, `xml` or `detected`.
  package var charsetSource: String?
  package var sidecar: String?
  package var httpStatus: Int?
  package var warcRecordID: String?
  /// Remarks on damage met and repaired while reading, for example `trailing-bytes`.
  package var notes: [String]

  package init(
    fileBytes: [UInt8] = [], digest: String? = nil, size: Int64 = 0,
    modificationTime: Int64? = nil, source: String? = nil, container: String? = nil,
    locator: String? = nil, format: String? = nil, charset: String? = nil,
    charsetSource: String? = nil, sidecar: String? = nil, httpStatus: Int? = nil,
    warcRecordID: String? = nil, notes: [String] = []
  ) {
    self.fileBytes = fileBytes
    self.digest = digest
    self.size = size
    self.modificationTime = modificationTime
    self.source = source
    self.container = container
    self.locator = locator
    self.format = format
    self.charset = charset
    self.charsetSource = charsetSource
    self.sidecar = sidecar
    self.httpStatus = httpStatus
    self.warcRecordID = warcRecordID
    self.notes = notes
  }
}
