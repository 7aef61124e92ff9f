internal import Sockets

/// A client of the control socket: one HTTP/1.1 request a connection.
package struct ControlClient: Sendable {
  private let socketPath: String
  private let timeLimit: Duration

  /// `socketPath`: The Unix socket's path.
  /// `timeLimit`: How long a request may take, from connecting to the answer's last byte.
  package init(socketPath: String, timeLimit: Duration = .seconds(5)) {
    self.socketPath = socketPath
    self.timeLimit = timeLimit
  }

  /// Asks for `target`, for example `/status`, and returns the answer's body. Blocks until then.
  ///
  /// Throws `ControlError`.
  package func get(_ target: String) throws(ControlError) -> [UInt8] {
    try ask("GET", target).body
  }

  /// The same with the header's fields: for an answer that says where to go on.
  ///
  /// Throws `ControlError`.
  package func getPage(_ target: String) throws(ControlError) -> HTTPAnswer {
    try ask("GET", target)
  }

  /// Has the daemon do something: `POST` of `target`, for example `/quarantine/keep?job=ID`. Returns the
  /// answer's body. Blocks until it is done.
  ///
  /// Throws `ControlError`.
  package func post(_ target: String) throws(ControlError) -> [UInt8] {
    try ask("POST", target).body
  }

  private func ask(_ method: String, _ target: String) throws(ControlError) -> HTTPAnswer {
    let answer: HTTPAnswer
    do throws(SocketError) {
      answer = try exchange(method, target)
    } catch {
      throw Self.failure(error)
    }
    guard answer.isComplete else { throw ControlError.malformed }
    guard answer.status == 200 else {
      throw ControlError.refused(
        status: answer.status, message: String(decoding: answer.body, as: UTF8.self))
    }
    return answer
  }

  private func exchange(_ method: String, _ target: String) throws(SocketError) -> HTTPAnswer {
    let socket = try ConnectedSocket(path: socketPath, timeLimit: timeLimit)
    let length = method == "POST" ? "Content-Length: 0\r\n" : ""
    try socket.write(
      Array(
        "\(method) \(target) HTTP/1.1\r\nHost: winnow\r\n\(length)Connection: close\r\n\r\n".utf8))
    var answer = HTTPAnswer()
    while answer.wantsMore {
      let piece = try socket.read(atMost: 1 << 16)
      if piece.isEmpty {
        answer.finish()
      } else {
        answer.append(piece)
      }
    }
    return answer
  }

  private static func failure(_ error: SocketError) -> ControlError {
    switch error {
    case .timedOut: .timedOut
    // EPERM, EACCES: not for this user; everything else (ENOENT, ECONNREFUSED): nobody listens.
    case .system(_, _, let code) where code == 1 || code == 13: .notAllowed
    default: .notRunning
    }
  }
}
