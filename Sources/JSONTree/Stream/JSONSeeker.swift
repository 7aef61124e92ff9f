import Bytes

/// Finds the next array of objects inside an object, over any number of pieces.
struct JSONSeeker: Sendable {
  private var isInString = false
  private var isEscaped = false
  private var sawBracket = false

  /// Offset of the brace of an array's first object, and whether it was found.
  mutating func seek(_ bytes: Span<UInt8>, from start: Int) -> (end: Int, isDone: Bool) {
    var offset = start
    while offset < bytes.count {
      if isInString, !isEscaped { offset = JSONParser.skippingPlain(bytes, from: offset) }
      guard offset < bytes.count else { break }
      let byte = bytes[offset]
      if isEscaped {
        isEscaped = false
      } else if isInString {
        isEscaped = byte == UInt8(ascii: "\\")
        if byte == UInt8(ascii: "\"") { isInString = false }
      } else if byte == UInt8(ascii: "{"), sawBracket {
        sawBracket = false
        return (offset, true)
      } else if !ASCII.isJSONBlank(byte) {
        isInString = byte == UInt8(ascii: "\"")
        sawBracket = byte == UInt8(ascii: "[")
      }
      offset += 1
    }
    return (offset, false)
  }
}
