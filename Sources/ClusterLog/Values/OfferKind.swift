/// What an offer holds. The raw value is what the log keeps.
package enum OfferKind: Int16, Sendable, CaseIterable {
  /// An article to decide about.
  case article = 1
  /// A finished job, after the answers to its articles.
  case job = 2
  /// A decided article as it reads now.
  case amendment = 3
  /// A decided article to be taken out.
  case removal = 4
}
