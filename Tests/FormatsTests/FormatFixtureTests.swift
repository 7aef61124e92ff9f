import Formats
import Foundation
import Model
import Testing

/// Files of every format, made up by hand, and what is read of them: `Tests/Fixtures/formats`.
struct FormatFixture: Sendable, CustomTestStringConvertible {
  /// Folder and file name, as `csv/comma.csv`.
  var name: String
  var bytes: [UInt8]

  var testDescription: String { name }

  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Fixtures/formats")

  /// Every file but the expectations, in order of names.
  static let all: [FormatFixture] = {
    let names = FileManager.default.enumerator(atPath: folder.path)?.allObjects as? [String] ?? []
    return names.filter { $0.contains(".") && !$0.hasSuffix(".expected") }.sorted().compactMap {
      guard let data = FileManager.default.contents(atPath: folder.path + "/" + $0) else {
        return nil
      }
      return FormatFixture(name: $0, bytes: Array(data))
    }
  }()

  private var expectation: URL { Self.folder.appendingPathComponent(name + ".expected") }

  /// What the file beside says; with WINNOW_UPDATE_FIXTURES=1 first written anew.
  func expected(_ now: String) throws -> String {
    if ProcessInfo.processInfo.environment["WINNOW_UPDATE_FIXTURES"] != nil {
      try now.write(to: expectation, atomically: true, encoding: .utf8)
    }
    return try String(contentsOf: expectation, encoding: .utf8)
  }

  /// What is read of bytes, a line for each thing known.
  static func reading(_ bytes: [UInt8], name: String) -> String {
    var lines: [String] = []
    do {
      let found = try readAll(bytes, name: name)
      lines.append("format: \(found.reader.format)")
      if let container = found.reader.container { lines.append("container: \(container)") }
      lines += found.reader.notes.map { "note: \($0)" }
      for record in found.records {
        lines += ["", "record \(record.ordinal)"] + Self.lines(record)
      }
    } catch {
      let refusal = error as? Refusal
      lines = ["refused: \(refusal.map { "\($0.reason.rawValue): \($0.detail)" } ?? "\(error)")"]
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func lines(_ record: InterpretedRecord) -> [String] {
    let (provenance, article) = (record.provenance, record.article)
    var lines = ["  at: \(provenance.locator ?? "?")"]
    func add(_ name: String, _ value: String?) {
      if let value { lines.append("  \(name): \(value)") }
    }
    add("read as", provenance.format)
    add("charset", provenance.charset.map { "\($0), by \(provenance.charsetSource ?? "?")" })
    add("status", provenance.httpStatus.map(String.init))
    add("record id", provenance.warcRecordID)
    lines += provenance.notes.map { "  remark: \($0)" }
    add("refused", record.refusal.map { "\($0.reason.rawValue): \($0.detail)" })
    guard let article, record.refusal == nil else { return lines }
    add("headline", article.headline)
    add("url", article.url)
    add("published", article.datePublished.map { "\($0.iso), from \($0.source)" })
    add("language", article.language)
    add("publisher", article.publisher?.name)
    add("dateline", article.dateline)
    add("origin", article.origin.map { "\($0.name), by \($0.source.rawValue): \($0.evidence)" })
    lines += article.authors.map { "  author: \($0.name)" }
    lines += article.articleSection.map { "  section: \($0)" }
    lines += article.keywords.map { "  keyword: \($0)" }
    return lines + article.paragraphs.map { "  \($0.role): \($0.text)" }
  }
}

@Suite("Made-up files of every format")
struct FormatFixtureTests {
  @Test(
    "each file gives what stands beside it; WINNOW_UPDATE_FIXTURES=1 writes it anew",
    arguments: FormatFixture.all)
  func readings(file: FormatFixture) throws {
    let now = FormatFixture.reading(file.bytes, name: file.name)
    #expect(try file.expected(now) == now)
  }

  @Test("every format has a folder of files, and there are some")
  func folders() {
    let folders = Set(FormatFixture.all.map { $0.name.prefix { $0 != "/" } })
    #expect(folders.isSuperset(of: ["html", "text", "json", "csv", "feed", "warc", "arc", "zip"]))
    #expect(FormatFixture.all.count > 80)
  }

  /// Cuts of a file: all of a small one, some thirty of a large one, its last bytes among them.
  private static func cuts(_ count: Int) -> [Int] {
    let step = max(1, count / 24)
    return Array(Set(stride(from: 0, to: count, by: step)).union(max(0, count - 8)..<count))
      .sorted()
  }

  @Test(
    "a file cut anywhere is refused, or its records count from one", arguments: FormatFixture.all)
  func cuts(file: FormatFixture) throws {
    for count in Self.cuts(file.bytes.count) {
      guard let found = try? readAll(Array(file.bytes[..<count]), name: file.name) else { continue }
      #expect(found.records.map(\.ordinal) == Array(1...max(1, found.records.count)))
      for record in found.records { #expect(record.article != nil || record.refusal != nil) }
    }
  }

  @Test(
    "a file with a byte changed anywhere is refused, or its records count from one",
    arguments: FormatFixture.all)
  func changes(file: FormatFixture) throws {
    for (number, index) in Self.cuts(file.bytes.count).enumerated() {
      var bytes = file.bytes
      bytes[index] = [0, 0xFF, 0x22, 0x3C, 0x0A, bytes[index] ^ 1][number % 6]
      guard let found = try? readAll(bytes, name: file.name) else { continue }
      #expect(found.records.map(\.ordinal) == Array(1...max(1, found.records.count)))
    }
  }

  @Test(
    "a reader that goes on from behind any record gives the records that were still to come",
    arguments: FormatFixture.all)
  func resuming(file: FormatFixture) throws {
    let input = ScrapeInput(source: MemorySource(file.bytes), name: Array(file.name.utf8))
    guard var reader = try? RecordReader(input) else { return }
    var locators: [String] = []
    var positions: [ReaderPosition] = []
    while let record = try reader.next() {
      locators.append(record.locator)
      positions.append(reader.position)
    }
    for (number, position) in positions.enumerated() {
      let again = try #require(ReaderPosition(bytes: position.bytes))
      var rest = try RecordReader(input, resumingAt: again)
      var left: [String] = []
      while let record = try rest.next() { left.append(record.locator) }
      #expect(left == Array(locators[(number + 1)...]))
    }
  }

  @Test("what compresses a file changes nothing in its articles", arguments: FormatFixture.all)
  func layers(file: FormatFixture) throws {
    // Archives in archives are beyond the limit of layers.
    let folder = file.name.prefix { $0 != "/" }
    guard !["layers", "zip", "tar", "http", "refused"].contains(folder),
      !file.name.contains("-inside")
    else { return }
    let plain = try? readAll(file.bytes, name: file.name).records.map(\.article)
    for packed in [Pack.gzip(file.bytes), Pack.lz4(file.bytes), Pack.zip([("a", file.bytes)])] {
      let found = try? readAll(packed, name: file.name).records.map(\.article)
      guard let plain else { continue }
      #expect(found == plain)
    }
  }
}
