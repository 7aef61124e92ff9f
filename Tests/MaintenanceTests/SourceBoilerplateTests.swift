import DropFolder
import Foundation
import Ledger
@testable import Maintenance
import Model
import NearDuplicates
import Pipeline
import Presentation
import State
import Storage
import Synchronization
import Testing
import WriteAheadLog

@testable import Maintenance

/// The drop folder with real folders and a real SQLite: what a source repeats is learned.
@Suite struct SourceBoilerplateTests {
  private static let footer =
    "The Harbour Post has been printed in this town every morning since 1911."
  private let folder: FilePath
  private var paths: StatePaths { StatePaths(state: folder.appending("state")) }

  init() throws {
    let url = URL(filePath: NSTemporaryDirectory()).appending(path: "winnow-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    folder = FilePath(url.path(percentEncoded: false))
  }

  /// Drops articles of the source `wire`, each with the same last line, and waits until all are done.
  private func drop(_ numbers: ClosedRange<Int>, inFlight: Int) async throws {
    let files = POSIXFileSystem()
    let source = paths.inbox.appending("wire")
    try files.makeFolders(source)
    for number in numbers {
      let text = ColdCopyTests.text(number) + [Self.footer]
      try files.replaceFile(
        source.appending("\(number).txt"), with: Array(text.joined(separator: "\n\n").utf8))
    }
    let clock = SystemClock()
    let meter = StageMeter { clock.monotonic() }
    var options = StateDirectoryOptions()
    options.journal.segmentByteCount = 2 << 20
    options.drop.settleTime = 0
    var settings = PipelineSettings()
    settings.jobsInFlight = inFlight
    let (state, recovery) = try StateDirectory.open(
      paths, files: files, options: options, holder: "test")
    let recovered = try await Recovery(
      of: state, settings: settings, copyOptions: CopyIndexOptions(), clock: clock, meter: meter
    ).run(after: recovery)
    let feed = try InboxFeed(
      state: state, open: recovered.open, settings: IntakeSettings(), clock: clock, meter: meter)
    try await feed.start()
    let engine = Engine(settings: settings, recovered: recovered, meter: meter, clock: clock)
    let left = Mutex(numbers.count)
    try await engine.run(feed) { _ in
      let rest = left.withLock { left in
        left -= 1
        return left
      }
      if rest == 0 { feed.close() }
    }
    try await state.log.checkpointAndClose()
  }

  private func export() throws -> [UInt8] {
    var bytes: [UInt8] = []
    try Catalogue.open(paths).export { bytes += $0 }
    return bytes
  }

  /// For each article, in order of decision, whether its text still has the line.
  private func havingFooter() throws -> [Bool] {
    var found: [Bool] = []
    try Catalogue.open(paths).ledger.forEachArticle(from: DecisionNumber(1)) { row in
      let isThere = row.article.articleBody.contains(Self.footer)
      #expect(isThere || row.article.removed.contains { $0.reason == .boilerplate })
      #expect((row.snapshotVersion == 0) == isThere)
      found.append(isThere)
      return true
    }
    return found
  }

  @Test(
    "the fourth article of a source loses the line that the first three repeated, also when all are read at once",
    arguments: [1, 8])
  func fourth(inFlight: Int) async throws {
    try await drop(1...5, inFlight: inFlight)
    #expect(try havingFooter() == [true, true, true, false, false])
  }

  @Test("what was learned outlives a restart, and a rebuild gives the same bytes")
  func rebuild() async throws {
    try await drop(1...4, inFlight: 2)
    try await drop(5...6, inFlight: 2)
    #expect(try havingFooter() == [true, true, true, false, false, false])
    let before = try export()
    let summary = try await Rebuild(
      paths: paths, options: StateDirectoryOptions(), settings: PipelineSettings()
    ).run { _, _ in }
    #expect(summary.missing.isEmpty && summary.articles == 6)
    #expect(try export() == before)
    // The rebuilt state knows it too.
    try await drop(7...7, inFlight: 1)
    #expect(try havingFooter().last == false)
  }
}
