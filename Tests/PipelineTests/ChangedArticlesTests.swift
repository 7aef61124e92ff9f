import Ledger
import LedgerModel
import Model
import NearDuplicates
import State
import Testing

@testable import Pipeline

/// Which earlier articles a batch changes: each difference of what is told of one must be named.
@Suite struct ChangedArticlesTests {
  private func row(
    _ number: UInt64, copyOf: UInt64? = nil, head: UInt64? = nil, story: UInt64? = nil,
    contains: [UInt64] = [], containedBy: [UInt64] = []
  ) -> ArticleRow {
    ArticleRow(
      number: DecisionNumber(number), id: "A\(number)", jobID: "A\(number)", article: Article(),
      provenance: Provenance(), outcome: copyOf == nil ? .indexed : .duplicate, arrival: 0,
      storyTime: nil,
      decision: CopyDecision(
        copyOf: copyOf.map { DecisionNumber($0) }, kind: copyOf.map { _ in .near },
        contains: contains.map { DecisionNumber($0) },
        containedBy: containedBy.map { DecisionNumber($0) },
        story: DecisionNumber(story ?? number), head: DecisionNumber(head ?? number)))
  }

  /// A cluster of 1 and 2 with 1 as its best, 3 which holds 1, and 4 alone.
  private func ledger() -> MemoryLedger {
    let rows = [
      row(1), row(2, copyOf: 1, head: 1, story: 1), row(3, contains: [1]), row(4),
    ]
    return MemoryLedger([
      LedgerBatch(
        appliedLSN: 1, articles: rows,
        changes: rows.map {
          Change(number: $0.number.rawValue, event: .decided, article: $0.number)
        })
    ])
  }

  private func amended(_ batch: LedgerBatch) throws -> [UInt64] {
    try ChangedArticles(ledger: ledger()).part(adding: batch).amended.map(\.rawValue)
  }

  @Test("a new article that changes nothing else is its own entry alone, behind the last one")
  func plain() throws {
    let part = try ChangedArticles(ledger: ledger()).part(
      adding: LedgerBatch(appliedLSN: 2, articles: [row(5)]))
    #expect(part == FeedPart(first: 5))
    let nothing = try ChangedArticles(ledger: ledger()).part(adding: LedgerBatch(appliedLSN: 2))
    #expect(nothing == FeedPart())
  }

  @Test("a copy that is the best one now changes all of its cluster, and one that is not, none")
  func heads() throws {
    #expect(
      try amended(LedgerBatch(appliedLSN: 2, articles: [row(5, copyOf: 1, head: 5)])) == [1, 2])
    #expect(try amended(LedgerBatch(appliedLSN: 2, articles: [row(5, copyOf: 1, head: 1)])) == [])
    // The second is a copy of the first, which is in the batch itself.
    let chain = [row(5, copyOf: 2, head: 1), row(6, copyOf: 5, head: 6)]
    #expect(try amended(LedgerBatch(appliedLSN: 2, articles: chain)) == [1, 2])
  }

  @Test("an article that holds a new one, a late sidecar's page and moved copies are changed")
  func others() throws {
    #expect(
      try amended(LedgerBatch(appliedLSN: 2, articles: [row(5, containedBy: [4])])) == [4])
    let amendment = Amendment(
      number: DecisionNumber(3), article: Article(), provenance: Provenance())
    #expect(try amended(LedgerBatch(appliedLSN: 2, amendments: [amendment])) == [3])
    let move = StoryMove(number: DecisionNumber(1), story: DecisionNumber(4))
    #expect(try amended(LedgerBatch(appliedLSN: 2, moves: [move])) == [1, 2])
  }

  @Test("a takedown changes what held the article, and its copies")
  func takedown() throws {
    let part = try ChangedArticles(ledger: ledger()).part(removing: [DecisionNumber(1)])
    #expect(part == FeedPart(first: 5, amended: [DecisionNumber(2), DecisionNumber(3)]))
    let changes = part.changes(.removed, of: [DecisionNumber(1)])
    #expect(changes.map(\.event) == [.removed, .amended, .amended])
    #expect(changes.map(\.number) == [5, 6, 7])
  }
}
