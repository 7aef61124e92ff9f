import Model
import Storage
import StorageSimulation
import Testing

@testable import WriteAheadLog

@Suite("verify and salvage")
struct SalvageTests {
  private func log() throws -> SmallLog {
    try SmallLog(
      batches: [[10, 30], [5], [60, 3, 41], [100], [8, 8], [64]], checkpointAfter: [1],
      closes: true)
  }

  @Test("a whole log is called clean, with its counts")
  func verifiesClean() throws {
    let log = try log()
    let report = try JournalReport.verify(
      SmallLog.folder, on: SimulatedFileSystem(log.disk), options: log.options)
    #expect(report.verdict == .clean && report.damage.isEmpty && report.wasClosed)
    #expect(
      report.recordCount == log.entries.count && report.last == LSN(UInt64(log.entries.count)))
    #expect(report.checkpoints == log.checkpoints)
  }

  @Test("a torn log is called torn, and nothing is changed by looking")
  func verifiesTorn() throws {
    let torn = try TornLog()
    let system = SimulatedFileSystem(torn.disk)
    let report = try JournalReport.verify(SmallLog.folder, on: system, options: torn.options)
    let start = UInt64(torn.offset)
    #expect(
      report.verdict == .torn(path: torn.path, bytes: start..<start + UInt64(torn.tail.count)))
    #expect(report.damage.isEmpty)
    #expect(system.trace.changes.isEmpty)
  }

  @Test(
    "whichever record is damaged, salvage saves all others under their numbers", arguments: 0..<10)
  func salvages(_ victim: Int) throws {
    let log = try log()
    let (path, bytes) = log.places[victim]
    let system = SimulatedFileSystem(try log.damaged(path) { $0[bytes.lowerBound + 20] ^= 4 })
    let report = try JournalReport.verify(SmallLog.folder, on: system, options: log.options)
    guard case .damaged(let damage) = report.verdict else {
      Issue.record("\(report.verdict)")
      return
    }
    #expect(report.damage.map(\.first) == [LSN(UInt64(victim + 1))] && damage == report.damage[0])
    let saved = try JournalSalvage.run(
      from: SmallLog.folder, to: "/saved", on: system, options: log.options)
    #expect(saved.savedCount == log.entries.count - 1 && saved.lostCount == 1)
    #expect(saved.lost == report.damage && saved.checkpoints == log.checkpoints)

    let folder = LogFolder("/saved", on: system)
    let (_, recovery) = try Recovery.open(folder, options: log.options)
    #expect(recovery.last == LSN(UInt64(log.entries.count)))
    #expect(recovery.checkpoint?.payload == SmallLog.payload(log.checkpoints[0]))
    var seen = 0
    try LogReader(folder, log.options).records(from: LSN(1), through: recovery.last) { record in
      let index = Int(record.lsn.rawValue) - 1
      #expect(record.isLost == (index == victim))
      if index != victim { #expect(record.payload == log.entries[index].payload) }
      seen += 1
    }
    #expect(seen == log.entries.count)
  }

  @Test("a damaged segment header costs no record, a missing segment only its own")
  func salvagesSegments() throws {
    let log = try SmallLog(
      batches: [[200], [200], [200], [200], [200], [200]], checkpointAfter: [1], closes: true)
    let path = try #require(
      log.places.map(\.path).first { $0 != log.places.first?.path && $0 != log.places.last?.path })
    let system = SimulatedFileSystem(try log.damaged(path) { $0[30] ^= 1 })
    let saved = try JournalSalvage.run(
      from: SmallLog.folder, to: "/saved", on: system, options: log.options)
    #expect(saved.savedCount == log.entries.count && saved.lostCount == 0)
    try system.remove(path)
    let less = try JournalSalvage.run(
      from: SmallLog.folder, to: "/less", on: system, options: log.options)
    let gone = log.places.count { $0.path == path }
    #expect(less.lostCount == gone && less.savedCount == log.entries.count - gone)
    #expect(throws: StorageError.self) {
      try JournalSalvage.run(from: SmallLog.folder, to: "/less", on: system, options: log.options)
    }
    let (_, recovery) = try Recovery.open(LogFolder("/less", on: system), options: log.options)
    #expect(recovery.last == LSN(UInt64(log.entries.count)))
  }
}
