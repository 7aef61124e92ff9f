package import ControlAPI

/// What is remembered of one look at the status, for pictures of the last minutes.
package struct StatusSample: Sendable {
  /// By a clock that only goes forward.
  package var seconds: Double
  /// Pieces that each stage had done, and how long they took, by the stage's name.
  package var stages: [String: (done: Int, p99: Double)]
  /// Files that waited or were in work.
  package var backlog: Int

  package init(_ report: StatusReport, at seconds: Double) {
    self.seconds = seconds
    stages = [:]
    for stage in report.stages { stages[stage.name] = (stage.done, stage.p99Milliseconds ?? 0) }
    backlog = report.inbox.waiting + report.openJobs
  }

  /// Pieces a second of a stage between each two of these.
  static func rates(of stage: String, in samples: [StatusSample]) -> [Double] {
    zip(samples, samples.dropFirst()).map { before, after in
      let span = after.seconds - before.seconds
      let count = (after.stages[stage]?.done ?? 0) - (before.stages[stage]?.done ?? 0)
      return span > 0 ? Double(max(0, count)) / span : 0
    }
  }

  /// What the slowest pieces of a stage took, in milliseconds.
  static func times(of stage: String, in samples: [StatusSample]) -> [Double] {
    samples.map { $0.stages[stage]?.p99 ?? 0 }
  }
}
