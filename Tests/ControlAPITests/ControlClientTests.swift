import ControlAPI
import Glibc
import Sockets
import Testing

@Suite struct ControlClientTests {
  /// A path for a socket that nobody else uses.
  private func socketPath() -> String {
    let folder = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
    return "\(folder)/winnow-client-\(UInt32.random(in: 0 ... .max)).sock"
  }

  @Test("a client says that nobody listens where there is no socket")
  func noSocket() {
    let client = ControlClient(socketPath: "/nonexistent/winnow.sock")
    #expect(throws: ControlError.notRunning) { try client.get("/status") }
  }

  @Test("a client says that nobody listens where a process died and left its socket")
  func abandonedSocket() throws {
    let path = socketPath()
    defer { _ = unsafe unlink(path) }
    do { _ = try ListeningSocket(path: path) }
    #expect(throws: ControlError.notRunning) { try ControlClient(socketPath: path).get("/status") }
  }

  @Test("a client gives up on a daemon that takes the request and says nothing")
  func silence() throws {
    let path = socketPath()
    defer { _ = unsafe unlink(path) }
    let listener = try ListeningSocket(path: path)
    let client = ControlClient(socketPath: path, timeLimit: .milliseconds(50))
    #expect(throws: ControlError.timedOut) { try client.get("/status") }
    #expect(listener.path == path)
  }
}
