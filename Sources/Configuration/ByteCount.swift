/// A size in bytes, written with a unit: `64MiB`.
package struct ByteCount: Sendable, Comparable {
  package let bytes: Int64

  private init(bytes: Int64) {
    assert(bytes >= 0)
    self.bytes = bytes
  }

  /// That many bytes.
  package static func bytes(_ count: Int64) -> ByteCount { ByteCount(bytes: count) }
  /// That many times 1,024² bytes.
  package static func mebibytes(_ count: Int64) -> ByteCount { ByteCount(bytes: count << 20) }
  /// That many times 1,024³ bytes.
  package static func gibibytes(_ count: Int64) -> ByteCount { ByteCount(bytes: count << 30) }
  /// That many times 1,024⁴ bytes.
  package static func tebibytes(_ count: Int64) -> ByteCount { ByteCount(bytes: count << 40) }

  /// Orders by the number of bytes.
  package static func < (left: ByteCount, right: ByteCount) -> Bool { left.bytes < right.bytes }
}

extension ByteCount: LosslessStringConvertible {
  private static let units: [Unit] = [
    Unit("TiB", 1 << 40), Unit("GiB", 1 << 30), Unit("MiB", 1 << 20), Unit("KiB", 1 << 10),
    Unit("B", 1),
  ]

  /// Reads `64MiB` or `64 MiB`; nil for everything else.
  package init?(_ text: String) {
    guard let bytes = Unit.number(text, Self.units) else { return nil }
    self.init(bytes: bytes)
  }

  /// The size in the largest unit that holds it whole.
  package var description: String { Unit.text(bytes, Self.units) }
}
