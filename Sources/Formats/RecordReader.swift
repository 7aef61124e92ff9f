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
    ReaderPosition(ordinal: ordinal, state: framer.state, innerCount: framer.innerCount)
  }
}

/// Where a reader stands in a file, as bytes for the journal.
package struct ReaderPosition: Sendable, Hashable {
  /// Records given out so far.
  package var ordinal: Int
  var state: Int64
  /// Records given out of the one that begins at `state` and holds many itself.
  var innerCount = 0

  init(ordinal: Int, state: Int64, innerCount: Int = 0) {
    self.ordinal = ordinal
    self.state = state
    self.innerCount = innerCount
  }

  /// Reads what `bytes` gave; nil for anything else.
  package init?(bytes: [UInt8]) {
    guard bytes.count == 25, bytes[0] == 2 else { return nil }
    func number(_ range: Range<Int>) -> Int64 {
      bytes[range].reversed().reduce(0) { $0 << 8 | Int64($1) }
    }
    let (ordinal, state, innerCount) = (number(1..<9), number(9..<17), number(17..<25))
    guard ordinal >= 0, state >= 0, 0...ordinal ~= innerCount else { return nil }
    self.init(ordinal: Int(ordinal), state: state, innerCount: Int(innerCount))
  }

  /// Twenty-five bytes: a version, then the three numbers, lowest byte first.
  package var bytes: [UInt8] {
    [2]
      + [Int64(ordinal), state, Int64(innerCount)].flatMap { number in
        (0..<8).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
      }
  }
}

/// Cuts the records of one format out of a file.
protocol RecordFramer: AnyObject {
  var format: FormatName { get }
  var isContainer: Bool { get }
  var origin: RecordOrigin { get }
  var notes: [String] { get }
  /// A number from which `resume` finds the place after the last record.
  var state: Int64 { get }
  /// Records given out of the record that begins at `state`; 0 for formats whose records hold none.
  var innerCount: Int { get }
  /// The next record; nil at the end.
  func next(ordinal: Int) throws -> RawRecord?
  /// Goes to the place that `state` named after `ordinal` records.
  func resume(at state: Int64, ordinal: Int) throws
  /// Goes to the place after the `innerCount`th record of the one that begins at `state`.
  func resume(at state: Int64, innerCount: Int, ordinal: Int) throws
}

extension RecordFramer {
  var innerCount: Int { 0 }

  func resume(at state: Int64, innerCount: Int, ordinal: Int) throws {
    try resume(at: state, ordinal: ordinal)
  }

  /// Goes there by cutting the same records again, for formats that know no shorter way.
  func replay(_ ordinal: Int) throws {
    for number in 0..<ordinal where try next(ordinal: number + 1) == nil { return }
  }
}
