import JSONTree

/// Elements of a page as objects: `{"tag": "p", "children": ["…", {"tag": "b", "children": […]}]}`,
/// as publishing services and parsers of pages write them.
enum DOMTree {
  private static let depthLimit = 40
  private static let byteLimit = 1 << 24
  private static let tagNames = ["tag", "tagName", "nodeName"]
  private static let childNames = ["children", "childNodes"]
  private static let left: Set<String> = ["script", "style", "iframe", "svg", "template", "head"]

  /// The markup that the element is made of; nil for what is no such element, or has no words.
  static func markup(of node: JSONValue) -> String? {
    guard tag(of: node) != nil, children(of: node) != nil else { return nil }
    var out = ""
    append(node, depth: 0, to: &out)
    return out.isEmpty ? nil : out
  }

  private static func tag(of node: JSONValue) -> String? {
    guard node.isObject,
      let tag = tagNames.lazy.compactMap({ node[$0]?.string?.lowercased() }).first
    else { return nil }
    let isKnown =
      Markup.isKnownTag(tag) || ["figcaption", "aside", "main", "header", "footer"].contains(tag)
    return isKnown ? tag : nil
  }

  private static func children(of node: JSONValue) -> JSONValue? {
    childNames.lazy.compactMap { node[$0] }.first { $0.isArray }
  }

  private static func append(_ node: JSONValue, depth: Int, to out: inout String) {
    guard depth < depthLimit, out.utf8.count < byteLimit else { return }
    if let text = node.string {
      out += XMLMarkup.escaping(text)
    } else if let tag = tag(of: node) {
      guard !left.contains(tag) else { return }
      out += "<\(tag)>"
      guard let children = children(of: node) else { return }
      for child in children.elements { append(child, depth: depth + 1, to: &out) }
      out += "</\(tag)>"
    } else {
      // A piece of text with its properties around it.
      let names = ["value", "nodeValue", "text", "textContent"]
      if let text = names.lazy.compactMap({ node[$0]?.string }).first {
        out += XMLMarkup.escaping(text)
      }
    }
  }
}
