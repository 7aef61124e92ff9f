import Model
import Storage
import StorageSimulation
import Testing

@testable import WriteAheadLog

/// Options for small logs that are the same in every run.
func smallOptions(seed: UInt64 = 1) -> JournalOptions {
  var options = JournalOptions()
  options.segmentByteCount = 4096
  options.seed = seed
  return options
}

func entry(_ number: Int, byteCount: Int = 20) -> JournalEntry {
  JournalEntry(
    type: UInt16(number % 7), version: 1,
    payload: (0..<byteCount).map { UInt8(truncatingIfNeeded: number &+ $0) })
}

func replayed(_ journal: Journal, from start: LSN = LSN(1)) throws -> [JournalRecord] {
  var records: [JournalRecord] = []
  try journal.replay(from: start) { records.append($0) }
  return records
}

@Suite("the journal")
struct JournalTests {
  @Test("what was appended is replayed in order, now and after it was opened again")
  func replays() async throws {
    let system = SimulatedFileSystem()
    do {
      let (journal, recovery) = try Journal.open(in: "/log", on: system, options: smallOptions())
      #expect(recovery.last == .zero && recovery.replayStart == LSN(1))
      for number in 1...200 {
        #expect(try await journal.append(entry(number)) == LSN(UInt64(number)))
      }
      let records = try replayed(journal)
      #expect(records.map(\.lsn) == (1...200).map { LSN($0) })
      #expect(records.map(\.payload) == (1...200).map { entry($0).payload })
      #expect(journal.statistics.segmentCount > 3)
      try await journal.close()
      await #expect(throws: JournalError.closed) { try await journal.append(entry(1)) }
    }
    let (again, recovery) = try Journal.open(in: "/log", on: system, options: smallOptions())
    #expect(recovery.wasClosed && recovery.tornCopy == nil)
    #expect(recovery.last == LSN(201))
    #expect(try await again.append(entry(7)) == LSN(202))
    #expect(try replayed(again, from: LSN(199)).map(\.lsn) == [LSN(199), LSN(200), LSN(202)])
  }

  @Test("records handed over without waiting are durable after the next sync")
  func syncs() async throws {
    let system = SimulatedFileSystem()
    let (journal, _) = try Journal.open(in: "/log", on: system, options: smallOptions())
    #expect(try journal.enqueue([entry(1), entry(2)]) == LSN(1)...LSN(2))
    #expect(try await journal.sync() == LSN(2))
    #expect(try await journal.append([entry(3), entry(4)]) == LSN(3)...LSN(4))
    #expect(try replayed(journal).count == 4)
  }

  @Test("a checkpoint takes the place of what came before the one before it")
  func checkpoints() async throws {
    let system = SimulatedFileSystem()
    let (journal, _) = try Journal.open(in: "/log", on: system, options: smallOptions())
    var last = LSN.zero
    for round in 1...4 {
      for number in 1...100 { last = try await journal.append(entry(number)) }
      try await journal.checkpoint(at: last, payload: [UInt8(round)])
    }
    await #expect(throws: JournalError.checkpointOutOfOrder(last)) {
      try await journal.checkpoint(at: last, payload: [])
    }
    let files = try system.entries(of: "/log").map { String(decoding: $0.name, as: UTF8.self) }
    #expect(files.count { $0.hasSuffix(".checkpoint") } == 2)
    #expect(!files.contains("0000000000000001.wal"))
    let (_, recovery) = try Journal.open(in: "/log", on: system, options: smallOptions())
    #expect(recovery.checkpoint == JournalCheckpoint(lsn: last, payload: [4]))
    #expect(recovery.replayStart == last.next)
  }

  @Test("a payload that is too long, or a reserved type, is refused and harms nothing")
  func refusesImpossible() async throws {
    let system = SimulatedFileSystem()
    let (journal, _) = try Journal.open(in: "/log", on: system, options: smallOptions())
    let long = JournalEntry(type: 1, payload: [UInt8](repeating: 1, count: (1 << 20) + 1))
    await #expect(throws: JournalError.payloadTooLong(byteCount: (1 << 20) + 1)) {
      try await journal.append(long)
    }
    await #expect(throws: JournalError.reservedType(0xFF01)) {
      try await journal.append(JournalEntry(type: 0xFF01, payload: []))
    }
    #expect(try await journal.append(entry(1)) == LSN(1))
  }

  @Test("64 appenders get every record back, and share their syncs")
  func gathers() async throws {
    let system = SimulatedFileSystem(isRecording: false)
    var options = JournalOptions()
    options.segmentByteCount = 1 << 20
    let (journal, _) = try Journal.open(in: "/log", on: system, options: options)
    system.setSyncLatency(nanoseconds: 1_000_000)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<64 {
        group.addTask {
          for number in 0..<20 { _ = try await journal.append(entry(number)) }
        }
      }
      try await group.waitForAll()
    }
    #expect(try replayed(journal).count == 1280)
    #expect(journal.statistics.syncCount < 1280 / 8)
  }
}
