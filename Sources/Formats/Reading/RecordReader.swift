import Model

/// Cuts one file into records: sniffs what it is, opens what is around it, frames.
///
/// Cheap and sequential; what a record means is found by `RecordInterpreter`, in parallel. Holds
/// at most one record and some look-ahead in memory. Not to be shared between threads.
package struct RecordReader {
  private let framer: any RecordFramer
  private let settings: ScrapeSettings
  private var ordinal = 0
  private var isOverLimit = false

  /// Opens a file, at its start or where an earlier reader of the same bytes had come.
  ///
  /// Throws a `Refusal` when the file as a whole is refused (`empty`, `binary`, `limit`,
  /// `unsupported-format`), and what the source throws.
  package init(
    _ input: ScrapeInput, settings: ScrapeSettings = ScrapeSettings(),
    resumingAt resumption: ReaderPosition? = nil
  ) throws {
    self.settings = settings
    let opened = try FileOpener.open(input, settings: settings)
    framer = opened
    if let resumption {
      try framer.resume(
        at: resumption.state, innerCount: resumption.innerCount, ordinal: resumption.ordinal)
      ordinal = resumption.ordinal
    }
  }

  /// The record format, for example `html`, `json-lines` or `warc`.
  package var format: String { framer.format.rawValue }

  /// What is around the records, outermost first, for example `gzip+warc`; nil for a bare page.
  package var container: String? { framer.origin.container }

  /// True for formats that hold many records; an article of such a file has `-N` in its id.
  package var isContainer: Bool { framer.isContainer }

  /// Remarks on the file as a whole: what was salvaged, what was lost. Complete at the end.
  package var notes: [String] { framer.notes }

  /// The next record; nil at the end. Throws a `Refusal` when a limit is passed, and what the
  /// source throws; the records given out before stay valid.
  package mutating func next() throws -> RawRecord? {
    if let refusal = settings.shouldStop() { throw refusal }
    guard ordinal < settings.recordLimit else {
      if !isOverLimit, try framer.next(ordinal: ordinal + 1) != nil {
        isOverLimit = true
        throw Refusals.limit("more than \(settings.recordLimit) records in one file")
      }
      return nil
    }
    if let record = try framer.next(ordinal: ordinal + 1) {
      ordinal += 1
      assert(record.ordinal == ordinal && !record.locator.isEmpty)
      return record
    }
    guard ordinal == 0 else { return nil }
    // A file without a record still has an outcome, and the outcome a reason.
    ordinal = 1
    return RawRecord(
      ordinal: 1, locator: "whole file", byteCount: 0,
      content: .refused(Refusals.noRecords(framer.format.rawValue)), origin: framer.origin)
  }

  /// The place after the last record given out.
  package var position: ReaderPosition {
    assert(framer.innerCount <= ordinal)
    return ReaderPosition(ordinal: ordinal, state: framer.state, innerCount: framer.innerCount)
  }
}
