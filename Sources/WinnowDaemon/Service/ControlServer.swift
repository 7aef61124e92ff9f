internal import ControlAPI
internal import FlyingFox
internal import FlyingSocks
internal import Foundation
internal import Ledger
internal import Presentation
internal import SearchIndex
internal import ServiceLifecycle
internal import State
internal import Storage

/// Answers HTTP/1.1 with JSON on a Unix socket, for the command line tool, curl and Prometheus.
struct ControlServer: Service {
  let deployment: Deployment
  let board: StatusBoard

  func run() async throws {
    let path = deployment.configuration.socketPath
    // A socket file left by a process that died would refuse the new one; the state's lock is held,
    // so no living daemon listens there.
    if (try? await ControlClient(socketPath: path).get("/status")) != nil {
      throw PipelineFailure(
        .held, "\(path) is another daemon's socket. Give this one its own: control.socket")
    }
    _ = unsafe path.withCString { unsafe unlink($0) }
    let server = HTTPServer(address: .unix(path: path), timeout: 15, logger: .disabled)
    await server.appendRoute("GET /status") { _ in
      .json(try board.report().json())
    }
    await server.appendRoute("GET /metrics") { _ in
      let text = Metrics.text(board.report())
      return HTTPResponse(
        statusCode: .ok, headers: [.contentType: "text/plain; version=0.0.4"],
        body: Data(text.utf8))
    }
    await server.appendRoute("GET /search") { request in answerSearch(request) }
    await server.appendRoute("GET /articles/:id") { request in
      answerArticle(request.routeParameters["id"] ?? "")
    }
    await server.appendRoute("*") { _ in
      .json(
        Data(
          #"{"error":"no such resource","try":["/status","/metrics","/search?q=…","/articles/ID"]}"#
            .utf8), status: .notFound)
    }
    try await withGracefulShutdownHandler {
      do {
        try await server.run()
      } catch is CancellationError {
      } catch  where Task.isShuttingDownGracefully {
      }
    } onGracefulShutdown: {
      Task { await server.stop(timeout: 1) }
    }
    _ = unsafe path.withCString { unsafe unlink($0) }
  }

  private func answerSearch(_ request: HTTPRequest) -> HTTPResponse {
    guard let query = request.query["q"], !query.isEmpty else {
      return .json(Data(#"{"error":"a search needs ?q=WORDS"}"#.utf8), status: .badRequest)
    }
    guard let catalogue = board.catalogue else { return .starting }
    var wanted = SearchRequest(query: query)
    wanted.limit = min(1_000, max(1, request.query["limit"].flatMap(Int.init) ?? 20))
    wanted.source = request.query["source"]
    wanted.includesCopies = request.query["all-copies"] != nil
    do {
      return .json(Data(try catalogue.search(wanted).flatMap { $0.jsonLine() }))
    } catch {
      return .json(
        Data(#"{"error":"the index cannot be read"}"#.utf8), status: .internalServerError)
    }
  }

  private func answerArticle(_ id: String) -> HTTPResponse {
    guard let catalogue = board.catalogue else { return .starting }
    guard let found = try? catalogue.ledger.article(id: id), case .found(let row) = found,
      let document = try? catalogue.document(for: row)
    else { return .json(Data(#"{"error":"no such article"}"#.utf8), status: .notFound) }
    return .json(Data(document.jsonLine()))
  }
}

extension HTTPResponse {
  fileprivate static func json(_ body: Data, status: HTTPStatusCode = .ok) -> HTTPResponse {
    HTTPResponse(statusCode: status, headers: [.contentType: "application/json"], body: body)
  }

  fileprivate static var starting: HTTPResponse {
    .json(Data(#"{"error":"winnowd is starting; try again"}"#.utf8), status: .serviceUnavailable)
  }
}
