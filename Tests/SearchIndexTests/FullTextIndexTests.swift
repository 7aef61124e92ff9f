import Foundation
import Model
import SQLiteSupport
import Testing

@testable import SearchIndex

@Suite struct FullTextIndexTests {
  /// A folder of its own for one test, gone when the test is.
  final class Folder {
    let path: String

    init() throws {
      let url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
      path = url.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
  }

  let folder: Folder

  init() throws { folder = try Folder() }

  private func entry(_ number: UInt64, _ body: String, headline: String = "") -> IndexEntry {
    IndexEntry(number: DecisionNumber(number), headline: headline, body: body)
  }

  private func index(_ bodies: String..., sliceLength: Int = 2) throws -> FullTextIndex {
    let index = try FullTextIndex.open(folder.path, sliceLength: sliceLength)
    try index.apply(bodies.enumerated().map { entry(UInt64($0.offset + 1), $0.element) }, lsn: 1)
    return index
  }

  private func numbers(_ index: FullTextIndex, _ query: String) throws -> [UInt64] {
    try index.search(query, limit: 50).map(\.number.rawValue).sorted()
  }

  @Test("words, phrases, exclusions, choices and prefixes find what they say")
  func syntax() throws {
    let index = try index(
      "the irreversible path to war", "a path that is irreversible", "elections in May",
      "an elected path")
    #expect(try numbers(index, "irreversible path") == [1, 2])
    #expect(try numbers(index, "\"irreversible path\"") == [1])
    #expect(try numbers(index, "path -irreversible") == [4])
    #expect(try numbers(index, "elections OR irreversible") == [1, 2, 3])
    #expect(try numbers(index, "elect*") == [3, 4])
    #expect(try numbers(index, "!!! irreversible - path ???") == [1, 2])
  }

  @Test("case and accents do not matter, composed or not")
  func folding() throws {
    let index = try index("Café in Zürich", "cafe\u{301} au lait", "Đà Nẵng Việt Nam")
    #expect(try numbers(index, "CAFE") == [1, 2])
    #expect(try numbers(index, "zurich") == [1])
    #expect(try numbers(index, "viet nang") == [3])
  }

  @Test(
    "words are found inside of sentences that put no spaces between them",
    arguments: [
      ("東京都は新しい計画を発表した。", "計画", "画計"),
      ("中国政府宣布新的经济政策", "经济", "济经"),
      ("서울에서 열린 회의", "서울", "울서"),
      ("รัฐบาลไทยประกาศมาตรการใหม่", "มาตรการ", "การมาตร"),
      ("រដ្ឋាភិបាលកម្ពុជា", "កម្ពុជា", "ជាកម្ពុ"),
      ("हिन्दी समाचार में पढ़ें", "हिन्दी", "हन्दी"),
      ("أعلنت الحكومة العربية", "الحكومة", "حكومة الحكومة"),
    ])
  func withoutSpaces(text: String, present: String, absent: String) throws {
    let index = try index(text, "nothing to see")
    let hits = try index.search(present, limit: 5)
    #expect(hits.map(\.number.rawValue) == [1])
    let snippet = try #require(hits.first?.snippet)
    #expect(snippet.text == text)
    let bytes = Array(snippet.text.utf8)
    #expect(snippet.matches.map { String(decoding: bytes[$0], as: UTF8.self) } == [present])
    #expect(try numbers(index, absent) == [])
  }

  @Test("a snippet shows the article's own text with what matched, cut with an ellipsis")
  func snippets() throws {
    let body = String(repeating: "filler words here ", count: 50) + "the “irreversible”\n\npath "
    let index = try index(body + String(repeating: "and on ", count: 50))
    let hit = try #require(try index.search("\"irreversible path\"", limit: 1).first)
    let marked = hit.snippet.marked(begin: "[", end: "]")
    #expect(marked.contains("the “[irreversible” path] and on"))
    #expect(marked.hasPrefix("…") && marked.hasSuffix("…"))
  }

  @Test("strings that break programs neither break the index nor a search", arguments: naughty)
  func naughtyStrings(text: String) throws {
    let index = try FullTextIndex.open(folder.path)
    try index.apply([entry(1, "before " + text + " behind", headline: text)], lsn: 1)
    let hit = try #require(try index.search("before behind", limit: 1).first)
    #expect(hit.headline == text || text.unicodeScalars.contains { $0.value == 0 })
    for query in [text, "\"" + text, "-" + text + "*"] {
      do {
        _ = try index.search(query, limit: 5)
      } catch let error as QueryError {
        #expect(error.range.upperBound <= max(1, query.unicodeScalars.count))
      }
    }
    try index.apply([], removing: [DecisionNumber(1)], lsn: 2)
    #expect(try index.articleCount() == 0)
    #expect(try index.findDamage() == [])
  }

  static let naughty = [
    "'; DROP TABLE ft; --", "\" OR 1=1", "NEAR(\"a\" \"b\", 5)", "ft MATCH 'x'", "a\u{0}b",
    "\u{202E}txet", "🏳️‍🌈👩‍👩‍👧", "Z̸̡̢̛̗̘̙", "\u{E000}\u{FFFD}\u{FEFF}", "\u{1B}[31mred\u{7}", "{a : b}",
    "^\"a\" + b",
    "-", "*", "a* *b", "((((((((", "‘’“”„«»", "ﷺ ﷽", "\u{2028}\u{2029}\u{85}", "OR OR AND NOT",
  ]

  @Test("a batch that is applied again changes nothing")
  func exactlyOnce() throws {
    let index = try index("one", "two", "three")
    try index.apply([entry(4, "four")], lsn: 5)
    #expect(try index.appliedLSN() == 5)
    try index.apply([entry(4, "other"), entry(5, "five")], lsn: 5)
    #expect(try numbers(index, "four") == [4])
    #expect(try numbers(index, "other OR five") == [])
  }

  @Test("a crash between two slices leaves the LSN behind, and the batch is made again")
  func halfApplied() throws {
    let index = try index("one", "two", "three")
    // What a crash leaves behind the first of two transactions.
    try #require(try index.current().first).apply(
      SliceChanges(entries: [entry(2, "amended")], removed: [DecisionNumber(1)]), lsn: nil)
    #expect(try index.appliedLSN() == 1)
    try index.apply([entry(2, "amended"), entry(4, "four")], removing: [DecisionNumber(1)], lsn: 2)
    #expect(try numbers(index, "one OR two") == [])
    #expect(try numbers(index, "amended OR three OR four") == [2, 3, 4])
    #expect(try index.findDamage() == [])
  }

  @Test("what was applied is there after opening again, with slices as long as they were made")
  func reopening() throws {
    let written = try index("one", "two", "three")
    try written.belong(toLog: 7)
    try written.close()
    let again = try FullTextIndex.open(folder.path)
    #expect(again.sliceCount == 2)
    #expect(try again.current().map(\.length) == [2, 2])
    #expect(try again.logNumbers() == [7, 7])
    #expect(try numbers(again, "two") == [2])
    #expect(try again.articleCount() == 3)
  }

  @Test(
    "a slice that an amendment changes does not claim to be up to date when it is the last left")
  func oldSlice() throws {
    let index = try index("one", "two", "three")
    try index.apply([entry(1, "amended")], lsn: 9)
    #expect(try index.appliedLSN() == 9)
    try index.close()
    for suffix in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: folder.path + "/slice-001.sqlite" + suffix)
    }
    #expect(try FullTextIndex.open(folder.path).appliedLSN() == 0)
  }

  @Test("an amended article keeps its source and story, and one that is gone stays gone")
  func amending() throws {
    let index = try index("one")
    var first = entry(1, "one")
    first.standing = IndexEntry.Standing(
      source: "harbour", outcome: .indexed, story: DecisionNumber(1))
    try index.apply([first], lsn: 2)
    var amended = entry(1, "new")
    amended.standing = nil
    var gone = entry(2, "new")
    gone.standing = nil
    try index.apply([amended, gone], lsn: 3)
    #expect(try numbers(index, "new source:harbour") == [1])
    #expect(try numbers(index, "new") == [1])
  }

  @Test("articles that move to another story take their copies along, in whichever slice")
  func moving() throws {
    let index = try index("one", "two", "three")
    func copy(_ number: UInt64, of original: UInt64) -> IndexEntry {
      var copy = entry(number, "one")
      copy.standing = IndexEntry.Standing(
        source: nil, outcome: .duplicate, story: DecisionNumber(1), copyOf: DecisionNumber(original)
      )
      return copy
    }
    try index.apply([copy(4, of: 1), copy(5, of: 4)], lsn: 2)
    try index.apply([], moving: [(DecisionNumber(1), DecisionNumber(3))], lsn: 3)
    let run = try index.begin(SearchRequest(query: "one OR three"))
    let answer = try run.answer()
    #expect(answer.articles.map(\.story.rawValue) == [3])
    #expect(answer.others.values.first == 3)
  }

  @Test("an entry that comes again replaces the old one, and a removed one is found no more")
  func replacing() throws {
    let index = try index("apple", "pear")
    try index.apply([entry(1, "quince")], removing: [DecisionNumber(2)], lsn: 2)
    #expect(try numbers(index, "apple OR pear OR quince") == [1])
    #expect(try numbers(index, "apple") == [])
    #expect(try index.findDamage() == [])
  }

  @Test("once it is overwritten, no file holds a word of what was taken out, in any slice")
  func overwriting() throws {
    let index = try index(
      "alpha zanzofrelm one", "beta quiet two", "gamma quomberlax three", "delta quiet four")
    try index.apply([], removing: [DecisionNumber(1), DecisionNumber(3)], lsn: 90)
    #expect(try index.holdsDeleted())
    #expect(try index.overwriteDeleted())
    #expect(try !index.holdsDeleted())
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      let data = try Data(contentsOf: URL(filePath: folder.path + "/" + name))
      for word in ["zofrelm", "omberlax"] {
        #expect(data.range(of: Data(word.utf8)) == nil, "\(name) holds \(word)")
      }
    }
    #expect(try numbers(index, "quiet") == [2, 4])
    #expect(try index.overwriteDeleted(), "a second time there is nothing to do")
  }

  @Test("a reader beside the writer sees what was applied and may not write")
  func reader() throws {
    let index = try index("one", "two")
    let reader = try FullTextIndex.open(folder.path, access: .reading)
    try index.apply([entry(3, "three")], lsn: 2)
    #expect(try numbers(reader, "three") == [3])
    #expect(throws: SQLiteFileError.self) { try reader.apply([], lsn: 3) }
  }

  @Test("a reader of an index that is not there says so and makes no file")
  func missing() throws {
    #expect(
      throws:
        SQLiteFileError(
          .missing, path: folder.path + "/slice-000.sqlite", kind: "search index")
    ) {
      try FullTextIndex.open(folder.path, access: .reading)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
  }

  @Test("a file of somebody else is named and left as it is")
  func foreign() throws {
    let path = folder.path + "/slice-000.sqlite"
    try Database(path: path).execute(sql: "CREATE TABLE mine (a)")
    #expect(
      throws: SQLiteFileError(
        .foreign(detail: "a database of another program"), path: path, kind: "search index")
    ) { try FullTextIndex.open(folder.path) }
  }

  @Test("an index of a former version is told from its new one, and makes way for it")
  func former() throws {
    let path = folder.path + "/shard-000.sqlite"
    try Database(path: path).execute(sql: "CREATE TABLE ft (a)")
    let error = try #require(throws: SQLiteFileError.self) {
      try FullTextIndex.open(folder.path, access: .reading)
    }
    guard case .older = error.problem else { return #expect(Bool(false), "\(error)") }
    let index = try index("one", "two", "three")
    #expect(index.isToBeFilled)
    try index.close()
    // An interrupted start: what it made is made again.
    let again = try FullTextIndex.open(folder.path)
    #expect(try again.articleCount() == 0)
    again.removeFormer()
    #expect(!again.isToBeFilled)
  }

  @Test("a match in the headline counts more than one in the body")
  func headline() throws {
    let index = try FullTextIndex.open(folder.path)
    try index.apply(
      [
        entry(1, "something else altogether here", headline: "volcano erupts"),
        entry(2, "the volcano is quiet today again", headline: "no news"),
      ], lsn: 1)
    #expect(try index.search("volcano", limit: 2).map(\.number.rawValue) == [1, 2])
  }
}
