internal import Glibc

/// A TCP socket that listens on an address of this machine alone.
package struct LoopbackSocket: ~Copyable {
  /// The address with the port that it really has.
  package let address: LoopbackAddress
  private var descriptor: Int32

  /// Binds and listens.
  ///
  /// Throws `SocketError`.
  package init(_ wanted: LoopbackAddress) throws(SocketError) {
    let flags = Int32(
      SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
    let isVersion4 = wanted.host == .version4
    let made = socket(isVersion4 ? AF_INET : AF_INET6, flags, 0)
    guard made >= 0 else {
      throw SocketError.system(call: "socket", path: wanted.description, errno: errno)
    }
    var reuses: Int32 = 1
    _ = unsafe setsockopt(
      made, SOL_SOCKET, SO_REUSEADDR, &reuses, socklen_t(MemoryLayout<Int32>.size))
    var code = isVersion4 ? Self.bind4(made, wanted.port) : Self.bind6(made, wanted.port)
    if code == 0, listen(made, 128) != 0 { code = errno }
    guard code == 0 else {
      close(made)
      throw code == EADDRINUSE
        ? SocketError.inUse(wanted.description)
        : .system(call: "bind", path: wanted.description, errno: code)
    }
    descriptor = made
    address = LoopbackAddress(host: wanted.host, port: Self.port(of: made) ?? wanted.port)
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Hands the descriptor over to somebody who closes it; this value is used up.
  package consuming func release() -> Int32 {
    let released = descriptor
    descriptor = -1
    return released
  }

  private static func bind4(_ descriptor: Int32, _ port: UInt16) -> Int32 {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return unsafe withUnsafePointer(to: address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0 ? 0 : errno
      }
    }
  }

  private static func bind6(_ descriptor: Int32, _ port: UInt16) -> Int32 {
    var address = sockaddr_in6()
    address.sin6_family = sa_family_t(AF_INET6)
    address.sin6_port = port.bigEndian
    address.sin6_addr = in6addr_loopback
    return unsafe withUnsafePointer(to: address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in6>.size)) == 0 ? 0 : errno
      }
    }
  }

  /// The port stands at the same place in both kinds of address.
  private static func port(of descriptor: Int32) -> UInt16? {
    var address = sockaddr_in6()
    var size = socklen_t(MemoryLayout<sockaddr_in6>.size)
    let code = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe getsockname(descriptor, $0, &size)
      }
    }
    return code == 0 ? UInt16(bigEndian: address.sin6_port) : nil
  }
}
