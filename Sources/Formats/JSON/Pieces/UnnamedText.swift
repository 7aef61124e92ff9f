import JSONTree

/// The text of an article under a name that says nothing to winnow: in a row that names a headline
/// and an address, the one member that can be nothing else.
enum UnnamedText {
  /// Shorter strings may be remarks.
  private static let byteMinimum = 200
  /// Scalars that are looked at.
  private static let scalarLimit = 4000

  /// Names of long strings in sentences that are no text of an article, normalized: parts of them.
  private static let otherNames = [
    "description", "summary", "excerpt", "abstract", "teaser", "caption", "biography", "authorbio",
    "comment", "license", "licence", "copyright", "disclaimer", "terms", "policy", "notice",
    "prompt", "error", "warning", "note", "about", "related", "answer", "question", "cookie",
    "header",
  ]

  /// The only member of an object that claims no role and is prose; nil for none and for several.
  static func text(in object: JSONValue) -> String? {
    var found: String?
    for (name, value) in object.members {
      guard value.kind == .string, value.range.count >= byteMinimum,
        FieldRole.claim(of: name) == nil, JSONMetadata.mayBelong(name), !isOther(name),
        let text = value.string, isProse(text)
      else { continue }
      if found != nil { return nil }
      found = text
    }
    return found
  }

  private static func isOther(_ name: String) -> Bool {
    let key = FieldRole.normalized(name)
    return otherNames.contains { key == $0 || key.hasPrefix($0) || key.hasSuffix($0) }
  }

  /// True for two sentences and more; not for what begins as data of programs do.
  private static func isProse(_ text: String) -> Bool {
    guard text.utf8.count >= byteMinimum, let first = text.first(where: { !$0.isWhitespace }),
      first != "{", first != "["
    else { return false }
    var count = 0
    var isOpen = false
    for scalar in text.unicodeScalars.prefix(scalarLimit) {
      if isOpen, scalar.properties.isWhitespace || "\"”»’)<".unicodeScalars.contains(scalar) {
        count += 1
      }
      isOpen = ".!?…؟۔։".unicodeScalars.contains(scalar)
      if "。！？।။።".unicodeScalars.contains(scalar) { count += 1 }
      if count >= 2 { return true }
    }
    return count + (isOpen ? 1 : 0) >= 2
  }
}
