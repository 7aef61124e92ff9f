extension StatusReport {
  /// One stage of the pipeline.
  package struct Stage: Codable, Sendable, Equatable {
    package var name: String
    package var queued = 0
    package var running = 0
    package var done = 0
    /// Age of the oldest piece of work in the stage, in seconds.
    package var oldestSeconds: Double?
    /// Pieces a second over the last 1, 5 and 15 minutes.
    package var rates: [Double] = [0, 0, 0]
    /// Time a piece took, in milliseconds: the median and the 99th percentile of the last 1,024.
    package var medianMilliseconds: Double?
    package var p99Milliseconds: Double?
    /// A declared, bounded wait, for example `disk full`.
    package var waitingFor: String?

    package init(name: String) { self.name = name }
  }
}
