import Bytes

/// After damage: finds where the next value plausibly begins, over any number of pieces. That is a
/// brace after `},`, or one that opens a line, when a quote or the object's end follows it.
struct JSONResumption: Sendable {
  private var last: UInt8 = 0
  private var lastButOne: UInt8 = 0
  private var opensLine = false

  /// Offset of the brace, and whether it was found; `isFinal` when no bytes will follow.
  mutating func seek(
    _ bytes: Span<UInt8>, from start: Int, isFinal: Bool
  ) -> (end: Int, isDone: Bool) {
    var offset = start
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte == 0x0A { opensLine = true }
      if !ASCII.isJSONBlank(byte) {
        if byte == UInt8(ascii: "{") {
          let follows = last == UInt8(ascii: ",") && lastButOne == UInt8(ascii: "}")
          if follows || opensLine {
            // Not yet known whether a member follows: the same brace is looked at again.
            guard let opens = opensMember(bytes, after: offset) ?? (isFinal ? true : nil) else {
              return (offset, false)
            }
            if opens { return (offset, true) }
          }
        }
        opensLine = false
        lastButOne = last
        last = byte
      }
      offset += 1
    }
    return (offset, false)
  }

  /// Nil when the bytes end before that is seen.
  private func opensMember(_ bytes: Span<UInt8>, after brace: Int) -> Bool? {
    var offset = brace + 1
    while offset < bytes.count, ASCII.isJSONBlank(bytes[offset]) { offset += 1 }
    // Nobody writes so many blanks, and waiting for their end would keep them all.
    guard offset - brace < 4096 else { return false }
    guard offset < bytes.count else { return nil }
    return bytes[offset] == UInt8(ascii: "\"") || bytes[offset] == UInt8(ascii: "}")
  }
}
