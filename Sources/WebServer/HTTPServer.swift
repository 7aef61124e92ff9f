internal import CMicrohttpd
internal import Glibc
package import Sockets
internal import Synchronization

/// An HTTP/1.1 server on a listening socket, with limits on memory, connections and time.
///
/// libmicrohttpd reads requests on threads of its own, and the handler runs there: it may block, and
/// blocks neither the stages of the pipeline nor Swift's thread pool. A connection carries one
/// request. A body is read by nobody.
package final class HTTPServer: Sendable {
  /// Answers one request; called on several threads at once.
  package typealias Handler = @Sendable (HTTPRequest) -> HTTPResponse

  private let core: Core
  private let daemon: Mutex<OpaqueDaemon?>
  private let path: String

  /// Begins to answer on `socket`, which the server takes over.
  ///
  /// Throws `HTTPServerError`.
  package init(
    _ socket: consuming ListeningSocket, limits: HTTPServerLimits = HTTPServerLimits(),
    handler: @escaping Handler
  ) throws(HTTPServerError) {
    precondition(limits.threadCount > 0 && limits.connectionCount >= limits.threadCount)
    path = socket.path
    core = Core(handler: handler, table: ConnectionTable(limits: limits))
    let descriptor = socket.release()
    // The library's own time-out is the net below the table's; it must not come first.
    let seconds = UInt32(clamping: limits.headTime.components.seconds + 5)
    let started = unsafe winnow_http_start(
      descriptor, UInt32(limits.threadCount), UInt32(limits.connectionCount),
      Self.poolByteCount(head: limits.headByteCount), seconds, answerRequest, noteConnection,
      Unmanaged.passUnretained(core).toOpaque())
    guard let started = unsafe started else {
      let code = errno
      Glibc.close(descriptor)
      throw HTTPServerError(path: path, errno: code)
    }
    daemon = unsafe Mutex(OpaqueDaemon(pointer: started))
  }

  deinit { stop() }

  /// Open connections.
  package var connectionCount: Int { core.table.count }

  /// Connections that were ended because they took too long.
  package var timedOutCount: Int { core.table.refusedCount }

  /// Asks again about every connection whose handler had nothing to answer yet (`HTTPResponse.later`).
  package func wake() { core.waiting.wake() }

  /// Ends: no connection is taken any more, those under way are closed once their handler returns,
  /// the socket's file is removed. Blocks until then; a second call does nothing.
  package func stop() {
    guard let running = daemon.withLock({ $0.take() }) else { return }
    _ = unsafe unlink(path)
    // The library must not be stopped while a connection is suspended.
    core.waiting.end()
    // Afterwards no callback runs any more, so that `core` may go.
    unsafe MHD_stop_daemon(running.pointer)
  }

  /// A connection's memory holds the head, a list of its fields, and the head of the answer.
  private static func poolByteCount(head: Int) -> Int { head + head / 4 }

  /// What the callbacks need.
  final class Core: Sendable {
    let handler: Handler
    let table: ConnectionTable
    let waiting = WaitingConnections()

    init(handler: @escaping Handler, table: ConnectionTable) {
      self.handler = handler
      self.table = table
    }
  }
}

/// The library's handle of a running server.
// @unchecked: the library locks its own state; the handle is taken once, to stop the server.
@safe private struct OpaqueDaemon: @unchecked Sendable {
  let pointer: OpaquePointer
}

/// Collects a query's names and values during the library's iteration over them.
private final class QueryCollector {
  var pairs: [(name: String, value: String)] = []
}

/// A connection has begun or ended.
private func noteConnection(
  context: UnsafeMutableRawPointer?, connection: OpaquePointer?,
  slot: UnsafeMutablePointer<UnsafeMutableRawPointer?>?, event: MHD_ConnectionNotificationCode
) {
  guard let context = unsafe context, let connection = unsafe connection else { return }
  let core = unsafe Unmanaged<HTTPServer.Core>.fromOpaque(context).takeUnretainedValue()
  let id = UInt(bitPattern: connection)
  if event == winnow_http_begins {
    core.table.open(id, descriptor: unsafe winnow_http_descriptor(connection))
  } else {
    core.waiting.forget(id)
    core.table.close(id)
  }
}

/// A request's head has come.
private func answerRequest(
  context: UnsafeMutableRawPointer?, connection: OpaquePointer?, url: UnsafePointer<CChar>?,
  method: UnsafePointer<CChar>?, version: UnsafePointer<CChar>?, upload: UnsafePointer<CChar>?,
  uploadByteCount: UnsafeMutablePointer<Int>?,
  slot: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
) -> MHD_Result {
  guard let context = unsafe context, let connection = unsafe connection, let url = unsafe url,
    let method = unsafe method
  else { return winnow_http_no }
  let core = unsafe Unmanaged<HTTPServer.Core>.fromOpaque(context).takeUnretainedValue()
  let id = UInt(bitPattern: connection)
  guard core.table.request(id) else { return winnow_http_no }
  let name = unsafe String(cString: method)
  let collector = QueryCollector()
  unsafe MHD_get_connection_values_n(
    connection, winnow_http_query, collectValue,
    Unmanaged.passUnretained(collector).toOpaque())
  let peer =
    name == "POST" ? unsafe PeerCredentials(of: winnow_http_descriptor(connection)) : nil
  var request = unsafe HTTPRequest(
    method: name, path: String(cString: url), query: collector.pairs, peer: peer)
  let turn = core.waiting.turn(id)
  request.mustAnswer = turn.mustAnswer
  let response = core.handler(request)
  if let time = response.wait, !turn.mustAnswer {
    unsafe core.waiting.wait(id, connection, for: time, after: turn)
    return winnow_http_yes
  }
  return unsafe queue(response, on: connection)
}

private func collectValue(
  context: UnsafeMutableRawPointer?, kind: MHD_ValueKind, name: UnsafePointer<CChar>?,
  nameByteCount: Int, value: UnsafePointer<CChar>?, valueByteCount: Int
) -> MHD_Result {
  guard let context = unsafe context, let name = unsafe name else { return winnow_http_no }
  let collector = unsafe Unmanaged<QueryCollector>.fromOpaque(context).takeUnretainedValue()
  func text(_ start: UnsafePointer<CChar>?, _ count: Int) -> String {
    unsafe String(
      decoding: UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count),
      as: UTF8.self)
  }
  unsafe collector.pairs.append((text(name, nameByteCount), text(value, valueByteCount)))
  return winnow_http_yes
}

private func queue(_ response: HTTPResponse, on connection: OpaquePointer) -> MHD_Result {
  var body = response.body
  let made = unsafe body.withUnsafeMutableBytes { bytes in
    unsafe MHD_create_response_from_buffer(
      bytes.count, bytes.baseAddress, winnow_http_copies)
  }
  guard let made = unsafe made else { return winnow_http_no }
  defer { unsafe MHD_destroy_response(made) }
  unsafe MHD_add_response_header(made, "Content-Type", response.contentType)
  // One request a connection: its time limits then need no account of earlier requests.
  unsafe MHD_add_response_header(made, "Connection", "close")
  for field in response.fields { unsafe MHD_add_response_header(made, field.name, field.value) }
  return unsafe MHD_queue_response(connection, UInt32(response.status), made)
}
