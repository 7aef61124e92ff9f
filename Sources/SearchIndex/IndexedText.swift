/// Text on its way into the index and back out of it, as snippets with the marks of FTS5.
enum IndexedText {
  /// Noncharacters that FTS5 puts around what matched.
  static let matchBegin: [UInt8] = [0xEF, 0xB7, 0x91]
  static let matchEnd: [UInt8] = [0xEF, 0xB7, 0x92]

  /// The text as the index takes it: the few characters that would be taken for our own marks (or,
  /// NUL, for the end) replaced by U+FFFD.
  static func prepared(_ text: String) -> String {
    let bytes = Array(text.utf8)
    guard bytes.contains(where: { $0 == 0 || $0 == matchBegin[0] }) else { return text }
    var prepared: [UInt8] = []
    prepared.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let three = bytes[index..<min(index + 3, bytes.count)]
      let isMark = three.elementsEqual(matchBegin) || three.elementsEqual(matchEnd)
      if isMark || bytes[index] == 0 {
        prepared += [0xEF, 0xBF, 0xBD]
      } else {
        prepared.append(bytes[index])
      }
      index += isMark ? 3 : 1
    }
    return String(decoding: prepared, as: UTF8.self)
  }

  /// A snippet out of FTS5: marks turned into ranges, on one line.
  static func snippet(_ text: String) -> Snippet {
    let bytes = Array(text.utf8)
    var restored: [UInt8] = []
    restored.reserveCapacity(bytes.count)
    var matches: [Range<Int>] = []
    var begin: Int?
    var index = 0
    while index < bytes.count {
      let lead = bytes[index]
      if lead == matchBegin[0], index + 2 < bytes.count {
        let three = Array(bytes[index..<index + 3])
        if three == matchBegin || three == matchEnd {
          if three == matchBegin { begin = restored.count }
          if three == matchEnd, let start = begin {
            matches.append(start..<restored.count)
            begin = nil
          }
          index += 3
          continue
        }
      }
      if (lead == 0x0A || lead == 0x0D || lead == 0x09) {
        if let last = restored.last, last != 0x20 { restored.append(0x20) }
      } else {
        restored.append(lead)
      }
      index += 1
    }
    return Snippet(text: String(decoding: restored, as: UTF8.self), matches: matches)
  }
}
