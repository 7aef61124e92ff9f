/// What a mark at the beginning of a line says that the line is.
enum DumpMark: Equatable {
  case none
  /// `# `, or stars on both sides; 1 is the highest.
  case heading(Int)
  case item
  case quote
  case row

  /// The mark, and the text without it.
  static func read(_ text: [UInt8], indent: Int) -> (DumpMark, [UInt8]) {
    switch text[0] {
    case UInt8(ascii: "#"): heading(text)
    case UInt8(ascii: "*"): stars(text) ?? bullet(text, width: 1)
    case UInt8(ascii: "-"), UInt8(ascii: "+"): bullet(text, width: 1)
    case UInt8(ascii: "o") where indent >= 3: bullet(text, width: 1)
    case 0xE2 where isBullet(text): bullet(text, width: 3)
    case UInt8(ascii: "0")...UInt8(ascii: "9"): ordered(text)
    case UInt8(ascii: ">"): quote(text)
    case UInt8(ascii: "|") where text.count > 2 && text.last == UInt8(ascii: "|"):
      (.row, DumpText.collapsed(text.dropFirst().dropLast()))
    default: (.none, text)
    }
  }

  private static func heading(_ text: [UInt8]) -> (DumpMark, [UInt8]) {
    let level = text.prefix { $0 == UInt8(ascii: "#") }.count
    guard level <= 6, level < text.count, text[level] == 0x20 else { return (.none, text) }
    var rest = text[(level + 1)...]
    if rest.last == UInt8(ascii: "}"), let brace = attributesStart(rest) { rest = rest[..<brace] }
    while rest.last == UInt8(ascii: "#") || rest.last == 0x20 { rest.removeLast() }
    return rest.isEmpty ? (.none, text) : (.heading(level), Array(rest))
  }

  /// Where ` {#name .class}` begins at the end of a heading, as pandoc writes it; nil without.
  private static func attributesStart(_ text: ArraySlice<UInt8>) -> Int? {
    guard let brace = text.lastIndex(of: UInt8(ascii: "{")), brace > text.startIndex,
      text[brace - 1] == 0x20,
      text[brace + 1] == UInt8(ascii: "#") || text[brace + 1] == UInt8(ascii: ".")
    else { return nil }
    return brace
  }

  /// `****** A title ******`: six stars for the highest heading; the closing ones may stand on a
  /// later line.
  private static func stars(_ text: [UInt8]) -> (DumpMark, [UInt8])? {
    let count = text.prefix { $0 == UInt8(ascii: "*") }.count
    guard count >= 2, count <= 6, count + 1 < text.count, text[count] == 0x20 else { return nil }
    return (.heading(7 - count), Array(text[(count + 1)...]))
  }

  private static func bullet(_ text: [UInt8], width: Int) -> (DumpMark, [UInt8]) {
    guard text.count > width + 1, text[width] == 0x20 else { return (.none, text) }
    return (.item, Array(text[(width + 1)...]))
  }

  /// `•`, `‣`, `◦`, `▪`, `●`, `○`, `■`.
  private static func isBullet(_ text: [UInt8]) -> Bool {
    guard text.count > 3 else { return false }
    switch (text[1], text[2]) {
    case (0x80, 0xA2), (0x80, 0xA3), (0x97, 0xA6), (0x97, 0x8F), (0x97, 0x8B), (0x96, 0xA0),
      (0x96, 0xAA):
      return true
    default: return false
    }
  }

  /// The number of an entry goes where a link follows it; before anything else it may be a day.
  private static func ordered(_ text: [UInt8]) -> (DumpMark, [UInt8]) {
    let digits = text.prefix { $0 >= 0x30 && $0 <= 0x39 }.count
    guard digits <= 3, digits + 2 < text.count, text[digits + 1] == 0x20,
      text[digits] == UInt8(ascii: ".") || text[digits] == UInt8(ascii: ")"),
      text[digits + 2] == UInt8(ascii: "[")
    else { return (.none, text) }
    return (.item, Array(text[(digits + 2)...]))
  }

  private static func quote(_ text: [UInt8]) -> (DumpMark, [UInt8]) {
    let rest = text.drop { $0 == UInt8(ascii: ">") || $0 == 0x20 }
    return rest.isEmpty || text.count > 1 && text[1] != 0x20 && text[1] != UInt8(ascii: ">")
      ? (.none, text) : (.quote, Array(rest))
  }
}
