internal import Ledger
internal import Model
package import Pipeline

/// What is asked of a rerun, read in one place for the command line and for the control socket.
package struct RerunParameters: Sendable, Equatable {
  /// The parameters: as options on the command line, as a query string on the socket.
  package enum Name: String, CaseIterable, Sendable {
    case stage, source, since, anew
  }

  package private(set) var request: RerunRequest
  /// The source and the day or time as they were given.
  package private(set) var source: String?
  package private(set) var since: String?
  /// Whether it begins at the first article, also where the same rerun was interrupted.
  package private(set) var anew = false

  /// Reads parameters by name. Throws `ChangeRequestError` for the first that is unknown, given twice or
  /// malformed, and where the stage is missing.
  package init(parameters: [(name: String, value: String)]) throws(ChangeRequestError) {
    var stage: RerunStage?
    // Days, times and sources are said as for the change feed.
    var filter: [(name: String, value: String)] = [("after", "0")]
    var seen: Set<Name> = []
    for (name, value) in parameters {
      guard let parameter = Name(rawValue: name) else {
        let known = Name.allCases.map(\.rawValue).joined(separator: ", ")
        throw ChangeRequestError(
          parameter: name, detail: "is no parameter of a rerun; there are \(known)")
      }
      guard seen.insert(parameter).inserted else {
        throw ChangeRequestError(parameter: name, detail: "is given twice")
      }
      switch parameter {
      case .stage: stage = try Self.stage(value)
      case .source, .since: filter.append((name, value))
      case .anew:
        guard let truth = ["true": true, "1": true, "false": false, "0": false][value] else {
          throw ChangeRequestError(parameter: name, detail: "is true or false, not \"\(value)\"")
        }
        anew = truth
      }
    }
    guard let stage else {
      throw ChangeRequestError(
        parameter: Name.stage.rawValue, detail: "is missing; there are \(Self.stages)")
    }
    source = filter.first { $0.name == Name.source.rawValue }?.value
    since = filter.first { $0.name == Name.since.rawValue }?.value
    request = RerunRequest(stage: stage, filter: try ChangeRequest(parameters: filter).filter)
  }

  private static let stages = RerunStage.allCases.map(\.rawValue).joined(separator: ", ")

  private static func stage(_ name: String) throws(ChangeRequestError) -> RerunStage {
    if let stage = RerunStage(rawValue: name) { return stage }
    let isDecision = name == "dedupe"
    throw ChangeRequestError(
      parameter: Name.stage.rawValue,
      detail: isDecision
        ? "is one of \(stages): what is a copy of what stays as it was decided"
        : "is one of \(stages), not \"\(name)\"")
  }
}
