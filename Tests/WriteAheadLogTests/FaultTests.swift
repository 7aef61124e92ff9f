import Model
import Storage
import StorageSimulation
import Testing

@testable import WriteAheadLog

enum FaultKind: CaseIterable {
  case ioError, noSpace, interrupted, short

  var effect: Fault.Effect {
    switch self {
    case .ioError: .error(.ioError)
    case .noSpace: .error(.noSpace)
    case .interrupted: .error(.interrupted)
    case .short: .short
    }
  }
}

@Suite("failing calls")
struct FaultTests {
  @Test(
    "a failure of any call, once or for good, loses nothing that was acknowledged",
    arguments: FaultKind.allCases)
  func everyCallFails(_ kind: FaultKind) throws {
    let count = try FaultRun.callCount()
    var runs = 0
    var seen = 0
    for call in 1...count {
      for isSticky in [false, true] {
        let run = FaultRun.run(Fault(kind.effect, atCall: call, isSticky: isSticky))
        #expect(run.objections == [], "call \(call), sticky \(isSticky)")
        runs += 1
        seen += run.errorCount > 0 ? 1 : 0
      }
    }
    print(
      "figure: \(kind) at each of \(count) calls, once and for good: \(runs) runs, \(seen) with errors, nothing lost"
    )
    switch kind {
    case .ioError, .noSpace: #expect(seen > count)
    // An interruption that passes, and a short transfer, are nobody's business.
    case .interrupted: #expect(seen >= count - 1 && seen <= count)
    case .short: #expect(seen == 0)
    }
  }

  @Test(
    "recovery that fails at any call leaves the log as recoverable as it was",
    arguments: FaultKind.allCases)
  func everyCallOfRecoveryFails(_ kind: FaultKind) throws {
    let torn = try TornLog()
    let probe = SimulatedFileSystem(torn.disk)
    _ = try Recovery.open(LogFolder(SmallLog.folder, on: probe), options: torn.options)
    let count = probe.callCounts.values.reduce(0, +)
    for call in 1...count {
      for isSticky in [false, true] {
        let system = SimulatedFileSystem(torn.disk)
        system.inject([Fault(kind.effect, atCall: call, isSticky: isSticky)])
        let folder = LogFolder(SmallLog.folder, on: system)
        do {
          _ = try Recovery.open(folder, options: torn.options)
        } catch {
          guard case .storage = error else {
            Issue.record("call \(call): \(error)")
            continue
          }
        }
        system.inject([])
        var random = SeededGenerator(seed: UInt64(call))
        for style in CrashStyle.allCases {
          let image = system.disk.afterCrash(style, using: &random)
          #expect(try torn.objection(to: image) == nil, "call \(call), \(style)")
        }
      }
    }
    print(
      "figure: \(kind) at each of \(count) calls of recovery, once and for good: \(2 * count) runs")
  }
}

/// A log whose last batch was torn by a crash.
struct TornLog {
  let disk: SimulatedDisk
  let options: JournalOptions
  let tail: [UInt8]
  let path: FilePath
  let offset: Int

  init() throws {
    let log = try SmallLog(
      batches: [[10], [20, 30], [40, 50]], checkpointAfter: [0], segmentByteCount: 2048)
    let (path, bytes) = log.places[4]
    var tail: [UInt8] = []
    let end = log.places[5].bytes.upperBound
    disk = try log.damaged(path) { content in
      content[bytes.lowerBound + 45] ^= 0xFF
      tail = Array(content[bytes.lowerBound..<(end + 7) / 8 * 8])
    }
    while tail.suffix(8).allSatisfy({ $0 == 0 }) { tail.removeLast(8) }
    self.tail = tail
    self.path = path
    offset = bytes.lowerBound
    options = log.options
  }

  /// Why recovery from this image is not what it should be.
  func objection(to image: SimulatedDisk) throws -> String? {
    let system = SimulatedFileSystem(image)
    let (_, recovery) = try Recovery.open(LogFolder(SmallLog.folder, on: system), options: options)
    if recovery.last != LSN(4) { return "ends at \(recovery.last)" }
    let copies = try system.entries(of: SmallLog.folder).filter {
      String(decoding: $0.name, as: UTF8.self).contains(".wal.torn-")
    }
    for copy in copies {
      let path = SmallLog.folder.appending(name: copy.name)
      if try system.readFile(path, limit: 4096) == tail { return nil }
    }
    return "the tail is in none of \(copies.count) copies"
  }
}
