import Bytes

/// Text out of a block with links, pictures, emphasis and form fields in it.
struct DumpInline {
  private let style: DumpStyle
  private let text: [UInt8]
  /// For each opening bracket and parenthesis the closing one.
  private let closing: [Int: Int]
  /// The first `>` at or behind the place that was last asked for.
  private var nextAngle = -1

  private(set) var out: [UInt8] = []
  /// Bytes of `out` that were the words of links.
  private(set) var linkBytes = 0
  /// Links whose words are not marked off from the text around.
  private(set) var openLinks = 0
  /// What is said of the pictures in the block.
  private(set) var pictures: [[UInt8]] = []
  private(set) var hasPicture = false
  private(set) var hasField = false
  private(set) var isCaption = false
  /// The words of links that lead to pages of authors.
  private(set) var authors: [[UInt8]] = []
  /// Runs of marks of emphasis in `out`: where, how long, whether something closed them.
  private var emphasis: [(start: Int, count: Int, isPaired: Bool)] = []

  init(_ text: [UInt8], style: DumpStyle) {
    self.text = text
    self.style = style
    closing = DumpInline.brackets(text)
    read(0..<text.count, depth: 0)
    if style.hasUnderlinedLinks {
      for word in text.split(separator: 0x20) where DumpStyle.isUnderlined(word) {
        linkBytes += word.count
      }
    }
    removeEmphasis()
    out = DumpText.collapsed(out)
  }

  private static func brackets(_ text: [UInt8]) -> [Int: Int] {
    guard text.contains(UInt8(ascii: "[")) else { return [:] }
    var square: [Int] = []
    var round: [Int] = []
    var pairs: [Int: Int] = [:]
    var index = 0
    while index < text.count {
      switch text[index] {
      case UInt8(ascii: "\\"): index += 1
      case UInt8(ascii: "["): square.append(index)
      case UInt8(ascii: "]"): if let start = square.popLast() { pairs[start] = index }
      case UInt8(ascii: "("): round.append(index)
      case UInt8(ascii: ")"): if let start = round.popLast() { pairs[start] = index }
      default: break
      }
      index += 1
    }
    return pairs
  }

  private mutating func read(_ range: Range<Int>, depth: Int) {
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = text[index]
      let next: Int? =
        switch byte {
        case UInt8(ascii: "!"): picture(index)
        case UInt8(ascii: "["): bracket(index, depth: depth)
        case UInt8(ascii: "<"): tag(index, range.upperBound)
        case UInt8(ascii: "("): button(index)
        case UInt8(ascii: "_") where blankField(index) != nil: blankField(index)
        case UInt8(ascii: "_") where style.hasUnderlinedLinks: underline(index)
        case UInt8(ascii: "\\") where style.isMarkdown: escape(index)
        case UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "~"):
          style.isMarkdown ? emphasis(index) : nil
        default: nil
        }
      if let next {
        assert(next > index)
        index = next
      } else {
        out.append(byte)
        index += 1
      }
    }
  }

  // MARK: Brackets

  /// `![words](address)`.
  private mutating func picture(_ index: Int) -> Int? {
    guard index + 1 < text.count, let close = closing[index + 1],
      let end = target(after: close)
    else { return nil }
    hasPicture = true
    pictures.append(Array(text[(index + 2)..<close]))
    return attributesEnd(end) ?? end
  }

  /// A link, a field, a picture's words, or a reference's number.
  private mutating func bracket(_ index: Int, depth: Int) -> Int? {
    if style.hasReferences, let found = DumpStyle.reference(text, at: index) {
      openLinks += 1
      return found.end
    }
    guard let close = closing[index] else { return nil }
    let inner = text[(index + 1)..<close]
    if inner.count >= 3, inner.allSatisfy({ $0 == 0x20 || $0 == UInt8(ascii: "_") }) {
      hasField = true
      return close + 1
    }
    if DumpInline.isPlaceholder(inner) {
      if inner.starts(with: "Unknown".utf8) { hasField = true } else { hasPicture = true }
      return close + 1
    }
    guard depth < 4,
      let end = target(after: close) ?? labelEnd(close, inner) ?? attributesEnd(close + 1)
    else {
      if index == 0, inner.count >= 12, text[(close + 1)...].starts(with: inner) {
        isCaption = true
        return close + 1
      }
      return nil
    }
    let start = out.count
    read(index + 1..<close, depth: depth + 1)
    // A part of a line with a class is no link.
    if close + 1 < text.count, text[close + 1] == UInt8(ascii: "{") { return end }
    linkBytes += out.count - start
    if out.count > start, DumpInline.isAuthor(text[close..<end]) {
      authors.append(DumpText.collapsed(out[start...]))
    }
    return attributesEnd(end) ?? end
  }

  /// Where `{.class}` and `{#name}` end, as pandoc writes them behind links and parts of lines.
  private func attributesEnd(_ index: Int) -> Int? {
    guard style.isMarkdown, index + 2 < text.count, text[index] == UInt8(ascii: "{"),
      text[index + 1] == UInt8(ascii: ".") || text[index + 1] == UInt8(ascii: "#")
    else { return nil }
    return text[index...].prefix(300).firstIndex(of: UInt8(ascii: "}")).map { $0 + 1 }
  }

  /// An underline between the words of a link stands for a blank.
  private mutating func underline(_ index: Int) -> Int? {
    guard index > 0, index + 1 < text.count, text[index - 1] > 0x20, text[index + 1] > 0x20
    else { return nil }
    out.append(0x20)
    return index + 1
  }

  /// The end of `[words]` where the words themselves are the name of an address.
  private func labelEnd(_ close: Int, _ inner: ArraySlice<UInt8>) -> Int? {
    style.labels.contains(String(decoding: inner, as: UTF8.self).lowercased()) ? close + 1 : nil
  }

  /// `[IMG]`, `[image 1]`, `[INLINE]`, `[Unknown INPUT type]`.
  private static func isPlaceholder(_ inner: ArraySlice<UInt8>) -> Bool {
    guard inner.count <= 24, let first = inner.first, ASCII.isLetter(first) else { return false }
    let name = String(decoding: inner, as: UTF8.self).lowercased()
    if ["img", "inline", "image", "picture", "video", "iframe", "embed", "object"].contains(name) {
      return true
    }
    return name.hasPrefix("image ") && name.dropFirst(6).allSatisfy { $0.isNumber }
      || name == "unknown input type"
  }

  /// Where the address in parentheses, or the name of one in brackets, ends behind a link's words;
  /// nil when there is none.
  private func target(after close: Int) -> Int? {
    guard close + 1 < text.count, let index = closing[close + 1] else { return nil }
    if text[close + 1] == UInt8(ascii: "[") {
      return style.isMarkdown || style.hasReferences ? index + 1 : nil
    }
    guard text[close + 1] == UInt8(ascii: "(") else { return nil }
    return style.isMarkdown || looksLikeAddress(text[(close + 2)..<index]) ? index + 1 : nil
  }

  private func looksLikeAddress(_ text: ArraySlice<UInt8>) -> Bool {
    guard let first = text.first else { return false }
    return first == UInt8(ascii: "/") || first == UInt8(ascii: "#") || first == UInt8(ascii: "<")
      || text.starts(with: "http".utf8) || text.starts(with: "mailto:".utf8)
      || !text.contains(0x20) && text.contains(UInt8(ascii: "/"))
  }

  private static let authorWords = [
    "author", "autor", "auteur", "autore", "redakt", "journalist", "/profil", "/people/", "/staff/",
    "/writer", "/byline", "/contributor",
  ].map { Array($0.utf8) }

  private static func isAuthor(_ target: ArraySlice<UInt8>) -> Bool {
    let lowered = target.map { ASCII.isUppercase($0) ? $0 | 0x20 : $0 }
    return authorWords.contains { TextShape.count(of: $0, in: lowered) > 0 }
  }

  // MARK: Tags, addresses, fields

  /// `<http://…>` and `<#top>` behind a link's words, and tags of HTML in Markdown.
  private mutating func tag(_ index: Int, _ end: Int) -> Int? {
    guard index + 1 < end else { return nil }
    if nextAngle < index {
      nextAngle = Find.first(UInt8(ascii: ">"), in: text.span, from: index) ?? text.count
    }
    let close = nextAngle
    guard close < end, close - index <= 3000 else { return nil }
    let inner = text[(index + 1)..<close]
    if inner.first == UInt8(ascii: "#")
      || ["http:", "https:", "mailto:", "javascript:", "ftp:", "tel:", "whatsapp:", "file:"]
        .contains(
          where: { inner.starts(with: $0.utf8) })
    {
      openLinks += 1
      if out.last == 0x20 { out.removeLast() }
      return close + 1
    }
    guard style.isMarkdown else { return nil }
    let name = String(
      decoding: inner.drop { $0 == UInt8(ascii: "/") }.prefix { ASCII.isAlphanumeric($0) },
      as: UTF8.self
    ).lowercased()
    guard DumpInline.tags.contains(name) else { return nil }
    let isEnd = inner.first == UInt8(ascii: "/")
    switch name {
    case "img":
      hasPicture = true
      if let words = DumpInline.attribute("alt", inner) { pictures.append(words) }
    case "figcaption": isCaption = true
    case "a":
      if !isEnd, inner.contains(UInt8(ascii: "=")),
        let stop = Find.position(of: "</a", in: text[close..<min(text.count, close + 2000)])
      {
        linkBytes += stop - close
      }
    case "br", "p", "div", "li", "td", "th": out.append(0x20)
    case "input", "button", "form", "select", "textarea": hasField = true
    default: break
    }
    return close + 1
  }

  private static let tags: Set<String> = [
    "a", "abbr", "address", "article", "aside", "b", "blockquote", "br", "button", "center", "cite",
    "code", "div", "em", "figcaption", "figure", "font", "footer", "form", "header", "hr", "i",
    "iframe", "img", "input", "li", "main", "mark", "nav", "ol", "p", "picture", "s", "section",
    "select", "small", "source", "span", "strong", "sub", "sup", "svg", "table", "tbody", "td",
    "textarea", "th", "thead", "time", "tr", "u", "ul", "video", "details", "summary", "path",
  ]

  private static func attribute(_ name: String, _ tag: ArraySlice<UInt8>) -> [UInt8]? {
    let all = Array(tag)
    guard let start = Find.position(of: Array((name + "=\"").utf8), in: all, from: 0) else {
      return nil
    }
    let words = all[(start + name.utf8.count + 2)...].prefix { $0 != UInt8(ascii: "\"") }
    return words.isEmpty ? nil : Array(words)
  }

  /// `(BUTTON)`, as lynx writes it.
  private mutating func button(_ index: Int) -> Int? {
    guard text[index...].starts(with: "(BUTTON)".utf8) else { return nil }
    hasField = true
    return index + 8
  }

  /// Five underlines and more: a field to write into.
  private mutating func blankField(_ index: Int) -> Int? {
    let count = text[index...].prefix { $0 == UInt8(ascii: "_") }.count
    guard count >= 5 else { return nil }
    hasField = true
    return index + count
  }

  // MARK: Emphasis

  private mutating func escape(_ index: Int) -> Int? {
    guard index + 1 < text.count else { return nil }
    let next = text[index + 1]
    guard next > 0x20, next < 0x7F, !ASCII.isAlphanumeric(next) else { return nil }
    out.append(next)
    return index + 2
  }

  private mutating func emphasis(_ index: Int) -> Int {
    let mark = text[index]
    let count = text[index...].prefix { $0 == mark }.count
    let end = index + count
    let start = out.count
    out += text[index..<end]
    guard count <= 3, emphasis.count < 400, mark != UInt8(ascii: "~") || count == 2 else {
      return end
    }
    let opens = end < text.count && text[end] != 0x20
    let closes = index > 0 && text[index - 1] != 0x20
    if mark == UInt8(ascii: "_"), opens, closes, ASCII.isAlphanumeric(text[index - 1]),
      ASCII.isAlphanumeric(text[end])
    {
      return end
    }
    if closes,
      let open = emphasis.lastIndex(where: {
        !$0.isPaired && $0.count == count && out[$0.start] == mark
      })
    {
      emphasis[open].isPaired = true
      emphasis.append((start, count, true))
    } else if opens {
      emphasis.append((start, count, false))
    }
    return end
  }

  private mutating func removeEmphasis() {
    let paired = emphasis.filter(\.isPaired)
    guard !paired.isEmpty else { return }
    var kept: [UInt8] = []
    var index = 0
    for run in paired.sorted(by: { $0.start < $1.start }) where run.start >= index {
      kept += out[index..<run.start]
      index = run.start + run.count
    }
    out = kept + out[index...]
  }
}
