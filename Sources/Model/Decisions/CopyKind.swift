/// In what way an article is a copy of an earlier one.
package enum CopyKind: String, Sendable, CaseIterable {
  /// The same bytes.
  case bytes
  /// The same text after folding.
  case text
  /// Edited, cut, or with boilerplate around it.
  case near
}
