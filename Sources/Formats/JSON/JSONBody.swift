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
      return first.kind == .string || isPiece(first)
    }
    return value.isObject && (scalar(in: value) != nil || value["sections"]?.isArray == true)
  }

  /// A list of paragraphs, a line in pieces, text with markup, or sections with paragraphs.
  static func body(of value: JSONValue, isText: Bool) -> FieldDraft.Body? {
    if value.isArray { return body(ofList: value) }
    if value.isObject {
      let sections = value["sections"].map { paragraphs(ofSections: $0) } ?? []
      if !sections.isEmpty { return .paragraphs(sections) }
      for name in ["rendered", "processed"] {
        if let text = value[name]?.string, !text.isEmpty { return .fragment(text) }
      }
    }
    guard let text = scalar(in: value) ?? JSONMapper.text(of: value) else { return nil }
    return isText ? .text(text) : .unknown(text)
  }

  private static func scalar(in value: JSONValue) -> String? {
    guard value.isObject else { return nil }
    for name in ["rendered", "processed", "raw", "value", "text", "html"] {
      if let inner = value[name], inner.kind == .string { return inner.string }
    }
    return nil
  }

  private static func isPiece(_ value: JSONValue) -> Bool {
    value.isObject && value["text"]?.kind == .string && value["type"]?.kind == .string
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
