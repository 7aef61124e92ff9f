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
  /// Where the socket is: the path of a Unix socket, or an address.
  private let path: String
  private let isFile: Bool

  /// Begins to answer on `socket`, which the server takes over.
  ///
  /// Throws `HTTPServerError`.
  package convenience init(
    _ socket: consuming ListeningSocket, limits: HTTPServerLimits = HTTPServerLimits(),
    handler: @escaping Handler
  ) throws(HTTPServerError) {
    let path = socket.path
    try self.init(socket.release(), at: path, isFile: true, limits, handler)
  }

  /// The same on an address of this machine.
  package convenience init(
    _ socket: consuming LoopbackSocket, limits: HTTPServerLimits = HTTPServerLimits(),
    handler: @escaping Handler
  ) throws(HTTPServerError) {
    let address = socket.address.description
    try self.init(socket.release(), at: address, isFile: false, limits, handler)
  }

  private init(
    _ descriptor: Int32, at path: String, isFile: Bool, _ limits: HTTPServerLimits,
    _ handler: @escaping Handler
  ) throws(HTTPServerError) {
    precondition(limits.threadCount > 0 && limits.connectionCount >= limits.threadCount)
    self.path = path
    self.isFile = isFile
    core = Core(handler: handler, table: ConnectionTable(limits: limits))
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
    if isFile { _ = unsafe unlink(path) }
    // The library must not be stopped while a connection is suspended.
    core.waiting.end()
    core.endStreams()
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
    /// Answers that go on; nil once the server stops.
    private let streams = Mutex<[ObjectIdentifier: HTTPEventStream]?>([:])

    init(handler: @escaping Handler, table: ConnectionTable) {
      self.handler = handler
      self.table = table
    }

    /// Takes a stream into account; ends it at once where the server stops.
    func begin(_ stream: HTTPEventStream) {
      let isOpen = streams.withLock { streams in
        streams?[ObjectIdentifier(stream)] = stream
        return streams != nil
      }
      if !isOpen { stream.end() }
    }

    /// A stream's connection is gone.
    func forget(_ stream: HTTPEventStream) {
      stream.end()
      _ = streams.withLock { $0?.removeValue(forKey: ObjectIdentifier(stream)) }
    }

    func endStreams() {
      let open = streams.withLock { $0.take() }
      for stream in open?.values.map({ $0 }) ?? [] { stream.end() }
    }
  }
}

/// The library's handle of a running server.
// @unchecked: the library locks its own state; the handle is taken once, to stop the server.
@safe private struct OpaqueDaemon: @unchecked Sendable {
  let pointer: OpaquePointer
}

/// Collects names and values of a query or a head during the library's iteration over them.
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
  let head = QueryCollector()
  unsafe MHD_get_connection_values_n(
    connection, winnow_http_fields, collectValue, Unmanaged.passUnretained(head).toOpaque())
  let peer =
    name == "POST" ? unsafe PeerCredentials(of: winnow_http_descriptor(connection)) : nil
  var request = unsafe HTTPRequest(
    method: name, path: String(cString: url), query: collector.pairs, fields: head.pairs, peer: peer
  )
  let turn = core.waiting.turn(id)
  request.mustAnswer = turn.mustAnswer
  request.connection = id
  let response = core.handler(request)
  if let time = response.wait, !turn.mustAnswer {
    core.table.wait(id)
    unsafe core.waiting.wait(id, connection, for: time, after: turn)
    return winnow_http_yes
  }
  core.table.answer(id)
  guard let stream = response.stream else { return unsafe queue(response, on: connection) }
  core.table.stream(id)
  return unsafe queue(response, stream, of: core, on: connection)
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
  return unsafe send(made, response, on: connection)
}

/// What the reader of a stream needs until the connection ends.
@safe private final class StreamContext {
  let stream: HTTPEventStream
  let core: HTTPServer.Core
  let connection: OpaquePointer

  init(_ stream: HTTPEventStream, _ core: HTTPServer.Core, _ connection: OpaquePointer) {
    self.stream = stream
    self.core = core
    unsafe self.connection = connection
  }
}

private func queue(
  _ response: HTTPResponse, _ stream: HTTPEventStream, of core: HTTPServer.Core,
  on connection: OpaquePointer
) -> MHD_Result {
  stream.send(response.body)
  core.begin(stream)
  let context = unsafe Unmanaged.passRetained(StreamContext(stream, core, connection))
  let made = unsafe MHD_create_response_from_callback(
    winnow_http_unknown_size, 32 << 10, readStream, context.toOpaque(), freeStream)
  guard let made = unsafe made else {
    unsafe context.release()
    core.forget(stream)
    return winnow_http_no
  }
  return unsafe send(made, response, on: connection)
}

private func readStream(
  context: UnsafeMutableRawPointer?, position: UInt64, buffer: UnsafeMutablePointer<CChar>?,
  limit: Int
) -> Int {
  guard let context = unsafe context, let buffer = unsafe buffer else { return -1 }
  let reader = unsafe Unmanaged<StreamContext>.fromOpaque(context).takeUnretainedValue()
  let space = unsafe UnsafeMutableRawBufferPointer(start: buffer, count: limit)
  return unsafe reader.stream.take(for: reader.connection, into: space) ?? -1
}

private func freeStream(context: UnsafeMutableRawPointer?) {
  guard let context = unsafe context else { return }
  let reader = unsafe Unmanaged<StreamContext>.fromOpaque(context).takeRetainedValue()
  reader.core.forget(reader.stream)
}

private func send(
  _ made: OpaquePointer, _ response: HTTPResponse, on connection: OpaquePointer
) -> MHD_Result {
  defer { unsafe MHD_destroy_response(made) }
  unsafe MHD_add_response_header(made, "Content-Type", response.contentType)
  // One request a connection: its time limits then need no account of earlier requests.
  unsafe MHD_add_response_header(made, "Connection", "close")
  for field in response.fields { unsafe MHD_add_response_header(made, field.name, field.value) }
  return unsafe MHD_queue_response(connection, UInt32(response.status), made)
}
