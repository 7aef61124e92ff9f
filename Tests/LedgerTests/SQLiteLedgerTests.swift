import Model
import Foundation
import SQLiteSupport
import Testing

@testable import Ledger

@Suite struct SQLiteLedgerTests {
  let folder: Folder
  let path: String

  init() throws {
    folder = try Folder()
    path = folder.file("ledger.sqlite")
  }

  @Test("a batch that is applied again, also after a restart, changes nothing")
  func exactlyOnce() throws {
    let batch = LedgerBatch(appliedLSN: 7, articles: [row(1)], jobs: [fullJob(jobID(1))])
    var ledger = try SQLiteLedger(path: path)
    try ledger.apply(batch)
    try ledger.apply(batch)
    try ledger.close()
    ledger = try SQLiteLedger(path: path)
    try ledger.apply(batch)
    try ledger.apply(LedgerBatch(appliedLSN: 6, articles: [row(2)]))
    #expect(try ledger.appliedLSN() == 7)
    #expect(try ledger.highestNumber() == DecisionNumber(1))
    #expect(try ledger.tallies().allSatisfy { $0.count == 1 })
  }

  @Test("a batch that fails half-way leaves nothing behind, not even its LSN")
  func atomic() throws {
    let ledger = try SQLiteLedger(path: path)
    try ledger.apply(LedgerBatch(appliedLSN: 1, articles: [row(2)]))
    #expect(throws: SQLiteFileError.self) {
      try ledger.apply(LedgerBatch(appliedLSN: 2, articles: [row(1), row(2)]))
    }
    #expect(try ledger.appliedLSN() == 1)
    #expect(try ledger.article(DecisionNumber(1)) == nil)
  }

  @Test("commits are synced in full and readers do not stop the writer")
  func durability() throws {
    let ledger = try SQLiteLedger(path: path)
    let (synchronous, mode) = try ledger.file.write { db in
      (
        try Int.fetchOne(db, sql: "PRAGMA synchronous"),
        try String.fetchOne(db, sql: "PRAGMA journal_mode")
      )
    }
    #expect(synchronous == 2)
    #expect(mode == "wal")
  }

  @Test("every field of an article comes back out of the file")
  func wholeArticle() throws {
    let ledger = try SQLiteLedger(path: path)
    try ledger.apply(LedgerBatch(appliedLSN: 1, articles: [fullRow(9)]))
    #expect(try ledger.article(DecisionNumber(9)) == fullRow(9))
  }

  @Test("a reader beside the writer sees what was applied, and may not write")
  func readerBesideWriter() throws {
    let ledger = try SQLiteLedger(path: path)
    let reader = try SQLiteLedger(path: path, access: .reading)
    try ledger.apply(LedgerBatch(appliedLSN: 3, articles: [row(1)]))
    #expect(try reader.appliedLSN() == 3)
    #expect(throws: SQLiteFileError(.readOnly, path: path, kind: "ledger")) {
      try reader.apply(LedgerBatch(appliedLSN: 4))
    }
  }

  @Test("a reader of a ledger that is not there says so and makes no file")
  func missing() throws {
    #expect(throws: SQLiteFileError(.missing, path: path, kind: "ledger")) {
      try SQLiteLedger(path: path, access: .reading)
    }
    #expect(folder.names.isEmpty)
  }

  @Test("a ledger at rest in a folder that may not be written can be read")
  func readOnlyFolder() throws {
    let ledger = try SQLiteLedger(path: path)
    try ledger.apply(LedgerBatch(appliedLSN: 3, articles: [row(1)]))
    try ledger.close()
    let before = Set(folder.names)
    let reader = try SQLiteLedger(path: path, access: .reading)
    #expect(try reader.appliedLSN() == 3)
    #expect(before == ["ledger.sqlite"])
  }

  @Test("a file that is no database is named as foreign and left as it is")
  func notADatabase() throws {
    let text = Data(String(repeating: "This is somebody's diary. ", count: 100).utf8)
    try text.write(to: URL(filePath: path))
    for open in [{ try SQLiteLedger(path: $0) }, { try SQLiteLedger(path: $0, access: .reading) }] {
      #expect(
        throws:
          SQLiteFileError(
            .foreign(detail: "not an SQLite database"), path: path, kind: "ledger")
      ) {
        try open(path)
      }
    }
    #expect(try Data(contentsOf: URL(filePath: path)) == text)
  }

  @Test("another program's database is named as foreign and left as it is")
  func anotherDatabase() throws {
    try Database(path: path).execute(sql: "CREATE TABLE mine (a)")
    let before = try Data(contentsOf: URL(filePath: path))
    #expect {
      try SQLiteLedger(path: path)
    } throws: {
      guard case .foreign = ($0 as? SQLiteFileError)?.problem else { return false }
      return true
    }
    #expect(try Data(contentsOf: URL(filePath: path)) == before)
  }

  @Test("a ledger of a newer layout is refused by its number")
  func newer() throws {
    try SQLiteLedger(path: path).close()
    try Database(path: path).execute(sql: "PRAGMA user_version = 99")
    #expect(throws: SQLiteFileError(.newer(version: 99), path: path, kind: "ledger")) {
      try SQLiteLedger(path: path)
    }
  }

  @Test("damage is found, and reading it is an error with a remedy, not a trap")
  func damage() throws {
    let ledger = try SQLiteLedger(path: path)
    try ledger.apply(
      LedgerBatch(appliedLSN: 1, articles: (1...400).map { row($0, url: "u\($0)") }))
    #expect(try ledger.findDamage().isEmpty)
    try ledger.close()
    var bytes = try Data(contentsOf: URL(filePath: path))
    for index in stride(from: 8_192, to: bytes.count, by: 64) { bytes[index] ^= 0x5A }
    try bytes.write(to: URL(filePath: path))
    #expect(throws: SQLiteFileError.self) {
      let damaged = try SQLiteLedger(path: path, access: .reading)
      let found = try damaged.findDamage()
      #expect(!found.isEmpty)
      try damaged.forEachArticle(from: DecisionNumber(1)) { _ in true }
    }
  }

  @Test("what was forgotten is on record, and its words are nowhere in the files")
  func forgotten() throws {
    let ledger = try SQLiteLedger(path: path)
    var secret = row(1, source: "s", url: "https://example.org/secret")
    secret.article.paragraphs = [Paragraph(role: .body, text: "xylophonic secret")]
    try ledger.apply(LedgerBatch(appliedLSN: 1, articles: [secret, row(2, copyOf: 1)]))
    let removal = Removal(number: DecisionNumber(1), id: secret.id, when: 5, why: "asked for")
    try ledger.apply(LedgerBatch(appliedLSN: 2, removals: [removal]))
    #expect(try ledger.article(DecisionNumber(1)) == nil)
    #expect(try ledger.removals(limit: 9) == [removal])
    #expect(try ledger.ids(of: [DecisionNumber(1)]) == [DecisionNumber(1): secret.id])
    #expect(try ledger.head(of: DecisionNumber(2)) == DecisionNumber(2))
    #expect(try ledger.highestNumber() == DecisionNumber(2))
    try ledger.close()
    for name in folder.names {
      let bytes = try Data(contentsOf: URL(filePath: folder.file(name)))
      #expect(bytes.range(of: Data("xylophonic".utf8)) == nil)
      #expect(bytes.range(of: Data("example.org/secret".utf8)) == nil)
    }
  }

  @Test("a walk over the articles may ask the ledger itself and may stop early")
  func walk() throws {
    let ledger = try SQLiteLedger(path: path)
    try ledger.apply(LedgerBatch(appliedLSN: 1, articles: (1...600).map { row($0) }))
    var seen: [UInt64] = []
    try ledger.forEachArticle(from: DecisionNumber(11)) { row in
      let ids = try ledger.ids(of: [row.number])
      #expect(ids.count == 1)
      seen.append(row.number.rawValue)
      return seen.count < 500
    }
    #expect(seen == Array(11...510))
  }

  @Test("an exact id beats ids that it begins, and records of a job come in their order")
  func identifiers() throws {
    let ledger = try SQLiteLedger(path: path)
    var records = (1...12).map { row(UInt64($0)) }
    for index in records.indices {
      records[index].jobID = "01JOB"
      records[index].ordinal = index + 1
      records[index].id = "01JOB-\(index + 1)"
    }
    try ledger.apply(LedgerBatch(appliedLSN: 1, articles: records))
    #expect(try ledger.article(id: "01JOB-1") == .found(records[0]))
    #expect(try ledger.article(id: "01JOB-12") == .found(records[11]))
    #expect(try ledger.articles(ofJob: "01JOB", limit: 99).map(\.ordinal) == Array(1...12))
    guard case .ambiguous = try ledger.article(id: "01JOB") else {
      Issue.record("a prefix of twelve ids names none of them")
      return
    }
  }
}
