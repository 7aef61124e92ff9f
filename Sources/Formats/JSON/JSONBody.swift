import Bytes
import JSONTree

/// The text of an article in any of the shapes in which a member holds one.
enum JSONBody {
  /// Types of the pieces of a line, as chat programs name them.
  private static let inlineTypes: Set<String> = [
    "plain", "bold", "italic", "underline", "strikethrough", "link", "text_link", "mention",
    "mention_name", "hashtag", "cashtag", "code", "spoiler", "email", "phone", "bot_command",
    "custom_emoji",
  ]

  /// True for a string, and for a list or an object with texts in it.
  static func isBody(_ value: JSONValue) -> Bool {
    if value.kind == .string { return true }
    if value.isArray {
      guard let first = value[0] else { return false }
      return first.kind == .string || isPiece(first) || isRendering(first) || RichText.isTree(value)
    }
    return value.isObject
      && (scalar(in: value) != nil || value["sections"]?.isArray == true || RichText.isTree(value))
  }

  /// A list of paragraphs, a line in pieces, text with markup, or sections with paragraphs.
  static func body(of value: JSONValue, isText: Bool) -> FieldDraft.Body? {
    if value.isArray, let first = value[0], isRendering(first) {
      return rendering(in: value)?["value"]?.string.map { .unknown($0) }
    }
    if let markup = RichText.markup(of: value), !isLine(value) { return .fragment(markup) }
    if value.isArray { return body(ofList: value) }
    if value.isObject {
      let sections = value["sections"].map { paragraphs(ofSections: $0) } ?? []
      if !sections.isEmpty { return .paragraphs(sections) }
      for name in ["rendered", "processed"] {
        if let text = value[name]?.string, !text.isEmpty { return .fragment(text) }
      }
    }
    guard let text = scalar(in: value) ?? JSONMapper.text(of: value) else { return nil }
    if let body = JSONPieces.body(inString: text) { return body }
    return isText ? .text(text) : .unknown(text)
  }

  private static func scalar(in value: JSONValue) -> String? {
    guard value.isObject else { return nil }
    for name in [
      "rendered", "processed", "raw", "value", "text", "html", "content", "raw_markdown",
      "markdown",
    ] {
      if let inner = value[name], inner.kind == .string { return inner.string }
    }
    return nil
  }

  private static func isPiece(_ value: JSONValue) -> Bool {
    value.isObject && value["text"]?.kind == .string && value["type"]?.kind == .string
  }

  /// `{"role": "main", "contentType": "text/html", "value": "…"}`, as ninjs has it.
  static func isRendering(_ value: JSONValue) -> Bool {
    value.isObject && value["value"]?.kind == .string
      && (value["role"] != nil || value["contentType"] != nil || value["contenttype"] != nil)
  }

  /// Of several such the main one, of several of these the one in markup.
  static func rendering(in list: JSONValue) -> JSONValue? {
    let all = list.elements.filter { isRendering($0) }
    let main = all.filter { $0["role"]?.string == "main" }
    let choice = main.isEmpty ? all : main
    return choice.first {
      ($0["contentType"] ?? $0["contenttype"])?.string?.contains(utf8: "html") == true
    } ?? choice.first
  }

  /// The pieces of a line, as chat programs write it.
  private static func isLine(_ value: JSONValue) -> Bool {
    value.isArray && value.elements.contains { $0.kind == .string }
      || value.isArray && (value[0].map { isPiece($0) } ?? false)
        && value.elements.allSatisfy { $0["children"] == nil && $0["content"] == nil }
  }

  /// A headline that opens a chat's message: bold, with a blank line behind it.
  static func headline(opening value: JSONValue) -> String? {
    guard value.isArray, let first = value[0], first["type"]?.string == "bold",
      let text = first["text"]?.string, text.utf8.count <= 300, !text.contains("\n"),
      let next = value[1], let rest = next.string ?? next["text"]?.string, rest.hasPrefix("\n")
    else { return nil }
    return text
  }

  private static func body(ofList list: JSONValue) -> FieldDraft.Body? {
    let isMixed = list.elements.contains { $0.kind == .string }
    let areInline = list.elements.allSatisfy { element in
      guard isPiece(element) else { return element.kind == .string }
      return isMixed || element["type"]?.string.map { inlineTypes.contains($0) } == true
    }
    if areInline, list.elements.contains(where: { $0.isObject }) {
      let pieces = list.elements.compactMap { $0.string ?? $0["text"]?.string }
      return .text(pieces.joined())
    }
    let texts = list.elements.compactMap { JSONMapper.text(of: $0) }
    if texts.count == 1 { return .unknown(texts[0]) }
    return texts.isEmpty ? nil : .paragraphs(texts)
  }

  /// The headlines and paragraphs of sections, in their order.
  private static func paragraphs(ofSections sections: JSONValue) -> [String] {
    sections.elements.flatMap { section -> [String] in
      if let text = section.string { return [text] }
      return ["headline", "paragraphs"].flatMap { name -> [String] in
        guard let part = section[name] else { return [] }
        return part.isArray ? part.elements.compactMap(\.string) : part.string.map { [$0] } ?? []
      }
    }
  }
}
