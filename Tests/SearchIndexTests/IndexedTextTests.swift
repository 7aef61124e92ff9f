import Model
import SQLiteSupport
import Testing

@testable import SearchIndex

@Suite struct IndexedTextTests {
  /// FTS5's marks: noncharacters, which cannot be written in a literal.
  private let begin = String(decoding: IndexedText.matchBegin, as: UTF8.self)
  private let end = String(decoding: IndexedText.matchEnd, as: UTF8.self)

  @Test("characters that stand for marks or for the end are replaced and nothing else is")
  func replaced() {
    for mark in ["\u{0}", begin, end] {
      #expect(IndexedText.prepared("a\(mark)b") == "a\u{FFFD}b")
    }
    #expect(IndexedText.prepared("a\u{2062}\u{2063}\u{E000}b") == "a\u{2062}\u{2063}\u{E000}b")
  }

  @Test("a snippet's marks become ranges of its own text, on one line")
  func snippets() {
    let snippet = IndexedText.snippet(
      "one\n\n\(begin)two\(end)\tthree \(begin)四五\(end)")
    #expect(snippet.text == "one two three 四五")
    #expect(snippet.matches == [4..<7, 14..<20])
    #expect(snippet.marked(begin: "[", end: "]") == "one [two] three [四五]")
  }

  @Test("a mark that nothing opens or closes is left out")
  func unpairedMarks() {
    #expect(IndexedText.snippet("a\(end)b") == Snippet(text: "ab", matches: []))
    #expect(IndexedText.snippet("a\(begin)b") == Snippet(text: "ab", matches: []))
  }

  @Test("matches that overlap or lie beyond the text are not marked")
  func brokenMatches() {
    let snippet = Snippet(text: "abcdef", matches: [1..<3, 2..<4, 4..<5, 5..<9])
    #expect(snippet.marked(begin: "(", end: ")") == "a(bc)d(e)f")
  }
}

@Suite struct ShardTests {
  let folder: FullTextIndexTests.Folder

  init() throws { folder = try FullTextIndexTests.Folder() }

  private func entry(_ number: UInt64) -> IndexEntry {
    IndexEntry(number: DecisionNumber(number), headline: "", body: "common")
  }

  @Test("an article is in the shard that its number names, and each shard has its own mark")
  func distribution() throws {
    let index = try FullTextIndex.open(folder.path, shards: 3)
    #expect((1...6).map { index.shard(of: DecisionNumber($0)) } == [1, 2, 0, 1, 2, 0])
    try index.apply((1...6).map(entry), lsn: 9, shard: 1)
    #expect(try index.search("common", limit: 9).map(\.number.rawValue).sorted() == [1, 4])
    #expect(try index.appliedLSN(shard: 1) == 9)
    #expect(try index.appliedLSN(shard: 0) == 0)
    #expect(try index.appliedLSN() == 0)
  }

  @Test("a shard under another's name is refused")
  func renamedShard() throws {
    try FullTextIndex.open(folder.path, shards: 2).close()
    let file = try SQLiteFile(
      path: folder.path + "/shard-001.sqlite",
      format: SQLiteFormat(
        kind: "search index", applicationID: 0x5746_5453,
        migrations: ["headline and body", "the log that it belongs to", "words"].map {
          SQLiteFormat.Migration($0) { _ in }
        }), access: .writing)
    try file.write { try $0.execute(sql: "UPDATE state SET shard = 0") }
    try file.close()
    let error = try #require(throws: SQLiteFileError.self) { try FullTextIndex.open(folder.path) }
    #expect(error.problem == .foreign(detail: "it is not shard 1"))
  }

  @Test("a search for nothing, or for no hits, finds nothing")
  func nothing() throws {
    let index = try FullTextIndex.open(folder.path, shards: 1)
    try index.apply([entry(1)], lsn: 1)
    #expect(try index.search("", limit: 5).isEmpty)
    #expect(try index.search("common", limit: 0).isEmpty)
    #expect(try index.search("common", limit: 5) { _ in [] }.isEmpty)
  }

  @Test("inspecting an index makes no file and finds what is in it")
  func inspecting() throws {
    let written = try FullTextIndex.open(folder.path, shards: 2)
    try written.apply((1...4).map(entry), lsn: 1)
    try written.close()
    let index = try FullTextIndex.open(folder.path, access: .inspecting)
    #expect(try index.articleCount() == 4)
    #expect(try index.findDamage() == [])
    #expect(throws: SQLiteFileError.self) { try index.apply([entry(5)], lsn: 2) }
  }
}
