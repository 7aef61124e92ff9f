internal import ControlAPI
internal import FoundationEssentials
internal import Ledger
internal import Logging
internal import Monitoring
internal import Presentation
internal import SearchIndex
internal import State
internal import Storage
internal import WebServer

/// Answers the requests on the control socket, for the command line, curl and Prometheus. Called on
/// the server's threads.
struct ControlHandler: Sendable {
  /// Hits that one search may ask for.
  private static let hitLimit = 1_000
  /// Resources of one word that are only read.
  private static let readOnly: Set = [
    "healthz", "matches", "metrics", "readyz", "search", "status",
  ]
  let board: StatusBoard
  let paths: StatePaths
  let logger: Logger
  let takedowns: TakedownDesk
  let reruns: RerunDesk
  /// Who may have something changed.
  var changeRight = ChangeRight(group: nil)

  /// Answers one request.
  func answer(_ request: HTTPRequest) -> HTTPResponse {
    let parts = request.path.split(separator: "/", omittingEmptySubsequences: true)
    if parts.first == "quarantine", parts.count == 2,
      let action = QuarantineDesk.Action(rawValue: String(parts[1]))
    {
      return request.method == "POST"
        ? decide(action, request)
        : .error(405, "this is asked for with POST", fields: [("Allow", "POST")])
    }
    if parts == ["articles", "forget"] || parts == ["articles", "rerun"] {
      guard request.method == "POST" else {
        return .error(405, "this is asked for with POST", fields: [("Allow", "POST")])
      }
      guard changeRight.includes(request.peer) else { return Self.notAllowed }
      return parts[1] == "forget" ? takedowns.answer(request) : reruns.answer(request)
    }
    let isRead = request.method == "GET" || request.method == "HEAD"
    let isKnown = parts.count == 1 && Self.readOnly.contains(String(parts[0]))
    if !isRead, isKnown || parts.first == "articles" && parts.count == 2 {
      return .error(405, "this is only read", fields: [("Allow", "GET, HEAD")])
    }
    switch parts.first {
    case "healthz" where parts.count == 1: return HealthAnswer(board: board).health()
    case "readyz" where parts.count == 1: return HealthAnswer(board: board).readiness()
    case "status" where parts.count == 1: return status()
    case "metrics" where parts.count == 1:
      return HTTPResponse(
        contentType: "text/plain; version=0.0.4",
        body: Array(MetricsText.text(board.report()).utf8))
    case "search" where parts.count == 1: return search(request)
    case "matches" where parts.count == 1: return MatchAnswer(board: board).answer(request)
    case "articles" where parts.count == 1: return ChangeFeedAnswer(board: board).answer(request)
    case "articles" where parts.count == 2: return article(String(parts[1]))
    default:
      return .error(
        404,
        "no such resource; there are /status, /healthz, /readyz, /metrics, /search?q=WORDS, /matches?q=WORDS&after=NUMBER, /articles/ID, /articles?after=NUMBER and, for POST, /quarantine/retry, discard and keep with job=ID or reason=REASON, /articles/forget with id=ID, url=URL, story=ID or source=NAME and /articles/rerun with stage=STAGE"
      )
    }
  }

  /// `?job=ID`, as often as wanted, or `?reason=REASON`.
  private func decide(_ action: QuarantineDesk.Action, _ request: HTTPRequest) -> HTTPResponse {
    let ids = request.values(of: "job")
    guard changeRight.includes(request.peer) else { return Self.notAllowed }
    let isNamed = !ids.contains("") && request["reason"] != ""
    guard isNamed, ids.isEmpty != (request["reason"] == nil) else {
      return .error(400, "give job=ID, or reason=REASON")
    }
    guard let catalogue = board.catalogue else { return Self.starting }
    let desk = QuarantineDesk(
      paths, ledger: catalogue.ledger, files: POSIXFileSystem(), clock: SystemClock())
    guard let report = try? desk.run(action, on: ids, orAllFor: request["reason"]),
      let json = try? QuarantineAnswer(done: report.done, failed: report.failed).json()
    else { return .error(500, "the ledger cannot be read; look at: winnow audit") }
    for line in report.done {
      logger.notice("on request: \(line)", metadata: MessageClass.decided.metadata)
    }
    return .json(Array(json))
  }

  private func status() -> HTTPResponse {
    guard let json = try? board.report().json() else {
      return .error(500, "the status cannot be written as JSON")
    }
    return .json(Array(json))
  }

  /// One document: what was understood, and hits as `winnow search --json` prints them, or counts.
  private func search(_ request: HTTPRequest) -> HTTPResponse {
    let wanted: SearchRequest
    do throws(SearchRequestError) {
      wanted = try SearchRequest(parameters: request.query, limitMaximum: Self.hitLimit)
    } catch {
      return SearchFailure(error).response
    }
    guard let catalogue = board.catalogue else { return Self.starting }
    do {
      return .json(try catalogue.search(wanted, time: .served).json())
    } catch let error as QueryError {
      return SearchFailure(SearchRequestError(error)).response
    } catch {
      return .error(500, "the index cannot be read; look at: winnow audit")
    }
  }

  private func article(_ id: String) -> HTTPResponse {
    guard let catalogue = board.catalogue else { return Self.starting }
    guard let found = try? catalogue.ledger.article(id: id), case .found(let row) = found,
      let document = try? catalogue.document(for: row)
    else { return .error(404, "no such article; /search finds ids") }
    return .json(document.jsonLine())
  }

  private static let notAllowed = HTTPResponse.error(
    403,
    "only root, the user of winnowd and members of the group of the setting control.group may have something changed; use sudo, or set control.group"
  )

  static let starting = HTTPResponse.error(
    503, "winnowd is starting; try again", fields: [("Retry-After", "1")])
}
