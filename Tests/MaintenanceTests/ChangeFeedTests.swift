import Ledger
import Model
import NearDuplicates
import Pipeline
import Presentation
import State
import Storage
import Testing
import WriteAheadLog

@testable import Maintenance

/// The change feed through takedowns, rebuilds and losses.
@Suite struct ChangeFeedTests {
  /// The feed's entries in the ledger in use.
  private func changes(_ state: TestState) throws -> [Change] {
    try Catalogue.open(state.paths).ledger.changes(after: 0, limit: .max)
  }

  private func ledgerFiles(_ state: TestState) -> [FilePath] {
    ["", "-wal", "-shm"].map { state.paths.state.appending("ledger.sqlite" + $0) }
  }

  private func rebuild(_ state: TestState) async throws -> Rebuild.Summary {
    try await Rebuild(
      paths: state.paths, options: state.options, settings: PipelineSettings()
    ).run { _, _ in }
  }

  @Test("a takedown is an entry of its own, and a rebuild without the ledger gives the same feed")
  func rebuildsAlike() async throws {
    let state = try TestState()
    try await state.ingest([1, 2, 3])
    _ = try await Forget(
      paths: state.paths, options: state.options, settings: PipelineSettings()
    ).run([DecisionNumber(2)], why: "asked for")
    try await state.ingest([4])
    let before = try changes(state)
    #expect(
      before
        == [
          Change(number: 1, event: .decided, article: DecisionNumber(1)),
          Change(number: 2, event: .decided, article: DecisionNumber(2)),
          Change(number: 3, event: .decided, article: DecisionNumber(3)),
          Change(number: 4, event: .removed, article: DecisionNumber(2)),
          Change(number: 5, event: .decided, article: DecisionNumber(4)),
        ])
    let lines = try Catalogue.open(state.paths).changeLines(ChangeRequest())
    for path in ledgerFiles(state) where try state.files.exists(path) {
      try state.files.remove(path)
    }
    _ = try await rebuild(state)
    #expect(try changes(state) == before)
    // The id of what was taken out is told again, and nothing else of it.
    #expect(try Catalogue.open(state.paths).changeLines(ChangeRequest()).bytes == lines.bytes)
    _ = try await rebuild(state)
    #expect(try changes(state) == before, "a rebuild that changes nothing tells nothing")
  }

  @Test("a rebuild that reads an original in another way tells so, once")
  func tellsDifferences() async throws {
    let state = try TestState()
    try await state.ingest([1, 2])
    let ledger = try SQLiteLedger(path: state.paths.state.appending("ledger.sqlite").string)
    let row = try #require(try ledger.article(DecisionNumber(1)))
    var article = row.article
    article.headline = "As an earlier version read it"
    try ledger.apply(
      LedgerBatch(
        appliedLSN: try ledger.appliedLSN() + 1,
        amendments: [
          Amendment(
            number: row.number, article: article, provenance: row.provenance,
            storyTime: row.storyTime)
        ]))
    try ledger.close()
    _ = try Salvage(paths: state.paths).run()
    _ = try await rebuild(state)
    let last = try #require(try changes(state).last)
    #expect(last == Change(number: 3, event: .amended, article: DecisionNumber(1)))
    _ = try await rebuild(state)
    #expect(try changes(state).count == 3)
  }

  @Test("the numbers of a feed that is lost stay taken")
  func tellsLoss() throws {
    let known = [
      Change(number: 2, event: .decided, article: DecisionNumber(2)),
      Change(number: 5, event: .amended, article: DecisionNumber(1)),
    ]
    let completion = FeedCompletion(decided: try DecisionHistory.empty(), former: known)
    #expect(completion.changes.map(\.number) == [1, 2, 3, 4, 5])
    #expect(completion.changes.map(\.event) == [.lost, .decided, .lost, .lost, .amended])
    #expect(completion.unrecorded == completion.changes)
  }
}

extension DecisionHistory {
  /// The history of a state that nothing has come to.
  fileprivate static func empty() throws -> DecisionHistory {
    let state = try TestState()
    return try DecisionHistory(
      of: History.reading(state.paths.history, on: state.files), logNumber: 0)
  }
}
