import Bytes
import JSONTree

/// Text as editors keep it: a tree of blocks, their pieces in lists, as Contentful, Sanity,
/// Editor.js, ProseMirror, Slate and Draft.js write it.
enum RichText {
  private static let depthLimit = 40
  private static let byteLimit = 1 << 24
  /// Members that hold a node's pieces.
  private static let childNames = ["content", "children", "spans", "blocks", "nodes", "items"]

  /// True for such a tree, or a list of its blocks.
  static func isTree(_ value: JSONValue) -> Bool {
    if value.isArray { return value[0].map { isBlock($0) } ?? false }
    guard value.isObject else { return false }
    if let root = root(of: value) { return isTree(root) }
    return children(of: value).map { $0[0].map { isNode($0) } ?? false } ?? false
  }

  /// The tree as markup, with a paragraph, heading, quote or entry for each block; nil without text.
  static func markup(of value: JSONValue) -> String? {
    guard isTree(value) else { return nil }
    var out = ""
    append(value, depth: 0, to: &out)
    return out.isEmpty ? nil : out
  }

  /// The tree in an object that says which it is.
  static func root(of value: JSONValue) -> JSONValue? {
    for name in ["root", "document", "doc"] {
      if let inner = value[name], inner.isObject { return inner }
    }
    return nil
  }

  /// The list of a node's pieces.
  static func children(of node: JSONValue) -> JSONValue? {
    for name in childNames {
      if let list = node[name], list.isArray, list[0].map({ $0.isObject }) ?? true { return list }
    }
    return nil
  }

  private static func type(of node: JSONValue) -> String? {
    for name in ["style", "nodeType", "type", "_type"] {
      if let type = node[name]?.string, !["block", "normal", "unstyled"].contains(type) {
        return type.lowercased()
      }
    }
    return node["style"]?.string ?? node["type"]?.string ?? node["_type"]?.string
  }

  /// True for a piece of text, and for what has pieces.
  private static func isNode(_ value: JSONValue) -> Bool {
    value.isObject && (leaf(value) != nil || isBlock(value))
  }

  /// True for what holds pieces in a list and says its kind.
  private static func isBlock(_ value: JSONValue) -> Bool {
    guard value.isObject, type(of: value) != nil else { return false }
    if value["data"]?["text"]?.kind == .string || value["data"]?["items"]?.isArray == true {
      return true
    }
    return children(of: value).map { $0[0].map { isNode($0) } ?? true } ?? false
  }

  /// The text of a piece; nil for a node that has pieces of its own.
  private static func leaf(_ node: JSONValue) -> String? {
    guard children(of: node) == nil else { return nil }
    if node["nodeType"]?.string == "text" || node["type"]?.string == "text",
      let value = node["value"]?.string
    {
      return value
    }
    return node["text"]?.string
  }

  private static func append(_ node: JSONValue, depth: Int, to out: inout String) {
    guard depth < depthLimit, out.utf8.count < byteLimit else { return }
    if node.isArray {
      for element in node.elements { append(element, depth: depth + 1, to: &out) }
    } else if let root = root(of: node) {
      append(root, depth: depth + 1, to: &out)
    } else if let data = node["data"], data.isObject, children(of: node) == nil,
      leaf(node) == nil
    {
      // Editor.js: the words are markup already.
      let words =
        data["text"]?.string.map { [$0] } ?? data["items"]?.elements.compactMap(item) ?? []
      for text in words { append(text, as: tag(of: node), to: &out) }
    } else if let kids = children(of: node), !holdsPieces(kids) {
      append(kids, depth: depth + 1, to: &out)
    } else {
      append(inline(node, depth: depth), as: tag(of: node), to: &out)
    }
  }

  /// An entry of a list of Editor.js: a text, or an object with one.
  private static func item(_ value: JSONValue) -> String? {
    value.string ?? value["content"]?.string ?? value["text"]?.string
  }

  private static func append(_ text: String, as tag: String, to out: inout String) {
    guard text.contains(where: { !$0.isWhitespace }) else { return }
    out += "<\(tag)>\(text)</\(tag)>\n"
  }

  /// True for the pieces of one line: one of them is text.
  private static func holdsPieces(_ list: JSONValue) -> Bool {
    list.elements.contains { leaf($0) != nil && !isDraftBlock($0) }
  }

  /// A block of Draft.js has its text in itself, but a key and a type as blocks have.
  private static func isDraftBlock(_ node: JSONValue) -> Bool {
    node["key"] != nil && node["type"] != nil && node["text"]?.kind == .string
  }

  private static func inline(_ node: JSONValue, depth: Int) -> String {
    guard depth < depthLimit else { return "" }
    if let text = leaf(node) { return XMLMarkup.escaping(text) }
    if node["type"]?.string?.lowercased().contains(utf8: "break") == true { return "<br>" }
    return children(of: node)?.elements.map { inline($0, depth: depth + 1) }.joined() ?? ""
  }

  private static func tag(of node: JSONValue) -> String {
    if node["listItem"] != nil { return "li" }
    let type = type(of: node) ?? ""
    if type.contains(utf8: "list") || type.contains(utf8: "item") { return "li" }
    if type.contains(utf8: "quote") { return "blockquote" }
    let isLevel = type.count == 2 && type.first == "h" && type.last?.isNumber == true
    return isLevel || type.contains(utf8: "head") ? "h2" : "p"
  }
}
