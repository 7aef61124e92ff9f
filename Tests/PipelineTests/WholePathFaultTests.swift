import DropFolder
import Glibc
import Ledger
import LedgerModel
import Model
@testable import Pipeline
@testable import State
import Storage
import StorageSimulation
import Testing

@testable import Pipeline
@testable import State

@Suite("the whole path from the inbox to FINISHED, with a disk that fails")
struct WholePathFaultTests {
  /// How a call fails, and whether for good.
  struct Failing: CustomStringConvertible, Sendable {
    var effect: Fault.Effect
    var isSticky: Bool
    var description: String { "\(effect), \(isSticky ? "for good" : "once")" }

    /// A disk that fails makes files unreadable: a failed sync is never repeated, so once is enough. One
    /// that is full does not.
    var maySetAside: Bool { effect == .error(.ioError) || (isSticky && effect != .error(.noSpace)) }

    static let all: [Failing] = [
      Failing(effect: .error(.ioError), isSticky: false),
      Failing(effect: .error(.ioError), isSticky: true),
      Failing(effect: .error(.noSpace), isSticky: false),
      Failing(effect: .error(.noSpace), isSticky: true),
      Failing(effect: .error(.interrupted), isSticky: true),
      Failing(effect: .short, isSticky: true),
    ]
  }

  private var asked: Int? {
    unsafe getenv("WINNOW_CRASH_ROUNDS").flatMap { unsafe Int(String(cString: $0)) }
  }

  @Test(
    "a call that fails anywhere costs no file: what the next life makes of it is whole",
    arguments: Failing.all)
  func survivesEveryFault(_ failing: Failing) async throws {
    let path = WholePath.mixed
    let start = try path.beginning()
    let beginning = CrashImage(label: "", disk: start, batches: [], indexed: 0)
    let callCount = try await calls(path, from: beginning)
    let stride = asked == nil ? 29 : 1
    var (runs, deaths, failed): (Int, Int, [String]) = (0, 0, [])
    for call in Swift.stride(from: 1, through: callCount, by: stride) {
      let fault = Fault(failing.effect, atCall: call, isSticky: failing.isSticky)
      let system = SimulatedFileSystem(start)
      let (ledger, ended) = try await live(beginning, on: system, fault)
      if ended != Self.livedThrough { deaths += 1 }
      let style = [CrashStyle.killed, .dropAll, .torn][call % 3]
      var random = SeededGenerator(seed: UInt64(call))
      let batches = ledger.batches(.max)
      let image = CrashImage(
        label: "call \(call) of \(callCount), \(failing), \(ended), then \(style)",
        disk: system.disk.afterCrash(style, using: &random), batches: batches,
        indexed: batches.count)
      failed += try await failures(path, after: image, maySetAside: failing.maySetAside)
      runs += 1
    }
    print(
      "figure: \(runs) lives with a fault (\(failing)), \(deaths) ended by it, \(failed.count) wrong"
    )
    #expect(failed == [])
  }

  @Test("a sync without space ends a life, and the next one has every file")
  func syncWithoutSpace() async throws {
    let path = WholePath.mixed
    let start = try path.beginning()
    let beginning = CrashImage(label: "", disk: start, batches: [], indexed: 0)
    var failed: [String] = []
    var deaths = 0
    for call in 1...40 {
      let system = SimulatedFileSystem(start)
      let fault = Fault(.error(.noSpace), atCall: call, of: [.sync])
      let (ledger, ended) = try await live(beginning, on: system, fault)
      if ended != Self.livedThrough { deaths += 1 }
      var random = SeededGenerator(seed: UInt64(call))
      let batches = ledger.batches(.max)
      let image = CrashImage(
        label: "sync \(call), \(ended)", disk: system.disk.afterCrash(.dropAll, using: &random),
        batches: batches, indexed: batches.count)
      failed += try await failures(path, after: image, maySetAside: false)
    }
    #expect(deaths > 0 && failed == [])
  }

  @Test(
    "a recovery that fails anywhere costs no file either", arguments: Failing.all)
  func survivesFaultsInRecovery(_ failing: Failing) async throws {
    let path = WholePath.mixed
    let first = SimulatedFileSystem(try path.beginning())
    let ledger = try await withIndexFolder { folder in
      let life = try Life(first, batches: [], indexed: 0, indexFolder: folder)
      try await life.run()
      return life.model
    }
    let all = images(
      of: first.trace, ledger, styles: CrashStyle.allCases, rounds: 1, stride: asked == nil ? 47 : 5
    )
    var (runs, failed): (Int, [String]) = (0, [])
    for (index, crashed) in all.enumerated() {
      for call in [7 + index % 11, 30 + index * 7 % 60] {
        let system = SimulatedFileSystem(crashed.disk)
        let fault = Fault(failing.effect, atCall: call, isSticky: failing.isSticky)
        let (ledger, ended) = try await live(crashed, on: system, fault)
        var random = SeededGenerator(seed: UInt64(call))
        let batches = ledger.batches(.max)
        let image = CrashImage(
          label: "\(crashed.label), then call \(call), \(failing), \(ended)",
          disk: system.disk.afterCrash([.killed, .dropAll][index % 2], using: &random),
          batches: batches, indexed: batches.count)
        failed += try await failures(path, after: image, maySetAside: failing.maySetAside)
        runs += 1
      }
    }
    print("figure: \(runs) recoveries with a fault (\(failing)), \(failed.count) wrong")
    #expect(failed == [])
  }

  @Test("what was set aside and is handed back, crashed everywhere, ends in the archive or waits")
  func handsBack() async throws {
    var path = WholePath.simple
    path.items = Array(path.items[0..<3])
    let first = SimulatedFileSystem(try path.beginning())
    let name = Array(path.items[0].name.utf8)
    let ledger = try await withIndexFolder { folder in
      let life = try Life(
        first, batches: [], indexed: 0, indexFolder: folder, sizeLimit: 1_000)
      try await life.run()
      #expect(try life.ledger.jobs(forFile: name).map(\.outcome) == [.quarantined])
      return life.model
    }
    // The operator raises the limit, hands the files back and starts anew.
    let batches = ledger.batches(.max)
    let settled = first.trace.changes.count
    let second = SimulatedFileSystem(first.disk)
    try Self.handBackAll(second)
    let later = try await withIndexFolder { folder in
      let life = try Life(
        second, batches: batches, indexed: batches.count, indexFolder: folder)
      try await life.run()
      return life.model
    }
    #expect(settled > 0)
    let all = images(
      of: second.trace, later, styles: CrashStyle.allCases, rounds: asked ?? 1,
      stride: asked == nil ? 3 : 1)
    var failed: [String] = []
    for image in all {
      let known = image.batches.isEmpty ? batches : image.batches
      let system = SimulatedFileSystem(image.disk)
      let reasons = try await withIndexFolder { folder -> [String] in
        do {
          try Self.handBackAll(system)
          let life = try Life(
            system, batches: known, indexed: known.count, indexFolder: folder)
          try await life.run()
          return try path.items.compactMap { item in
            let outcomes = try life.ledger.jobs(forFile: Array(item.name.utf8)).map(\.outcome)
            let whole = outcomes.filter { $0 != .quarantined }
            return outcomes.count == 2 && whole.count == 1 ? nil : "\(item.name): \(outcomes)"
          }
        } catch { return ["\(error)"] }
      }
      if !reasons.isEmpty { failed.append("\(image.label): \(reasons)") }
    }
    print("figure: \(all.count) crash images of handing back, \(failed.count) wrong")
    #expect(failed == [])
  }

  private static let livedThrough = "lived through"

  /// As `winnow retry` does with everything in quarantine.
  private static func handBackAll(_ system: SimulatedFileSystem) throws {
    let spool = Spool(root: Life.paths.spool)
    let moves = SpoolMoves(spool: spool, fileSystem: system, clock: { 1_000_000_000_000_000_000 })
    for id in try moves.quarantinedJobs() {
      let reason = try system.readFile(spool.reasonPath(id), limit: 1 << 16)
      let note = String(decoding: reason, as: UTF8.self)
      let name = ["one.txt", "twin-a.txt", "twin-b.txt"].first { note.contains("\"\($0)\"") } ?? id
      _ = try moves.handBack(id, to: Array(name.utf8))
    }
  }

  /// How many calls a life without faults makes.
  private func calls(_ path: WholePath, from image: CrashImage) async throws -> Int {
    let system = SimulatedFileSystem(image.disk)
    _ = try await live(image, on: system, nil)
    return system.callCounts.values.reduce(0, +)
  }

  /// A life with a fault; says how it ended. What it opened dies with it.
  private func live(
    _ image: CrashImage, on system: SimulatedFileSystem, _ fault: Fault?
  ) async throws -> (ledger: MemoryLedger, ended: String) {
    try await withIndexFolder { folder in
      let life = try Life(
        system, batches: image.batches, indexed: image.indexed, indexFolder: folder)
      system.inject(fault.map { [$0] } ?? [])
      defer { system.inject([]) }
      do {
        try await life.run()
        return (life.model, Self.livedThrough)
      } catch {
        return (life.model, "ended with: \(error)")
      }
    }
  }

  private func failures(
    _ path: WholePath, after image: CrashImage, maySetAside: Bool
  ) async throws -> [String] {
    let system = SimulatedFileSystem(image.disk)
    let reasons = try await withIndexFolder { folder -> [String] in
      do {
        let life = try Life(
          system, batches: image.batches, indexed: image.indexed, indexFolder: folder)
        try await life.run()
        return try path.objections(
          to: life, decidedBefore: image.batches, maySetAside: maySetAside)
      } catch { return ["\(error)"] }
    }
    return reasons.isEmpty ? [] : ["\(image.label): \(reasons)"]
  }
}
