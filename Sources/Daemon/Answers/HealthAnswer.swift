internal import FoundationEssentials
internal import Monitoring
internal import WebServer

/// Answers `/healthz`, whether the daemon is alive, and `/readyz`, whether it takes files: 200, or 503 with
/// why not.
struct HealthAnswer {
  /// Seconds after which to ask again.
  private static let retry = [(name: "Retry-After", value: "5")]
  let board: StatusBoard

  /// Alive by what the watchdog goes by: no stage hangs, and somebody looks whether one does.
  func health() -> HTTPResponse {
    struct Health: Encodable {
      var alive = true
      var beatSecondsAgo: Double
    }
    let liveness = board.liveness
    if let problem = liveness.problem {
      return ProblemDetails(503, problem).response(fields: Self.retry)
    }
    let seconds = (liveness.beatSecondsAgo * 1_000).rounded() / 1_000
    return Self.response(Health(beatSecondsAgo: seconds))
  }

  /// Ready when the state is recovered and new files are taken.
  func readiness() -> HTTPResponse {
    struct Readiness: Encodable {
      var ready = true
      var message: String
    }
    let readiness = board.readiness()
    if let obstacle = readiness.obstacle {
      return ProblemDetails(503, obstacle).response(fields: Self.retry)
    }
    return Self.response(Readiness(message: readiness.message))
  }

  private static func response(_ value: some Encodable) -> HTTPResponse {
    guard let json = try? JSONEncoder().encode(value) else {
      return .error(500, "the answer cannot be written as JSON")
    }
    return .json(Array(json))
  }
}
