import Model
import SQLiteSupport
import Testing

@testable import SearchIndex

@Suite struct IndexedTextTests {
  @Test("a character that stands for the end is replaced and nothing else is")
  func replaced() {
    #expect(IndexedText.prepared("a\u{0}b") == "a\u{FFFD}b")
    #expect(IndexedText.prepared("a\u{2062}\u{E000}b") == "a\u{2062}\u{E000}b")
  }

  private func marked(_ query: String, in text: String) throws -> String {
    let plan = QueryPlan(try SearchQuery(query), stories: [:])
    return SnippetCutter(plan.terms).snippet(of: text).marked(begin: "[", end: "]")
  }

  @Test("a snippet is on one line, with what matched marked as it is written")
  func snippets() throws {
    let text = "one\n\nTwo\tthree 四五六"
    #expect(try marked("two 四五", in: text) == "one [Two] three [四五]六")
    #expect(try marked("\"two three\"", in: text) == "one [Two three] 四五六")
    #expect(try marked("thr*", in: text) == "one Two [three] 四五六")
    #expect(try marked("title:two -four", in: text) == "one Two three 四五六")
  }

  @Test("of a long text the piece with the most of the words is shown")
  func bestPiece() throws {
    let filler = Array(repeating: "filler", count: 100).joined(separator: " ")
    let text = "bridge \(filler) bridge and toll \(filler)"
    let snippet = try marked("bridge toll", in: text)
    #expect(snippet.contains("[bridge] and [toll]"))
    #expect(snippet.hasPrefix("…filler") && snippet.hasSuffix("filler…"))
    #expect(try marked("bridge", in: "") == "")
  }

  @Test("matches that overlap or lie beyond the text are not marked")
  func brokenMatches() {
    let snippet = Snippet(text: "abcdef", matches: [1..<3, 2..<4, 4..<5, 5..<9])
    #expect(snippet.marked(begin: "(", end: ")") == "a(bc)d(e)f")
  }
}

@Suite struct SliceTests {
  let folder: FullTextIndexTests.Folder

  init() throws { folder = try FullTextIndexTests.Folder() }

  private func entry(_ number: UInt64) -> IndexEntry {
    IndexEntry(number: DecisionNumber(number), headline: "", body: "common")
  }

  @Test("a number has its slice, and slices are made as numbers come")
  func distribution() throws {
    let index = try FullTextIndex.open(folder.path, sliceLength: 3)
    try index.apply((1...7).map(entry), lsn: 9)
    #expect(index.sliceCount == 3)
    #expect(try index.current().map { try $0.articleCount() } == [3, 3, 1])
    #expect(try index.search("common", limit: 9).map(\.number.rawValue).sorted() == Array(1...7))
    #expect(try index.appliedLSN() == 9)
  }

  @Test("a reader finds slices that came after it")
  func growing() throws {
    let index = try FullTextIndex.open(folder.path, sliceLength: 2)
    try index.apply((1...2).map(entry), lsn: 1)
    let reader = try FullTextIndex.open(folder.path, access: .reading)
    try index.apply((3...5).map(entry), lsn: 2)
    #expect(try reader.search("common", limit: 9).count == 5)
    #expect(try reader.appliedLSN() == 2)
  }

  @Test("a slice under another's name is refused")
  func renamedSlice() throws {
    let index = try FullTextIndex.open(folder.path, sliceLength: 2)
    try index.apply((1...3).map(entry), lsn: 1)
    try #require(try index.current().last).file.write {
      try $0.execute(sql: "UPDATE state SET slice = 0")
    }
    try index.close()
    let error = try #require(throws: SQLiteFileError.self) { try FullTextIndex.open(folder.path) }
    #expect(error.problem == .foreign(detail: "it is not slice 1"))
  }

  @Test("inspecting an index makes no file and finds what is in it")
  func inspecting() throws {
    let written = try FullTextIndex.open(folder.path, sliceLength: 2)
    try written.apply((1...4).map(entry), lsn: 1)
    try written.close()
    let index = try FullTextIndex.open(folder.path, access: .inspecting)
    #expect(try index.articleCount() == 4)
    #expect(try index.findDamage() == [])
    #expect(throws: SQLiteFileError.self) { try index.apply([entry(5)], lsn: 2) }
  }
}

extension FullTextIndex {
  /// The best hits for what a person typed, each copy.
  func search(_ query: String, limit: Int) throws -> [SearchHit] {
    var request = try SearchRequest(query: query)
    request.limit = limit
    request.includesCopies = true
    let run = try begin(request)
    return try run.hits(run.answer())
  }
}
