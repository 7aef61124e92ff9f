import Foundation
import JSONTree
import Ledger
import LedgerModel
import Model
import NearDuplicates
import SearchIndex
import Testing

@testable import Presentation

/// What is told of new articles that match a query.
@Suite final class NewMatchTests {
  private let folder: URL
  private let ledger = MemoryLedger()
  private let index: FullTextIndex
  private var lsn: UInt64 = 0
  private var lastChange: UInt64 = 0

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "winnow-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    index = try FullTextIndex.open(folder.path(percentEncoded: false), sliceLength: 5)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  private func row(_ number: UInt64, _ text: String, story: UInt64) -> ArticleRow {
    ArticleRow(
      number: DecisionNumber(number), id: "01JD000000000000000000000\(number % 10)",
      jobID: "J\(number)",
      article: Article(
        headline: "Headline \(number)", paragraphs: [Paragraph(role: .body, text: text)]),
      provenance: Provenance(fileBytes: [0x61], source: "wire"), outcome: .indexed, arrival: 1,
      storyTime: nil,
      decision: CopyDecision(story: DecisionNumber(story), head: DecisionNumber(number)),
      signature: [], codeVersion: "test")
  }

  /// Decides about articles, each of a story; `isIndexed`: false where the index has not come so far.
  private func decide(
    _ articles: [(number: UInt64, text: String, story: UInt64)], isIndexed: Bool = true
  ) throws {
    lsn += 1
    let rows = articles.map { row($0.number, $0.text, story: $0.story) }
    ledger.apply(
      LedgerBatch(
        appliedLSN: lsn, articles: rows,
        changes: rows.map { row in
          lastChange += 1
          return Change(number: lastChange, event: .decided, article: row.number)
        }))
    if isIndexed { try addToIndex(rows) }
  }

  private func addToIndex(_ rows: [ArticleRow]) throws {
    try index.apply(
      rows.map { row in
        IndexEntry(
          number: row.number, article: row.article,
          standing: IndexEntry.Standing(
            source: "wire", outcome: .indexed, story: row.decision.story))
      }, lsn: lsn)
  }

  private func matches(
    _ parameters: [(String, String)]
  ) throws -> (numbers: [Int], headlines: [String], through: UInt64) {
    let request = try MatchRequest(parameters: [("q", "bridge")] + parameters)
    let lines = try Catalogue(ledger: ledger, index: index).matchLines(request)
    let values = try lines.bytes.split(separator: 0x0A).map {
      try JSONDocument(parsing: Array($0)).root
    }
    return (
      values.compactMap { $0["number"]?.double.map { Int($0) } },
      values.compactMap { $0["headline"]?.string }, lines.through
    )
  }

  @Test(
    "a story is told once, with its first article that matches; copies where they are asked for")
  func oncePerStory() throws {
    try decide([
      (1, "the town", 1), (2, "a bridge", 1), (3, "the bridge again", 1), (4, "a bridge", 4),
      (5, "nothing", 4), (6, "bridge and town", 1), (7, "the bridge", 7),
    ])
    #expect(try matches([("after", "0")]).numbers == [2, 4, 7])
    #expect(try matches([("after", "0")]).through == 7)
    #expect(try matches([("after", "2")]).headlines == ["Headline 4", "Headline 7"])
    let all = try matches([("after", "0"), ("all-copies", "")])
    #expect(all.numbers == [2, 3, 4, 6, 7])
    // A page ends where it is full, and the next goes on behind it.
    let page = try matches([("after", "0"), ("limit", "1")])
    #expect(page.numbers == [2] && page.through == 2)
    #expect(try matches([("after", "0"), ("source", "nobody")]).numbers.isEmpty)
  }

  @Test("a story that was split tells nothing again, and of the new one its next article is told")
  func moved() throws {
    try decide([(1, "a bridge", 1), (2, "a bridge", 1), (3, "a bridge", 1)])
    lsn += 1
    ledger.apply(
      LedgerBatch(
        appliedLSN: lsn,
        moves: ([2, 3] as [UInt64]).map {
          StoryMove(number: DecisionNumber($0), story: DecisionNumber(2))
        },
        changes: ([2, 3] as [UInt64]).map { article in
          lastChange += 1
          return Change(number: lastChange, event: .amended, article: DecisionNumber(article))
        }))
    try index.apply([], lsn: lsn)
    try decide([(4, "a bridge", 2), (5, "a bridge", 1), (6, "a bridge", 2)])
    #expect(try matches([("after", "0")]).headlines == ["Headline 1", "Headline 4"])
    #expect(try matches([("after", "3")]).numbers == [6])
  }

  @Test("what the index lacks yet is told once it is there, and nothing before is waited for")
  func behind() throws {
    try decide([(1, "a bridge", 1)])
    try decide([(2, "a bridge", 2)], isIndexed: false)
    let first = try matches([("after", "0")])
    #expect(first.numbers == [1] && first.through == 1)
    #expect(try matches([("after", "1")]).through == 1)
    try addToIndex([row(2, "a bridge", story: 2)])
    #expect(try matches([("after", "1")]).numbers == [2])
  }

  @Test("without a number nothing is told but where the feed ends; one beyond it is refused")
  func fromNow() throws {
    try decide([(1, "a bridge", 1)])
    let now = try matches([])
    #expect(now.numbers.isEmpty && now.through == 1)
    #expect(throws: FeedEnded.self) { try self.matches([("after", "2")]) }
    #expect(throws: QueryError.self) {
      let request = try MatchRequest(parameters: [("q", "story:01NOTHING"), ("after", "0")])
      _ = try Catalogue(ledger: self.ledger, index: self.index).matchLines(request)
    }
  }

  @Test(
    "parameters of a search that have no meaning here, and values that are none, are refused by name",
    arguments: [
      ("sort", "date"), ("offset", "1"), ("count-by", "day"), ("after", "x"), ("wait", "31"),
      ("limit", "0"), ("frob", ""), ("since", "soon"),
    ])
  func refused(name: String, value: String) {
    #expect {
      try MatchRequest(parameters: [("q", "bridge"), (name, value)])
    } throws: {
      ($0 as? SearchRequestError)?.parameter == name
    }
    #expect(throws: SearchRequestError.self) { try MatchRequest(parameters: [("after", "0")]) }
  }
}
