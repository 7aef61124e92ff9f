import Dispatch
import Synchronization
import Testing
import WebServer

/// Answers that are waited for: nobody holds a thread of the server meanwhile.
@Suite struct WaitingTests {
  /// What a handler waits for, and how often it was asked.
  private final class News: Sendable {
    let told = Mutex(false)
    let asked = DispatchSemaphore(value: 0)

    func answer(_ request: HTTPRequest, _ time: Duration) -> HTTPResponse {
      asked.signal()
      guard request.path == "/news" else { return .json(Array("at once".utf8)) }
      if told.withLock({ $0 }) { return .json(Array("news".utf8)) }
      return request.mustAnswer ? .json(Array("nothing".utf8)) : .later(time)
    }
  }

  private func request(_ path: String) -> String { "GET \(path) HTTP/1.1\r\nHost: x\r\n\r\n" }

  @Test("a handler that has nothing yet is asked again when the server is woken")
  func wakes() throws {
    let news = News()
    let server = try TestServer { news.answer($0, .seconds(30)) }
    let client = try server.connect()
    try client.write(request("/news"))
    news.asked.wait()
    news.told.withLock { $0 = true }
    server.wake()
    #expect(String(decoding: try client.readAll(), as: UTF8.self).hasSuffix("\r\n\r\nnews"))
  }

  @Test("waiting connections hold no thread: more of them than threads, and others are answered")
  func holdsNoThread() throws {
    let news = News()
    var limits = HTTPServerLimits()
    limits.threadCount = 2
    let server = try TestServer(limits: limits) { news.answer($0, .seconds(30)) }
    let clients = try (0..<8).map { _ in try server.connect() }
    for client in clients {
      try client.write(request("/news"))
      news.asked.wait()
    }
    #expect(try server.get("/other").hasSuffix("at once"))
    news.told.withLock { $0 = true }
    server.wake()
    for client in clients {
      #expect(String(decoding: try client.readAll(), as: UTF8.self).hasSuffix("news"))
    }
  }

  @Test("when the time is up the handler is told to answer, however often it was woken for nothing")
  func timesOut() throws {
    let news = News()
    let server = try TestServer { news.answer($0, .milliseconds(300)) }
    let begin = ContinuousClock.now
    let client = try server.connect()
    try client.write(request("/news"))
    for _ in 0..<3 {
      news.asked.wait()
      server.wake()
    }
    #expect(String(decoding: try client.readAll(), as: UTF8.self).hasSuffix("nothing"))
    #expect(ContinuousClock.now - begin >= .milliseconds(300))
  }

  @Test("what is waited for may take longer than a connection has, and the answer still comes")
  func outlivesTheLimit() throws {
    let news = News()
    var limits = HTTPServerLimits()
    limits.connectionTime = .milliseconds(100)
    limits.headTime = .milliseconds(80)
    let server = try TestServer(limits: limits) { news.answer($0, .seconds(30)) }
    let client = try server.connect()
    try client.write(request("/news"))
    news.asked.wait()
    // Connections that say nothing are ended at their limit: the one that waits is older than that.
    for _ in 0..<3 { _ = try server.connect().readAll() }
    #expect(server.timedOutCount == 3)
    news.told.withLock { $0 = true }
    server.wake()
    #expect(String(decoding: try client.readAll(), as: UTF8.self).hasSuffix("news"))
  }

  @Test("a server that ends leaves nobody waiting, and a client that went meanwhile harms nobody")
  func ends() throws {
    let news = News()
    let server = try TestServer { news.answer($0, .seconds(30)) }
    do {
      let gone = try server.connect()
      try gone.write(request("/news"))
      news.asked.wait()
    }
    let client = try server.connect()
    try client.write(request("/news"))
    news.asked.wait()
    server.stop()
    // It may be too late for an answer; the connection's end it is in any case.
    let answer = String(decoding: try client.readAll(), as: UTF8.self)
    #expect(answer.isEmpty || answer.hasSuffix("nothing"))
  }
}
