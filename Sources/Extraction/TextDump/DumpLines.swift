import Model

/// The lines of a text dump, put together again where markup had cut them.
enum DumpLines {
  /// Cuts `bytes` at line ends; blank lines are dropped and remembered in `followsBlank`.
  /// None once `budget` is spent.
  static func read(
    _ bytes: [UInt8], limit: Int, budget: WorkBudget = WorkBudget()
  ) -> [DumpLine] {
    var raw: [(text: [UInt8], number: Int, followsBlank: Bool)] = []
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
      if text.isEmpty {
        isAfterBlank = true
      } else {
        raw.append((text, number, isAfterBlank))
        isAfterBlank = false
      }
      if stop < end, bytes[stop] == 0x0D, stop + 1 < end, bytes[stop + 1] == 0x0A { stop += 1 }
      start = stop + 1
    }
    return joined(raw).map {
      budget.take(4 + $0.text.count / 64)
      return DumpLine(text: $0.text, number: $0.number, followsBlank: $0.followsBlank)
    }
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

  /// Joins what stood in one paragraph: hard-wrapped lines, and the pieces around a link.
  private static func joined(
    _ lines: [(text: [UInt8], number: Int, followsBlank: Bool)]
  ) -> [(text: [UInt8], number: Int, followsBlank: Bool)] {
    let isWrapped = looksWrapped(lines.map { ($0.text.count, $0.followsBlank) })
    var out: [(text: [UInt8], number: Int, followsBlank: Bool)] = []
    for (index, line) in lines.enumerated() {
      guard let last = out.last, !line.followsBlank, index > 0 else {
        out.append(line)
        continue
      }
      let wrapped = isWrapped && lines[index - 1].text.count >= 50
      if wrapped || isPiece(line.text, after: last.text, before: next(lines, index)) {
        if let first = line.text.first, !closing.contains(first) {
          out[out.count - 1].text.append(0x20)
        }
        out[out.count - 1].text += line.text
      } else {
        out.append(line)
      }
    }
    assert(out.count <= lines.count)
    return out
  }

  private static func next(
    _ lines: [(text: [UInt8], number: Int, followsBlank: Bool)], _ index: Int
  ) -> [UInt8]? {
    guard index + 1 < lines.count, !lines[index + 1].followsBlank else { return nil }
    return lines[index + 1].text
  }

  /// True when `text` goes on with the sentence that `last` left open, or does so with `next`.
  private static func isPiece(_ text: [UInt8], after last: [UInt8], before next: [UInt8]?) -> Bool {
    guard !TextShape.endsSentence(last), last.count >= 30 else { return false }
    if TextShape.continuesSentence(text) { return true }
    guard let next, let end = last.last, text.count < 120 else { return false }
    let isOpen = end == UInt8(ascii: ",") || (end >= 0x61 && end <= 0x7A)
    return isOpen && last.count >= 100 && TextShape.continuesSentence(next)
      && !TextShape.endsSentence(text)
  }

  private static let closing: Set<UInt8> = Set(".,;:!?)".utf8)

  /// Most lines full to the same width, and paragraphs parted by blank lines.
  private static func looksWrapped(_ lines: [(count: Int, followsBlank: Bool)]) -> Bool {
    guard lines.count >= 12, lines.allSatisfy({ $0.count <= 90 }) else { return false }
    let full = lines.count { $0.count >= 55 }
    let breaks = lines.count { $0.followsBlank }
    return full * 2 > lines.count && breaks >= 2 && breaks * 2 < lines.count
  }
}
