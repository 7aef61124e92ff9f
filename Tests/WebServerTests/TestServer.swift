import Glibc
import Sockets
import WebServer

/// A client that can stop in the middle of a request.
final class TestClient {
  private let socket: ConnectedSocket

  init(path: String) throws {
    socket = try ConnectedSocket(path: path, timeLimit: .seconds(20))
  }

  func write(_ text: String) throws { try socket.write(Array(text.utf8)) }

  /// What comes next.
  func readSome() throws -> String {
    String(decoding: try socket.read(atMost: 1 << 16), as: UTF8.self)
  }

  /// Everything that comes until the server closes; what a reset cuts off is left out.
  func readAll() throws -> [UInt8] {
    var bytes: [UInt8] = []
    while true {
      do throws(SocketError) {
        let piece = try socket.read(atMost: 1 << 16)
        if piece.isEmpty { return bytes }
        bytes += piece
      } catch {
        if case .system(_, _, ECONNRESET) = error { return bytes }
        throw error
      }
    }
  }
}

/// A server on a socket of its own that tells what it was asked.
final class TestServer: Sendable {
  let path: String
  private let server: HTTPServer

  init(limits: HTTPServerLimits = HTTPServerLimits(), handler: HTTPServer.Handler? = nil) throws {
    let folder = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
    path = "\(folder)/winnow-http-\(UInt32.random(in: 0 ... .max)).sock"
    server = try HTTPServer(
      ListeningSocket(path: path), limits: limits,
      handler: handler ?? { request in
        let query = request.query.map { "\($0.name)=\($0.value)" }.joined(separator: ";")
        return .json(Array("\(request.method) \(request.path) \(query)".utf8))
      })
  }

  deinit { server.stop() }

  /// Has handlers that wait asked again.
  func wake() { server.wake() }

  /// Ends the server while the test goes on.
  func stop() { server.stop() }

  var timedOutCount: Int { server.timedOutCount }

  func connect() throws -> TestClient { try TestClient(path: path) }

  /// The whole answer to a request.
  func answer(to request: String) throws -> String {
    let client = try connect()
    // The server need not read to the end what it has refused.
    try? client.write(request)
    return String(decoding: try client.readAll(), as: UTF8.self)
  }

  func get(_ target: String) throws -> String {
    try answer(to: "GET \(target) HTTP/1.1\r\nHost: x\r\n\r\n")
  }
}
