import Bytes

/// What programs that make pages or notes of Markdown add to it, and no reader is to see: calls of
/// templates (Hugo, Liquid), code (MDX), embedded files, marks of callouts and of blocks (Obsidian),
/// fences of containers (Docusaurus, Quarto).
enum MarkdownDialect {
  /// The text without them; what stands between an opening and a closing call stays, except for
  /// remarks.
  static func removed(from text: [UInt8]) -> [UInt8] {
    let text = withoutCalls(text)
    var out: [UInt8] = []
    out.reserveCapacity(text.count)
    var isCode = false
    var isExport = false
    var start = 0
    while start < text.count {
      let end = text[start...].firstIndex(of: 0x0A) ?? text.count
      let line = text[start..<end]
      let isBlank = line.allSatisfy { ASCII.isTextBlank($0) }
      if line.starts(with: "```".utf8) { isCode.toggle() }
      if isBlank { isExport = false }
      if !isCode, !isBlank, isStatement(line, &isExport) || isFence(line) {
        // Nothing of it stays.
      } else {
        out += isCode ? line : shown(line)
        if end < text.count { out.append(0x0A) }
      }
      start = end + 1
    }
    return out
  }

  // MARK: Lines

  /// `import A from "…"` and `export const …` up to an empty line.
  private static func isStatement(_ line: ArraySlice<UInt8>, _ isExport: inout Bool) -> Bool {
    if isExport { return true }
    if line.starts(with: "export ".utf8) {
      isExport = ["const ", "let ", "var ", "default ", "function ", "async ", "{"].contains {
        line.dropFirst(7).starts(with: $0.utf8)
      }
      return isExport
    }
    guard line.starts(with: "import ".utf8) else { return false }
    let ends = line.reversed().drop { ASCII.isTextBlank($0) || $0 == UInt8(ascii: ";") }
    guard let quote = ends.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
      return false
    }
    return line.dropFirst(7).first == quote || Find.contains(" from ", in: line)
  }

  /// `::: note`, `:::`: the fence around what stays.
  private static func isFence(_ line: ArraySlice<UInt8>) -> Bool {
    line.starts(with: ":::".utf8) && line.count <= 200
  }

  /// A line without the mark of a callout, embedded files, the name of its block, and with links to
  /// notes as their words.
  private static func shown(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var line = line
    if line.first == UInt8(ascii: ">") { line = withoutCallout(line) }
    if let caret = line.suffix(80).lastIndex(of: UInt8(ascii: "^")), caret > line.startIndex,
      line[caret - 1] == 0x20, isName(line[(caret + 1)...])
    {
      line = line[..<(caret - 1)]
    }
    if line.first == UInt8(ascii: "#"), line.last == UInt8(ascii: "}"),
      let brace = line.lastIndex(of: UInt8(ascii: "{")), brace + 1 < line.endIndex,
      line[brace + 1] == UInt8(ascii: "#") || line[brace + 1] == UInt8(ascii: ".")
    {
      line = line[..<brace]
    }
    return Find.contains("[[", in: line) ? WikiLink.resolved(line)[...] : line
  }

  private static func isName(_ text: ArraySlice<UInt8>) -> Bool {
    var text = text
    while let last = text.last, ASCII.isTextBlank(last) { text = text.dropLast() }
    return !text.isEmpty
      && text.allSatisfy { ASCII.isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
  }

  /// `> [!note]- A title` as `> A title`.
  private static func withoutCallout(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let rest = line.dropFirst().drop { $0 == 0x20 }
    guard rest.starts(with: "[!".utf8), let close = rest.prefix(60).firstIndex(of: 0x5D) else {
      return line
    }
    let title = rest[(close + 1)...].drop { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }
    return (Array("> ".utf8) + title.drop { $0 == 0x20 })[...]
  }

  // MARK: Calls of templates

  private static let calls: [(open: [UInt8], close: [UInt8])] = [
    ("{{<", ">}}"), ("{{%", "%}}"), ("{{", "}}"), ("{%", "%}"),
  ].map { (Array($0.0.utf8), Array($0.1.utf8)) }
  /// A call is not longer, in bytes: braces of a text that close nothing stay.
  private static let byteLimit = 2000

  private static func withoutCalls(_ text: [UInt8]) -> [UInt8] {
    guard Find.contains("{{", in: text[...]) || Find.contains("{%", in: text[...]) else {
      return text
    }
    var out: [UInt8] = []
    out.reserveCapacity(text.count)
    /// Where the next closing of each kind stands, so that each byte is looked at once.
    var closings = calls.map { _ in 0 }
    var remarkStart: Int?
    var index = 0
    while index < text.count {
      guard text[index] == UInt8(ascii: "{"),
        let kind = calls.firstIndex(where: { text[index...].starts(with: $0.open) })
      else {
        out.append(text[index])
        index += 1
        continue
      }
      let close = calls[kind].close
      if closings[kind] < index + calls[kind].open.count {
        closings[kind] =
          position(of: close, in: text, from: index + calls[kind].open.count) ?? Int.max
      }
      let end = closings[kind]
      guard end < text.count, end - index <= byteLimit else {
        out.append(text[index])
        index += 1
        continue
      }
      let words = text[(index + calls[kind].open.count)..<end].split {
        !ASCII.isAlphanumeric($0) && $0 != UInt8(ascii: "_")
      }
      index = end + close.count
      let name = words.first.map { String(decoding: $0, as: UTF8.self) } ?? ""
      if name == "comment" {
        remarkStart = out.count
      } else if name == "endcomment", let start = remarkStart {
        out.removeSubrange(start...)
        remarkStart = nil
      }
    }
    return out
  }

  private static func position(of mark: [UInt8], in text: [UInt8], from start: Int) -> Int? {
    var index = start
    while index + mark.count <= text.count {
      if text[index] == mark[0], text[index...].starts(with: mark) { return index }
      index += 1
    }
    return nil
  }
}
