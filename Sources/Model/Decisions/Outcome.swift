/// What became of a file or a record. Every job ends in exactly one.
package enum Outcome: String, Sendable, CaseIterable {
  /// A new article, in ledger and index.
  case indexed
  /// A copy of an article that was there before; also in ledger and index.
  case duplicate
  /// A sidecar that amended its page's article.
  case attached
  /// Nothing of use: block page, empty, unsupported format, …
  case rejected
  /// Set aside for a person to look at, with reason and remedy.
  case quarantined
}
