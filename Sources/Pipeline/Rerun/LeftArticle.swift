package import Model

/// An article that a rerun leaves as it is, although it cannot say that nothing would change.
package struct LeftArticle: Sendable, Equatable {
  package var number: DecisionNumber
  package var id: String
  package var headline: String?
  package var obstacle: RereadObstacle
}
