package import Formats
package import NearDuplicates
package import State

/// A file that is open for its records: what cuts them out, and what makes each ready.
///
/// The one way from original bytes to prepared records: first reading, replay, rebuild, amendment and
/// preview all go it. Not to be shared between threads.
package struct FileReading {
  /// Reads the file's bytes record by record.
  package private(set) var reader: RecordReader
  /// `sha256:` and the digest of the file's bytes; empty where nobody asked for it.
  package let digest: String
  package let preparation: Preparation

  /// Opens a file, at its start or at the position that an earlier reader of the same bytes had
  /// reached; an empty position is the start.
  ///
  /// Throws a `Refusal` when the file as a whole is refused, and what reading it throws.
  package init(
    _ input: ScrapeInput, digest: String = "", settings: ScrapeSettings,
    resumingAt position: [UInt8] = [], meter: StageMeter? = nil
  ) throws {
    reader = try RecordReader(
      input, settings: settings,
      resumingAt: position.isEmpty ? nil : ReaderPosition(bytes: position))
    self.digest = digest
    preparation = Preparation(settings: settings, meter: meter)
  }

  /// True for formats that hold many records.
  package var isContainer: Bool { reader.isContainer }

  /// The next record, not yet understood; nil at the end.
  package mutating func next() throws -> RawRecord? { try reader.next() }

  /// The record of that ordinal, prepared; records before it are passed over. Nil when there is none.
  package mutating func record(
    _ ordinal: Int, boilerplate: BoilerplateSnapshot = BoilerplateSnapshot()
  ) throws -> PreparedRecord? {
    try raw(ordinal).map { preparation.prepare($0, boilerplate: boilerplate) }
  }

  /// The record of that ordinal, not yet understood; records before it are passed over. Nil when there is
  /// none.
  package mutating func raw(_ ordinal: Int) throws -> RawRecord? {
    while let raw = try reader.next() {
      if raw.ordinal == ordinal { return raw }
      if raw.ordinal > ordinal { return nil }
    }
    return nil
  }
}
