import Bytes
import HTMLTree

/// Characters out of short pieces of text and markup: titles, names, descriptions.
enum PlainText {
  /// Blanks folded; nil when nothing is left.
  static func line(_ text: String?) -> String? {
    guard let text else { return nil }
    let folded = folding(text)
    return folded.isEmpty ? nil : folded
  }

  /// As `line`, of markup: without tags, entities resolved.
  static func line(markup text: String?) -> String? {
    guard let text else { return nil }
    return line(withoutMarkup(spelledTags(text)))
  }

  /// A line with those tags escaped that it speaks of: names that no element has, and elements that
  /// would swallow the rest of the line, neither of them closed.
  private static func spelledTags(_ text: String) -> String {
    guard text.contains("<") else { return text }
    let pieces = text.split(separator: "<", omittingEmptySubsequences: false)
    var out = String(pieces[0])
    for (index, piece) in pieces.enumerated().dropFirst() {
      let name = piece.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) }.lowercased()
      let isSpelled =
        !name.isEmpty && (swallowing.contains(name) || !Markup.isKnownTag(name))
        && !pieces[(index + 1)...].contains { $0.lowercased().hasPrefix("/" + name) }
      out += (isSpelled ? "&lt;" : "<") + piece
    }
    return out
  }

  /// Elements whose content is no markup: without an end tag they take all that follows.
  private static let swallowing: Set<String> = [
    "script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "plaintext",
    "select", "template", "object", "svg", "math", "head", "frameset",
  ]

  /// A piece of markup's characters.
  static func withoutMarkup(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0x26 || $0 == 0x3C }) else { return text }
    return String(decoding: characters(text, blockEnd: 0x20), as: UTF8.self)
  }

  /// The paragraphs of a piece of markup, in the plainest way: a block or a line break ends one.
  static func paragraphs(markup text: String) -> [String] {
    let plain = characters(text, blockEnd: 0x0A)
    return plain.split(separator: 0x0A).map { line in
      String(decoding: folding(Array(line).span), as: UTF8.self)
    }.filter { !$0.isEmpty }
  }

  /// Text without scripts and styles; `blockEnd` stands where a block or a line break does.
  private static func characters(_ text: String, blockEnd: UInt8) -> [UInt8] {
    let document = HTMLDocument(parsingFragment: Array(text.utf8))
    var plain: [UInt8] = []
    for node in document.descendants(of: .document) {
      if document.isElement(node) {
        let name = document.name(of: node)
        if name == "br" || Markup.blockTags.contains(name) { plain.append(blockEnd) }
      }
      guard let range = document.text(of: node), document.isText(node) else { continue }
      if let parent = document.parent(of: node) {
        let name = document.name(of: parent)
        if name == "script" || name == "style" { continue }
      }
      document.append(range, to: &plain)
    }
    return plain
  }

  /// Runs of ASCII blanks and of no-break spaces as one space, none at the ends. All other
  /// characters stay, odd blanks included: they may be what a text is about.
  static func folding(_ text: String) -> String {
    var text = text
    return text.withUTF8 { bytes in String(decoding: unsafe folding(bytes.span), as: UTF8.self) }
  }

  static func folding(_ bytes: Span<UInt8>) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var isPending = false
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0xC2, index + 1 < bytes.count, bytes[index + 1] == 0xA0 {
        isPending = !out.isEmpty
        index += 2
        continue
      }
      if ASCII.isTextBlank(byte) {
        isPending = !out.isEmpty
      } else {
        if isPending { out.append(0x20) }
        isPending = false
        out.append(byte)
      }
      index += 1
    }
    return out
  }

  /// The paragraphs of a text: blank lines separate them; without blank lines, or where lines are
  /// too long to be wrapped ones, every line is one.
  static func paragraphs(_ text: String) -> [String] {
    var text = text
    return text.withUTF8 { bytes in unsafe paragraphs(bytes.span) }
  }

  private static func paragraphs(_ bytes: Span<UInt8>) -> [String] {
    var blocks: [[[UInt8]]] = [[]]
    var longest = 0
    var start = 0
    for index in 0...bytes.count
    where index == bytes.count || bytes[index] == 0x0A || bytes[index] == 0x0D {
      let line = folding(bytes.extracting(start..<index))
      // The line feed of a CR LF pair ends no line of its own.
      let isPair =
        index < bytes.count && bytes[index] == 0x0A && index == start && index > 0
        && bytes[index - 1] == 0x0D
      start = index + 1
      if line.isEmpty {
        if !isPair, blocks[blocks.count - 1].isEmpty == false { blocks.append([]) }
      } else {
        longest = max(longest, line.count)
        blocks[blocks.count - 1].append(line)
      }
    }
    let isWrapped = blocks.count > 2 && longest <= 100
    return blocks.flatMap { lines in
      let parts = isWrapped ? [Array(lines.joined(separator: [0x20]))] : lines
      return parts.filter { !$0.isEmpty }.map { String(decoding: $0, as: UTF8.self) }
    }
  }
}
