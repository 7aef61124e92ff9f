package import Configuration
package import Sockets
internal import WebServer
internal import WebPages

/// Pages on an address of this machine, from the first request until `stop`.
package final class WebService: Sendable {
  /// The address that it listens on.
  package let address: LoopbackAddress
  private let server: HTTPServer
  private let watch: StatusWatch
  private let access: WebAccess

  /// Begins to answer.
  ///
  /// Throws `SocketError` where it cannot listen, and `HTTPServerError`.
  package init(_ deployment: Deployment, _ options: WebOptions) throws {
    let socket = try Self.socket(options)
    address = socket.address
    access = WebAccess(
      port: address.port, allowsChanges: options.allowsChanges, token: options.token,
      publicOrigin: options.publicOrigin)
    let state = WebState(deployment: deployment)
    let origin = options.publicOrigin?.text ?? "http://\(address)"
    let token = access.changeToken
    watch = StatusWatch {
      state.status()
    } parts: { report, samples in
      WebHandler.operationsPage(report, samples, of: state).parts(
        PageContext(origin: origin, now: WebHandler.moment, changeToken: token))
    }
    let handler = WebHandler(state: state, access: access, watch: watch, origin: origin)
    var limits = HTTPServerLimits()
    // Streams of events take a connection each, and no thread.
    limits.connectionCount = 512
    server = try HTTPServer(socket, limits: limits) { handler.answer($0) }
    watch.start()
  }

  private static func socket(_ options: WebOptions) throws(SocketError) -> LoopbackSocket {
    guard let descriptor = options.inheritedDescriptor else {
      return try LoopbackSocket(options.address)
    }
    guard let socket = LoopbackSocket(inherited: descriptor) else {
      throw .notASocket("the socket of the service manager is none of 127.0.0.1 or ::1; it")
    }
    return socket
  }

  /// The address to open: with its token where that is still to be used.
  package var link: String {
    access.firstToken.map { "http://\(address)/?token=\($0)" } ?? "http://\(address)/"
  }

  /// Ends: no request is answered any more. Blocks until those under way are over.
  package func stop() {
    watch.stop()
    server.stop()
  }
}
