import Model

/// The lines of a text dump.
enum DumpText {
  /// Cuts `bytes` at line ends; blank lines and rulers are dropped and remembered in
  /// `followsBlank`, a ruler under a line makes a heading of it.
  /// None once `budget` is spent.
  static func lines(
    _ bytes: [UInt8], limit: Int, budget: WorkBudget = WorkBudget()
  ) -> [DumpLine] {
    var lines: [DumpLine] = []
    var start = 0
    var number = 0
    var isAfterBlank = false
    let end = min(bytes.count, limit)
    while start <= end {
      var stop = start
      while stop < end, bytes[stop] != 0x0A, bytes[stop] != 0x0D { stop += 1 }
      number += 1
      guard budget.take(1 + (stop - start) / 64) else { return [] }
      let text = collapsed(bytes[start..<stop])
      if text.isEmpty || isFence(text) {
        isAfterBlank = true
      } else if let level = ruler(text) {
        if !isAfterBlank, level > 0, let last = lines.last, last.mark == .none,
          last.text.count <= 300
        {
          lines[lines.count - 1].mark = .heading(level)
        }
        isAfterBlank = true
      } else {
        lines.append(
          DumpLine(
            text: text, number: number, followsBlank: isAfterBlank,
            indent: indent(bytes[start..<stop])))
        isAfterBlank = false
      }
      if stop < end, bytes[stop] == 0x0D, stop + 1 < end, bytes[stop + 1] == 0x0A { stop += 1 }
      start = stop + 1
    }
    return lines
  }

  /// For a line of nothing but rulers' signs the level of the heading that it underlines, 0 for
  /// none; nil for other lines.
  private static func ruler(_ text: [UInt8]) -> Int? {
    guard text.count >= 3 else { return nil }
    var first: UInt8 = 0
    for byte in text where byte != 0x20 {
      switch byte {
      case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "="), UInt8(ascii: "*"),
        UInt8(ascii: "~"), UInt8(ascii: "`"), UInt8(ascii: "+"), UInt8(ascii: "|"),
        UInt8(ascii: ":"):
        first = first == 0 ? byte : first
      // Lines and boxes of U+2500 to U+257F.
      case 0xE2, 0x94, 0x95, 0x80...0x8F: if first == 0 { first = byte }
      default: return nil
      }
    }
    if first == 0xE2 { return text[1] == 0x94 || text[1] == 0x95 ? 0 : nil }
    guard first < 0x80 else { return nil }
    let isWhole = text.allSatisfy { $0 == first }
    if first == UInt8(ascii: "=") && isWhole { return 1 }
    return first == UInt8(ascii: "-") && isWhole ? 2 : 0
  }

  /// `::: {.class}` and `::: class`: where pandoc begins a part of a page.
  private static func isFence(_ text: [UInt8]) -> Bool {
    guard text.starts(with: ":::".utf8) else { return false }
    let rest = text.drop { $0 == UInt8(ascii: ":") || $0 == 0x20 }
    return rest.first == UInt8(ascii: "{") ? rest.last == UInt8(ascii: "}") : !rest.contains(0x20)
  }

  private static func indent(_ line: ArraySlice<UInt8>) -> Int {
    var columns = 0
    for byte in line {
      if byte == 0x20 {
        columns += 1
      } else if byte == 0x09 {
        columns = (columns / 8 + 1) * 8
      } else {
        break
      }
    }
    return columns
  }

  /// Trimmed, every run of white space one blank, byte order marks and control characters gone.
  static func collapsed(_ text: some Collection<UInt8>) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(text.count)
    var isBlank = false
    for byte in text {
      if byte <= 0x20 || byte == 0x7F {
        isBlank = true
        continue
      }
      if isBlank, !out.isEmpty { out.append(0x20) }
      isBlank = false
      out.append(byte)
      if byte < 0x80 { continue }
      // U+00A0, U+FEFF and U+200B are blanks, too.
      if byte == 0xA0, out.count >= 2, out[out.count - 2] == 0xC2 {
        out.removeLast(2)
        trimEnd(&out)
        isBlank = true
      } else if out.count >= 3, isThreeByteBlank(out.suffix(3)) {
        out.removeLast(3)
        trimEnd(&out)
        isBlank = true
      }
    }
    return out
  }

  private static func trimEnd(_ out: inout [UInt8]) {
    if out.last == 0x20 { out.removeLast() }
  }

  private static func isThreeByteBlank(_ tail: ArraySlice<UInt8>) -> Bool {
    tail.elementsEqual([0xEF, 0xBB, 0xBF]) || tail.elementsEqual([0xE2, 0x80, 0x8B])
      || tail.elementsEqual([0xE3, 0x80, 0x80])
  }
}
