import Glibc
import Sockets
import Testing

/// A browser as far as tests need one: a request a connection, and a cookie.
struct Browser {
  /// An answer: its status, the fields of its head as they stand, and its body.
  struct Answer {
    var status: Int
    var head: String
    var body: String

    /// The value of a field of the head.
    subscript(name: String) -> String? {
      head.split(separator: "\r\n").first { $0.lowercased().hasPrefix(name.lowercased() + ":") }
        .map { String($0.drop { $0 != ":" }.dropFirst(2)) }
    }
  }

  let port: UInt16
  var cookie: String?

  init(port: UInt16) { self.port = port }

  /// Opens the address that the command printed.
  mutating func signIn(_ link: String) throws {
    let query = try #require(link.split(separator: "?").last)
    let answer = try get("/?" + query)
    #expect(answer.status == 303)
    cookie = try #require(answer["Set-Cookie"]).split(separator: ";").first.map(String.init)
  }

  func get(_ target: String) throws -> Answer { try ask("GET", target) }

  func ask(_ method: String, _ target: String, _ fields: [String] = []) throws -> Answer {
    let bytes = try exchange(method, target, fields) { _ in false }
    let text = String(decoding: bytes, as: UTF8.self)
    let end = try #require(text.firstRange(of: "\r\n\r\n"))
    return Answer(
      status: Int(text.dropFirst(9).prefix(3)) ?? 0, head: String(text[..<end.lowerBound]),
      body: String(text[end.upperBound...]))
  }

  /// All that comes until the server closes, or until `isEnough` of it is there.
  func exchange(
    _ method: String, _ target: String, _ fields: [String] = [], until isEnough: ([UInt8]) -> Bool
  ) throws -> [UInt8] {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let code = unsafe withUnsafePointer(to: address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    try #require(code == 0)
    var lines = ["\(method) \(target) HTTP/1.1", "Host: 127.0.0.1:\(port)", "Connection: close"]
    if method == "POST" { lines.append("Content-Length: 0") }
    if let cookie { lines.append("Cookie: \(cookie)") }
    let request = Array(((lines + fields).joined(separator: "\r\n") + "\r\n\r\n").utf8)
    try #require(unsafe send(descriptor, request, request.count, 0) == request.count)
    var all: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while !isEnough(all) {
      let count = unsafe recv(descriptor, &piece, piece.count, 0)
      if count <= 0 { break }
      all += piece[..<count]
    }
    return all
  }
}
