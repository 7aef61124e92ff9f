internal import Bytes

/// The SHA-256 of a file's bytes (FIPS 180-4): an original's name in the archive.
package struct Digest: Hashable, Comparable, Sendable, CustomStringConvertible {
  // Four words, the first bytes highest: no allocation, and their order is that of the bytes.
  private let first: UInt64
  private let second: UInt64
  private let third: UInt64
  private let fourth: UInt64

  /// Takes the 32 bytes of a finished hash; `nil` for any other count.
  package init?(bytes: [UInt8]) {
    guard bytes.count == Self.byteCount else { return nil }
    func word(_ start: Int) -> UInt64 {
      bytes[start..<start + 8].reduce(0) { $0 << 8 | UInt64($1) }
    }
    (first, second, third, fourth) = (word(0), word(8), word(16), word(24))
  }

  /// Reads `sha256:` and 64 hexadecimal digits, or the digits alone; `nil` for anything else.
  package init?(_ text: some StringProtocol) {
    let digits = text.utf8.dropFirst(text.hasPrefix(Self.prefix) ? Self.prefix.utf8.count : 0)
    guard digits.count == 2 * Self.byteCount, let bytes = Hex.decode(digits) else { return nil }
    self.init(bytes: bytes)
  }

  /// How many bytes a digest has.
  package static let byteCount = 32

  /// The 32 bytes.
  package var bytes: [UInt8] {
    [first, second, third, fourth].flatMap { word in
      stride(from: UInt64(56), through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> $0) }
    }
  }

  /// 64 hexadecimal digits in lower case.
  package var hexadecimal: String { Hex.encode(bytes) }

  /// `sha256:` and 64 hexadecimal digits.
  package var description: String { Self.prefix + hexadecimal }

  /// In which of `count` equal parts of all digests it lies, from 1 on: the same for ever.
  package func part(of count: Int) -> Int {
    precondition(count > 0)
    return Int(first.multipliedFullWidth(by: UInt64(count)).high) + 1
  }

  /// In the order of the bytes.
  package static func < (left: Digest, right: Digest) -> Bool {
    (left.first, left.second, left.third, left.fourth)
      < (right.first, right.second, right.third, right.fourth)
  }

  private static let prefix = "sha256:"
}
