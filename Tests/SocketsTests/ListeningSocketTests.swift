import Glibc
import Sockets
import Testing

@Suite struct ListeningSocketTests {
  private let path: String

  init() {
    let folder = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
    path = "\(folder)/winnow-listen-\(UInt32.random(in: 0 ... .max)).sock"
  }

  private func error(_ body: () throws -> Void) -> SocketError? {
    do {
      try body()
      return nil
    } catch {
      return error as? SocketError
    }
  }

  @Test("a client can connect as soon as the socket exists, before anybody accepts")
  func connects() throws {
    let listener = try ListeningSocket(path: path)
    defer { _ = unsafe unlink(path) }
    let client = try ConnectedSocket(path: listener.path, timeLimit: .seconds(1))
    try client.write([1, 2, 3])
  }

  @Test("a socket that a process left behind is replaced")
  func abandoned() throws {
    defer { _ = unsafe unlink(path) }
    do { _ = try ListeningSocket(path: path) }
    #expect(unsafe access(path, F_OK) == 0)
    _ = try ListeningSocket(path: path)
  }

  @Test("a socket that somebody listens on is left alone and named")
  func inUse() throws {
    defer { _ = unsafe unlink(path) }
    let first = try ListeningSocket(path: path)
    #expect(error { _ = try ListeningSocket(path: path) } == .inUse(path))
    _ = try ConnectedSocket(path: first.path, timeLimit: .seconds(1))
  }

  @Test("a file that is no socket is left alone and named")
  func notASocket() throws {
    defer { _ = unsafe unlink(path) }
    close(unsafe creat(path, 0o600))
    #expect(error { _ = try ListeningSocket(path: path) } == .notASocket(path))
    #expect(unsafe access(path, F_OK) == 0)
  }

  @Test("a path has at most 107 bytes", arguments: [107, 108, 4_000])
  func pathLength(count: Int) {
    let path = "/nonexistent/" + String(repeating: "x", count: count - 13)
    let found = error { _ = try ListeningSocket(path: path) }
    if count > 107 {
      #expect(found == .pathTooLong(path))
    } else {
      #expect(found == .system(call: "bind", path: path, errno: ENOENT))
    }
  }

  @Test("a connection that brings nothing ends at the deadline")
  func deadline() throws {
    defer { _ = unsafe unlink(path) }
    let listener = try ListeningSocket(path: path)
    let client = try ConnectedSocket(path: listener.path, timeLimit: .milliseconds(30))
    #expect(error { _ = try client.read(atMost: 10) } == .timedOut(path))
  }
}
