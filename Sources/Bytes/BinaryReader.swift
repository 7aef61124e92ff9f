/// Reads what `BinaryWriter` wrote.
///
/// No input makes it trap or take more memory than in proportion to the input: every length is
/// checked against what is left. Each value has exactly one form, so that what is read and written
/// again is the same bytes.
package struct BinaryReader: Sendable {
  private let bytes: [UInt8]
  /// The offset of the next byte to read.
  package private(set) var position = 0

  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// How many bytes have not been read.
  package var remainingCount: Int { bytes.count - position }
  package var isAtEnd: Bool { position == bytes.count }

  /// Throws when bytes are left over.
  package func expectEnd() throws(BinaryError) {
    guard isAtEnd else { throw .trailing(at: position) }
  }

  /// Reads one byte.
  package mutating func readByte() throws(BinaryError) -> UInt8 {
    guard position < bytes.count else { throw .truncated(at: position) }
    defer { position += 1 }
    return bytes[position]
  }

  /// Reads so many bytes as they are.
  package mutating func readRaw(count: Int) throws(BinaryError) -> [UInt8] {
    guard count >= 0, count <= remainingCount else { throw .truncated(at: position) }
    defer { position += count }
    return Array(bytes[position..<position + count])
  }

  /// Reads a LEB128 number of up to 64 bits.
  ///
  /// Refuses a number that could have been written in fewer bytes, and a tenth byte that holds more
  /// than the one bit that is left for it.
  package mutating func readVarint() throws(BinaryError) -> UInt64 {
    let start = position
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let byte = try readByte()
      guard shift < 63 || byte <= 1 else { throw .malformed(at: start) }
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 {
        guard byte != 0 || shift == 0 else { throw .malformed(at: start) }
        return value
      }
      shift += 7
    }
  }

  /// Reads a LEB128 number that must fit into 32 bits.
  package mutating func readVarint32() throws(BinaryError) -> UInt32 {
    let start = position
    guard let value = UInt32(exactly: try readVarint()) else { throw .malformed(at: start) }
    return value
  }

  /// Reads a count that is no length of anything that follows.
  package mutating func readCount() throws(BinaryError) -> Int {
    let start = position
    guard let count = Int(exactly: try readVarint()) else { throw .malformed(at: start) }
    return count
  }

  /// Reads the length of a list whose items take at least `itemByteCount` bytes each: never more
  /// than what is left can hold.
  package mutating func readCount(itemByteCount: Int) throws(BinaryError) -> Int {
    precondition(itemByteCount > 0)
    let start = position
    let count = try readVarint()
    guard count <= UInt64(remainingCount / itemByteCount) else { throw .truncated(at: start) }
    return Int(count)
  }

  /// Reads a number that may be negative.
  package mutating func readZigzag() throws(BinaryError) -> Int64 {
    let value = try readVarint()
    return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }

  /// Reads an unsigned integer of a fixed width.
  package mutating func readFixed<Value: FixedWidthInteger & UnsignedInteger>(
    as type: Value.Type = Value.self
  ) throws(BinaryError) -> Value {
    Value(truncatingIfNeeded: try readFixed(byteCount: Value.bitWidth / 8))
  }

  /// Reads a number of up to eight bytes, lowest first.
  package mutating func readFixed(byteCount: Int) throws(BinaryError) -> UInt64 {
    assert(byteCount >= 0 && byteCount <= 8)
    guard byteCount <= remainingCount else { throw .truncated(at: position) }
    var value: UInt64 = 0
    for index in 0..<byteCount { value |= UInt64(bytes[position + index]) << UInt64(8 * index) }
    position += byteCount
    return value
  }

  /// Reads 0 or 1.
  package mutating func readBool() throws(BinaryError) -> Bool {
    switch try readByte() {
    case 0: return false
    case 1: return true
    default: throw .malformed(at: position - 1)
    }
  }

  /// Reads the eight bytes of IEEE 754's pattern.
  package mutating func readDouble() throws(BinaryError) -> Double {
    Double(bitPattern: try readFixed())
  }

  /// Reads a byte string behind its length.
  package mutating func readBlob() throws(BinaryError) -> [UInt8] {
    try readRaw(count: readCount(itemByteCount: 1))
  }

  /// Reads a text behind its length; refuses what is not UTF-8.
  package mutating func readText() throws(BinaryError) -> String {
    let count = try readCount(itemByteCount: 1)
    let start = position
    position += count
    guard let text = String(validating: bytes[start..<position], as: UTF8.self) else {
      throw .malformed(at: start)
    }
    return text
  }

  /// Reads a value of an enumeration that is stored by its name.
  package mutating func readNamed<Value: RawRepresentable<String>>(
    as type: Value.Type = Value.self
  ) throws(BinaryError) -> Value {
    let start = position
    guard let value = Value(rawValue: try readText()) else { throw .malformed(at: start) }
    return value
  }

  /// Reads a value that may be absent.
  package mutating func readOptional<Value>(
    _ body: (inout BinaryReader) throws(BinaryError) -> Value
  ) throws(BinaryError) -> Value? {
    try readBool() ? try body(&self) : nil
  }

  /// Reads a list.
  package mutating func readList<Element>(
    _ body: (inout BinaryReader) throws(BinaryError) -> Element
  ) throws(BinaryError) -> [Element] {
    let count = try readCount(itemByteCount: 1)
    var list: [Element] = []
    // An element may be far larger than the byte that stands for it here.
    list.reserveCapacity(min(count, 1024))
    for _ in 0..<count { list.append(try body(&self)) }
    return list
  }
}
