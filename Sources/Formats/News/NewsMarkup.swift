/// The text of a news agency's record as markup for an HTML reader: its elements have other names.
enum NewsMarkup {
  /// The content of an element as a fragment of HTML.
  static func fragment(_ element: XMLElement) -> String {
    var out = ""
    write(contentsOf: element, to: &out)
    return out
  }

  private static func write(contentsOf element: XMLElement, to out: inout String) {
    for content in element.contents {
      switch content {
      case .text(let text): out += XMLMarkup.escaping(text)
      case .element(let inner): write(inner, to: &out)
      }
    }
  }

  private static func write(_ element: XMLElement, to out: inout String) {
    if dropped.contains(element.name) { return }
    if element.name == "br" {
      out += "<br>"
      return
    }
    // What is not known is a phrase inside a sentence: its text goes on.
    guard let tag = tags[element.name] else { return write(contentsOf: element, to: &out) }
    out += "<\(tag)>"
    write(contentsOf: element, to: &out)
    out += "</\(tag)>"
  }

  /// Names of NITF 3 and of XHTML with the HTML element that means the same.
  private static let tags: [String: String] = [
    "p": "p", "hl1": "h2", "hl2": "h2", "h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h5",
    "h6": "h6", "bq": "blockquote", "lq": "blockquote", "blockquote": "blockquote",
    "block": "div", "div": "div", "section": "div", "body": "div", "article": "div",
    "ul": "ul", "ol": "ol", "li": "li", "dl": "dl", "dt": "dt", "dd": "dd", "pre": "pre",
    "table": "table", "tr": "tr", "td": "td", "th": "th", "caption": "caption",
    "media": "figure", "figure": "figure", "media-caption": "figcaption",
    "figcaption": "figcaption",
  ]

  /// What is no text: files, their descriptions, and notes to editors.
  private static let dropped: Set<String> = [
    "media-reference", "media-metadata", "media-producer", "media-object", "nitf-table-metadata",
    "custom-table", "script", "style", "head", "body.head", "body.end", "note", "hr", "col",
    "colgroup",
  ]
}
