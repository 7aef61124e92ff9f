import Sockets
import Testing

@Suite struct LoopbackAddressTests {
  @Test("addresses of this machine are read, with every port")
  func own() {
    #expect(LoopbackAddress("127.0.0.1:8620") == LoopbackAddress(host: .version4, port: 8_620))
    #expect(LoopbackAddress("localhost:0") == LoopbackAddress(host: .version4, port: 0))
    #expect(LoopbackAddress("[::1]:65535")?.description == "[::1]:65535")
  }

  @Test(
    "nothing else is",
    arguments: [
      "", ":1", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1", "127.0.0.1:+1",
      "127.0.0.1: 1",
      "::1:80", "[::]:80", "0.0.0.0:80", "127.0.0.2:80", "localhost.example:80", "127.0.0.1:٣",
    ])
  func others(_ text: String) {
    #expect(LoopbackAddress(text) == nil)
  }

  @Test("a socket says which port the system chose, and the port is taken while it lives")
  func port() throws {
    let socket = try LoopbackSocket(LoopbackAddress(host: .version4, port: 0))
    let address = socket.address
    #expect(address.port > 0)
    #expect(throws: SocketError.inUse(address.description)) { _ = try LoopbackSocket(address) }
  }
}
