import JSONTree

/// A page as a list of its elements, each with its text and its type: one article, not many.
enum JSONPageElements {
  /// Elements that are gathered; a longer list is read as what it is.
  static let limit = 20_000

  private static let headings: Set<String> = ["title", "heading", "header1", "h1", "h2", "h3"]
  private static let types: Set<String> = headings.union([
    "narrativetext", "uncategorizedtext", "listitem", "paragraph", "p", "text", "list", "quote",
    "blockquote", "table", "image", "figurecaption", "caption", "header", "footer", "pagebreak",
    "address", "emailaddress", "formula", "codesnippet", "pagenumber", "compositeelement",
  ])

  /// True for an element: a text, a type of those that pages have, and nothing that an article has.
  static func isElement(_ value: JSONValue) -> Bool {
    guard value.isObject, value["text"]?.kind == .string, let type = type(of: value),
      types.contains(type)
    else { return false }
    return value.members.allSatisfy { name, _ in
      switch FieldRole.claim(of: name)?.role {
      case .headline, .published, .author: false
      default: true
      }
    }
  }

  private static func type(of value: JSONValue) -> String? {
    value["type"]?.string.map { FieldRole.normalized($0) }
  }

  /// The page that the elements make; nil without a heading or a paragraph among them.
  static func page(of elements: [JSONValue]) -> JSONDocument? {
    guard elements.count > 2 else { return nil }
    var markup = ""
    var heading: String?
    var hasParagraph = false
    for element in elements {
      guard let text = element["text"]?.string, let type = type(of: element) else { continue }
      var line = XMLMarkup.escaping(text)
      if isLink(element, byteCount: text.utf8.count) { line = "<a href=\"/\">\(line)</a>" }
      switch type {
      case "header", "footer", "image", "pagebreak", "pagenumber": continue
      case "figurecaption", "caption":
        markup += "<figure><figcaption>\(line)</figcaption></figure>\n"
      case "listitem": markup += "<ul><li>\(line)</li></ul>\n"
      case _ where headings.contains(type):
        markup += heading != nil ? "<h2>\(line)</h2>\n" : "<h1>\(line)</h1>\n"
        heading = heading ?? text
      default:
        markup += "<p>\(line)</p>\n"
        hasParagraph = true
      }
    }
    guard let heading, hasParagraph else { return nil }
    var writer = JSONWriter()
    writer.beginObject()
    let url = elements.lazy.compactMap { $0["metadata"]?["url"]?.string }.first
    if let url { writer.member("url", url) }
    writer.member("title", heading)
    writer.member("html", "<html><body><article>\n\(markup)</article></body></html>")
    writer.endObject()
    return try? JSONDocument(parsing: writer.take(), mode: .lenient)
  }

  /// True for an element of which links are the larger part.
  private static func isLink(_ element: JSONValue, byteCount: Int) -> Bool {
    guard let links = element["metadata"]?["link_texts"] else { return false }
    return links.elements.reduce(0) { $0 + ($1.string?.utf8.count ?? 0) } * 2 > byteCount
  }
}
