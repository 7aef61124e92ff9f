/// Why one block of a page was kept or left out.
package struct BlockDecision: Sendable {
  /// The block's first characters, at most 120.
  package var excerpt: String
  /// Where it stands: the elements around it with their classes, or `line 17`.
  package var path: String
  package var isKept: Bool
  /// In words for a person.
  package var why: String

  package init(excerpt: String, path: String, isKept: Bool, why: String) {
    self.excerpt = excerpt
    self.path = path
    self.isKept = isKept
    self.why = why
  }
}
