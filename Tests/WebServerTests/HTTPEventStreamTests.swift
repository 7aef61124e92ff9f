import Synchronization
import Testing
import WebServer

@Suite struct HTTPEventStreamTests {
  /// A server whose every answer is the stream.
  private func server(_ stream: HTTPEventStream) throws -> TestServer {
    try TestServer { _ in
      var answer = HTTPResponse(contentType: "text/event-stream", body: Array("first\n\n".utf8))
      answer.stream = stream
      return answer
    }
  }

  @Test("what is sent comes as it is sent, also after a while of silence, until the end")
  func events() throws {
    let stream = HTTPEventStream()
    let server = try server(stream)
    let client = try server.connect()
    try client.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    var text = ""
    while !text.contains("first\n\n") { text += try client.readSome() }
    for number in 0..<200 { #expect(stream.send(Array("event \(number)\n\n".utf8))) }
    stream.end()
    #expect(!stream.send([1]))
    text += String(decoding: try client.readAll(), as: UTF8.self)
    for number in 0..<200 { #expect(text.contains("event \(number)\n\n")) }
  }

  @Test("a stream outlives the time that other connections have")
  func time() throws {
    var limits = HTTPServerLimits()
    limits.connectionTime = .milliseconds(100)
    limits.headTime = .milliseconds(80)
    let stream = HTTPEventStream()
    let server = try TestServer(limits: limits) { request in
      var answer = HTTPResponse(contentType: "text/event-stream", body: [])
      if request.path == "/stream" { answer.stream = stream }
      return answer
    }
    let client = try server.connect()
    try client.write("GET /stream HTTP/1.1\r\nHost: x\r\n\r\n")
    // A connection that says nothing is ended at its limit: the stream is older than that.
    _ = try server.connect().readAll()
    #expect(server.timedOutCount == 1)
    #expect(stream.send(Array("late\n\n".utf8)))
    stream.end()
    #expect(String(decoding: try client.readAll(), as: UTF8.self).contains("late"))
  }

  @Test("a client that does not read loses its stream, and the memory that waits for it is bounded")
  func slowReader() throws {
    let stream = HTTPEventStream()
    let server = try server(stream)
    let client = try server.connect()
    try client.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    var isTaken = true
    for _ in 0..<64 where isTaken {
      isTaken = stream.send([UInt8](repeating: 0x20, count: 1 << 18))
    }
    #expect(!isTaken && stream.isEnded)
    _ = server
  }

  @Test("a server that stops ends its streams, those that sleep too")
  func stop() throws {
    let stream = HTTPEventStream()
    var server: TestServer? = try server(stream)
    let client = try #require(server).connect()
    try client.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    var seen = ""
    while !seen.contains("first") { seen += try client.readSome() }
    server = nil
    #expect(stream.isEnded)
    _ = try client.readAll()
  }
}
