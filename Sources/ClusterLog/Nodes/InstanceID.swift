internal import Bytes

/// What tells one state directory from a copy of it, and from another of the same name: a random UUID
/// that is made with it.
package struct InstanceID: Sendable, Hashable, CustomStringConvertible {
  package var rawValue: UInt128

  package init(rawValue: UInt128) { self.rawValue = rawValue }

  /// A new one (RFC 9562, version 4).
  package static func random() -> InstanceID {
    let bits = UInt128.random(in: .min ... .max)
    let version: UInt128 = 0xF000 << 64
    let variant: UInt128 = 3 << 62
    return InstanceID(rawValue: bits & ~version & ~variant | 0x4000 << 64 | 2 << 62)
  }

  /// Reads the usual 36 characters; nil for anything else.
  package init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [8, 4, 4, 4, 12],
      let bytes = Hex.decode(parts.joined().utf8)
    else { return nil }
    rawValue = bytes.reduce(0) { $0 << 8 | UInt128($1) }
  }

  /// The usual 36 characters.
  package var description: String {
    let bytes = (0..<16).reversed().map { UInt8(truncatingIfNeeded: rawValue >> (8 * $0)) }
    let digits = Hex.encode(bytes)
    var parts: [Substring] = []
    var rest = digits[...]
    for count in [8, 4, 4, 4, 12] {
      parts.append(rest.prefix(count))
      rest = rest.dropFirst(count)
    }
    return parts.joined(separator: "-")
  }
}
