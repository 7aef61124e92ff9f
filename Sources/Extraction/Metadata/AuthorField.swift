/// Names of authors out of a record's field, by the rules for bylines of pages.
package enum AuthorField {
  /// The names in a field's text; none for an address, an office, or what no name consists of.
  package static func names(in text: String) -> [String] {
    // A link as note-taking programs write it: `[[Ida Fenwick]]`.
    if text.hasPrefix("[["), text.hasSuffix("]]") {
      return names(in: String(text.dropFirst(2).dropLast(2)))
    }
    let names = Bylines.names(in: text, requiresBy: false)
    // An agency or a desk behind a person's name is where they work.
    if let first = names.first, !hasOrganizationWord(first) {
      return names.filter { $0 == first || !hasOrganizationWord($0) }
    }
    if !names.isEmpty { return names }
    // An agency signs with its letters.
    let isShort = text.utf8.count <= 8 && text.utf8.count >= 2
    return isShort && text.allSatisfy { $0.isUppercase } ? [text] : []
  }

  /// True when a field names an organisation and nobody of it.
  static func isOrganization(_ text: String) -> Bool {
    guard hasOrganizationWord(text) else { return false }
    // An office or an agency may follow the name behind a comma or a bar.
    let first = text.prefix { !",;|(".contains($0) }
    guard first.contains(" "), first.utf8.count < text.utf8.count else { return true }
    return hasOrganizationWord(String(first))
  }

  /// Names of newspapers, agencies and desks have words that names of people have not.
  static func hasOrganizationWord(_ text: String) -> Bool {
    let words = text.lowercased().split { !$0.isLetter }.map(String.init)
    return words.contains { organizationWords.contains($0) }
  }

  private static let organizationWords = Set(RuleFile.bylines["organizations"])
}
