import Bytes
import Model

/// Tells pages, feeds and other markup apart by their first elements.
enum MarkupSniffer {
  /// The format of a text that begins with `<`; nil when it is no markup after all.
  static func format(_ body: ArraySlice<UInt8>) throws -> FormatName? {
    guard let root = rootName(body) else { return feed(in: body) }
    switch root {
    case "rss", "feed", "rdf", "channel": return .feed
    case "newsml", "newsitem", "newsmessage", "packageitem": return .newsML
    case "nitf": return .nitf
    case "error" where Find.contains("<Code>", in: body) && Find.contains("<Message>", in: body):
      throw Refusals.errorResponse(code(in: body))
    case "html", "head", "body", "title", "meta", "!doctype":
      return feed(in: body) == nil || looksLikePage(body) ? .html : .feed
    default:
      if let name = unsupported[root] { throw Refusals.unsupported(name) }
      if let feed = feed(in: body) { return feed }
      return isFragment(body) || Markup.isKnownTag(root) ? .html : nil
    }
  }

  /// The code in an answer of a store of files: `<Error><Code>AccessDenied</Code>…`.
  private static func code(in body: ArraySlice<UInt8>) -> String {
    guard let open = Find.position(of: "<Code>", in: body) else { return "no code" }
    let text = body[(open + 6)...].prefix(60).prefix { $0 != UInt8(ascii: "<") }
    return PlainText.folding(String(decoding: text, as: UTF8.self))
  }

  /// Vocabularies that are known and not read, by their root elements.
  private static let unsupported: [String: String] = [
    "urlset": "a sitemap", "sitemapindex": "a sitemap", "opml": "an OPML list of feeds",
    "svg": "an SVG picture", "plist": "a property list", "xbel": "an XBEL list of bookmarks",
  ]

  /// Names of those vocabularies, in order.
  static var unsupportedNames: [String] { Set(unsupported.values).sorted() }

  /// The first element's name without prefix, in lower case, after declarations and comments;
  /// `!doctype` for a document type.
  static func rootName(_ body: ArraySlice<UInt8>) -> String? {
    var index = body.startIndex
    while index < body.endIndex {
      guard body[index] == UInt8(ascii: "<") else {
        guard ASCII.isTextBlank(body[index]) || body[index] >= 0x80 else { return nil }
        index += 1
        continue
      }
      let rest = body[index...]
      if rest.starts(with: "<!--".utf8) {
        guard let end = Find.position(of: "-->", in: rest) else { return nil }
        index = end + 3
      } else if rest.starts(with: "<?".utf8) {
        guard let end = Find.position(of: ">", in: rest) else { return nil }
        index = end + 1
      } else if rest.starts(with: "<!".utf8) {
        let name = String(decoding: rest.dropFirst(2).prefix(7), as: UTF8.self).lowercased()
        guard name == "doctype" else { return nil }
        let end = Find.position(of: ">", in: rest) ?? rest.endIndex - 1
        let text = String(decoding: rest[..<end].prefix(64), as: UTF8.self).lowercased()
        if text.contains(utf8: "html") { return "!doctype" }
        // A document type of something else, perhaps with declarations in brackets.
        let bracket = Find.position(of: "]>", in: rest).map { $0 + 2 }
        index = text.contains("[") ? bracket ?? end + 1 : end + 1
      } else {
        return elementName(rest)
      }
    }
    return nil
  }

  private static func elementName(_ rest: ArraySlice<UInt8>) -> String? {
    let name = rest.dropFirst().prefix(40).prefix {
      ASCII.isAlphanumeric($0) || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "-")
    }
    guard let text = String(decoding: name, as: UTF8.self).split(separator: ":").last else {
      return nil
    }
    return text.lowercased()
  }

  private static let feedRoots = [
    "rss", "feed", "rdf:RDF", "atom:feed", "RSS", "rdf:rdf", "RDF", "channel",
  ].map { Array($0.utf8) }

  /// A feed whose root element stands somewhere in the text, behind whatever else.
  static func feed(in body: ArraySlice<UInt8>) -> FormatName? {
    let bytes = body.span
    var index = 0
    // Each look whether a place is inside of a comment reads the text from its start.
    var commentedLimit = 16
    while let start = Find.first(UInt8(ascii: "<"), in: bytes, from: index) {
      index = start + 1
      guard index < bytes.count, "rfaRc".utf8.contains(bytes[index]),
        let name = feedRoots.first(where: { Find.matches($0.span, in: bytes, at: index) })
      else { continue }
      let after = index + name.count
      guard after < bytes.count else { return nil }
      // Editorial systems leave notes with such elements in a page's comments.
      guard ASCII.isTextBlank(bytes[after]) || bytes[after] == UInt8(ascii: ">") else { continue }
      if !isCommented(body.startIndex + start, in: body) { return .feed }
      commentedLimit -= 1
      if commentedLimit == 0 { return nil }
    }
    return nil
  }

  /// True for a position inside of a comment.
  private static func isCommented(_ position: Int, in body: ArraySlice<UInt8>) -> Bool {
    var rest = body[..<position]
    while let open = Find.position(of: "<!--", in: rest) {
      guard let close = Find.position(of: "-->", in: rest[open...]) else { return true }
      rest = rest[(close + 3)...]
    }
    return false
  }

  private static func looksLikePage(_ body: ArraySlice<UInt8>) -> Bool {
    Find.position(of: "<body", in: body) != nil || Find.position(of: "<div", in: body) != nil
      || Find.position(of: "<BODY", in: body) != nil
  }

  /// True when at least two different tags that pages are made of are there.
  static func isFragment(_ body: ArraySlice<UInt8>) -> Bool {
    Markup.isRichIn(Array(body))
  }
}
