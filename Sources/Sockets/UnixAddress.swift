internal import Glibc

/// A path as the address of a Unix socket.
struct UnixAddress {
  let path: String
  private var address = sockaddr_un()

  init(_ path: String) throws(SocketError) {
    // `sun_path` holds 108 bytes, the last of them a zero.
    guard path.utf8.count < 108, !path.utf8.contains(0) else {
      throw SocketError.pathTooLong(path)
    }
    self.path = path
    address.sun_family = sa_family_t(AF_UNIX)
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path.utf8) }
  }

  /// Binds a socket to the path; the error number, or 0.
  func bind(_ descriptor: Int32) -> Int32 {
    unsafe withPointer { unsafe Glibc.bind(descriptor, $0, $1) } == 0 ? 0 : errno
  }

  /// Connects a socket to the path; the error number, or 0.
  func connect(_ descriptor: Int32) -> Int32 {
    unsafe withPointer { unsafe Glibc.connect(descriptor, $0, $1) } == 0 ? 0 : errno
  }

  /// A socket that no program started from here inherits, and that never blocks.
  func makeSocket() throws(SocketError) -> Int32 {
    let flags = SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue
    let descriptor = socket(AF_UNIX, Int32(flags), 0)
    guard descriptor >= 0 else {
      throw SocketError.system(call: "socket", path: path, errno: errno)
    }
    return descriptor
  }

  private func withPointer(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
    unsafe withUnsafePointer(to: address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { rebound in
        unsafe body(rebound, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
  }
}
