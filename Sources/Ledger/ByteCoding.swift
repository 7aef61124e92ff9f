/// Why bytes could not be read back into a value.
package enum RowCodingError: Error, Equatable {
  /// The bytes end in the middle of a value, or a length points beyond them.
  case truncated(at: Int)
  /// A value stands there that no writer puts there.
  case malformed(at: Int)
  /// Written by a newer winnow.
  case version(UInt8)
}

/// Writes values one after the other: numbers as LEB128, texts and lists behind their length.
struct ByteWriter {
  var bytes: [UInt8] = []

  mutating func put(_ byte: UInt8) { bytes.append(byte) }

  mutating func put(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  /// Zigzag, so that small negative numbers stay short.
  mutating func put(_ value: Int64) {
    put(UInt64(bitPattern: (value << 1) ^ (value >> 63)))
  }

  mutating func put(_ value: Int) { put(Int64(value)) }

  mutating func put(_ value: Bool) { put(UInt8(value ? 1 : 0)) }

  mutating func put(_ value: Double) {
    let bits = value.bitPattern
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: bits >> shift))
    }
  }

  mutating func put(_ text: String) {
    put(UInt64(text.utf8.count))
    bytes.append(contentsOf: text.utf8)
  }

  mutating func put(_ blob: [UInt8]) {
    put(UInt64(blob.count))
    bytes.append(contentsOf: blob)
  }

  mutating func put<Value>(
    optional value: Value?, _ each: (inout ByteWriter, Value) -> Void
  ) {
    guard let value else { return put(UInt8(0)) }
    put(UInt8(1))
    each(&self, value)
  }

  mutating func put(optional text: String?) { put(optional: text) { $0.put($1) } }

  mutating func put<Value>(list: [Value], _ each: (inout ByteWriter, Value) -> Void) {
    put(UInt64(list.count))
    for value in list { each(&self, value) }
  }
}

/// Reads what `ByteWriter` wrote. No input makes it trap or take more memory than it has bytes.
struct ByteReader {
  let bytes: [UInt8]
  private(set) var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { position == bytes.count }

  mutating func byte() throws(RowCodingError) -> UInt8 {
    guard position < bytes.count else { throw .truncated(at: position) }
    defer { position += 1 }
    return bytes[position]
  }

  mutating func unsigned() throws(RowCodingError) -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let next = try byte()
      guard shift < 63 || next <= 1 else { throw .malformed(at: position - 1) }
      value |= UInt64(next & 0x7F) << shift
      if next < 0x80 { return value }
      shift += 7
    }
  }

  mutating func signed() throws(RowCodingError) -> Int64 {
    let raw = try unsigned()
    return Int64(bitPattern: raw >> 1) ^ -Int64(bitPattern: raw & 1)
  }

  mutating func integer() throws(RowCodingError) -> Int { Int(try signed()) }

  mutating func boolean() throws(RowCodingError) -> Bool {
    switch try byte() {
    case 0: return false
    case 1: return true
    default: throw .malformed(at: position - 1)
    }
  }

  mutating func double() throws(RowCodingError) -> Double {
    var bits: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 8) { bits |= UInt64(try byte()) << shift }
    return Double(bitPattern: bits)
  }

  private mutating func slice() throws(RowCodingError) -> ArraySlice<UInt8> {
    let start = position
    let count = try unsigned()
    guard count <= UInt64(bytes.count - position) else { throw .truncated(at: start) }
    defer { position += Int(count) }
    return bytes[position..<position + Int(count)]
  }

  mutating func text() throws(RowCodingError) -> String {
    String(decoding: try slice(), as: UTF8.self)
  }

  mutating func blob() throws(RowCodingError) -> [UInt8] { Array(try slice()) }

  mutating func optional<Value>(
    _ each: (inout ByteReader) throws(RowCodingError) -> Value
  ) throws(RowCodingError) -> Value? {
    try boolean() ? try each(&self) : nil
  }

  mutating func optionalText() throws(RowCodingError) -> String? {
    try boolean() ? try text() : nil
  }

  mutating func list<Value>(
    _ each: (inout ByteReader) throws(RowCodingError) -> Value
  ) throws(RowCodingError) -> [Value] {
    let start = position
    let count = try unsigned()
    // Every element takes at least a byte, so a length beyond what is left is a lie.
    guard count <= UInt64(bytes.count - position) else { throw .truncated(at: start) }
    var values: [Value] = []
    values.reserveCapacity(min(Int(count), 1024))
    for _ in 0..<count { values.append(try each(&self)) }
    return values
  }

  /// A value of an enumeration, stored by its name.
  mutating func named<Value: RawRepresentable<String>>() throws(RowCodingError) -> Value {
    let start = position
    guard let value = Value(rawValue: try text()) else { throw .malformed(at: start) }
    return value
  }
}
