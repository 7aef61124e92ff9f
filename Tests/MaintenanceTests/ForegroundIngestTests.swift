import SearchIndex
import Foundation
import Ledger
@testable import Maintenance
import Model
import NearDuplicates
import Pipeline
import Presentation
import State
import Storage
import Testing
import WriteAheadLog

@testable import Maintenance

/// Real folders, real SQLite, the whole pipeline.
@Suite struct ForegroundIngestTests {
  private let folder: FilePath
  private var paths: StatePaths { StatePaths(state: folder.appending("state")) }

  init() throws {
    let url = URL(filePath: NSTemporaryDirectory()).appending(path: "winnow-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    folder = FilePath(url.path(percentEncoded: false))
  }

  private func write(_ name: String, _ text: String) throws -> FilePath {
    let path = folder.appending(name)
    try POSIXFileSystem().replaceFile(path, with: Array(text.utf8))
    return path
  }

  private func ingest(_ files: [FilePath]) async throws -> IngestSummary {
    var settings = PipelineSettings()
    settings.retryPauses = []
    var options = StateDirectoryOptions()
    options.journal.segmentByteCount = 2 << 20
    return try await ForegroundIngest(
      paths: paths, settings: settings, options: options, copyOptions: CopyIndexOptions()
    ).run(files) { _ in }
  }

  @Test(
    "a file that is refused says why, however many batches it is read in",
    arguments: [
      ("gone.html", "<html><title>404 Not Found</title><body><h1>404 Not Found</h1></body>"),
      ("lines.jsonl", String(repeating: "{\"title\":\"x\",\"text\":\"\"}\n", count: 3)),
      ("blocked.html", "<html><title>Access denied</title><body><h1>Access denied</h1></body>"),
    ])
  func reasons(_ name: String, _ text: String) async throws {
    var reasons: [String?] = []
    for byteCount in [8 << 20, 16] {
      let file = try write("\(byteCount)-\(name)", text)
      var settings = PipelineSettings()
      settings.recordBatchByteCount = byteCount
      settings.recordBatchCount = byteCount == 16 ? 1 : 64
      var options = StateDirectoryOptions()
      options.journal.segmentByteCount = 2 << 20
      _ = try await ForegroundIngest(
        paths: paths, settings: settings, options: options, copyOptions: CopyIndexOptions()
      ).run([file]) { _ in }
      let jobs = try Catalogue.open(paths).ledger.jobs(forFile: file.bytes)
      #expect(jobs.first?.outcome == .rejected)
      reasons.append(jobs.first?.reason)
    }
    #expect(reasons[0] != nil && reasons[0] != "empty")
    #expect(reasons[0] == reasons[1])
  }

  private func export() throws -> [UInt8] {
    var bytes: [UInt8] = []
    try Catalogue.open(paths).export { bytes += $0 }
    return bytes
  }

  private static func story(_ place: String) -> String {
    """
    Bridge at \(place) closed after inspectors find a crack

    The bridge at \(place) was closed to all traffic on Tuesday after inspectors found a crack in one of its main cables, the transport chief said. It carries some 48,000 vehicles a day between the harbour and the airport, and nobody could say when it would open again.

    Ferries will run twice as often as before, and shuttle buses leave every twelve minutes from the old fish market at the northern end of \(place), the council announced after a meeting that went on past midnight.
    """
  }

  @Test("of byte-identical twins a search shows the head, whichever file of the index they are in")
  func twins() async throws {
    let files = try (1...4).map { try write("\($0).txt", Self.story("Ellison")) }
    _ = try await ingest(files)
    let hits = try Catalogue.open(paths).search(SearchRequest(query: "Ellison")).hits
    #expect(hits.map(\.summary.number) == [DecisionNumber(1)])
    #expect(hits.first?.alsoInStory == 3)
  }

  @Test("files are decided in the order given: the later of two twins is the copy")
  func orderOfDecision() async throws {
    let files = try [
      write("b.txt", Self.story("Ellison")), write("c.txt", Self.story("Corvane")),
      write("a.txt", Self.story("Ellison")),
    ]
    _ = try await ingest(files)
    let catalogue = try Catalogue.open(paths)
    var rows: [(String, Outcome)] = []
    try catalogue.ledger.forEachArticle(from: DecisionNumber(1)) { row in
      rows.append(
        (FilePath(bytes: row.provenance.fileBytes).lastComponent?.string ?? "", row.outcome))
      return true
    }
    #expect(rows.map(\.0) == ["b.txt", "c.txt", "a.txt"])
    #expect(rows.map(\.1)[0] == .indexed)
    #expect(rows.map(\.1)[2] == .duplicate)
  }

  @Test("a second run over the same files does nothing again")
  func secondRun() async throws {
    let files = try [write("a.txt", Self.story("Ellison"))]
    _ = try await ingest(files)
    let before = try export()
    let again = try await ingest(files)
    #expect(again.skipped == 1)
    #expect(try export() == before)
  }

  @Test("a file that was refused has its reason on record, and its bytes in the archive")
  func refused() async throws {
    let empty = try write("empty.txt", "")
    _ = try await ingest([empty, folder.appending("missing.txt")])
    let jobs = try Catalogue.open(paths).ledger.jobs(
      outcome: .rejected, reason: nil, before: nil, limit: 10)
    #expect(Set(jobs.compactMap(\.reason)) == ["empty", "gone"])
    #expect(jobs.allSatisfy { $0.detail != nil && $0.remedy != nil })
  }

  @Test("rebuild makes the same export, and audit finds nothing before and after")
  func rebuild() async throws {
    var files: [FilePath] = []
    for number in 0..<12 {
      files.append(try write("f\(number).txt", Self.story("Place\(number % 9)")))
    }
    let lines = (0..<5).map { number in
      "{\"title\": \"Item \(number) of a list\", \"url\": \"https://example.org/\(number)\", \"content\": \"\(Self.story("Town\(number)").split(separator: "\n").joined(separator: "\\n"))\"}"
    }
    files.append(try write("many.jsonl", lines.joined(separator: "\n") + "\n"))
    _ = try await ingest(files)
    let before = try export()
    #expect(try await Audit(paths: paths).run().isEmpty)
    let summary = try await Rebuild(
      paths: paths, options: StateDirectoryOptions(), settings: PipelineSettings()
    ).run { _, _ in }
    #expect(summary.missing.isEmpty)
    #expect(summary.articles == 17)
    #expect(try export() == before)
    #expect(try await Audit(paths: paths).run().isEmpty)
  }

  @Test("audit names an original that is gone")
  func auditNamesLoss() async throws {
    _ = try await ingest([try write("a.txt", Self.story("Ellison"))])
    let system = POSIXFileSystem()
    for entry in try system.entries(of: paths.archive) where entry.kind == .folder {
      let inner = paths.archive.appending(name: entry.name)
      for file in try system.entries(of: inner) {
        try system.remove(inner.appending(name: file.name))
      }
    }
    let findings = try await Audit(paths: paths).run()
    #expect(findings.map(\.kind) == ["original-lacks"])
  }

  @Test("what is forgotten is gone from export, index and archive, and stays so after a rebuild")
  func forget() async throws {
    _ = try await ingest([
      try write("a.txt", Self.story("Ellison")),
      try write(
        "b.txt",
        "Choir wins a prize\n\n"
          + String(
            repeating: "The choir of the village sang a lullaby in eleven ways and won. ", count: 8)
      ),
    ])
    let (taken, isOverwritten) = try await Forget(
      paths: paths, options: StateDirectoryOptions(), settings: PipelineSettings()
    ).run([DecisionNumber(1)], why: "test")
    #expect(taken.count == 1)
    #expect(taken.first?.originals.first?.contains("is gone from the archive") == true)
    #expect(isOverwritten)
    #expect(try Catalogue.open(paths).search(SearchRequest(query: "bridge")).hits.isEmpty)
    let before = try export()
    _ = try await Rebuild(
      paths: paths, options: StateDirectoryOptions(), settings: PipelineSettings()
    ).run { _, _ in }
    #expect(try export() == before)
  }

  @Test("a state that another process holds is refused, and the holder is named")
  func held() async throws {
    let (state, _) = try StateDirectory.open(
      paths, files: POSIXFileSystem(), options: StateDirectoryOptions(), holder: "the first")
    do {
      _ = try await ingest([])
      Issue.record("a second process was let in")
    } catch let failure as PipelineFailure {
      #expect(failure.kind == .held)
      #expect(failure.description.contains("the first"))
    }
    try await state.log.close()
  }
}
