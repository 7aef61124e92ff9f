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

/// A page and its sidecar, in either order, through the whole pipeline on real folders.
@Suite struct LateSidecarTests {
  private let folder: FilePath
  private var files: FilePath { folder.appending("files") }
  private func paths(_ state: String) -> StatePaths {
    StatePaths(state: folder.appending(state))
  }

  init() throws {
    let url = URL(filePath: NSTemporaryDirectory()).appending(path: "winnow-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: url.appending(path: "files"), withIntermediateDirectories: true)
    folder = FilePath(url.path(percentEncoded: false))
  }

  static let page = """
    <html><head><title>Bridge closed</title></head><body><article>
    <h1>Bridge at Ellison closed after inspectors find a crack</h1>
    <p>The bridge at Ellison was closed to all traffic on Tuesday after inspectors found a crack in one of its main cables, the transport chief said. It carries some 48,000 vehicles a day.</p>
    <p>Ferries will run twice as often as before, and shuttle buses leave every twelve minutes from the old fish market, the council announced after a meeting that went on past midnight.</p>
    </article></body></html>
    """
  static let json = """
    {"url": "https://news.example/ellison", "date_publish": "2031-03-04 10:00:00", "authors": ["Ada Example"], "title": "A worse title", "source_domain": "news.example"}
    """
  static let headers = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"

  @Test("a folder's page is read before the whole article that describes it, which joins it")
  func wholeArticleBeside() async throws {
    let text = Self.page.split(separator: "\n").filter { $0.hasPrefix("<p>") }
      .map { $0.dropFirst(3).dropLast(4) }.joined(separator: "\\n\\n")
    let json = try write(
      "bridge.json",
      #"{"title":"Bridge at Ellison closed after inspectors find a crack","text":"\#(text)","#
        + #""url":"https://news.example/ellison","author":"Ada Example"}"#)
    let page = try write("bridge.txt", text.replacing("\\n", with: "\n"))
    try await run([json, page], "whole")
    let jobs = try Catalogue.open(paths("whole")).ledger.jobs(
      outcome: nil, reason: nil, before: nil, limit: 10)
    #expect(
      jobs.first { $0.file.suffix(5).elementsEqual(".json".utf8) }?.outcome == .attached)
    #expect(jobs.first { $0.file.suffix(4).elementsEqual(".txt".utf8) }?.outcome == .indexed)
  }

  /// Writes a file whose times say that it is old, so that two states see the same file.
  @discardableResult
  private func write(_ name: String, _ text: String) throws -> FilePath {
    let path = files.appending(name)
    try POSIXFileSystem().replaceFile(path, with: Array(text.utf8))
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1_700_000_000)], ofItemAtPath: path.string)
    return path
  }

  /// Takes these files, one run each, and removes them before the next run: nothing lies beside anything.
  private func ingest(_ names: [(String, String)], into state: String) async throws {
    for (name, text) in names {
      let path = try write(name, text)
      try await run([path], state)
      try POSIXFileSystem().remove(path)
    }
  }

  private func run(_ list: [FilePath], _ state: String) async throws {
    var settings = PipelineSettings()
    settings.retryPauses = []
    var options = StateDirectoryOptions()
    options.journal.segmentByteCount = 2 << 20
    _ = try await ForegroundIngest(
      paths: paths(state), settings: settings, options: options, copyOptions: CopyIndexOptions()
    ).run(list) { _ in }
  }

  private func rebuild(_ state: String) async throws {
    let summary = try await Rebuild(
      paths: paths(state), options: StateDirectoryOptions(), settings: PipelineSettings()
    ).run { _, _ in }
    #expect(summary.missing.isEmpty)
  }

  private func export(_ state: String) throws -> String {
    var bytes: [UInt8] = []
    try Catalogue.open(paths(state)).export { bytes += $0 }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The export without ids, which differ from state to state.
  private func content(_ state: String) throws -> String {
    try export(state).replacing(/"(id|head|story)":"[^"]*",?/, with: "")
  }

  private func outcomes(_ state: String) throws -> [String: Outcome] {
    let jobs = try Catalogue.open(paths(state)).ledger.jobs(
      outcome: nil, reason: nil, before: nil, limit: 100)
    return Dictionary(
      jobs.map { (FilePath(bytes: $0.file).lastComponent?.string ?? "", $0.outcome) },
      uniquingKeysWith: { $1 })
  }

  @Test("a page with its sidecar, before it and after it, makes one export in all three orders")
  func anyOrder() async throws {
    let page = ("p.html", Self.page)
    let sidecars = [("p.html.json", Self.json), ("p.headers", Self.headers)]
    for (name, text) in [page] + sidecars { try write(name, text) }
    try await run([files.appending("p.html")], "together")
    for name in ["p.html", "p.html.json", "p.headers"] {
      try POSIXFileSystem().remove(files.appending(name))
    }
    try await ingest([page] + sidecars, into: "late")
    try await ingest([page] + sidecars.reversed(), into: "late-reversed")
    try await ingest(sidecars + [page], into: "early")
    try await ingest([sidecars[1], page, sidecars[0]], into: "around")
    let expected = try content("together")
    #expect(expected.contains(#""url":"https://news.example/ellison""#))
    #expect(expected.contains(#""datePublished":"2031-03-04T10:00:00""#))
    #expect(expected.contains("Bridge at Ellison closed after inspectors find a crack"))
    #expect(!expected.contains("A worse title"))
    #expect(expected.contains(#""sidecar":"p.html.json""#))
    for state in ["late", "late-reversed", "early", "around"] {
      #expect(try content(state) == expected, "\(state)")
      #expect(
        try outcomes(state)
          == ["p.html": .indexed, "p.html.json": .attached, "p.headers": .attached], "\(state)")
      let before = try export(state)
      #expect(try await Audit(paths: paths(state)).run() == [], "\(state)")
      try await rebuild(state)
      #expect(try export(state) == before, "\(state) after rebuild")
      #expect(try await Audit(paths: paths(state)).run() == [], "\(state) after rebuild")
      #expect(try outcomes(state)["p.html.json"] == .attached)
    }
  }

  @Test("all files of a folder in one run, in the order of their names")
  func wholeFolder() async throws {
    for (name, text) in [
      ("p.headers", Self.headers), ("p.html", Self.page), ("p.html.json", Self.json),
    ] { try write(name, text) }
    let list = ["p.headers", "p.html", "p.html.json"].map { files.appending($0) }
    try await run(list, "folder")
    #expect(
      try outcomes("folder")
        == ["p.html": .indexed, "p.html.json": .attached, "p.headers": .attached])
    // Sidecars beside a page are kept too: the rebuild needs nothing but the archive.
    let before = try export("folder")
    for path in list { try POSIXFileSystem().remove(path) }
    try await rebuild("folder")
    #expect(try export("folder") == before)
  }

  @Test("searches see what the sidecar says: dates in filters, the address in look-ups")
  func search() async throws {
    try await ingest([("p.html", Self.page), ("p.json", Self.json)], into: "s")
    let catalogue = try Catalogue.open(paths("s"))
    let found = try catalogue.search(
      SearchRequest(query: "Ellison since:2031-03-04T09:00 until:2031-03-04T11:00"))
    #expect(found.hits.map(\.summary.url) == ["https://news.example/ellison"])
    #expect(
      try catalogue.search(SearchRequest(query: "Ellison since:2031-03-06")).hits.isEmpty)
    #expect(
      try catalogue.ledger.articles(withURL: "https://news.example/ellison").count == 1)
  }

  @Test("a page's own words come before a late sidecar's, and a saved-from comment after it")
  func trust() async throws {
    let own = Self.page.replacing(
      "<title>",
      with: "<meta property=\"article:published_time\" content=\"2031-01-01T08:00:00Z\"><title>")
    let commented = "<!-- saved from url=(0025)https://worse.example/x -->\n" + own
    try await ingest([("p.html", commented), ("p.html.json", Self.json)], into: "t")
    let line = try export("t")
    #expect(line.contains(#""datePublished":"2031-01-01T08:00:00Z""#))
    #expect(line.contains(#""url":"https://news.example/ellison""#))
  }

  @Test("a sidecar whose page never comes is refused with the names it would take")
  func withoutPage() async throws {
    try await ingest(
      [("lost.html.json", Self.json), ("lost.meta", "url: https://a.example/b")], into: "w")
    let jobs = try Catalogue.open(paths("w")).ledger.jobs(
      outcome: .rejected, reason: "sidecar-without-page", before: nil, limit: 10)
    #expect(jobs.count == 2)
    #expect(jobs.allSatisfy { $0.remedy?.contains("lost.html") == true })
  }

  @Test("JSON that is an article of its own stays one, whatever it is called")
  func ownArticle() async throws {
    let text = (1...30).map { "Sentence \($0) about a choir that sang in the valley." }
      .joined(separator: " ")
    let other = """
      {"url": "https://other.example/choir", "title": "Choir wins a prize", "text": "\(text)"}
      """
    try await ingest([("1.html", Self.page), ("1.json", other), ("2.json", other)], into: "o")
    #expect(
      try outcomes("o") == ["1.html": .indexed, "1.json": .indexed, "2.json": .duplicate])
    // The same article as extracted elsewhere is a sidecar, text and all.
    let same = """
      {"title": "Bridge", "date_publish": "2031-03-04", "maintext": "The bridge at Ellison was closed to all traffic on Tuesday after inspectors found a crack in one of its main cables, the transport chief said. It carries some 48,000 vehicles a day.\\n\(text)"}
      """
    try await ingest([("1.html.json", same)], into: "o")
    #expect(try outcomes("o")["1.html.json"] == .attached)
  }

  @Test("what is forgotten takes its sidecars along, save bytes that another article needs")
  func forget() async throws {
    try await ingest(
      [("p.html", Self.page), ("p.html.json", Self.json), ("q.html", Self.page)], into: "f")
    func forget(_ number: UInt64) async throws -> Int {
      let (taken, _) = try await Forget(
        paths: paths("f"), options: StateDirectoryOptions(), settings: PipelineSettings()
      ).run([DecisionNumber(number)], why: "test")
      return taken.flatMap(\.originals).count { $0.contains("is gone from the archive") }
    }
    #expect(try await forget(1) == 1)
    #expect(try await Audit(paths: paths("f")).run() == [])
    try await rebuild("f")
    #expect(try export("f").contains("q.html"))
    #expect(try await forget(2) == 1)
    #expect(try await Audit(paths: paths("f")).run() == [])
  }

  @Test("a page that comes a second time does not take the sidecar from the first")
  func secondPage() async throws {
    try await ingest(
      [("p.html.json", Self.json), ("p.html", Self.page), ("p.html", Self.page + "\n")], into: "2")
    let lines = try export("2").split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[0].contains("p.html.json"))
    #expect(!lines[1].contains("p.html.json"))
  }
}
