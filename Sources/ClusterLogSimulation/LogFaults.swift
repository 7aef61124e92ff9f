/// How often what goes wrong, each from 0 to 1.
package struct LogFaults: Sendable {
  /// A call does not reach the log, and its caller knows.
  package var unreachable = 0.0
  /// A step does not reach the log, and its caller does not know.
  package var lost = 0.0
  /// A step is taken and its answer lost.
  package var unanswered = 0.0
  /// A step is taken later, long after its caller has gone.
  package var delayed = 0.0

  package init(
    unreachable: Double = 0, lost: Double = 0, unanswered: Double = 0, delayed: Double = 0
  ) {
    self.unreachable = unreachable
    self.lost = lost
    self.unanswered = unanswered
    self.delayed = delayed
  }
}
