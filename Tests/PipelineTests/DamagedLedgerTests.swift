import Foundation
import NearDuplicates
import SQLiteSupport
import State
import Storage
import Testing

@testable import Ledger
@testable import Pipeline

/// A ledger that is found damaged in the middle of the work.
@Suite struct DamagedLedgerTests {
  @Test(
    "it ends the run at once, with the sentence that names the cure, though no further file comes",
    .timeLimit(.minutes(2)))
  func endsAtOnce() async throws {
    let url = URL(filePath: NSTemporaryDirectory()).appending(path: "winnow-\(UUID().uuidString)")
    let paths = StatePaths(state: FilePath(url.path(percentEncoded: false)))
    let files = POSIXFileSystem()
    let options = StateDirectoryOptions()
    let (state, recovery) = try StateDirectory.open(
      paths, files: files, options: options, holder: "a test")
    let clock = SystemClock()
    let meter = StageMeter { clock.monotonic() }
    let recovered = try await Recovery(
      of: state, settings: PipelineSettings(), copyOptions: CopyIndexOptions(), clock: clock,
      meter: meter
    ).run(after: recovery)
    var intake = IntakeSettings()
    (intake.lowWaterBytes, intake.lowWaterPercent) = (0, 0)
    let feed = try InboxFeed(
      state: state, open: recovered.open, settings: intake, clock: clock, meter: meter)
    let ledger = try SQLiteFile(
      path: paths.state.appending("ledger.sqlite").string, format: LedgerFormat.format,
      access: .writing)
    try ledger.write { try $0.execute(sql: "DELETE FROM state") }
    try files.replaceFile(
      paths.inbox.appending("one.txt"),
      with: Array(WholePath.page("Bridge opened in the valley", "pillar").utf8))
    try await feed.start()
    let engine = Engine(
      settings: PipelineSettings(), recovered: recovered, meter: meter, clock: clock)
    let failure = await #expect(throws: PipelineFailure.self) { try await engine.run(feed) }
    #expect(failure?.kind == .damaged)
    #expect(failure?.description.contains("winnow rebuild") == true)
  }
}
