package import Model

/// What a rerun found among the next articles.
package struct RerunStep: Sendable, Equatable {
  /// The number up to which it has come; the next step begins behind it.
  package var through: DecisionNumber
  /// Articles that were read again.
  package var readCount = 0
  /// Those that read otherwise, in order of decision.
  package var changed: [RereadArticle] = []
  /// Those that are left as they are, in order of decision.
  package var left: [LeftArticle] = []
}
