import Foundation
import LogSimulation
import Model
import Storage
import StorageSimulation
import Testing

@testable import WriteAheadLog

/// What the log promises, each as a check that says why the promise is broken, or nil.
///
/// `PromiseTests` wants nil of each. `PlantedBugTests` wants a reason when the calls below are forgotten, and
/// `scripts/planted-bugs` wants `PromiseTests` to fail with each patch of `Tests/Mutants`.
enum Promise: String, CaseIterable {
  case everyCrash
  case everyBit
  case everyFailedSync
  case foreignRecordIsNoWitness
  case recordOfWrongNumberIsRefused
  case recordOfWrongChainIsRefused
  case checkpointIsWitness
  case missingSegmentIsNoticed
  case tornTailIsCopied
  case ghostDoesNotComeBack
  case olderCheckpointStillServes

  func objection(
    forgets: (@Sendable (StorageOperation, FilePath) -> Bool)? = nil
  ) throws -> String? {
    switch self {
    case .everyCrash: try Self.everyCrash(forgets)
    case .everyBit: try Self.everyBit()
    case .everyFailedSync: try Self.everyFailedSync()
    case .foreignRecordIsNoWitness: try Self.foreignRecordIsNoWitness()
    case .recordOfWrongNumberIsRefused: try Self.craftedRecordIsRefused(number: 5)
    case .recordOfWrongChainIsRefused: try Self.craftedRecordIsRefused(chain: 1)
    case .checkpointIsWitness: try Self.checkpointIsWitness()
    case .missingSegmentIsNoticed: try Self.missingSegmentIsNoticed()
    case .tornTailIsCopied: try Self.tornTailIsCopied()
    case .ghostDoesNotComeBack: try Self.ghostDoesNotComeBack()
    case .olderCheckpointStillServes: try Self.olderCheckpointStillServes()
    }
  }

  /// Seeds of the sound log: a few in every run, as many as a bug needs where one is planted.
  private static var seedCount: UInt64 {
    ProcessInfo.processInfo.environment["WINNOW_PLANTED_BUG"] == nil ? 3 : 30
  }

  private static func everyCrash(
    _ forgets: (@Sendable (StorageOperation, FilePath) -> Bool)?
  ) throws -> String? {
    for seed in 1...30 as ClosedRange<UInt64> {
      var rehearsal = CrashRehearsal(seed: seed)
      rehearsal.stepsPerGeneration = 12
      rehearsal.generationCount = 2
      if let forgets {
        rehearsal.through = { ForgetfulFileSystem($0, forgets: forgets) }
      }
      do { try rehearsal.run() } catch { return "\(error)" }
      if forgets == nil && seed == seedCount { return nil }
    }
    return nil
  }

  private static func everyBit() throws -> String? {
    let log = try SmallLog(
      batches: [[5], [3, 8], [6], [4], [2], [7]], checkpointAfter: [0, 1], closes: true)
    for path in try log.files() {
      let content = try SimulatedFileSystem(log.disk).readFile(path, limit: 1 << 20)
      // Bytes that mean something, and a few of the zeros.
      for byte in content.indices where content[byte] != 0 || byte % 97 == 0 {
        for bit in [0, 6] {
          let disk = try log.damaged(path) { $0[byte] ^= 1 << bit }
          let range = byte..<byte + 1
          do {
            if let reason = log.objection(to: try log.open(disk), path: path, range: range) {
              return "\(path.printable) byte \(byte) bit \(bit): \(reason)"
            }
          } catch { return "\(path.printable) byte \(byte) bit \(bit): \(error)" }
        }
      }
    }
    return nil
  }

  private static func everyFailedSync() throws -> String? {
    for call in 1...40 {
      let run = FaultRun.run(
        Fault(.error(.ioError), atCall: call, of: [.sync]))
      if let first = run.objections.first { return "sync \(call): \(first)" }
    }
    return nil
  }

  /// A log of one durable record, with bytes of our making behind it.
  private static func crafted(
    _ make: (SegmentHeader, UInt32) -> [UInt8]
  ) throws -> (disk: SimulatedDisk, log: SmallLog) {
    let log = try SmallLog(batches: [[10]], segmentByteCount: 4096)
    let content = try SimulatedFileSystem(log.disk).readFile(log.places[0].path, limit: 1 << 20)
    let start = log.places[0].bytes.lowerBound
    let end = start + RecordHeader.frameByteCount(payload: 10)
    let tail = make(SegmentHeader(valid: content), content.u32(at: start + 4))
    let disk = try log.damaged(log.places[0].path) {
      $0.replaceSubrange(end..<end + tail.count, with: tail)
    }
    return (disk, log)
  }

  private static func foreignRecordIsNoWitness() throws -> String? {
    let (disk, log) = try crafted { header, chain in
      var foreign: [UInt8] = []
      _ = RecordHeader.append(
        entry(50), lsn: LSN(50), durable: LSN(49), chain: 9, salt: header.salt ^ 1, to: &foreign)
      var torn: [UInt8] = []
      _ = RecordHeader.append(
        JournalEntry(type: 1, payload: foreign), lsn: LSN(2), durable: LSN(1), chain: chain,
        salt: header.salt, to: &torn)
      torn[83] ^= 1  // in the payload of the foreign record, whose header stays whole
      return torn
    }
    guard case .opened(let recovery, _) = try log.open(disk) else {
      return "bytes in a payload prove that something was durable"
    }
    return recovery.last == LSN(1) ? nil : "ends at \(recovery.last)"
  }

  private static func craftedRecordIsRefused(
    number: UInt64 = 2, chain flip: UInt32 = 0
  ) throws -> String? {
    let (disk, log) = try crafted { header, chain in
      var bytes: [UInt8] = []
      _ = RecordHeader.append(
        entry(2), lsn: LSN(number), durable: LSN(1), chain: chain ^ flip, salt: header.salt,
        to: &bytes)
      return bytes
    }
    guard case .opened(let recovery, _) = try log.open(disk) else { return "refused" }
    return recovery.last == LSN(1) ? nil : "accepts a record that does not belong there"
  }

  private static func checkpointIsWitness() throws -> String? {
    let log = try SmallLog(
      batches: [[10], [20]], checkpointAfter: [1], segmentByteCount: 2048)
    let (path, bytes) = log.places[1]
    let disk = try log.damaged(path) { content in
      for index in bytes.lowerBound..<content.count { content[index] = 0 }
    }
    guard case .refused(let damage) = try log.open(disk) else {
      return "opens although a checkpoint stands for what is lost"
    }
    return damage.first == LSN(2) && damage.last == LSN(2) ? nil : "names \(damage)"
  }

  private static func missingSegmentIsNoticed() throws -> String? {
    let log = try SmallLog(batches: [[200], [200], [200], [200], [200]])
    let files = try log.files()
    let system = SimulatedFileSystem(log.disk)
    let (path, _) = log.places[2]
    try system.remove(path)
    try system.syncFolder(SmallLog.folder)
    let lost = log.places.indices.filter { log.places[$0].path == path }
    guard files.count > 2, let first = lost.first, let last = lost.last else { return "no victim" }
    guard case .refused(let damage) = try log.open(system.disk) else { return "not noticed" }
    return damage.first == LSN(UInt64(first + 1)) && damage.last == LSN(UInt64(last + 1))
      ? nil : "names \(damage)"
  }

  private static func tornTailIsCopied() throws -> String? {
    let torn = try TornLog()
    return try torn.objection(to: torn.disk)
  }

  /// Of a batch of two the first is torn and the second whole; then the first is appended again.
  private static func ghostDoesNotComeBack() throws -> String? {
    let log = try SmallLog(batches: [[10], [20, 30]], segmentByteCount: 2048)
    let (path, bytes) = log.places[1]
    let disk = try log.damaged(path) { $0[bytes.lowerBound + 45] ^= 1 }
    let system = SimulatedFileSystem(disk)
    let folder = LogFolder(SmallLog.folder, on: system)
    var (writer, recovery) = try Recovery.open(folder, options: log.options)
    if recovery.last != LSN(1) { return "ends at \(recovery.last)" }
    try writer.write([log.entries[1]])
    try writer.sync()
    (_, recovery) = try Recovery.open(folder, options: log.options)
    return recovery.last == LSN(2) ? nil : "a record of the torn batch has come back"
  }

  private static func olderCheckpointStillServes() throws -> String? {
    let log = try SmallLog(
      batches: [[200], [200], [200], [200], [200], [200]], checkpointAfter: [1, 3])
    guard let newest = log.checkpoints.last, let older = log.checkpoints.first else {
      return "none"
    }
    let path = LogFolder(SmallLog.folder, on: SimulatedFileSystem()).checkpoint(newest)
    let disk = try log.damaged(path) { $0[70] ^= 1 }
    guard case .opened(let recovery, let records) = try log.open(disk) else {
      return "refuses although the older checkpoint is whole"
    }
    if recovery.checkpoint?.lsn != older { return "uses \(recovery.replayStart)" }
    let payloads = log.entries[Int(older.rawValue)...].map(\.payload)
    return records.map(\.payload) == payloads ? nil : "does not replay what follows it"
  }
}

@Suite("promises")
struct PromiseTests {
  @Test("the log keeps its promise", arguments: Promise.allCases)
  func keeps(_ promise: Promise) throws {
    #expect(try promise.objection() == nil)
  }
}
