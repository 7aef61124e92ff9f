/// Reads the numbers of an embedded file's payload one after the other, all of them little-endian.
///
/// Traps at the payload's end: the data are ours, and a test reads each file to its end.
@safe package struct EmbeddedReader: @unchecked Sendable {
  /// Points into a constant of the program: immutable, and valid as long as the process lives; hence
  /// `@unchecked Sendable`.
  private let bytes: UnsafeRawBufferPointer
  private var offset = 0

  init(_ bytes: UnsafeRawBufferPointer) {
    unsafe self.bytes = unsafe bytes
  }

  /// True when all has been read.
  package var isAtEnd: Bool { unsafe offset == bytes.count }

  /// Bytes that have not been read yet.
  package var remainingByteCount: Int { unsafe bytes.count - offset }

  /// Reads one byte.
  package mutating func uint8() -> UInt8 { number() }

  /// Reads two bytes.
  package mutating func uint16() -> UInt16 { number() }

  /// Reads four bytes.
  package mutating func uint32() -> UInt32 { number() }

  /// Reads eight bytes.
  package mutating func uint64() -> UInt64 { number() }

  /// Reads a count of two bytes and as many scalars of four.
  package mutating func scalars() -> [UInt32] {
    let count = Int(uint16())
    return (0..<count).map { _ in uint32() }
  }

  /// Reads a count of one byte and as many bytes of UTF-8.
  package mutating func string() -> String {
    let count = Int(uint8())
    return String(decoding: array(of: UInt8.self, count: count).elements, as: UTF8.self)
  }

  /// The next `count` numbers, in place: nothing is copied. They must be aligned in the payload.
  package mutating func array<Element: FixedWidthInteger & BitwiseCopyable>(
    of type: Element.Type, count: Int
  ) -> EmbeddedArray<Element> {
    precondition(
      count >= 0 && count <= remainingByteCount / MemoryLayout<Element>.stride,
      "an embedded file ends too early")
    precondition(offset % MemoryLayout<Element>.alignment == 0, "numbers that are not aligned")
    let byteCount = count * MemoryLayout<Element>.stride
    // In bounds and aligned by the two lines above: the payload starts at a multiple of 32. The memory
    // is constant and never bound to another type that is written.
    let part = unsafe UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + byteCount])
    let elements = unsafe part.bindMemory(to: type)
    offset += byteCount
    return unsafe EmbeddedArray(elements)
  }

  private mutating func number<Value: FixedWidthInteger & BitwiseCopyable>() -> Value {
    // `loadUnaligned` checks that the value lies inside of the payload.
    let value = unsafe bytes.loadUnaligned(fromByteOffset: offset, as: Value.self)
    offset += MemoryLayout<Value>.size
    return value
  }
}
