internal import FlyingSocks
package import FoundationEssentials

/// Why the control socket gave no answer.
package enum ControlError: Error, Sendable, Equatable {
  /// Nobody listens: the daemon is down.
  case notRunning
  /// The caller may not open the socket.
  case notAllowed
  /// The daemon answered with this HTTP status.
  case refused(status: Int, message: String)
  /// The answer is not HTTP.
  case malformed
}

/// A client of the control socket: one HTTP/1.1 request a connection.
package struct ControlClient: Sendable {
  private let socketPath: String

  /// `socketPath`: The Unix socket's path.
  package init(socketPath: String) { self.socketPath = socketPath }

  /// Asks for `target`, for example `/status`, and returns the answer's body.
  package func get(_ target: String) async throws -> Data { try await send("GET", target) }

  /// Sends `body` as JSON and returns the answer's body.
  package func post(_ target: String, body: Data) async throws -> Data {
    try await send("POST", target, body: body)
  }

  private func send(_ method: String, _ target: String, body: Data = Data()) async throws -> Data {
    let socket = try await connect()
    defer { try? socket.close() }
    var request = Data(
      "\(method) \(target) HTTP/1.1\r\nHost: winnow\r\nConnection: close\r\n".utf8)
    request.append(contentsOf: "Content-Length: \(body.count)\r\n\r\n".utf8)
    request.append(body)
    try await socket.write(request)
    var answer: [UInt8] = []
    while true {
      do {
        let piece = try await socket.read(atMost: 1 << 16)
        if piece.isEmpty { break }
        answer += piece
        if let whole = Self.body(of: answer) { return try Self.checked(whole) }
      } catch SocketError.disconnected {
        break
      }
    }
    guard let whole = Self.body(of: answer, isComplete: true) else { throw ControlError.malformed }
    return try Self.checked(whole)
  }

  private func connect() async throws -> AsyncSocket {
    do {
      return try await AsyncSocket.connected(to: .unix(path: socketPath), timeout: 5)
    } catch let error as SocketError {
      // ENOENT, ECONNREFUSED: nobody listens; EACCES, EPERM: not for this user.
      if case .failed(_, let code, _) = error, code == 13 || code == 1 {
        throw ControlError.notAllowed
      }
      throw ControlError.notRunning
    }
  }

  private static func checked(_ answer: (status: Int, body: Data)) throws -> Data {
    guard answer.status == 200 else {
      throw ControlError.refused(
        status: answer.status, message: String(decoding: answer.body, as: UTF8.self))
    }
    return answer.body
  }

  /// Status and body once the answer holds all of its announced length.
  private static func body(
    of answer: [UInt8], isComplete: Bool = false
  ) -> (status: Int, body: Data)? {
    let separator: [UInt8] = [13, 10, 13, 10]
    guard answer.count >= 16,
      let end = (0...(answer.count - 4)).first(where: {
        Array(answer[$0..<$0 + 4]) == separator
      })
    else { return nil }
    let head = String(decoding: answer[..<end], as: UTF8.self).split(separator: "\r\n")
    let words = head.first?.split(separator: " ") ?? []
    guard words.count >= 2, let status = Int(words[1]) else { return nil }
    var length: Int?
    for line in head.dropFirst() where line.lowercased().hasPrefix("content-length:") {
      length = Int(line.dropFirst(15).filter { $0 != " " })
    }
    let body = answer[(end + 4)...]
    if let length {
      guard body.count >= length else { return nil }
      return (status, Data(body.prefix(length)))
    }
    return isComplete ? (status, Data(body)) : nil
  }
}
