package import Model

/// One finished job: a file, or a page with its sidecars, and what became of it.
package struct JobRow: Sendable, Equatable {
  /// A file that describes the page, kept beside it in the archive.
  package struct Sidecar: Sendable, Equatable {
    /// The file's own name, without its folder; raw bytes.
    package var name: [UInt8]
    /// `sha256:` and 64 hexadecimal digits.
    package var digest: String

    package init(name: [UInt8], digest: String) {
      self.name = name
      self.digest = digest
    }
  }

  /// The job's ULID.
  package var id: String
  /// Path below `inbox/`, or as given to the command; raw bytes, since names need not be UTF-8.
  package var file: [UInt8]
  package var source: String?
  package var size: Int64
  /// Modification time, in seconds since 1970.
  package var modificationTime: Int64?
  /// `sha256:` and 64 hexadecimal digits.
  package var digest: String?
  /// When the file was claimed, in milliseconds since 1970.
  package var arrival: Int64
  /// When the outcome was decided, in milliseconds since 1970.
  package var finished: Int64
  package var attempts: Int
  package var outcome: Outcome
  package var reason: String?
  package var detail: String?
  package var remedy: String?
  /// For a file with many articles: how many of them ended how.
  package var counts: [Outcome: Int]
  package var format: String?
  package var notes: [String]
  /// The page's sidecars, whether they came with it, before it or after it.
  package var sidecars: [Sidecar]

  package init(
    id: String, file: [UInt8], source: String? = nil, size: Int64 = 0,
    modificationTime: Int64? = nil, digest: String? = nil, arrival: Int64, finished: Int64,
    attempts: Int = 1, outcome: Outcome, reason: String? = nil, detail: String? = nil,
    remedy: String? = nil, counts: [Outcome: Int] = [:], format: String? = nil,
    notes: [String] = [], sidecars: [Sidecar] = []
  ) {
    self.id = id
    self.file = file
    self.source = source
    self.size = size
    self.modificationTime = modificationTime
    self.digest = digest
    self.arrival = arrival
    self.finished = finished
    self.attempts = attempts
    self.outcome = outcome
    self.reason = reason
    self.detail = detail
    self.remedy = remedy
    self.counts = counts
    self.format = format
    self.notes = notes
    self.sidecars = sidecars
  }
}
