/// An address of this machine alone, with a port: `127.0.0.1:8620` or `[::1]:8620`.
package struct LoopbackAddress: Hashable, Sendable, CustomStringConvertible {
  /// Which of the two protocols.
  package enum Host: String, Hashable, Sendable {
    case version4 = "127.0.0.1"
    case version6 = "::1"
  }

  package var host: Host
  /// 0 has the system choose one.
  package var port: UInt16

  package init(host: Host, port: UInt16) {
    self.host = host
    self.port = port
  }

  /// Reads `127.0.0.1:PORT`, `[::1]:PORT` or `localhost:PORT`; nil for anything else, so for every
  /// address that another machine could reach.
  package init?(_ text: String) {
    guard let colon = text.lastIndex(of: ":") else { return nil }
    let digits = text[text.index(after: colon)...]
    guard !digits.isEmpty, digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
      let port = UInt16(digits)
    else { return nil }
    switch text[..<colon] {
    case "127.0.0.1", "localhost": host = .version4
    case "[::1]": host = .version6
    default: return nil
    }
    self.port = port
  }

  /// As it stands in a web address.
  package var description: String {
    host == .version4 ? "\(host.rawValue):\(port)" : "[\(host.rawValue)]:\(port)"
  }
}
