/// One block of the article's text.
package struct Paragraph: Sendable, Hashable {
  /// What the block is in the article.
  package enum Role: String, Sendable, CaseIterable {
    case body, heading, quote, list, caption
  }

  package var role: Role
  package var text: String

  package init(role: Role, text: String) {
    self.role = role
    self.text = text
  }
}
