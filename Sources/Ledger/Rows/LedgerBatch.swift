package import Model
package import NearDuplicates

/// What one ledger transaction takes in: everything that the journal decided up to one record.
package struct LedgerBatch: Sendable, Equatable {
  /// The journal record that the batch ends with. A batch at or below the ledger's own LSN is
  /// ignored as a whole, which makes replay take effect exactly once.
  package var appliedLSN: UInt64
  package var articles: [ArticleRow]
  package var jobs: [JobRow]
  package var amendments: [Amendment]
  package var removals: [Removal]
  /// What the articles taught about their sources.
  package var learned: [LearnedLines]
  /// Articles that change their story, with their copies; in order, after `articles`.
  package var moves: [StoryMove]
  /// What the batch adds to the change feed, in order, with the numbers that the log gave.
  package var changes: [Change]
  /// The chain of a cluster's log at the batch's end, which the ledger keeps; nil on a single machine.
  package var chain: Digest?
  /// The last number that was given up to the batch's end, where it may be that of an article which was
  /// taken out since and is not among `articles`.
  package var last: DecisionNumber?

  package init(
    appliedLSN: UInt64, articles: [ArticleRow] = [], jobs: [JobRow] = [],
    amendments: [Amendment] = [], removals: [Removal] = [], learned: [LearnedLines] = [],
    moves: [StoryMove] = [], changes: [Change] = [], chain: Digest? = nil,
    last: DecisionNumber? = nil
  ) {
    self.appliedLSN = appliedLSN
    self.articles = articles
    self.jobs = jobs
    self.amendments = amendments
    self.removals = removals
    self.learned = learned
    self.moves = moves
    self.changes = changes
    self.chain = chain
    self.last = last
  }
}
