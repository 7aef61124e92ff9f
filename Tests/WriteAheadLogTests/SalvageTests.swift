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

@Suite("history")
struct HistoryTests {
  /// Turns every bit around; enough to see that the encoding is used.
  static let inverting = HistoryEncoding(
    number: 1, encode: { $0.map { ~$0 } }, decode: { bytes, _ in bytes.map { ~$0 } })

  @Test("what was sealed is read back in order, plain or encoded")
  func readsBack() throws {
    let system = SimulatedFileSystem()
    let entries: [[UInt8]] = [[1, 2, 3], [], [UInt8](repeating: 9, count: 1_000)]
    for encoding in [HistoryEncoding.plain, Self.inverting] {
      let history = try History.open(
        in: "/history", on: system, through: LSN(9), encoding: encoding)
      try history.seal(entries, at: LSN(4))
      try history.seal([], at: LSN(5))
      try history.seal([[7]], at: LSN(9))
      #expect(try history.segments() == [LSN(4), LSN(9)])
      var read: [[UInt8]] = []
      for segment in try history.segments() { try history.read(segment) { read.append($0) } }
      #expect(read == entries + [[7]])
    }
    let plain = History.reading("/history", on: system)
    #expect(throws: HistoryError.newerFormat(path: "/history/0000000000000004.history")) {
      try plain.read(LSN(4)) { _ in }
    }
  }

  @Test("what was sealed above the checkpoint in use is gone after a start")
  func removesOrphans() throws {
    let system = SimulatedFileSystem()
    let history = try History.open(in: "/history", on: system, through: .zero)
    try history.seal([[1]], at: LSN(4))
    try history.seal([[2]], at: LSN(9))
    #expect(try History.open(in: "/history", on: system, through: LSN(4)).segments() == [LSN(4)])
  }

  @Test("no flipped bit of a history segment is read as something else")
  func noticesFlippedBits() throws {
    let system = SimulatedFileSystem()
    let history = try History.open(in: "/history", on: system, through: LSN(9))
    let entries: [[UInt8]] = [[1, 2, 3], [], [4]]
    try history.seal(entries, at: LSN(9))
    let path: FilePath = "/history/0000000000000009.history"
    let size = try system.readFile(path, limit: 1_000).count
    for bit in 0..<size * 8 {
      var disk = system.disk
      try disk.damage(path) { $0[bit / 8] ^= 1 << (bit % 8) }
      let damaged = History.reading("/history", on: SimulatedFileSystem(disk))
      #expect(throws: HistoryError.self, "bit \(bit)") { try damaged.read(LSN(9)) { _ in } }
    }
    for length in 0..<size {
      var disk = system.disk
      try disk.damage(path) { $0.removeLast($0.count - length) }
      let damaged = History.reading("/history", on: SimulatedFileSystem(disk))
      #expect(throws: HistoryError.self, "\(length) bytes") { try damaged.read(LSN(9)) { _ in } }
    }
  }
}
