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
  private let folder: FilePath
  private let files = POSIXFileSystem()
  private var paths: StatePaths { StatePaths(state: folder.appending("state")) }

  init() throws {
    let url = URL(filePath: NSTemporaryDirectory()).appending(path: "winnow-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    folder = FilePath(url.path(percentEncoded: false))
  }

  private var options: StateDirectoryOptions {
    var options = StateDirectoryOptions()
    options.journal.segmentByteCount = 2 << 20
    return options
  }

  private func ingest(_ numbers: [Int]) async throws {
    let texts = try numbers.map { number in
      let path = folder.appending("\(number).txt")
      try files.replaceFile(
        path, with: Array(ColdCopyTests.text(number).joined(separator: "\n\n").utf8))
      return path
    }
    _ = try await ForegroundIngest(
      paths: paths, settings: PipelineSettings(), options: options,
      copyOptions: CopyIndexOptions()
    ).run(texts) { _ in }
  }

  private func export() throws -> [UInt8] {
    var bytes: [UInt8] = []
    try Catalogue.open(paths).export { bytes += $0 }
    return bytes
  }

  private func originalCount() throws -> Int {
    try files.entries(of: paths.archive).reduce(0) { count, entry in
      entry.kind == .folder
        ? count + (try files.entries(of: paths.archive.appending(name: entry.name)).count) : count
    }
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
    try await ingest([1, 2, 3])
    #expect(try originalCount() == 3)
    try await note(takedownOf: DecisionNumber(2)) { _, _ in }
    try await ingest([])
    #expect(try Catalogue.open(paths).ledger.article(DecisionNumber(2)) == nil)
    #expect(try originalCount() == 2)
    #expect(try await Audit(paths: paths).run() == [])
  }

  @Test("a takedown whose originals alone were left takes them at the next start")
  func originals() async throws {
    try await ingest([1, 2])
    try await note(takedownOf: DecisionNumber(1)) { state, lsn in
      let clock = SystemClock()
      let takedown = Takedown(of: state, meter: StageMeter { clock.monotonic() }, clock: clock)
      try await takedown.apply(
        try takedown.removals(of: [DecisionNumber(1)], why: "asked for", when: 0), lsn: LSN(lsn))
    }
    #expect(try originalCount() == 2)
    try await ingest([])
    #expect(try originalCount() == 1)
    #expect(try await Audit(paths: paths).run() == [])
  }

  @Test("a salvage that is stopped at any step can be run again, and what it leaves starts")
  func salvage() async throws {
    try await ingest([1, 2])
    try await ingest([3])
    let before = try export()
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
      try await ingest([])
      #expect(try export() == before, "stopped after \(calls) calls")
      calls += 1
    }
    #expect(calls > 10)
    #expect(try await Audit(paths: paths).run() == [])
  }
}
