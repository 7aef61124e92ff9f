package import ControlAPI

/// What only a running daemon knows.
package struct LiveStatus: Sendable {
  package var phase: StatusReport.Verdict
  package var processID: Int32
  /// Seconds since 1970.
  package var startedAt: Int64
  /// How far the start is, while it starts.
  package var startStep: String?
  /// What a stage waits for, such as space on the disk; nil where none has said so.
  package var waitsFor: String?
  /// Why the configuration could not be read again, so that the old one goes on.
  package var refusedSettings: String?
  /// What is wrong with ledger or index, with the command that is right.
  package var problem: String?
  /// The stage that holds work and does not move, what its work waits for as far as that is known, and
  /// what to do next.
  package var standstill: String?
  package var stages: [StatusReport.Stage] = []
  package var inbox = StatusReport.Inbox()
  package var openJobs = 0
  package var journal = StatusReport.Journal()
  /// What is wrong with sources; nil while their past is being read.
  package var sourceProblems: [StatusReport.SourceProblem]?
  /// Nil on a single machine.
  package var cluster: StatusReport.Cluster?
  /// Bytes a second by which the disk fills; nil while it does not.
  package var fillRate: Double?

  package init(phase: StatusReport.Verdict, processID: Int32, startedAt: Int64) {
    self.phase = phase
    self.processID = processID
    self.startedAt = startedAt
  }
}
