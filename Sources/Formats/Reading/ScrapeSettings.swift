package import Model

/// Limits of reading, and the question whether to stop.
package struct ScrapeSettings: Sendable {
  /// Bytes that all decompression of one file may put out together.
  package var outputByteLimit: Int64 = 16 << 30
  /// Bytes out per byte in that decompression may reach; real text stays below 50.
  package var ratioLimit: Int64 = 200
  /// Output up to this size is never held against the ratio.
  package var ratioFreeByteCount: Int64 = 1 << 20
  /// Compressions and archives around each other.
  package var layerLimit = 2
  /// Nesting of JSON values and of a page's elements.
  package var depthLimit = 512
  /// Records read from one file; the rest is refused with a note.
  package var recordLimit = 1_000_000
  /// Bytes of one record, or of a file that is one page, before anything is decoded.
  package var recordByteLimit = 64 << 20
  /// Bytes of one article's text.
  package var textByteLimit = 16 << 20
  /// Bytes of a record's header lines.
  package var headerByteLimit = 1 << 20
  /// Keep a decision for every block, as `winnow explain` wants it; costs time.
  package var recordsDecisions = false
  /// Minutes east of Greenwich to take for times without a zone; nil when nothing is known.
  package var assumedZoneMinutes: Int?
  /// Asked inside every loop over input; a refusal ends the work with it.
  package var shouldStop: @Sendable () -> Refusal? = { nil }
  /// Makes what one article may take, anew for each.
  package var makeBudget: @Sendable () -> WorkBudget = { WorkBudget() }
  /// What the article in hand may take.
  package var budget = WorkBudget()

  package init() {}
}
