import Archive
import Foundation
import Ledger
import Model
import NearDuplicates
import Pipeline
import Presentation
import SearchIndex
import State
import Storage
import Testing
import WriteAheadLog

@testable import Maintenance

/// Takedowns and salvages that were ended in the middle.
@Suite struct InterruptedCureTests {
  private let state: TestState
  private var folder: FilePath { state.folder }
  private var files: POSIXFileSystem { state.files }
  private var paths: StatePaths { state.paths }
  private var options: StateDirectoryOptions { state.options }

  init() throws { state = try TestState() }

  private func originalCount() throws -> Int {
    try OriginalStore(folder: paths.archive, fileSystem: files).count()
  }

  /// Puts a takedown on record, carries out what `body` does of it, and ends.
  private func note(
    takedownOf number: DecisionNumber, _ body: (StateDirectory, UInt64) async throws -> Void
  ) async throws {
    let (state, recovery) = try StateDirectory.open(
      paths, files: files, options: options, holder: "a test")
    try state.log.replay(after: recovery, applied: .max, tick: {}, pending: { _, _, _ in })
    let lsn = try await state.log.append(
      .forgotten(numbers: [number], why: "asked for"), clock: SystemClock())
    try await body(state, lsn)
    try await state.log.close()
    try state.index.close()
  }

  @Test("a takedown that was on record and not carried out is carried out at the next start")
  func takedown() async throws {
    try await state.ingest([1, 2, 3])
    #expect(try originalCount() == 3)
    try await note(takedownOf: DecisionNumber(2)) { _, _ in }
    try await state.ingest([])
    #expect(try Catalogue.open(paths).ledger.article(DecisionNumber(2)) == nil)
    #expect(try originalCount() == 2)
    #expect(try await Audit(paths: paths).run() == [])
  }

  @Test("a takedown whose originals alone were left takes them at the next start")
  func originals() async throws {
    try await state.ingest([1, 2])
    try await note(takedownOf: DecisionNumber(1)) { state, lsn in
      let clock = SystemClock()
      let takedown = Takedown(of: state, meter: StageMeter { clock.monotonic() }, clock: clock)
      try await takedown.apply(
        try takedown.removals(of: [DecisionNumber(1)], why: "asked for", when: 0), lsn: LSN(lsn))
    }
    #expect(try originalCount() == 2)
    try await state.ingest([])
    #expect(try originalCount() == 1)
    #expect(try await Audit(paths: paths).run() == [])
  }

  @Test("a salvage that is stopped at any step can be run again, and what it leaves starts")
  func salvage() async throws {
    try await state.ingest([1, 2])
    try await state.ingest([3])
    let before = try state.export()
    let whole = folder.appending("whole").string
    try FileManager.default.removeItem(atPath: paths.journal.string)
    try FileManager.default.moveItem(atPath: paths.state.string, toPath: whole)
    var calls = 0
    var isDone = false
    while !isDone {
      try? FileManager.default.removeItem(atPath: paths.state.string)
      try FileManager.default.copyItem(atPath: whole, toPath: paths.state.string)
      let stopping = StoppingFileSystem(after: calls)
      do {
        _ = try Salvage(paths: paths, files: stopping).run()
        isDone = true
      } catch {
        _ = try Salvage(paths: paths).run()
      }
      try await state.ingest([])
      #expect(try state.export() == before, "stopped after \(calls) calls")
      calls += 1
    }
    #expect(calls > 10)
    #expect(try await Audit(paths: paths).run() == [])
  }
}
