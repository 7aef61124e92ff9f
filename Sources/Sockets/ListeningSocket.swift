internal import Glibc

/// A Unix socket that clients can connect to from the moment it exists.
package struct ListeningSocket: ~Copyable {
  /// Where the socket was bound.
  package let path: String
  private var descriptor: Int32

  /// Binds and listens, for owner and group (mode 0660). A socket file that no process listens on any more is replaced.
  ///
  /// Throws `SocketError`.
  package init(path: String) throws(SocketError) {
    let address = try UnixAddress(path)
    try Self.removeAbandoned(address)
    let made = try address.makeSocket()
    // For owner and group, whatever the mask; before there is a name by which somebody could connect.
    _ = fchmod(made, 0o660)
    var code = address.bind(made)
    if code == 0, unsafe chmod(path, 0o660) != 0 { code = errno }
    if code == 0, listen(made, 128) != 0 { code = errno }
    guard code == 0 else {
      close(made)
      throw code == EADDRINUSE
        ? SocketError.inUse(path) : .system(call: "bind", path: path, errno: code)
    }
    self.path = path
    descriptor = made
  }

  /// Throws `SocketError` where no socket can have that path.
  package static func check(path: String) throws(SocketError) { _ = try UnixAddress(path) }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Hands the descriptor over to somebody who closes it; this value is used up.
  package consuming func release() -> Int32 {
    let released = descriptor
    descriptor = -1
    return released
  }

  private static func removeAbandoned(_ address: UnixAddress) throws(SocketError) {
    let path = address.path
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFSOCK else { throw SocketError.notASocket(path) }
    let probe = try address.makeSocket()
    defer { close(probe) }
    switch address.connect(probe) {
    case ECONNREFUSED, ENOENT: _ = unsafe unlink(path)
    // A full queue (EAGAIN) shows that somebody listens as well as a connection does.
    case 0, EAGAIN: throw SocketError.inUse(path)
    case let code: throw SocketError.system(call: "connect", path: path, errno: code)
    }
  }
}
