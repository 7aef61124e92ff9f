import Glibc
import Testing
import WebServer

@Suite struct HTTPServerTests {
  private func status(_ answer: String) -> String {
    String(answer.prefix { $0 != "\r\n" }.dropFirst(9).prefix(3))
  }

  @Test("a request's path and query reach the handler decoded and in order")
  func query() throws {
    let server = try TestServer()
    let answer = try server.get("/a%20b?q=two+words&x=%C3%A9&flag&q=again")
    #expect(status(answer) == "200")
    #expect(answer.hasSuffix("\r\n\r\nGET /a b q=two words;x=é;flag=;q=again"))
  }

  @Test("HEAD has the head of GET and no body")
  func head() throws {
    let server = try TestServer()
    let answer = try server.answer(to: "HEAD /status HTTP/1.1\r\nHost: x\r\n\r\n")
    #expect(status(answer) == "200")
    #expect(answer.contains("Content-Length: 13\r\n"))
    #expect(answer.hasSuffix("\r\n\r\n"))
  }

  @Test(
    "any method reaches the handler, which knows what a resource has; a body is passed over",
    arguments: ["PUT", "DELETE", "OPTIONS", "BREW"])
  func method(name: String) throws {
    let server = try TestServer()
    let answer = try server.answer(
      to: "\(name) /status HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nab")
    #expect(status(answer) == "200")
    #expect(answer.hasSuffix("\r\n\r\n\(name) /status "))
  }

  @Test("an answer closes its connection, also for a client that would keep it")
  func close() throws {
    let server = try TestServer()
    let answer = try server.answer(
      to: "GET / HTTP/1.1\r\nHost: x\r\nConnection: keep-alive\r\n\r\n")
    #expect(answer.contains("Connection: close\r\n"))
  }

  @Test(
    "a broken request is refused and the next one answered",
    arguments: ["\r\n\r\nx\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "\u{0}\u{1}\r\n\r\n"])
  func broken(request: String) throws {
    let server = try TestServer()
    let answer = try server.answer(to: request)
    #expect(answer.isEmpty || status(answer).hasPrefix("4"))
    #expect(status(try server.get("/")) == "200")
  }

  @Test("a head of 12 KiB is read, one of 64 KiB is answered with 431, of one line or of many")
  func headLimit() throws {
    let server = try TestServer()
    func answer(_ fields: String) throws -> String {
      try server.answer(to: "GET / HTTP/1.1\r\nHost: x\r\n" + fields + "\r\n")
    }
    func line(_ count: Int) -> String { "X: " + String(repeating: "a", count: count) + "\r\n" }
    #expect(status(try answer(line(12 << 10))) == "200")
    #expect(status(try answer(line(64 << 10))) == "431")
    #expect(status(try answer(String(repeating: line(1 << 10), count: 64))) == "431")
  }

  @Test("64 clients that send 2 MB of header each leave the server answering")
  func largeHeads() async throws {
    let server = try TestServer()
    let field = "X: " + String(repeating: "a", count: 2 << 20) + "\r\n"
    let refused = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<64 {
        group.addTask {
          let answer = try? server.answer(to: "GET / HTTP/1.1\r\nHost: x\r\n" + field + "\r\n")
          return answer?.contains(" 200 ") == false
        }
      }
      return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(refused == 64)
    #expect(status(try server.get("/")) == "200")
  }

  @Test("a client that sends a byte at a time without end is answered with 408 at the limit")
  func slow() throws {
    var limits = HTTPServerLimits()
    limits.headTime = .milliseconds(200)
    let server = try TestServer(limits: limits)
    let client = try server.connect()
    try client.write("GET / HT")
    #expect(status(String(decoding: try client.readAll(), as: UTF8.self)) == "408")
    #expect(server.timedOutCount == 1)
    #expect(status(try server.get("/")) == "200")
  }

  @Test("silent clients on every connection are ended, and those that wait are answered")
  func silentClients() throws {
    var limits = HTTPServerLimits()
    limits.connectionCount = 8
    limits.headTime = .milliseconds(300)
    let server = try TestServer(limits: limits)
    let silent = try (0..<40).map { _ in try server.connect() }
    #expect(status(try server.get("/")) == "200")
    for client in silent { _ = try client.readAll() }
    #expect(server.timedOutCount == 40)
  }

  @Test("200 clients at once are all answered though only 64 connections are open")
  func manyClients() async throws {
    let server = try TestServer()
    let answered = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<200 {
        group.addTask { (try? server.get("/"))?.contains(" 200 ") ?? false }
      }
      return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(answered == 200)
  }

  @Test("a client that does not read its answer is ended, and the others are answered")
  func slowReader() throws {
    var limits = HTTPServerLimits()
    limits.connectionTime = .seconds(3)
    limits.headTime = .milliseconds(200)
    let server = try TestServer(limits: limits) { _ in
      .json([UInt8](repeating: 0x20, count: 8 << 20))
    }
    let client = try server.connect()
    try client.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    #expect(try server.get("/").utf8.count > 8 << 20)
    while server.timedOutCount == 0 { sched_yield() }
    #expect(try client.readAll().count < 8 << 20)
  }

  @Test("a server that has stopped has removed its socket")
  func stop() throws {
    var server: TestServer? = try TestServer()
    let path = try #require(server).path
    #expect(unsafe access(path, F_OK) == 0)
    server = nil
    #expect(unsafe access(path, F_OK) != 0)
  }
}
