/// Why a payload could not be read.
package enum PayloadError: Error, Equatable {
  /// The payload ends inside a value.
  case truncated(at: Int)
  /// A length or a tag that no writer of this version produces.
  case invalid(at: Int)
  /// A record type or payload version that this build does not know.
  case unknown(type: UInt16, version: UInt8)
}

/// Writes the journal's payloads: LEB128 integers, and byte strings behind their length.
struct PayloadWriter {
  private(set) var bytes: [UInt8] = []

  mutating func write(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  mutating func write(_ value: Int) { write(UInt64(bitPattern: Int64(value))) }

  /// Signed values are zigzag-coded, so that small negative ones stay small.
  mutating func writeSigned(_ value: Int64) {
    write(UInt64(bitPattern: (value << 1) ^ (value >> 63)))
  }

  mutating func write(_ value: [UInt8]) {
    write(value.count)
    bytes.append(contentsOf: value)
  }

  mutating func write(_ value: String) { write(Array(value.utf8)) }

  mutating func write(_ value: Double) { write(value.bitPattern) }

  mutating func write<Value>(
    optional value: Value?, _ body: (inout PayloadWriter, Value) -> Void
  ) {
    guard let value else { return bytes.append(0) }
    bytes.append(1)
    body(&self, value)
  }

  mutating func write<Element>(
    list: [Element], _ body: (inout PayloadWriter, Element) -> Void
  ) {
    write(list.count)
    for element in list { body(&self, element) }
  }
}

/// Reads what `PayloadWriter` wrote. Every length is checked against what is left.
struct PayloadReader {
  private let bytes: [UInt8]
  private var index = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { index == bytes.count }

  mutating func readUInt64() throws(PayloadError) -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      guard index < bytes.count else { throw .truncated(at: index) }
      guard shift < 64 else { throw .invalid(at: index) }
      let byte = bytes[index]
      index += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
  }

  mutating func readInt() throws(PayloadError) -> Int {
    Int(Int64(bitPattern: try readUInt64()))
  }

  mutating func readSigned() throws(PayloadError) -> Int64 {
    let value = try readUInt64()
    return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }

  mutating func readBytes() throws(PayloadError) -> [UInt8] {
    let start = index
    let count = try readInt()
    guard count >= 0, count <= bytes.count - index else { throw .invalid(at: start) }
    defer { index += count }
    return Array(bytes[index..<index + count])
  }

  mutating func readString() throws(PayloadError) -> String {
    String(decoding: try readBytes(), as: UTF8.self)
  }

  mutating func readDouble() throws(PayloadError) -> Double {
    Double(bitPattern: try readUInt64())
  }

  mutating func readOptional<Value>(
    _ body: (inout PayloadReader) throws(PayloadError) -> Value
  ) throws(PayloadError) -> Value? {
    switch try readUInt64() {
    case 0: return nil
    case 1: return try body(&self)
    default: throw .invalid(at: index - 1)
    }
  }

  mutating func readList<Element>(
    _ body: (inout PayloadReader) throws(PayloadError) -> Element
  ) throws(PayloadError) -> [Element] {
    let start = index
    let count = try readInt()
    // Every element takes a byte at least, so a longer list cannot be true.
    guard count >= 0, count <= bytes.count - index else { throw .invalid(at: start) }
    var list: [Element] = []
    list.reserveCapacity(count)
    for _ in 0..<count { list.append(try body(&self)) }
    return list
  }
}
