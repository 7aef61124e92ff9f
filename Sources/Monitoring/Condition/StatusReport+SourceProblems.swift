internal import ControlAPI
internal import SourceHealth

extension [StatusReport.SourceProblem] {
  /// What was found of each source, in the order of their names.
  init(_ findings: [String: [HealthFinding]]) {
    self = findings.sorted { $0.key < $1.key }.flatMap { source, found in
      found.map {
        StatusReport.SourceProblem(
          source: source, problem: $0.problem.rawValue,
          since: WireTime(seconds: $0.since / 1_000), detail: $0.detail, remedy: $0.problem.remedy)
      }
    }
  }
}
