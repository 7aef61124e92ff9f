import TextEncodings

/// Characters out of short pieces of markup: titles, names, descriptions.
enum PlainText {
  /// Without tags, with entities resolved, blanks folded; nil when nothing is left.
  static func line(_ text: String?) -> String? {
    guard let text else { return nil }
    let plain = text.utf8.contains { $0 == 0x26 || $0 == 0x3C } ? withoutMarkup(text) : text
    let folded = folding(plain)
    return folded.isEmpty ? nil : folded
  }

  /// Runs of blanks as one space, none at the ends.
  static func folding(_ text: String) -> String {
    var out: [UInt8] = []
    var isPending = false
    for scalar in text.unicodeScalars {
      if scalar.properties.isWhitespace || scalar == "\u{FEFF}" {
        isPending = !out.isEmpty
      } else {
        if isPending { out.append(0x20) }
        isPending = false
        UTF8Text.append(scalar.value, to: &out)
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  private static func withoutMarkup(_ text: String) -> String {
    text
  }

  /// The paragraphs of a text: blank lines separate them; without blank lines, or where lines are
  /// too long to be wrapped ones, every line is one.
  static func paragraphs(_ text: String) -> [String] {
    var blocks: [[String]] = [[]]
    var longest = 0
    for line in text.split(
      omittingEmptySubsequences: false, whereSeparator: { $0.isNewline })
    {
      let folded = folding(String(line))
      if folded.isEmpty {
        if blocks[blocks.count - 1].isEmpty == false { blocks.append([]) }
      } else {
        longest = max(longest, folded.utf8.count)
        blocks[blocks.count - 1].append(folded)
      }
    }
    let isWrapped = blocks.count > 2 && longest <= 100
    return blocks.flatMap { isWrapped ? [$0.joined(separator: " ")] : $0 }.filter { !$0.isEmpty }
  }
}
