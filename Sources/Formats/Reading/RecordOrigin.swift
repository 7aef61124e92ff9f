import Unicode
import TextEncodings

/// What is known from outside the record about where it comes from.
struct RecordOrigin: Sendable {
  /// The file's name, for a last resort.
  var fileName: [UInt8] = []
  var originURL: String?
  var sourceName: String?
  /// Of the archive's record that this one was found in.
  var warcRecordID: String?
  var sidecars: [Sidecar] = []
  /// The response's head, for a file that begins with one.
  var http: HTTPHead?
  /// Layers and container around the record, outermost first, for example `gzip+warc`.
  var container: String?
  /// Where the file as a whole said what its encoding is.
  var charset: String?
  var charsetSource: String?
  /// The encoding that a whole file of small records is in, where it is not UTF-8: one record alone
  /// would be too little to tell.
  var encoding: TextEncoding?

  /// The same, with one more container around the records.
  func inside(_ name: String) -> RecordOrigin {
    var inner = self
    inner.container = container.map { "\($0)+\(name)" } ?? name
    return inner
  }
}

extension RecordOrigin {
  /// The same, with the encoding that a file of many small records is in, told by its first bytes.
  func withEncoding(of head: ArraySlice<UInt8>, _ format: FormatName) -> RecordOrigin {
    guard encoding == nil, charset == nil || charset != "UTF-8" else { return self }
    var origin = self
    var declared: [CharsetReading.Label] = []
    if let label = http?.charset { declared.append(.init(label, from: "http")) }
    guard let own = FormatRegistry[format]?.declaredEncodings(in: head) else { return self }
    declared += own
    let sample = Array(head)
    let validEnd = UTF8Text.validEnd(in: sample.span, from: 0)
    // The last character may be cut by the end of the sample.
    guard sample.count - validEnd > 3 else { return self }
    let decoded = CharsetReading.decode(sample, declared: declared)
    origin.encoding = TextEncoding(label: decoded.charset)
    origin.charset = decoded.charset
    origin.charsetSource = decoded.charsetSource
    return origin
  }
}
