internal import Glibc

/// Why a Unix socket cannot be used.
package enum SocketError: Error, Equatable, CustomStringConvertible {
  /// A Unix socket's path has at most 107 bytes.
  case pathTooLong(String)
  /// Another process answers on this socket.
  case inUse(String)
  /// A file that is not a socket stands where the socket should be.
  case notASocket(String)
  /// The peer neither took nor sent anything until the deadline.
  case timedOut(String)
  /// The system refused a call.
  case system(call: String, path: String, errno: Int32)

  /// What happened, to what, and what to do next.
  package var description: String {
    switch self {
    case .pathTooLong(let path):
      return
        "\(path) is longer than the 107 bytes that a socket's path may have; choose a shorter one"
    case .inUse(let path):
      return "\(path) is another process's socket; stop that process, or choose another path"
    case .notASocket(let path):
      return "\(path) exists and is not a socket; move it away, or choose another path"
    case .timedOut(let path):
      return "\(path) did not answer in time; try again"
    case .system(let call, let path, let code):
      let reason = unsafe String(cString: strerror(code))
      return "\(path): \(call): \(reason)"
    }
  }
}
