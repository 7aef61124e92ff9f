import JSONTree

/// A paragraph, heading, quote or list as an object: what it is, and its words.
enum JSONPiece {
  /// A line of a text, or several.
  struct Line {
    var tag: String
    var text: String
    /// True for markup, which is not to be escaped.
    var isMarkup: Bool
  }

  static let headingNames = ["heading", "headline", "header", "subtitle", "subheading", "title"]
  private static let kindNames = [
    "type", "__component", "_type", "kind", "tag", "component", "__typename", "blockType",
    "block_type", "blockName", "acf_fc_layout", "nodeType", "tagName", "nodeName", "layout",
  ]
  private static let wordNames = [
    "text", "content", "body", "value", "html", "innerHTML", "paragraph", "paragraphs", "richText",
    "rich_text", "markdown", "copy", "quote", "children", "childNodes", "items", "entries",
    "blocks", "content_elements", "sections",
  ]
  /// Members that hold what a piece is made of, beside its kind.
  private static let wrapperNames = ["data", "attributes", "attrs", "props", "fields", "params"]

  /// The kind of a piece, as it says itself.
  static func kind(of piece: JSONValue) -> String? {
    kindNames.lazy.compactMap { name in
      guard let kind = piece[name]?.string, !kind.isEmpty, kind.utf8.count <= 60,
        !kind.utf8.contains(0x20)
      else { return nil }
      return kind
    }.first
  }

  /// The words of a kind: `shared.rich-text`, `TextBlock`, `core/paragraph`.
  private static func words(_ kind: String) -> Set<String> {
    var words: Set<String> = []
    var word = ""
    var wasLower = false
    for scalar in kind.unicodeScalars {
      let isUpper = scalar.properties.isUppercase
      if !scalar.properties.isAlphabetic || isUpper && wasLower {
        words.insert(word)
        word = ""
      }
      if scalar.properties.isAlphabetic { word += scalar.properties.lowercaseMapping }
      wasLower = !isUpper && scalar.properties.isAlphabetic
    }
    words.insert(word)
    return words
  }

  private static let prose: Set<String> = [
    "text", "paragraph", "p", "prose", "richtext", "rich", "wysiwyg", "body", "quote", "blockquote",
    "pullquote", "heading", "header", "list", "lead", "markdown", "html",
  ]
  private static let asides: Set<String> = [
    "image", "img", "picture", "photo", "photos", "images", "gallery", "slideshow", "slider",
    "carousel", "video", "audio", "podcast", "media", "embed", "oembed", "iframe", "link", "links",
    "related", "recommended", "teaser", "teasers", "promo", "advert", "advertisement", "ad", "ads",
    "newsletter", "signup", "subscribe", "button", "buttons", "cta", "divider", "delimiter",
    "separator", "spacer", "author", "byline", "comment", "comments", "poll", "quiz", "map",
    "social", "tweet", "twitter", "instagram", "facebook", "youtube", "script", "style", "hr",
    "caption", "credit", "paywall",
  ]

  /// True for a piece that is no part of the text: a picture, a link to read on, an advert.
  static func isAside(_ kind: String?) -> Bool {
    guard let kind else { return false }
    let words = words(kind)
    return words.isDisjoint(with: prose) && !words.isDisjoint(with: asides)
  }

  /// The bytes of the longest text in a piece; 0 for what is no part of the text.
  static func byteCount(of piece: JSONValue, depth: Int) -> Int {
    guard depth < JSONPieces.depthLimit else { return 0 }
    if piece.kind == .string { return piece.range.count }
    if piece.isArray {
      return piece.elements.prefix(50).reduce(0) { $0 + byteCount(of: $1, depth: depth + 1) }
    }
    guard piece.isObject, !isAside(kind(of: piece)) else { return 0 }
    return (wordNames + wrapperNames).reduce(0) { longest, name in
      max(longest, piece[name].map { byteCount(of: $0, depth: depth + 1) } ?? 0)
    }
  }

  /// The lines of a list of pieces, of a piece, or of a text.
  static func append(
    _ value: JSONValue, as tag: String = "p", depth: Int = 0, to lines: inout [Line]
  ) {
    guard depth < JSONPieces.depthLimit else { return }
    if let text = value.string {
      append(text, as: tag, to: &lines)
    } else if value.isArray {
      for element in value.elements { append(element, as: tag, depth: depth + 1, to: &lines) }
    } else if let markup = DOMTree.markup(of: value) ?? RichText.markup(of: value) {
      lines.append(Line(tag: "div", text: markup, isMarkup: true))
    } else if value.isObject {
      append(piece: value, as: tag, depth: depth, to: &lines)
    }
  }

  private static func append(
    piece: JSONValue, as outer: String, depth: Int, to lines: inout [Line]
  ) {
    let kind = kind(of: piece)
    guard !isAside(kind) else { return }
    let tag = kind.map { self.tag($0) } ?? outer
    let hasWords = wordNames.contains { piece[$0].map { !$0.isNull } ?? false }
    if hasWords || tag == "h2",
      let heading = headingNames.lazy.compactMap({ piece[$0]?.string }).first
    {
      append(heading, as: "h2", to: &lines)
    }
    // Of several forms of the same words the first.
    if let words = wordNames.lazy.compactMap({ piece[$0] }).first(where: { !isEmpty($0) }) {
      append(words, as: tag == "p" ? outer : tag, depth: depth + 1, to: &lines)
    } else if let inner = wrapperNames.lazy.compactMap({ piece[$0] }).first(where: \.isObject) {
      append(piece: inner, as: tag, depth: depth + 1, to: &lines)
    }
  }

  private static func isEmpty(_ value: JSONValue) -> Bool {
    value.isNull || value.kind == .string && value.range.count <= 2
      || !value.isArray && !value.isObject && value.kind != .string
      || value.isArray && value[0] == nil
  }

  private static func append(_ text: String, as tag: String, to lines: inout [Line]) {
    if Markup.isLikely(text) {
      lines.append(Line(tag: tag, text: text, isMarkup: true))
    } else {
      lines += PlainText.paragraphs(text).map { Line(tag: tag, text: $0, isMarkup: false) }
    }
  }

  private static func tag(_ kind: String) -> String {
    let words = words(kind)
    if !words.isDisjoint(with: ["heading", "header", "title", "subtitle", "subheading"]) {
      return "h2"
    }
    if !words.isDisjoint(with: ["quote", "blockquote", "pullquote"]) { return "blockquote" }
    if !words.isDisjoint(with: ["list", "item", "li"]) { return "li" }
    let level = kind.lowercased()
    return level.utf8.count == 2 && level.hasPrefix("h") && level != "hr" ? "h2" : "p"
  }
}
