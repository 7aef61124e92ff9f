import Model
import Formats
import Testing

@Suite("Resuming")
struct ResumptionTests {
  private static let item = #"{"title":"N","text":"some text","url":"https://a.example/"}"#
  private static let items = (1...9).map { item.replacing("N", with: "n\($0)") }
  private static let warcs = (1...5).map {
    Pack.warc("response", "https://a.example/\($0)", Pack.response(page("t\($0)")))
  }
  private static let feedItems = (1...5).map {
    "<item><title>t\($0)</title><description>\(prose[0])</description></item>"
  }

  static let files: [(name: String, bytes: [UInt8])] = [
    ("array", Array("[\(items.joined(separator: ","))]".utf8)),
    ("lines", Array(items.joined(separator: "\n").utf8)),
    ("wrapper", Array(#"{"articles":[\#(items.joined(separator: ","))]}"#.utf8)),
    ("damaged", Array("[\(items.joined(separator: ",1,").replacing("n5\"", with: "n5"))]".utf8)),
    ("warc", Array(warcs.joined().utf8)),
    ("warc.gz", warcs.flatMap { Pack.gzip(Array($0.utf8)) }),
    ("feed", Array("<rss><channel><title>c</title>\(feedItems.joined())</channel></rss>".utf8)),
    (
      "csv",
      Array(("title,text,url\n" + (1...6).map { "t\($0),words,u\n" }.joined()).utf8)
    ),
    (
      "lists in a warc",
      Array(
        (warcs[0]
          + Pack.warc("resource", "https://a.example/", "[\(items.joined(separator: ","))]")
          + warcs[1]).utf8)
    ),
    ("page", Array(page("T").utf8)),
    ("zip", Pack.zip([("a.html", Array(page("a").utf8)), ("b.json", Array(items[0].utf8))])),
    (
      "tar",
      Pack.tar([
        ("a.jsonl", Array(items.joined(separator: "\n").utf8)), ("b.json", Array(items[0].utf8)),
      ])
    ),
    // Large enough that its end lies beyond what sniffing has read.
    (
      "large",
      Array(
        ("["
          + (1...700).map { item.replacing("N", with: String(repeating: "m\($0) ", count: 400)) }
          .joined(separator: ",") + "]").utf8)
    ),
  ]

  @Test("a reader that goes on from a position gives the records that were still to come")
  func resume() throws {
    for (name, bytes) in Self.files {
      let all = try readAll(bytes).records
      let input = ScrapeInput(source: MemorySource(bytes))
      var first = try RecordReader(input)
      var given = 0
      while try first.next() != nil {
        given += 1
        guard given < 6 || given % 311 == 0 else { continue }
        let position = try #require(ReaderPosition(bytes: first.position.bytes))
        var second = try RecordReader(input, resumingAt: position)
        var rest: [InterpretedRecord] = []
        while let raw = try second.next() { rest.append(RecordInterpreter().interpret(raw)) }
        #expect(rest.map(\.ordinal) == all[given...].map(\.ordinal), "\(name) after \(given)")
        #expect(rest.headlines == Array(all[given...]).headlines, "\(name) after \(given)")
        #expect(
          rest.map(\.provenance.locator) == all[given...].map(\.provenance.locator),
          "\(name) after \(given)")
      }
      #expect(given == all.count)
    }
  }

  @Test("bytes that are no position are refused")
  func positions() {
    #expect(ReaderPosition(bytes: []) == nil)
    #expect(ReaderPosition(bytes: [1] + [UInt8](repeating: 0, count: 24)) == nil)
  }
}
