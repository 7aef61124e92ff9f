import Bytes
/// Whether a string is markup.
enum Markup {
  /// True when a string begins like a whole page.
  static func isPage(_ text: String) -> Bool {
    let start = text.prefix(1000).lowercased()
    return start.contains(utf8: "<html") || start.contains(utf8: "<!doctype")
      || start.contains(utf8: "<body")
  }

  /// True when a tag that news text is made of stands in the string.
  static func isLikely(_ text: String) -> Bool {
    tagCount(text, of: blockTags.union(inlineTags), upTo: 1) == 1
  }

  /// How many tags of paragraphs, breaks and the like there are; counting stops at `limit`.
  static func blockTagCount(_ text: String, upTo limit: Int) -> Int {
    tagCount(text, of: blockTags, upTo: limit)
  }

  private static func tagCount(_ text: String, of tags: Set<String>, upTo limit: Int) -> Int {
    var text = text
    return text.withUTF8 { bytes in
      var count = 0
      var index = 0
      while index < bytes.count, count < limit {
        if unsafe bytes[index] == UInt8(ascii: "<"),
          let name = tagName(unsafe bytes.span, after: index), tags.contains(name)
        {
          count += 1
        }
        index += 1
      }
      return count
    }
  }

  /// The name of the tag whose bracket stands at `bracket`, in lower case; nil when it opens none.
  static func tagName(_ bytes: Span<UInt8>, after bracket: Int) -> String? {
    var name: [UInt8] = []
    var index = bracket + 1
    if index < bytes.count, bytes[index] == UInt8(ascii: "/") { index += 1 }
    while index < bytes.count, name.count < 11 {
      let byte = bytes[index] | 0x20
      guard byte >= 0x61 && byte <= 0x7A || bytes[index] >= 0x31 && bytes[index] <= 0x36 else {
        break
      }
      name.append(byte)
      index += 1
    }
    guard index < bytes.count, !name.isEmpty else { return nil }
    let next = bytes[index]
    guard next == UInt8(ascii: ">") || next == UInt8(ascii: "/") || next <= 0x20 else { return nil }
    return String(decoding: name, as: UTF8.self)
  }

  static let blockTags: Set<String> = [
    "p", "br", "div", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "figure", "blockquote",
    "section", "article", "table", "tr", "td", "hr",
  ]
  static let inlineTags: Set<String> = [
    "span", "a", "b", "i", "em", "strong", "img", "iframe", "script", "style", "font", "center",
    "pre", "small", "sup", "sub", "u",
  ]
}

extension Markup {
  /// True for tags that pages and pieces of pages are made of.
  static func isKnownTag(_ name: String) -> Bool {
    blockTags.contains(name) || inlineTags.contains(name) || pageTags.contains(name)
  }

  /// True when at least two different tags of pages stand in a text.
  static func isRichIn(_ bytes: [UInt8]) -> Bool {
    var seen: Set<String> = []
    let span = bytes.span
    for index in bytes.indices where bytes[index] == UInt8(ascii: "<") {
      guard let name = tagName(span, after: index), isKnownTag(name) else { continue }
      seen.insert(name)
      if seen.count == 2 { return true }
    }
    return false
  }

  private static let pageTags: Set<String> = [
    "html", "head", "body", "title", "meta", "link", "main", "header", "footer", "nav", "aside",
    "form", "button", "noscript", "picture", "video", "time", "tbody", "thead", "th", "dl", "dt",
    "dd", "address", "figcaption", "input", "label", "amp", "base",
  ]
}

extension Markup {
  /// True when a tag that only whole pages have stands in the first bytes.
  static func hasPageTags(_ bytes: [UInt8]) -> Bool {
    let head = bytes.prefix(1 << 16)
    let span = bytes.span
    for index in head.indices where head[index] == UInt8(ascii: "<") {
      if index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "!"),
        bytes[(index + 2)...].prefix(1).first.map({ $0 | 0x20 }) == UInt8(ascii: "d")
      {
        return true
      }
      switch tagName(span, after: index) {
      case "html", "head", "body", "title", "meta": return true
      default: continue
      }
    }
    return false
  }

  /// True when a text that does not begin with a tag is full of paragraphs, breaks and the like:
  /// at least three, and one in 500 bytes.
  static func isDense(_ bytes: [UInt8]) -> Bool {
    var count = 0
    let span = bytes.span
    for index in bytes.indices where bytes[index] == UInt8(ascii: "<") {
      guard let name = tagName(span, after: index), blockTags.contains(name) else { continue }
      count += 1
    }
    return count >= 3 && count * 500 >= bytes.count
  }
}
