import LedgerModel
import Model
import Testing

@testable import Ledger

/// The SQLite ledger against its model, over batches made by dice.
@Suite struct LedgerModelTests {
  private struct World {
    var dice: Dice
    var number: UInt64 = 0
    var lsn: UInt64 = 0
    var lastChange: UInt64 = 0
    let sources = ["harbour", "afp", nil]

    mutating func batch() -> LedgerBatch {
      lsn += UInt64.random(in: 1...9, using: &dice)
      var batch = LedgerBatch(appliedLSN: lsn)
      for _ in 0..<Int.random(in: 0...6, using: &dice) { batch.articles.append(article()) }
      for _ in 0..<Int.random(in: 0...3, using: &dice) { batch.jobs.append(job()) }
      defer { lastChange += UInt64(batch.changes.count) }
      batch.changes = batch.articles.enumerated().map {
        Change(
          number: lastChange + UInt64($0.offset) + 1, event: .decided, article: $0.element.number)
      }
      guard number > 4 else { return batch }
      if Int.random(in: 0..<3, using: &dice) == 0 {
        let target = UInt64.random(in: 1...number, using: &dice)
        batch.amendments.append(
          Amendment(
            number: DecisionNumber(target),
            article: Article(url: "https://example.org/\(target % 3)", headline: "amended"),
            provenance: Provenance(fileBytes: Array("amended.html".utf8)), storyTime: 86_400))
      }
      if Int.random(in: 0..<4, using: &dice) == 0 {
        let target = UInt64.random(in: 1...number, using: &dice)
        batch.removals.append(
          Removal(
            number: DecisionNumber(target), id: jobID(target), when: Int64(lsn), why: "asked"))
        batch.changes.append(
          Change(
            number: lastChange + UInt64(batch.changes.count) + 1, event: .removed,
            article: DecisionNumber(target)))
      }
      return batch
    }

    private mutating func article() -> ArticleRow {
      number += 1
      func earlier() -> UInt64? {
        number > 1 && Bool.random(using: &dice)
          ? UInt64.random(in: 1..<number, using: &dice) : nil
      }
      let copyOf = earlier()
      return row(
        number, source: sources.randomElement(using: &dice) ?? nil,
        url: "https://example.org/\(number % 7)", copyOf: copyOf, story: earlier(),
        head: copyOf.map { max($0, number - 1) }, contains: earlier().map { [$0] } ?? [],
        containedBy: earlier().map { [$0] } ?? [])
    }

    private mutating func job() -> JobRow {
      let id = UInt64.random(in: 1...40, using: &dice)
      return JobRow(
        id: jobID(id), file: [UInt8(id % 5), 0xFF],
        source: sources.randomElement(using: &dice)
          ?? nil, arrival: Int64(id), finished: Int64(lsn),
        outcome: Outcome.allCases.randomElement(using: &dice) ?? .indexed,
        reason: ["empty", "binary", nil].randomElement(using: &dice) ?? nil)
    }
  }

  @Test("every question gets the model's answer", arguments: [1, 2, 3] as [UInt64])
  func agreement(seed: UInt64) throws {
    let folder = try Folder()
    let ledger = try SQLiteLedger(path: folder.file("ledger.sqlite"))
    let model = MemoryLedger()
    var world = World(dice: Dice(state: seed))
    for step in 0..<40 {
      let batch = world.batch()
      try ledger.apply(batch)
      model.apply(batch)
      if step % 8 == 7 { try compare(ledger, model, upTo: world.number) }
    }
  }

  private func compare(_ ledger: SQLiteLedger, _ model: MemoryLedger, upTo last: UInt64) throws {
    #expect(try ledger.appliedLSN() == model.appliedLSN())
    #expect(try ledger.highestNumber() == model.highestNumber())
    let numbers = (0...last + 1).map(DecisionNumber.init)
    #expect(try ledger.summaries(of: numbers) == model.summaries(of: numbers))
    #expect(try ledger.ids(of: numbers) == model.ids(of: numbers))
    for number in numbers {
      #expect(try ledger.article(number) == model.article(number))
      #expect(try ledger.cluster(of: number, limit: 99) == model.cluster(of: number, limit: 99))
      #expect(try ledger.story(number, limit: 99) == model.story(number, limit: 99))
      #expect(try ledger.earlier(inStoryOf: number) == model.earlier(inStoryOf: number))
      #expect(try ledger.head(of: number) == model.head(of: number))
      #expect(try ledger.containers(of: number) == model.containers(of: number))
      #expect(try ledger.parts(of: number) == model.parts(of: number))
      #expect(try ledger.copies(of: number) == model.copies(of: number))
    }
    try compareChanges(ledger, model, upTo: last)
    for ending in 0..<7 {
      let url = "https://example.org/\(ending)"
      #expect(try ledger.articles(withURL: url) == model.articles(withURL: url))
    }
    for id in [jobID(1), jobID(17), jobID(1).dropLast().description, "", "01JD", "nothing"] {
      #expect(try ledger.article(id: id) == model.article(id: id))
      #expect(try ledger.job(id: id) == model.job(id: id))
    }
    try compareJobs(ledger, model)
    var (rows, modelRows): ([SignatureRow], [SignatureRow]) = ([], [])
    try ledger.forEachSignature(from: DecisionNumber(3)) { row in
      rows.append(row)
      return true
    }
    model.forEachSignature(from: DecisionNumber(3)) { row in
      modelRows.append(row)
      return true
    }
    #expect(rows.elementsEqual(modelRows))
  }

  private func compareChanges(
    _ ledger: SQLiteLedger, _ model: MemoryLedger, upTo last: UInt64
  ) throws {
    #expect(try ledger.lastChange() == model.lastChange())
    #expect(try ledger.changes(after: 3, limit: 9) == model.changes(after: 3, limit: 9))
    let filters = [
      ChangeFilter(), ChangeFilter(source: "afp"), ChangeFilter(source: ""),
      ChangeFilter(first: JobID(jobID(last / 2))),
    ]
    for filter in filters {
      var page = try ledger.changedArticles(after: 0, filter, limit: 5)
      var modelPage = model.changedArticles(after: 0, filter, limit: 5)
      while !page.entries.isEmpty || !modelPage.entries.isEmpty {
        #expect(page.entries.map(\.change) == modelPage.entries.map(\.change))
        #expect(page.entries.map(\.removal) == modelPage.entries.map(\.removal))
        #expect(page.entries.map(\.row?.number) == modelPage.entries.map(\.row?.number))
        page = try ledger.changedArticles(after: page.through, filter, limit: 5)
        modelPage = model.changedArticles(after: modelPage.through, filter, limit: 5)
      }
    }
  }

  private func compareJobs(_ ledger: SQLiteLedger, _ model: MemoryLedger) throws {
    for byte in 0..<5 as Range<UInt8> {
      #expect(try ledger.jobs(forFile: [byte, 0xFF]) == model.jobs(forFile: [byte, 0xFF]))
    }
    for outcome in Outcome.allCases.map(Optional.init) + [nil] {
      for reason in ["empty", nil] {
        let page = try ledger.jobs(outcome: outcome, reason: reason, before: nil, limit: 3)
        #expect(
          page == model.jobs(outcome: outcome, reason: reason, before: nil, limit: 3))
        #expect(
          try ledger.jobs(outcome: outcome, reason: reason, before: page.last?.id, limit: 3)
            == model.jobs(outcome: outcome, reason: reason, before: page.last?.id, limit: 3))
      }
    }
    #expect(try Set(ledger.tallies()) == Set(model.tallies()))
    #expect(try ledger.lastArrivals() == model.lastArrivals())
    #expect(try ledger.removals(limit: 99) == model.removals(limit: 99))
  }
}
