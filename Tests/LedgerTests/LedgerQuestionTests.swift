import LedgerModel
import Model
import NearDuplicates
import SQLiteSupport
import Testing

@testable import Ledger

/// What is asked of a ledger, of the one on disk and of its model.
@Suite struct LedgerQuestionTests {
  let folder: Folder

  init() throws { folder = try Folder() }

  /// Runs `body` with a new ledger of each kind that has taken in these articles.
  private func each(_ rows: [ArticleRow], _ body: (any LedgerWriter) throws -> Void) throws {
    for (index, ledger) in [
      try SQLiteLedger(path: folder.file("ledger.sqlite")) as any LedgerWriter, MemoryLedger(),
    ].enumerated() {
      try ledger.apply(LedgerBatch(appliedLSN: 1, articles: rows))
      do { try body(ledger) } catch { throw Failed(kind: index, error: error) }
    }
  }

  private struct Failed: Error {
    var kind: Int
    var error: any Error
  }

  private func numbers(_ rows: [ArticleRow]) -> [UInt64] { rows.map(\.number.rawValue) }

  private func removal(_ number: UInt64) -> Removal {
    Removal(number: DecisionNumber(number), id: jobID(number), when: 1, why: "asked")
  }

  @Test("a copy of a copy is in the cluster of the first, in order of decision, up to the limit")
  func clusters() throws {
    try each([row(1), row(2, copyOf: 1), row(3), row(4, copyOf: 2), row(5, copyOf: 1)]) { ledger in
      for number in [1, 2, 4, 5] as [UInt64] {
        let cluster = try ledger.cluster(of: DecisionNumber(number), limit: 9)
        #expect(numbers(cluster) == [1, 2, 4, 5])
      }
      #expect(numbers(try ledger.cluster(of: DecisionNumber(4), limit: 2)) == [1, 2])
      #expect(numbers(try ledger.cluster(of: DecisionNumber(3), limit: 9)) == [3])
      #expect(try ledger.cluster(of: DecisionNumber(6), limit: 9).isEmpty)
    }
  }

  @Test(
    "the newest member's head counts, and where it is forgotten the one before, then the oldest")
  func heads() throws {
    let rows = [row(1), row(2, copyOf: 1, head: 2), row(3, copyOf: 1, head: 3)]
    try each(rows) { ledger in
      func head() throws -> UInt64? { try ledger.head(of: DecisionNumber(1))?.rawValue }
      #expect(try head() == 3)
      try ledger.apply(LedgerBatch(appliedLSN: 2, removals: [removal(3)]))
      #expect(try head() == 2)
      try ledger.apply(LedgerBatch(appliedLSN: 3, removals: [removal(1)]))
      #expect(try ledger.head(of: DecisionNumber(2)) == DecisionNumber(2))
      try ledger.apply(LedgerBatch(appliedLSN: 4, removals: [removal(2)]))
      #expect(try ledger.head(of: DecisionNumber(2)) == nil)
    }
  }

  @Test("what holds what is known from both sides, whichever came first, and not of the forgotten")
  func containment() throws {
    let rows = [row(1), row(2), row(3, contains: [1, 2]), row(4, containedBy: [3])]
    try each(rows) { ledger in
      #expect(try ledger.parts(of: DecisionNumber(3)) == [1, 2, 4].map { DecisionNumber($0) })
      #expect(try ledger.containers(of: DecisionNumber(4)) == [DecisionNumber(3)])
      #expect(try ledger.containers(of: DecisionNumber(1)) == [DecisionNumber(3)])
      try ledger.apply(LedgerBatch(appliedLSN: 2, removals: [removal(1)]))
      #expect(try ledger.parts(of: DecisionNumber(3)) == [2, 4].map { DecisionNumber($0) })
      #expect(try ledger.containers(of: DecisionNumber(1)).isEmpty)
      try ledger.apply(LedgerBatch(appliedLSN: 3, removals: [removal(3)]))
      #expect(try ledger.containers(of: DecisionNumber(4)).isEmpty)
    }
  }

  @Test("a story lists its articles in order of decision, its first one included")
  func stories() throws {
    try each([row(1), row(2, story: 1), row(3), row(4, copyOf: 2, story: 1)]) { ledger in
      let story = try ledger.story(DecisionNumber(1), limit: 9)
      #expect(numbers(story) == [1, 2, 4])
      let beginning = try ledger.story(DecisionNumber(1), limit: 2)
      #expect(numbers(beginning) == [1, 2])
      let none = try ledger.story(DecisionNumber(2), limit: 9)
      #expect(none.isEmpty)
    }
  }

  @Test("what came before in a story is told by where each article was put when it came")
  func earlierInStory() throws {
    try each([row(1), row(2, story: 1), row(3), row(4, story: 1)]) { ledger in
      func earlier(_ number: UInt64) throws -> [UInt64] {
        try ledger.earlier(inStoryOf: DecisionNumber(number)).map(\.rawValue)
      }
      #expect(try earlier(1) == [] && earlier(3) == [] && earlier(9) == [])
      #expect(try earlier(2) == [1] && earlier(4) == [1, 2])
      // Both go over to another story; a new article comes to that, one to the old.
      let moves = [2, 4].map { StoryMove(number: DecisionNumber($0), story: DecisionNumber(2)) }
      try ledger.apply(LedgerBatch(appliedLSN: 2, moves: moves))
      try ledger.apply(LedgerBatch(appliedLSN: 3, articles: [row(5, story: 2), row(6, story: 1)]))
      #expect(try earlier(4) == [1, 2] && earlier(5) == [] && earlier(6) == [1, 2, 4])
      try ledger.apply(LedgerBatch(appliedLSN: 4, removals: [removal(2)]))
      #expect(try earlier(4) == [1] && earlier(2) == [])
    }
  }

  @Test("an amended article reads anew and is found by its new address; its decision stays")
  func amendment() throws {
    let before = row(1, source: "harbour", url: "https://a.example/old")
    try each([before, row(2, copyOf: 1)]) { ledger in
      let amended = Amendment(
        number: DecisionNumber(1),
        article: Article(url: "https://a.example/new", headline: "New"),
        provenance: Provenance(fileBytes: [1], source: "elsewhere"), storyTime: 7)
      try ledger.apply(LedgerBatch(appliedLSN: 2, amendments: [amended]))
      let after = try #require(try ledger.article(DecisionNumber(1)))
      #expect(after.article.headline == "New" && after.storyTime == 7)
      #expect(after.provenance.source == "harbour", "the source is counted by and stays")
      #expect(after.decision == before.decision && after.signature == before.signature)
      #expect(try ledger.articles(withURL: "https://a.example/old").isEmpty)
      #expect(try ledger.articles(withURL: "https://a.example/new") == [DecisionNumber(1)])
      let summary = try ledger.summaries(of: [DecisionNumber(1)])[DecisionNumber(1)]
      #expect(summary?.headline == "New" && summary?.storyTime == 7)
      let unknown = Amendment(
        number: DecisionNumber(9), article: Article(), provenance: Provenance(fileBytes: []))
      try ledger.apply(LedgerBatch(appliedLSN: 3, amendments: [unknown]))
      #expect(try ledger.article(DecisionNumber(9)) == nil)
    }
  }

  @Test("jobs come newest first, a page at a time, by outcome and reason")
  func jobs() throws {
    let jobs = (1...7 as ClosedRange<UInt64>).map { number in
      JobRow(
        id: jobID(number), file: [UInt8(number % 2)], arrival: 1, finished: 2,
        outcome: number < 4 ? .quarantined : .indexed, reason: number == 2 ? "poison" : nil)
    }
    try each([]) { ledger in
      try ledger.apply(LedgerBatch(appliedLSN: 2, jobs: jobs))
      let page = try ledger.jobs(outcome: nil, reason: nil, before: nil, limit: 3)
      #expect(page.map(\.id) == [7, 6, 5].map(jobID))
      let next = try ledger.jobs(outcome: nil, reason: nil, before: page[2].id, limit: 9)
      #expect(next.map(\.id) == [4, 3, 2, 1].map(jobID))
      let set = try ledger.jobs(outcome: .quarantined, reason: nil, before: nil, limit: 9)
      #expect(set.map(\.id) == [3, 2, 1].map(jobID))
      let poison = try ledger.jobs(outcome: .quarantined, reason: "poison", before: nil, limit: 9)
      #expect(poison.map(\.id) == [jobID(2)])
      #expect(try ledger.jobs(forFile: [0]).map(\.id) == [6, 4, 2].map(jobID))
      #expect(try ledger.jobs(forFile: [9]).isEmpty)
    }
  }

  @Test("a job that comes again replaces the old one in all counts")
  func jobAgain() throws {
    try each([]) { ledger in
      func job(_ outcome: Outcome, arrival: Int64) -> JobRow {
        JobRow(
          id: jobID(1), file: [1], source: "harbour", arrival: arrival, finished: 2,
          outcome: outcome)
      }
      try ledger.apply(LedgerBatch(appliedLSN: 2, jobs: [job(.quarantined, arrival: 5)]))
      try ledger.apply(LedgerBatch(appliedLSN: 3, jobs: [job(.indexed, arrival: 3)]))
      let expected = Tally(kind: .job, source: "harbour", outcome: .indexed, reason: nil, count: 1)
      #expect(try ledger.tallies() == [expected])
      #expect(try ledger.lastArrivals() == ["harbour": 5], "the last arrival, not the last job's")
    }
  }

  @Test("what was learned of sources comes back by version, and twice the same counts once")
  func boilerplate() throws {
    let learned = [
      LearnedLines(source: "harbour", version: 1, lines: [3, 1]),
      LearnedLines(source: "harbour", version: 2, lines: [.max]),
      LearnedLines(source: "post", version: 1, lines: [0]),
    ]
    try each([]) { ledger in
      try ledger.apply(LedgerBatch(appliedLSN: 2, learned: [learned[0], learned[2]]))
      try ledger.apply(LedgerBatch(appliedLSN: 3, learned: [learned[0], learned[1]]))
      let library = try ledger.boilerplate()
      #expect(library.snapshot(of: "harbour").lines == [1, 3, .max])
      #expect(library.snapshot(of: "harbour", version: 1).lines == [1, 3])
      #expect(library.snapshot(of: "post") == BoilerplateSnapshot(version: 1, lines: [0]))
    }
  }

  @Test("articles are found by two of their keys once these are indexed, those with most first")
  func keys() throws {
    func signed(_ number: UInt64, _ shingles: [UInt32]) -> ArticleRow {
      var signature = Signature()
      signature.shingles = shingles
      signature.positions = shingles.indices.map { UInt32($0) }
      var article = row(number)
      article.signature = StoredSignature(digest: [], signature: signature).encoded
      return article
    }
    try each([signed(1, [1, 2, 3]), signed(2, [1, 9]), signed(3, [2, 3, 4])]) { ledger in
      func found(_ keys: [UInt32], before end: UInt64 = 9, limit: Int = 8) throws -> [UInt64] {
        try ledger.signatures(withKeys: keys, before: DecisionNumber(end), limit: limit)
          .map(\.number.rawValue)
      }
      #expect(try found([1, 2, 3]).isEmpty)
      try ledger.indexKeys(through: DecisionNumber(3), limit: 2)
      #expect(try ledger.keysIndexedThrough() == DecisionNumber(2))
      #expect(try found([1, 2, 3]) == [1])
      try ledger.indexKeys(through: DecisionNumber(3), limit: 9)
      #expect(try ledger.keysIndexedThrough() == DecisionNumber(3))
      #expect(try found([1, 2, 3]) == [1, 3])
      #expect(try found([4, 3, 2]) == [3, 1])
      #expect(try found([4, 3, 2], limit: 1) == [3])
      #expect(try found([4, 3, 2], before: 3) == [1])
      #expect(try found([9]) == [2], "one key is enough where only one is given")
      #expect(try found([9, 7]).isEmpty)
      // Read again, an article is found by what it says now.
      let again = signed(1, [7, 8])
      try ledger.apply(
        LedgerBatch(
          appliedLSN: 50,
          amendments: [
            Amendment(
              number: again.number, article: again.article, provenance: again.provenance,
              signature: again.signature)
          ]))
      #expect(try found([1, 2, 3]) == [3] && found([7, 8]) == [1])
      #expect(try ledger.article(again.number)?.signature == again.signature)
    }
  }

  @Test("a reader of the whole ledger starts where it is told and stops when it has enough")
  func walks() throws {
    try each([row(1), row(2), row(3)]) { ledger in
      var seen: [UInt64] = []
      try ledger.forEachSignature(from: DecisionNumber(2)) { row in
        seen.append(row.number.rawValue)
        return true
      }
      try ledger.forEachArticle(from: DecisionNumber(1)) { row in
        seen.append(row.number.rawValue)
        return row.number.rawValue < 2
      }
      #expect(seen == [2, 3, 1, 2])
    }
  }
}

@Suite struct LedgerMigrationTests {
  @Test("a ledger of the first format is refused by a reader and migrated by a writer, as it is")
  func older() throws {
    let folder = try Folder()
    let path = folder.file("ledger.sqlite")
    var format = LedgerFormat.format
    format.migrations.removeLast(format.migrations.count - 1)
    let old = try SQLiteFile(path: path, format: format, access: .writing)
    let article = fullRow(7)
    try old.write { db in
      try db.execute(
        sql: "INSERT INTO article VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        arguments: [
          7, article.id, article.jobID, "duplicate", article.arrival, article.storyTime, nil, nil,
          7, 7, 7, "harbour", article.article.url, article.article.headline,
          Blob(article.signature), Blob(article.encodedContent),
        ])
      try db.execute(sql: "UPDATE state SET applied = 42, highest = 7")
    }
    try old.close()
    let refusal = try #require(throws: SQLiteFileError.self) {
      try SQLiteLedger(path: path, access: .reading)
    }
    #expect(refusal.problem == .older(version: 1))
    let ledger = try SQLiteLedger(path: path)
    #expect(try ledger.article(DecisionNumber(7)) == article)
    #expect(try ledger.appliedLSN() == 42)
    #expect(try ledger.highestNumber() == DecisionNumber(7))
    let summary = try ledger.summaries(of: [DecisionNumber(7)])[DecisionNumber(7)]
    #expect(summary?.storyTime == article.storyTime)
    #expect(try ledger.lastArrivals().isEmpty)
    #expect(try ledger.keysIndexedThrough() == DecisionNumber(0))
    try ledger.close()
    #expect(try SQLiteLedger(path: path, access: .reading).appliedLSN() == 42)
  }
}
