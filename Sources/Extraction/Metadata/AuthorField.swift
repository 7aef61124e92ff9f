/// Names of authors out of a record's field, by the rules for bylines of pages.
package enum AuthorField {
  /// The names in a field's text; none for an address, an office, or what no name consists of.
  package static func names(in text: String) -> [String] {
    let names = Bylines.names(in: text, requiresBy: false)
    if !names.isEmpty { return names }
    // An agency signs with its letters.
    let isShort = text.utf8.count <= 8 && text.utf8.count >= 2
    return isShort && text.allSatisfy { $0.isUppercase } ? [text] : []
  }
}
