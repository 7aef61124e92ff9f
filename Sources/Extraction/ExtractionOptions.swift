package import Model

/// How much work extraction does beside finding the article.
package struct ExtractionOptions: Sendable {
  /// Record a `BlockDecision` for every block, as `winnow explain` wants it; costs time.
  package var recordsDecisions = false
  /// Keep what was left out in `Article.removed`.
  package var recordsRemoved = true
  /// Text beyond this is not read, in bytes: what one article may hold.
  package var textByteLimit: Int
  /// Elements of a page within each other that are followed; what lies deeper is read as if it stood
  /// beside.
  package var depthLimit: Int
  /// Asked inside of every loop; once it is spent what comes out is of no use.
  package var budget: WorkBudget

  package init(
    recordsDecisions: Bool = false, recordsRemoved: Bool = true, textByteLimit: Int = 16 << 20,
    depthLimit: Int = 512, budget: WorkBudget = WorkBudget()
  ) {
    self.recordsDecisions = recordsDecisions
    self.recordsRemoved = recordsRemoved
    self.textByteLimit = textByteLimit
    self.depthLimit = depthLimit
    self.budget = budget
  }
}
