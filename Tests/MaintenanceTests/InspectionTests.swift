import Foundation
import Ledger
import Model
import NearDuplicates
import Pipeline
import Presentation
import State
import Storage
import Testing
import WriteAheadLog

@testable import Maintenance

/// Commands that only look, on a state that a crash has left untidy.
@Suite struct InspectionTests {
  private let folder: FilePath
  private let files = POSIXFileSystem()
  private var paths: StatePaths { StatePaths(state: folder.appending("state")) }

  init() throws {
    let url = URL(filePath: NSTemporaryDirectory()).appending(path: "winnow-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    folder = FilePath(url.path(percentEncoded: false))
  }

  /// A state of one article, with 32 bytes behind the journal's last record, and with what
  /// interrupted work leaves: a half-stored original, a half-made generation, an orphan in `claimed/`.
  private func makeUntidyState() async throws {
    let text = folder.appending("a.txt")
    try files.replaceFile(text, with: Array(ColdCopyTests.text(1).joined(separator: "\n\n").utf8))
    var options = StateDirectoryOptions()
    options.journal.segmentByteCount = 2 << 20
    _ = try await ForegroundIngest(
      paths: paths, settings: PipelineSettings(), options: options,
      copyOptions: CopyIndexOptions()
    ).run([text]) { _ in }
    try files.replaceFile(paths.archive.appending(".new-1"), with: [1, 2, 3])
    try files.makeFolders(paths.state.appending("generation-7"))
    try files.replaceFile(paths.state.appending("generation-7/ledger.sqlite"), with: [4])
    try files.makeFolders(paths.claimed)
    try files.replaceFile(paths.claimed.appending("01JUNKNOWN"), with: [5])
    let segment = try #require(
      try files.entries(of: paths.journal).last {
        $0.name.suffix(4).elementsEqual(".wal".utf8) && !$0.name.elementsEqual("spare.wal".utf8)
      })
    let path = paths.journal.appending(name: segment.name)
    let bytes = try files.readFile(path, limit: 64 << 20)
    let end = (bytes.lastIndex { $0 != 0 } ?? 0) / 8 * 8 + 8
    try files.open(path, .readWrite).write([UInt8](repeating: 0xA5, count: 32), at: UInt64(end))
  }

  /// Every file of the state by its path: its bytes, and when it was changed.
  private func tree() throws -> [String: [UInt8]] {
    var found: [String: [UInt8]] = [:]
    var folders = [paths.state]
    while let folder = folders.popLast() {
      for entry in try files.entries(of: folder) {
        let path = folder.appending(name: entry.name)
        let status = try files.status(of: path)
        if status.kind == .folder {
          folders.append(path)
          found[path.string] = []
        } else {
          found[path.string] =
            Array("\(status.modified) ".utf8) + (try files.readFile(path, limit: 64 << 20))
        }
      }
    }
    return found
  }

  @Test("an audit changes not a byte, and reports what lies behind the journal's last record")
  func audit() async throws {
    try await makeUntidyState()
    let before = try tree()
    let kinds = try await Audit(paths: paths).run().map(\.kind)
    #expect(try tree() == before)
    #expect(kinds.contains("torn-tail"))
    #expect(kinds.contains("stray"))
    #expect(!kinds.contains("ledger-lacks"))
  }

  @Test("verifying the journal changes not a byte, and calls it torn")
  func verify() async throws {
    try await makeUntidyState()
    let before = try tree()
    #expect(try JournalTools(paths: paths).verify().health == .torn)
    try JournalTools(paths: paths).dump { _ in }
    #expect(try tree() == before)
  }

  @Test("explaining an article changes not a byte, also without a daemon")
  func explain() async throws {
    try await makeUntidyState()
    let before = try tree()
    let catalogue = try Catalogue.open(paths, isInspecting: true)
    let row = try #require(try catalogue.ledger.article(DecisionNumber(1)))
    let explanation = try Explanation(
      of: row, in: catalogue, originals: OriginalBytes(paths), settings: PipelineSettings())
    #expect(explanation.sections.contains { $0.title == "How it was read" })
    #expect(try catalogue.ledger.tallies().isEmpty == false)
    #expect(try tree() == before)
  }

  @Test("the next start removes what interrupted work left, and an audit then finds nothing")
  func nextStart() async throws {
    try await makeUntidyState()
    try files.remove(paths.claimed.appending("01JUNKNOWN"))
    var options = StateDirectoryOptions()
    options.journal.segmentByteCount = 2 << 20
    _ = try await ForegroundIngest(
      paths: paths, settings: PipelineSettings(), options: options,
      copyOptions: CopyIndexOptions()
    ).run([]) { _ in }
    #expect(try !files.exists(paths.archive.appending(".new-1")))
    #expect(try !files.exists(paths.state.appending("generation-7")))
    #expect(try await Audit(paths: paths).run() == [])
  }

  @Test("an audit is refused while a process works on the state, and names it")
  func held() async throws {
    let (state, _) = try StateDirectory.open(
      paths, files: files, options: StateDirectoryOptions(), holder: "the worker")
    let failure = await #expect(throws: PipelineFailure.self) {
      try await Audit(paths: paths).run()
    }
    #expect(failure?.kind == .held)
    #expect(failure?.description.contains("the worker") == true)
    try await state.log.close()
  }
}
