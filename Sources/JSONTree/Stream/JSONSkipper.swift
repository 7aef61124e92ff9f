/// Finds the end of a value by quotes and brackets alone, over any number of pieces.
struct JSONSkipper: Sendable {
  private var depth = 0
  private var isInString = false
  private var isEscaped = false

  /// Offset after what was passed over, and whether the value ended there.
  mutating func skip(_ bytes: Span<UInt8>, from start: Int) -> (end: Int, isDone: Bool) {
    var offset = start
    while offset < bytes.count {
      if isInString, !isEscaped { offset = JSONParser.skippingPlain(bytes, from: offset) }
      guard offset < bytes.count else { break }
      let byte = bytes[offset]
      offset += 1
      if isEscaped {
        isEscaped = false
      } else if isInString {
        isEscaped = byte == UInt8(ascii: "\\")
        if byte == UInt8(ascii: "\"") { isInString = false }
      } else if byte == UInt8(ascii: "\"") {
        isInString = true
      } else if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
        depth += 1
      } else if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") {
        depth -= 1
        if depth <= 0 { return (offset, true) }
      }
    }
    return (offset, false)
  }
}
