/// What a takedown would take, and what it would leave that may be meant too.
package struct TakedownFinding: Sendable, Equatable {
  /// The articles, each once, in order of decision.
  package var articles: [TakedownCandidate]
  /// What stays and may be meant too, with what takes it: a sentence each.
  package var hints: [String] = []
}
