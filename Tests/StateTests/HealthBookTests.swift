import Foundation
import Ledger
import LedgerModel
import Model
import SourceHealth
import Storage
import Testing

@testable import State

@Suite struct HealthBookTests {
  /// Monday, 1 January 2024.
  private static let start: Int64 = 1_704_067_200_000
  private static let day: Int64 = 86_400_000

  /// A day's rows: three files of four articles, one of them a container with refused lines.
  private func batch(_ day: Int, lsn: UInt64) -> LedgerBatch {
    var batch = LedgerBatch(appliedLSN: lsn)
    for file in 0..<3 {
      let arrival = Self.start + Int64(day) * Self.day + Int64(file) * 3_600_000
      let id = String(format: "01JD%022d", day * 10 + file)
      for index in 0..<4 {
        let number = UInt64(day * 12 + file * 4 + index + 1)
        batch.articles.append(
          ArticleRow(
            number: DecisionNumber(number), id: "\(id)-\(index)", jobID: id, ordinal: index,
            article: Article(paragraphs: [
              Paragraph(role: .body, text: String(repeating: "harbour ", count: 40 + index))
            ]),
            provenance: Provenance(source: "wire", charset: index == 0 ? "US-ASCII" : "utf-8"),
            outcome: index == 3 ? .duplicate : .indexed, arrival: arrival, storyTime: nil,
            decision: CopyDecision(
              story: DecisionNumber(number), head: DecisionNumber(number))))
      }
      var job = JobRow(
        id: id, file: Array("wire/\(day)-\(file)".utf8), source: "wire", arrival: arrival,
        finished: arrival + 5, outcome: .indexed)
      if file == 1 { job.notes = [RejectedRecordsNote.text(2, RefusalReason.broken.rawValue)] }
      batch.jobs.append(job)
    }
    return batch
  }

  private func folder() throws -> FilePath {
    let path = FilePath(NSTemporaryDirectory() + "health-\(UUID().uuidString)")
    try POSIXFileSystem().makeFolders(path)
    return path
  }

  @Test("figures made from the ledger are those that were counted")
  func builds() throws {
    let (path, files) = (try folder().appending("source-health"), POSIXFileSystem())
    let ledger = MemoryLedger()
    let counted = HealthBook()
    #expect(try counted.open(path, on: files, ledger: ledger) == nil)
    for day in 0..<70 {
      let batch = batch(day, lsn: UInt64(day + 1))
      ledger.apply(batch)
      counted.take(batch)
    }
    let now = Self.start + 70 * Self.day
    try counted.save(to: path, on: files, now: now)
    let record = try HealthRecord(encoded: try files.readFile(path, limit: 1 << 20))

    let made = HealthBook()
    let other = path.appendingSuffix("-made")
    #expect(try made.open(other, on: files, ledger: ledger) == "there is none yet")
    #expect(made.findings == nil)
    // What is applied while the ledger is read is counted once.
    let late = batch(70, lsn: 71)
    made.take(late)
    ledger.apply(late)
    counted.take(late)
    try made.build(from: ledger, now: now)
    #expect(made.findings?.isEmpty == true)
    try made.save(to: other, on: files, now: now)
    try counted.save(to: path, on: files, now: now)
    let again = try HealthRecord(encoded: try files.readFile(other, limit: 1 << 20))
    let whole = try HealthRecord(encoded: try files.readFile(path, limit: 1 << 20))
    #expect(again.histories == whole.histories)
    #expect(again.applied == LSN(71))
    let wire = try #require(record.histories["wire"]?.days.last?.total)
    #expect(wire.files == 3 && wire.articles == 12 && wire.duplicates == 3 && wire.damage == 2)
    #expect(wire.charsets == ["utf-8": 12])
  }

  @Test("a file that is up to date is read; one that is damaged, or behind, is made again")
  func opens() throws {
    let (path, files) = (try folder().appending("source-health"), POSIXFileSystem())
    let ledger = MemoryLedger()
    let book = HealthBook()
    _ = try book.open(path, on: files, ledger: ledger)
    let first = batch(0, lsn: 1)
    ledger.apply(first)
    book.take(first)
    try book.save(to: path, on: files, now: Self.start)
    #expect(try HealthBook().open(path, on: files, ledger: ledger) == nil)
    ledger.apply(batch(1, lsn: 2))
    #expect(
      try HealthBook().open(path, on: files, ledger: ledger) == "the file is behind the ledger")
    try files.replaceFile(path, with: Array("WNHR?".utf8))
    #expect(
      try HealthBook().open(path, on: files, ledger: ledger) == "the file cannot be read")
  }

  @Test("a note on rejected records is read as it is written, and no other note")
  func notes() throws {
    for reason in RefusalReason.allCases {
      let note = RejectedRecordsNote.read(RejectedRecordsNote.text(17, reason.rawValue))
      #expect(note?.count == 17 && note?.reason == reason)
    }
    #expect(RejectedRecordsNote.read("trailing-bytes") == nil)
    #expect(RejectedRecordsNote.read("3 records rejected: by somebody") == nil)
  }
}
