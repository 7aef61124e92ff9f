package import Model
package import NearDuplicates

/// What has been decided: articles, copies, stories, jobs. Made from the journal, and can be made
/// again from it.
///
/// `SQLiteLedger` keeps it on disk, `MemoryLedger` is its model for simulation. All calls block;
/// there is one writer, and any number of readers beside it.
package protocol LedgerReader: Sendable {
  /// The journal record up to which everything is in the ledger; 0 for an empty one.
  func appliedLSN() throws -> UInt64
  /// The number of the log that decided what is in the ledger; 0 when it was never told.
  func logNumber() throws -> UInt64
  /// The chain of a cluster's log at `appliedLSN()`; nil where no batch of one was applied.
  func chain() throws -> Digest?
  /// The highest number ever applied, also when its article has been forgotten since.
  func highestNumber() throws -> DecisionNumber?

  /// The article of that number, if it is there.
  func article(_ number: DecisionNumber) throws -> ArticleRow?
  /// The article whose id is `id` or, failing that, begins with it.
  func article(id: String) throws -> Found<ArticleRow>
  /// All articles of a job, in the order of its container. At most `limit`.
  func articles(ofJob id: String, limit: Int) throws -> [ArticleRow]
  /// Articles whose `url` or `canonicalUrl` is exactly this, in order of decision.
  func articles(withURL url: String) throws -> [DecisionNumber]
  /// What lists and filters need of these articles; those that are not there are left out.
  func summaries(of numbers: [DecisionNumber]) throws -> [DecisionNumber: ArticleSummary]
  /// The ids of these articles, also of those that have been forgotten.
  func ids(of numbers: [DecisionNumber]) throws -> [DecisionNumber: String]
  /// Calls `body` with every article from `number` on, in order of decision, until it returns
  /// false. What is decided meanwhile is seen too; `body` may ask the ledger itself.
  func forEachArticle(from number: DecisionNumber, _ body: (ArticleRow) throws -> Bool) throws
  /// Like `forEachArticle`, with only what the index of copies is restored from.
  func forEachSignature(from number: DecisionNumber, _ body: (SignatureRow) throws -> Bool) throws

  /// The number up to which articles are found by `signatures(withKeys:)`.
  func keysIndexedThrough() throws -> DecisionNumber
  /// Findable articles decided before `end` that share two of these keys (one, where only one is
  /// given), those with most first, then the oldest.
  func signatures(
    withKeys keys: [UInt32], before end: DecisionNumber, limit: Int
  ) throws -> [SignatureRow]

  /// All that was learned about sources.
  func boilerplate() throws -> BoilerplateLibrary

  /// All articles of the cluster of copies that `number` belongs to, in order of decision.
  func cluster(of number: DecisionNumber, limit: Int) throws -> [ArticleRow]
  /// The best copy of the cluster now: as its newest member decided, or, where that one has been
  /// forgotten, as decided before.
  func head(of number: DecisionNumber) throws -> DecisionNumber?
  /// All articles of the story, in order of decision.
  func story(_ story: DecisionNumber, limit: Int) throws -> [ArticleRow]
  /// Articles decided before this one that were put into the same story when they came, in order of
  /// decision: later moves change nothing of it. Only those that are still there.
  func earlier(inStoryOf number: DecisionNumber) throws -> [DecisionNumber]
  /// Articles that hold this one's text among others, in either order of arrival; only those that
  /// are still there.
  func containers(of number: DecisionNumber) throws -> [DecisionNumber]
  /// Articles whose text this one holds among others, in either order of arrival; only those that
  /// are still there.
  func parts(of number: DecisionNumber) throws -> [DecisionNumber]

  /// The job whose id is `id` or, failing that, begins with it.
  func job(id: String) throws -> Found<JobRow>
  /// All jobs that a file of this name had, newest first.
  func jobs(forFile file: [UInt8]) throws -> [JobRow]
  /// The newest jobs that match, newest first. `nil` matches everything; `before` is an id of the
  /// page before, to go on from.
  func jobs(outcome: Outcome?, reason: String?, before: String?, limit: Int) throws -> [JobRow]
  /// How many jobs and articles there are, by source, outcome and reason.
  func tallies() throws -> [Tally]
  /// When the last file of each source arrived, in the unit of `JobRow.arrival`; the empty name is for
  /// files without a source.
  func lastArrivals() throws -> [String: Int64]
  /// What has been forgotten, newest first.
  func removals(limit: Int) throws -> [Removal]

  /// The number of the newest entry of the change feed; 0 for an empty one.
  func lastChange() throws -> UInt64
  /// The entries of the change feed behind `number`, in order; at most `limit`.
  func changes(after number: UInt64, limit: Int) throws -> [Change]
  /// The entries behind `number` that fit, each with its article as it reads now. Ends after `limit` of
  /// them, or earlier where they are large or few fit: `through` says where to go on.
  func changedArticles(
    after number: UInt64, _ filter: ChangeFilter, limit: Int
  ) throws -> ChangePage
  /// All numbers of the cluster of copies that `number` belongs to, in order of decision.
  func copies(of number: DecisionNumber) throws -> [DecisionNumber]
}
