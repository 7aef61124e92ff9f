import Bytes

/// Splits XML, well-formed or not, into tags and text.
///
/// libxml2's recovering reader stops at damage that feeds are full of (text before the declaration,
/// unescaped ampersands, unclosed elements), and is C on input from strangers. This scanner never
/// fails, looks at each byte once, and knows nothing of external entities.
struct XMLScanner {
  /// What a scan step found; ranges lie in `bytes`.
  enum Token {
    case start(XMLTag)
    case end(name: Range<Int>)
    case text(Range<Int>)
    case cdata(Range<Int>)
    /// Comments, declarations, instructions.
    case other
  }

  let bytes: [UInt8]
  private(set) var position: Int
  /// True once an instruction's end was looked for and none stands in the rest: each further one would
  /// look through all of it again.
  private var lacksInstructionEnd = false
  /// True once a declaration's brackets did not match to the end of the bytes.
  private var lacksBracketEnd = false

  init(_ bytes: [UInt8], from start: Int = 0) {
    self.bytes = bytes
    position = start
  }

  /// The next token; nil at the end.
  mutating func next() -> Token? {
    guard position < bytes.count else { return nil }
    guard bytes[position] == UInt8(ascii: "<"), let token = markup() else { return text() }
    return token
  }

  private mutating func text() -> Token {
    let start = position
    position += 1
    while position < bytes.count, bytes[position] != UInt8(ascii: "<") { position += 1 }
    return .text(start..<position)
  }

  private mutating func markup() -> Token? {
    let next = position + 1
    guard next < bytes.count else { return nil }
    switch bytes[next] {
    case UInt8(ascii: "!"):
      if bytes[next...].starts(with: "![CDATA[".utf8) {
        let start = next + 8
        let end = find("]]>", from: start) ?? bytes.count
        position = min(end + 3, bytes.count)
        return .cdata(start..<end)
      }
      position = skipDeclaration(next)
      return .other
    case UInt8(ascii: "?"):
      position = skipInstruction(next)
      return .other
    case UInt8(ascii: "/"):
      let nameEnd = Self.nameEnd(bytes, from: next + 1)
      guard nameEnd > next + 1 else { return nil }
      let end = find(">", from: nameEnd) ?? bytes.count
      position = min(end + 1, bytes.count)
      return .end(name: next + 1..<nameEnd)
    default:
      let nameEnd = Self.nameEnd(bytes, from: next)
      guard nameEnd > next else { return nil }
      return startTag(name: next..<nameEnd)
    }
  }

  private mutating func startTag(name: Range<Int>) -> Token {
    var tag = XMLTag(name: name, attributes: [], isEmpty: false)
    var index = name.upperBound
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: ">") {
        index += 1
        break
      }
      if byte == UInt8(ascii: "<") { break }
      if byte == UInt8(ascii: "/"), index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: ">") {
        tag.isEmpty = true
        index += 2
        break
      }
      let end = Self.nameEnd(bytes, from: index)
      guard end > index else {
        index += 1
        continue
      }
      let value = attributeValue(after: end)
      // A tag with more attributes than anybody writes is an attack on whoever looks them up.
      if tag.attributes.count < 256 {
        tag.attributes.append((index..<end, value.range))
      }
      index = value.next
    }
    assert(index >= name.upperBound && index <= bytes.count)
    position = index
    return .start(tag)
  }

  private func attributeValue(after name: Int) -> (range: Range<Int>, next: Int) {
    var index = name
    while index < bytes.count, ASCII.isTextBlank(bytes[index]) { index += 1 }
    guard index < bytes.count, bytes[index] == UInt8(ascii: "=") else { return (name..<name, name) }
    index += 1
    while index < bytes.count, ASCII.isTextBlank(bytes[index]) { index += 1 }
    guard index < bytes.count else { return (index..<index, index) }
    let quote = bytes[index]
    let start: Int
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      start = index + 1
      index = start
      while index < bytes.count, bytes[index] != quote, bytes[index] != UInt8(ascii: "<") {
        index += 1
      }
      let isClosed = index < bytes.count && bytes[index] == quote
      return (start..<index, isClosed ? index + 1 : index)
    }
    start = index
    while index < bytes.count, !ASCII.isTextBlank(bytes[index]), bytes[index] != UInt8(ascii: ">") {
      index += 1
    }
    return (start..<index, index)
  }

  private mutating func skipInstruction(_ start: Int) -> Int {
    if !lacksInstructionEnd {
      if let end = find("?>", from: start) { return end + 2 }
      lacksInstructionEnd = true
    }
    return find(">", from: start).map { $0 + 1 } ?? bytes.count
  }

  private mutating func skipDeclaration(_ start: Int) -> Int {
    if bytes[start...].starts(with: "!--".utf8) {
      return find("-->", from: start + 3).map { $0 + 3 } ?? bytes.count
    }
    var depth = 0
    var index = start
    while index < bytes.count, !lacksBracketEnd {
      switch bytes[index] {
      case UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: ">") where depth <= 0: return index + 1
      default: break
      }
      index += 1
    }
    // The brackets do not match: end at the first `>`.
    lacksBracketEnd = true
    return find(">", from: start).map { $0 + 1 } ?? bytes.count
  }

  private func find(_ word: StaticString, from start: Int) -> Int? {
    Find.position(of: word, in: bytes, from: start)
  }

  /// The end of the name that begins at `start`.
  static func nameEnd(_ bytes: [UInt8], from start: Int) -> Int {
    var index = start
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: ":"), UInt8(ascii: "_"), 0x80...0xFF:
        index += 1
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."):
        if index == start { return index }
        index += 1
      default: return index
      }
    }
    return index
  }
}
