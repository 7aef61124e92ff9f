package import Model

/// One line of a search's answer.
package struct SearchHit: Sendable, Equatable {
  package var number: DecisionNumber
  /// BM25; higher is better. Comparable within one search only.
  package var score: Double
  package var headline: String
  package var snippet: Snippet
}
