/// A stretch of a document's bytes, which only that document can read (see `HTMLDocument.bytes`).
///
/// It points into the page wherever the text stands there as it is, and into a second buffer where
/// a character reference or a NUL had to be decoded.
package struct TextRange: Hashable, Sendable {
  /// Offset in its buffer; the highest bit says which buffer.
  var tagged: UInt32
  var length: UInt32

  static var decodedBit: UInt32 { 1 << 31 }

  init(tagged: UInt32, length: UInt32) {
    self.tagged = tagged
    self.length = length
  }

  @inline(__always)
  init(source start: Int, _ end: Int) {
    assert(start >= 0 && start <= end && end < Int(TextRange.decodedBit))
    tagged = UInt32(truncatingIfNeeded: start)
    length = UInt32(truncatingIfNeeded: end &- start)
  }

  @inline(__always)
  init(decoded start: Int, _ end: Int) {
    assert(start >= 0 && start <= end && end < Int(TextRange.decodedBit))
    tagged = UInt32(truncatingIfNeeded: start) | TextRange.decodedBit
    length = UInt32(truncatingIfNeeded: end &- start)
  }

  static var empty: TextRange { TextRange(tagged: 0, length: 0) }

  /// Number of bytes.
  package var count: Int { Int(length) }
  /// Whether there is not one byte.
  package var isEmpty: Bool { length == 0 }
  /// Where the text begins in the page, unless it had to be decoded.
  package var sourceOffset: Int? { isDecoded ? nil : Int(tagged) }

  @inline(__always) var isDecoded: Bool { tagged & TextRange.decodedBit != 0 }
  @inline(__always) var start: Int { Int(tagged & ~TextRange.decodedBit) }
  @inline(__always) var end: Int { start &+ Int(length) }
}
