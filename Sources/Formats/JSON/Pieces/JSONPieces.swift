import JSONTree

/// A text whose paragraphs, headings, pictures stand in a list, each as an object of its kind, under
/// any name: as systems of newsrooms and builders of pages keep it. A tree of an editor under a name
/// that says nothing is one, too.
enum JSONPieces {
  /// Elements that are looked at to tell what a list is.
  private static let sampleCount = 12
  /// One of the pieces is at least as long, in bytes: a list of labels is no text.
  private static let proseByteCount = 60
  static let depthLimit = 8

  /// The list or tree among the object's members that is its text; nil where none is. Of several the
  /// longest.
  static func text(of object: JSONValue) -> JSONValue? {
    var best: JSONValue?
    for (name, value) in object.members where value.isArray || value.isObject {
      guard value.range.count > proseByteCount, value.range.count > best?.range.count ?? 0,
        JSONMetadata.mayBelong(name), mayHold(name), isText(value, in: name)
      else { continue }
      best = value
    }
    return best
  }

  /// The text that the pieces make; nil where they have no words.
  static func body(of value: JSONValue) -> FieldDraft.Body? {
    var lines: [JSONPiece.Line] = []
    JSONPiece.append(value, to: &lines)
    guard !lines.isEmpty else { return nil }
    if !lines.contains(where: \.isMarkup) {
      let texts = lines.map(\.text)
      if MarkdownSniffer.hasMarks(Array(texts.joined(separator: "\n\n").utf8)[...]) {
        let marked = lines.map { $0.tag == "h2" ? "## " + $0.text : $0.text }
        return .text(marked.joined(separator: "\n\n"))
      }
      if lines.allSatisfy({ $0.tag == "p" }) { return .paragraphs(texts) }
    }
    return .fragment(lines.map { markup($0) }.joined(separator: "\n"))
  }

  private static func markup(_ line: JSONPiece.Line) -> String {
    if line.isMarkup, Markup.blockTagCount(line.text, upTo: 1) == 1 { return line.text }
    let text = line.isMarkup ? line.text : XMLMarkup.escaping(line.text)
    return "<\(line.tag)>\(text)</\(line.tag)>"
  }

  /// The text in a string that holds such pieces as JSON of their own; nil for any other string.
  static func body(inString text: String) -> FieldDraft.Body? {
    guard text.utf8.count > proseByteCount, let first = text.utf8.first,
      first == UInt8(ascii: "{") || first == UInt8(ascii: "["),
      let tree = try? JSONDocument(parsing: Array(text.utf8)), isText(tree.root, in: "content")
    else { return nil }
    return body(of: RichText.root(of: tree.root) ?? tree.root)
  }

  /// False for a member that is something else of the article, whatever is in it.
  private static func mayHold(_ name: String) -> Bool {
    switch FieldRole.claim(of: name)?.role {
    case nil, .body, .page: true
    case .section: FieldRole.normalized(name) == "sections"
    default: false
    }
  }

  private static func isText(_ value: JSONValue, in name: String) -> Bool {
    if value.isObject {
      guard let tree = RichText.root(of: value) ?? RichText.children(of: value) else {
        return false
      }
      return RichText.isTree(value) && isText(tree, in: name)
    }
    var longest = 0
    let isNamed = containers.contains(FieldRole.normalized(name))
    for element in value.elements.prefix(sampleCount) {
      guard element.isObject, !describesItself(element) else { return false }
      let kind = JSONPiece.kind(of: element)
      let isPart = isNamed || JSONPiece.headingNames.contains { element[$0]?.kind == .string }
      guard kind != nil || isPart || element["paragraphs"]?.isArray == true else { return false }
      if let kind, things.contains(FieldRole.normalized(kind)) { return false }
      longest = max(longest, JSONPiece.byteCount(of: element, depth: 0))
    }
    return longest >= proseByteCount
  }

  /// True for an element that says what an article says: it is one, or a comment.
  private static func describesItself(_ element: JSONValue) -> Bool {
    var hasHeadline = false
    for (name, value) in element.members where !value.isNull {
      guard let claim = FieldRole.claim(of: name) else { continue }
      switch claim.role {
      case .published, .page:
        // What a block holds may be called its data, which is a date in some languages.
        if value.kind == .string || value.kind == .number { return true }
      // A quote names who said it.
      case .author where JSONPiece.kind(of: element) == nil: return true
      case .url, .canonicalURL:
        if claim.rank == 0 && value.string.map({ WebAddress.isPlausible($0) }) == true {
          if JSONPiece.byteCount(of: element, depth: 0) >= proseByteCount { return true }
        }
      case .headline where claim.rank == 0: hasHeadline = true
      default: continue
      }
    }
    return hasHeadline && element["paragraphs"] == nil && JSONPiece.kind(of: element) == nil
  }

  /// Kinds of what is no piece of a text.
  private static let things: Set<String> = [
    "article", "news", "newsarticle", "story", "post", "blogposting", "document", "page", "website",
    "comment", "reply", "message", "tweet", "user", "person", "organization", "product", "event",
    "entry", "item", "record", "question", "answer", "review",
  ]

  /// Names of lists that hold the parts of one thing.
  private static let containers: Set<String> = [
    "sections", "chapters", "blocks", "paragraphs", "contentelements", "contentblocks",
    "bodyblocks",
    "articleblocks", "articlesections", "elements", "segments", "components", "modules", "parts",
    "body", "content", "contents", "articlebody",
  ]
}
