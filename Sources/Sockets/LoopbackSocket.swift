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
    address = Self.address(of: made) ?? wanted
  }

  /// Takes over a socket that the service manager listens on already (`sd_listen_fds(3)`); nil where it
  /// is no TCP socket of this machine alone.
  package init?(inherited given: Int32) {
    guard let found = Self.address(of: given) else { return nil }
    // No program started from here inherits it, and no call on it blocks.
    _ = fcntl(given, F_SETFD, FD_CLOEXEC)
    _ = fcntl(given, F_SETFL, fcntl(given, F_GETFL) | O_NONBLOCK)
    descriptor = given
    address = found
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

  /// The address that a socket is bound to, where it is one of this machine alone.
  private static func address(of descriptor: Int32) -> LoopbackAddress? {
    var address = sockaddr_in6()
    var size = socklen_t(MemoryLayout<sockaddr_in6>.size)
    let code = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe getsockname(descriptor, $0, &size)
      }
    }
    guard code == 0 else { return nil }
    // The port stands at the same offset in both kinds of address.
    let port = UInt16(bigEndian: address.sin6_port)
    let bytes = unsafe withUnsafeBytes(of: address) { unsafe Array($0) }
    switch Int32(address.sin6_family) {
    // The four bytes of the address follow the port.
    case AF_INET where Array(bytes[4..<8]) == [127, 0, 0, 1]:
      return LoopbackAddress(host: .version4, port: port)
    // Four bytes of flow information, then sixteen of the address.
    case AF_INET6 where bytes[8..<23].allSatisfy({ $0 == 0 }) && bytes[23] == 1:
      return LoopbackAddress(host: .version6, port: port)
    default: return nil
    }
  }
}
