import Model
import Storage
import StorageSimulation
import Testing

@testable import WriteAheadLog

@Suite("the journal when the disk fails")
struct JournalFailureTests {
  private func waitForSpare(_ journal: Journal) async throws {
    try await journal.onHousekeeping { () throws(StorageError) in }
  }

  @Test(
    "after a failed sync all who wait are told, nobody is acknowledged any more, and the sync is not repeated"
  )
  func poisons() async throws {
    let system = SimulatedFileSystem()
    let (journal, _) = try Journal.open(in: "/log", on: system, options: smallOptions())
    #expect(try await journal.append(entry(1)) == LSN(1))
    try await waitForSpare(journal)
    let syncs = try #require(system.callCounts[.sync])
    system.inject([Fault(.error(.ioError), atCall: 1, of: [.sync])])
    await withTaskGroup(of: Bool.self) { group in
      for number in 0..<20 {
        group.addTask {
          do {
            _ = try await journal.append(entry(number))
            return true
          } catch {
            guard case JournalError.poisoned(let cause) = error else { return true }
            return cause.errno != .ioError
          }
        }
      }
      for await isWrong in group { #expect(!isWrong) }
    }
    #expect(system.callCounts[.sync] == syncs + 1)
    #expect(journal.poison != nil && journal.statistics.poison != nil)
    #expect(journal.durable == LSN(1))
    #expect(throws: JournalError.self) { try journal.enqueue([entry(1)]) }
    await #expect(throws: JournalError.self) { try await journal.sync() }
    await #expect(throws: JournalError.self) { try await journal.close() }
    #expect(system.callCounts[.sync] == syncs + 1)
    #expect(try replayed(journal).count == 1)
  }

  @Test(
    "on a full disk the spare segment takes what is under way, then appends fail, and go on when there is room"
  )
  func survivesFullDisk() async throws {
    let system = SimulatedFileSystem()
    let (journal, _) = try Journal.open(in: "/log", on: system, options: smallOptions())
    #expect(try await journal.append(entry(0)) == LSN(1))
    try await waitForSpare(journal)
    #expect(journal.statistics.hasSpare)
    system.setCapacity(system.disk.usedByteCount)
    var appended: UInt64 = 1
    var failure: JournalError?
    while failure == nil {
      do {
        let lsn = try await journal.append(entry(Int(appended), byteCount: 200))
        appended += 1
        #expect(lsn == LSN(appended))
      } catch { failure = error }
    }
    guard case .outOfSpace? = failure else {
      Issue.record("\(String(describing: failure))")
      return
    }
    // Two segments of 4,096 bytes hold 14 records of 240 bytes each.
    #expect(appended > 16)
    #expect(journal.poison == nil)
    await #expect(throws: JournalError.self) {
      try await journal.append(entry(1, byteCount: 200))
    }
    system.setCapacity(1 << 30)
    #expect(try await journal.append(entry(2, byteCount: 200)) == LSN(appended + 1))
    #expect(try replayed(journal).count == Int(appended) + 1)
  }

  @Test("records handed over in vain are told to the next sync, once")
  func tellsTheNextSync() async throws {
    let system = SimulatedFileSystem()
    let (journal, _) = try Journal.open(in: "/log", on: system, options: smallOptions())
    #expect(try await journal.append(entry(0)) == LSN(1))
    try await waitForSpare(journal)
    system.setCapacity(system.disk.usedByteCount)
    let many = (0..<60).map { entry($0, byteCount: 200) }
    #expect(try journal.enqueue(many) == LSN(2)...LSN(61))
    await #expect(throws: JournalError.self) { try await journal.sync() }
    let durable = journal.durable
    #expect(durable > LSN(1) && durable < LSN(61))
    system.setCapacity(1 << 30)
    #expect(try await journal.append(entry(9)) == durable.next)
    #expect(try await journal.sync() == durable.next)
  }

  @Test("a checkpoint that cannot be written harms nothing and may be tried again")
  func retriesCheckpoint() async throws {
    let system = SimulatedFileSystem()
    let (journal, _) = try Journal.open(in: "/log", on: system, options: smallOptions())
    #expect(try await journal.append(entry(0)) == LSN(1))
    try await waitForSpare(journal)
    system.setCapacity(system.disk.usedByteCount)
    await #expect(throws: JournalError.self) {
      try await journal.checkpoint(at: LSN(1), payload: [1, 2, 3])
    }
    #expect(journal.statistics.lastCheckpoint == .zero)
    system.setCapacity(1 << 30)
    try await journal.checkpoint(at: LSN(1), payload: [1, 2, 3])
    #expect(journal.statistics.lastCheckpoint == LSN(1))
    #expect(try await journal.append(entry(1)) == LSN(3))
  }

  @Test("no two syncs of records of 64 appenders are ever under way together")
  func syncsOneAtATime() async throws {
    let watch = SyncWatch()
    let system = SimulatedFileSystem(isRecording: false)
    var options = JournalOptions()
    options.segmentByteCount = 1 << 20
    let (journal, _) = try Journal.open(
      in: "/log", on: WatchedFileSystem(real: system, watch: watch), options: options)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<64 {
        group.addTask { for number in 0..<25 { _ = try await journal.append(entry(number)) } }
      }
      try await group.waitForAll()
    }
    let statistics = journal.statistics
    #expect(watch.most == 1)
    #expect(statistics.acknowledgedCount == 1_600)
    print(
      "figure: \(statistics.acknowledgedCount) records of 64 appenders in \(statistics.syncCount) syncs, never two at once"
    )
  }

  @Test("records that are handed over while a sync is under way share the next one")
  func sharesTheNextSync() async throws {
    let watch = SyncWatch()
    let system = SimulatedFileSystem(isRecording: false)
    var options = JournalOptions()
    options.segmentByteCount = 1 << 16
    let (journal, _) = try Journal.open(
      in: "/log", on: WatchedFileSystem(real: system, watch: watch), options: options)
    watch.duringNextSync {
      for number in 1..<64 {
        do { try journal.enqueue([entry(number)]) } catch { Issue.record("\(error)") }
      }
    }
    #expect(try await journal.append(entry(0)) == LSN(1))
    #expect(try await journal.sync() == LSN(64))
    let statistics = journal.statistics
    #expect(statistics.syncCount == 2)
    #expect(statistics.acknowledgedCount == 64)
  }
}

@Suite("records that fit into no segment")
struct LongRecordTests {
  @Test("a record before one that fits into no segment is acknowledged only when it is written")
  func writesBeforeRefusing() throws {
    let system = SimulatedFileSystem()
    try system.makeFolders("/log")
    let folder = LogFolder("/log", on: system)
    var options = JournalOptions()
    options.segmentByteCount = 1024
    options.seed = 1
    var (writer, _) = try Recovery.open(folder, options: options)
    let (short, long) = (
      entry(5), JournalEntry(type: 1, payload: [UInt8](repeating: 1, count: 900))
    )
    #expect(throws: JournalError.payloadTooLong(byteCount: 904)) {
      try writer.write([short, long])
    }
    try writer.sync()
    #expect(writer.durable == LSN(1))
    var random = SeededGenerator(seed: 1)
    let image = SimulatedFileSystem(system.disk.afterCrash(.dropAll, using: &random))
    let (_, recovery) = try Recovery.open(LogFolder("/log", on: image), options: options)
    #expect(recovery.last == LSN(1))
  }
}
