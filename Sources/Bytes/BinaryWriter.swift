/// Writes values one after the other into bytes that `BinaryReader` reads back.
///
/// Numbers are LEB128 (seven bits a byte, lowest first), zigzag-coded where they may be negative,
/// or little-endian of a fixed width; byte strings, texts and lists stand behind their length.
package struct BinaryWriter: Sendable {
  /// What has been written.
  package private(set) var bytes: [UInt8] = []

  package init(capacity: Int = 0) {
    bytes.reserveCapacity(capacity)
  }

  /// Writes one byte.
  package mutating func write(byte: UInt8) { bytes.append(byte) }

  /// Writes bytes as they are, without a length.
  package mutating func write(raw: some Sequence<UInt8>) { bytes.append(contentsOf: raw) }

  /// Writes an unsigned number in one to ten bytes.
  package mutating func write(varint value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  /// Writes a count or a length, which must not be negative.
  package mutating func write(count: Int) {
    precondition(count >= 0, "a count is never negative")
    write(varint: UInt64(count))
  }

  /// Writes a number that may be negative; small ones stay small on both sides of zero.
  package mutating func write(zigzag value: Int64) {
    write(varint: UInt64(bitPattern: (value << 1) ^ (value >> 63)))
  }

  /// Writes an unsigned integer in its own width, lowest byte first.
  package mutating func write(fixed value: some FixedWidthInteger & UnsignedInteger) {
    write(fixed: UInt64(value), byteCount: value.bitWidth / 8)
  }

  /// Writes the lowest bytes of a number, which must hold all of it, lowest first.
  package mutating func write(fixed value: UInt64, byteCount: Int) {
    assert(byteCount >= 0 && byteCount <= 8)
    assert(byteCount == 8 || value >> UInt64(8 * byteCount) == 0, "the value needs more bytes")
    for index in 0..<byteCount {
      bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(8 * index)))
    }
  }

  /// Writes 1 or 0 as one byte.
  package mutating func write(bool: Bool) { bytes.append(bool ? 1 : 0) }

  /// Writes the eight bytes of IEEE 754's pattern.
  package mutating func write(double: Double) { write(fixed: double.bitPattern) }

  /// Writes a byte string behind its length.
  package mutating func write(blob: [UInt8]) {
    write(count: blob.count)
    bytes.append(contentsOf: blob)
  }

  /// Writes a text's UTF-8 behind its length.
  package mutating func write(text: String) {
    write(count: text.utf8.count)
    bytes.append(contentsOf: text.utf8)
  }

  /// Writes 0 for nothing, or 1 and then the value as `body` writes it.
  package mutating func write<Value>(
    optional value: Value?, _ body: (inout BinaryWriter, Value) -> Void
  ) {
    write(bool: value != nil)
    if let value { body(&self, value) }
  }

  /// Writes how many elements there are, and each of them as `body` writes it: at least one byte,
  /// or the reader takes the list's length for damage.
  package mutating func write<Elements: Collection>(
    list: Elements, _ body: (inout BinaryWriter, Elements.Element) -> Void
  ) {
    write(count: list.count)
    let start = bytes.count
    for element in list { body(&self, element) }
    assert(bytes.count - start >= list.count, "an element of a list takes a byte at least")
  }
}
