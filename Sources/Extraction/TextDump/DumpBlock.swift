import Bytes
import Model

/// A paragraph, an entry or a heading of a text dump, with what can be said about it without its
/// neighbours.
struct DumpBlock {
  /// Trimmed, with single blanks, without marks of links, pictures and emphasis.
  var text: [UInt8]
  var words: [UInt64]
  /// 1-based, of its first line in the file.
  var number: Int
  /// True when a blank line stands before it.
  var followsBlank: Bool
  var mark: DumpMark
  var indent: Int
  /// Words, where scripts without blanks between them count by their bytes.
  var length: Int
  /// True for what reads as running text: a sentence's end, and enough words.
  var isProse: Bool
  /// True when it ends in a full stop, question or exclamation mark, also inside quotes.
  var endsSentence: Bool
  /// True when its words lead elsewhere.
  var isLink = false
  /// True when it was marked as a picture's, or says the same twice as pictures' words do.
  var isCaption = false
  /// Names whose links lead to pages of authors.
  var authors: [String] = []
  /// What the block's own words speak for.
  var cue: RemovedText.Reason?

  /// True for rows of tables: a digit or more among six bytes.
  var isFigures: Bool {
    text.count { ASCII.isDigit($0) } * 6 >= text.count
  }

  /// True for a heading by its mark.
  var isHeading: Bool {
    if case .heading = mark { return true }
    return false
  }

  /// Blocks longer than this are taken as they are.
  private static let inlineByteLimit = 1 << 16

  /// What a line says; nil when it holds nothing but marks.
  init?(_ line: DumpLine, style: DumpStyle) {
    var raw = line.text
    if case .heading = line.mark {
      while raw.last == UInt8(ascii: "*") || raw.last == 0x20 { raw.removeLast() }
    }
    number = line.number
    followsBlank = line.followsBlank
    mark = line.mark
    indent = line.indent
    if raw.count <= DumpBlock.inlineByteLimit {
      let inline = DumpInline(raw, style: style)
      text = inline.out
      if text.isEmpty {
        guard let words = inline.pictures.first(where: { !$0.isEmpty }) else { return nil }
        text = DumpText.collapsed(words)
        isCaption = true
      } else if inline.isCaption || inline.hasPicture && DumpBlock.isShort(text) {
        isCaption = true
      }
      authors = inline.authors.map { String(decoding: $0, as: UTF8.self) }
      if inline.hasField { cue = .form }
      isLink =
        inline.linkBytes * 5 >= text.count * 4
        || inline.openLinks > 0 && DumpBlock.isNamed(raw, inline)
    } else {
      text = raw
    }
    guard !text.isEmpty else { return nil }
    words = WordScanner.hashes(text, limit: 4000)
    endsSentence = DumpShape.endsSentence(text)
    length = TextShape.wordCount(text, words: words.count)
    isProse =
      length >= 25 || length >= 7 && (endsSentence || DumpShape.holdsWideSentence(text))
    if isLink, length < 40, !endsSentence { isProse = false }
    removeEcho()
    if cue == nil { cue = DumpBlock.cue(of: self) }
  }

  private static func isShort(_ text: [UInt8]) -> Bool {
    text.count < 400 && DumpShape.sentenceCount(text) <= 2
  }

  /// True where links whose extent is not known seem to be all of a block.
  private static func isNamed(_ raw: [UInt8], _ inline: DumpInline) -> Bool {
    guard !DumpShape.endsSentence(inline.out) else { return false }
    let isAtEdge = raw.first == UInt8(ascii: "[") || raw.last == UInt8(ascii: ">")
    return isAtEdge && inline.out.count <= 160 * inline.openLinks
  }

  /// A picture's words and the line below it say the same: one of them stays.
  private mutating func removeEcho() {
    guard words.count >= 6, text.count < 1200, let first = words.first else { return }
    for count in 3...(words.count / 2)
    where words[count] == first && words[..<count].elementsEqual(words[count..<count * 2]) {
      isCaption = true
      return
    }
  }

  /// A sentence is only taken for a notice when its words leave no doubt.
  private static func cue(of block: DumpBlock) -> RemovedText.Reason? {
    let text = block.text
    if text.starts(with: "<!".utf8) { return .boilerplate }
    if text.first == 0xC2, text.dropFirst().first == 0xA9 { return .footer }
    if isBreadcrumb(text) { return .breadcrumb }
    if block.words.isEmpty { return .other }
    if block.length <= 6, !block.endsSentence, isSigned(text) { return .byline }
    guard let reason = LineCues.shared.reason(block.words, of: text[...]) else {
      return isBareAddress(text) ? .other : nil
    }
    switch reason {
    case .banner, .share, .menu: return block.endsSentence && block.length >= 5 ? nil : reason
    case .related, .credit, .boilerplate:
      return block.endsSentence && block.length >= 9 ? nil : reason
    case .advert where block.endsSentence && block.length > 14 && text.last == UInt8(ascii: "."):
      return LineCues.shared.label(text[...]) == nil && block.length <= 40 ? reason : nil
    case .newsletter, .advert, .form, .cookie, .footer:
      return block.length > 40 ? nil : reason
    default: return reason
    }
  }

  /// `Home » News » …`, `Home > Politics`: parts between arrows.
  private static func isBreadcrumb(_ text: [UInt8]) -> Bool {
    guard text.count < 300 else { return false }
    let arrows =
      TextShape.count(of: Array(" » ".utf8), in: text)
      + TextShape.count(of: Array(" > ".utf8), in: text)
      + TextShape.count(of: Array(" › ".utf8), in: text)
    if arrows >= 2 || (arrows == 1 && text.starts(with: "Home".utf8)) { return true }
    return arrows == 1 && text.count <= 60 && TextShape.count(of: Array(" › ".utf8), in: text) == 1
  }

  /// `By` and a capital.
  private static func isSigned(_ text: [UInt8]) -> Bool {
    guard text.count > 4, text[0] | 0x20 == UInt8(ascii: "b"), text[1] | 0x20 == UInt8(ascii: "y")
    else { return false }
    return text[2] == 0x20 && (ASCII.isUppercase(text[3]) || text[3] >= 0xC3)
  }

  /// A host name or an address and nothing else but a name for it: `URL: http://…`.
  private static func isBareAddress(_ text: [UInt8]) -> Bool {
    var text = text[...]
    if let colon = text.prefix(24).firstIndex(of: UInt8(ascii: ":")), colon + 1 < text.endIndex,
      text[colon + 1] == 0x20, !text[..<colon].contains(0x20)
    {
      text = text[(colon + 2)...]
    }
    guard text.count < 300, !text.contains(0x20) else { return false }
    return text.starts(with: "www.".utf8) || text.starts(with: "http".utf8)
  }
}

extension DumpBlock {
  /// The blocks of a dump; none once `budget` is spent.
  static func read(
    _ bytes: [UInt8], limit: Int, budget: WorkBudget = WorkBudget()
  ) -> [DumpBlock] {
    var lines = DumpText.lines(bytes, limit: limit, budget: budget)
    let list = LinkList(removedFrom: &lines)
    let style = DumpStyle(lines, list: list)
    let blocks = DumpFolding(lines).joined(lines).compactMap { line -> DumpBlock? in
      // Reading a line costs some 5 µs, and the model's question about it 10 µs: counted here, so that
      // the count grows with the lines, whether a dump looks like a page or not.
      guard budget.take(12 + line.text.count / 16) else { return nil }
      return DumpBlock(line, style: style)
    }
    return markingCaptions(blocks)
  }

  /// A picture's words on a line of their own, and the same with its source on the next.
  private static func markingCaptions(_ blocks: [DumpBlock]) -> [DumpBlock] {
    var blocks = blocks
    for index in blocks.indices.dropFirst() where !blocks[index].followsBlank {
      let last = blocks[index - 1].text
      let text = blocks[index].text
      if last.count >= 24, text.count > last.count, text.count < last.count + 120,
        text.starts(with: last), text.count < 600, !blocks[index].isHeading,
        DumpCaption.namesSource(text[last.count...])
      {
        blocks[index - 1].isCaption = true
        blocks[index].isCaption = true
      }
    }
    for index in blocks.indices where !blocks[index].isCaption && !blocks[index].isHeading {
      blocks[index].isCaption = DumpCaption.isCaption(blocks[index].text)
    }
    return blocks
  }
}
