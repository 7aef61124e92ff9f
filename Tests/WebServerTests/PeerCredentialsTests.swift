import Glibc
import Synchronization
import Testing
import WebServer

/// Who asks is what the kernel says, read for requests that change something.
@Suite struct PeerCredentialsTests {
  @Test("a POST has the user and the groups of who connected; a GET is not asked for them")
  func peer() throws {
    let seen = Mutex<[(method: String, peer: PeerCredentials?)]>([])
    let server = try TestServer { request in
      seen.withLock { $0.append((request.method, request.peer)) }
      return .json(Array("{}".utf8))
    }
    _ = try server.get("/status")
    _ = try server.answer(to: "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n")
    let requests = seen.withLock { $0 }
    #expect(requests.map(\.method) == ["GET", "POST"])
    #expect(requests.first?.peer == nil)
    let peer = try #require(requests.last?.peer)
    #expect(peer.userID == getuid())
    #expect(peer.groupIDs.contains(getgid()))
    let count = getgroups(0, nil)
    var groups = [gid_t](repeating: 0, count: max(1, Int(count)))
    let filled = unsafe getgroups(count, &groups)
    #expect(peer.groupIDs.isSuperset(of: groups.prefix(max(0, Int(filled)))))
  }

  @Test("an error is problem details with the phrase of its status")
  func problem() throws {
    let server = try TestServer { _ in .error(404, "no such thing; look elsewhere") }
    let answer = try server.get("/x")
    #expect(answer.contains("Content-Type: application/problem+json\r\n"))
    #expect(
      answer.hasSuffix(
        #"{"title":"Not Found","status":404,"detail":"no such thing; look elsewhere"}"#))
  }
}
