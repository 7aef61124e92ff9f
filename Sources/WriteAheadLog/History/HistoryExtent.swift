package import Model

/// What the headers of history's segments say: how much there is, and of which log.
package struct HistoryExtent: Hashable, Sendable {
  /// One segment.
  package struct Segment: Hashable, Sendable {
    /// The checkpoint that it was sealed for.
    package var lsn: LSN
    package var entryCount: UInt64
    /// The log that its entries come from; 0 when it does not say.
    package var logNumber: UInt64

    package init(lsn: LSN, entryCount: UInt64, logNumber: UInt64) {
      self.lsn = lsn
      self.entryCount = entryCount
      self.logNumber = logNumber
    }
  }

  /// Those whose header reads back, oldest first.
  package var segments: [Segment]
  /// Those that do not read back, or that are shorter or longer than they say.
  package var damaged: [LSN]

  package init(segments: [Segment] = [], damaged: [LSN] = []) {
    self.segments = segments
    self.damaged = damaged
  }

  /// How many entries the segments up to `lsn` hold together.
  package func entryCount(through lsn: LSN) -> UInt64 {
    segments.reduce(0) { $1.lsn <= lsn ? $0 &+ $1.entryCount : $0 }
  }
}
