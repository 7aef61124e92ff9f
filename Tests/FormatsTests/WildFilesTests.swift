import Model
import JSONTree
import Formats
import Testing

/// Files as scrapers, data frames, servers and hurried people leave them; all made up here.
@Suite("Files in the wild")
struct WildFilesTests {
  private static let body = prose.joined(separator: "\n\n")

  /// An object's text, its strings quoted.
  private static func object(_ number: Int, _ more: String = "") -> String {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("title", "Pier \(number) to be repaired")
    writer.member("text", body + " It is number \(number).")
    writer.member("url", "https://news.example/\(number)")
    writer.endObject()
    return String(decoding: writer.take().dropLast(), as: UTF8.self) + more + "}"
  }

  private static func quoted(_ text: String) -> String {
    var writer = JSONWriter()
    writer.string(text)
    return String(decoding: writer.take(), as: UTF8.self)
  }

  private static let titles = ["Pier 1 to be repaired", "Pier 2 to be repaired"]

  /// Two articles, wrapped and damaged in all the ways that a JSON reader has to see through.
  private static let jsonFiles: [(name: String, text: String)] = {
    let (one, two) = (object(1), object(2))
    func python(_ text: String) -> String {
      text.replacing("'", with: "\\'").replacing("\"", with: "'")
    }
    let columns = ["title", "text", "url"].map { name -> String in
      let values = [1, 2].map { number in
        switch name {
        case "title": quoted("Pier \(number) to be repaired")
        case "text": quoted(body + " It is number \(number).")
        default: quoted("https://news.example/\(number)")
        }
      }
      return "\"\(name)\": VALUES(\(values.joined(separator: "\u{1}")))"
    }
    func frame(_ write: ([String]) -> String) -> String {
      "{"
        + columns.map { column in
          let parts = column.split(separator: "VALUES(", maxSplits: 1)
          let values = parts[1].dropLast().split(separator: "\u{1}").map(String.init)
          return parts[0] + write(values)
        }.joined(separator: ", ") + "}"
    }
    return [
      ("an assignment in a script", "var data = [\(one), \(two)];\n"),
      ("a property of the window", "window.__NEWS__ = {\"items\": [\(one), \(two)]}"),
      ("a callback", "/**/ jQuery_17({\"articles\": [\(one),\(two)]});"),
      ("a Python list", python("[\(one), \(two)]")),
      ("JSON in a JSON string", quoted("[\(one),\(two)]")),
      ("JSON with its quotes escaped", String(quoted("[\(one),\(two)]").dropFirst().dropLast())),
      (
        "remarks of PHP before it",
        "<br />\n<b>Notice</b>:  Undefined index: x in <b>/srv/a.php</b> on line <b>3</b><br />\n[\(one),\(two)]"
      ),
      ("plain remarks of PHP", "PHP Warning:  x in /srv/a.php on line 3\n[\(one),\(two)]"),
      ("runs that were appended", "[\(one)][\(two)]"),
      ("lines in brackets without commas", "[\n\(one)\n\(two)\n]"),
      ("carriage returns between lines", "\(one)\r\(two)\r"),
      ("a mark and blank lines", "\u{FEFF}\(one)\n\n\r\n\(two)\n"),
      ("comments and commas too many", "{\"articles\": [ // a run\n\(one),\n\(two),\n],}"),
      ("columns as arrays", frame { "[" + $0.joined(separator: ", ") + "]" }),
      (
        "columns by row, as data frames write them",
        frame { "{\"0\": \($0[0]), \"1\": \($0[1])}" }
      ),
      (
        "rows without names, as data frames write them",
        "{\"columns\": [\"title\", \"text\", \"url\"], \"index\": [0, 1], \"data\": ["
          + [1, 2].map {
            "[\"Pier \($0) to be repaired\", \(quoted(body + " \($0)")), \"https://news.example/\($0)\"]"
          }
          .joined(separator: ", ") + "]}"
      ),
      (
        "a search engine's answer",
        "{\"took\": 3, \"hits\": {\"total\": 2, \"hits\": [{\"_id\": \"1\", \"_source\": \(one)}, {\"_id\": \"2\", \"_source\": \(two)}]}}"
      ),
      (
        "articles by their addresses",
        "{\"https://news.example/1\": \(one.replacing(",\"url\":\"https://news.example/1\"", with: "")),"
          + "\"https://news.example/2\": \(two.replacing(",\"url\":\"https://news.example/2\"", with: ""))}"
      ),
    ]
  }()

  @Test("two articles are two articles, whatever is around them", arguments: jsonFiles)
  func json(_ file: (name: String, text: String)) throws {
    let records = try read(file.text, name: "x.json")
    #expect(records.headlines == Self.titles)
    #expect(
      records.map { $0.article?.url } == ["https://news.example/1", "https://news.example/2"])
    #expect(records.allSatisfy { ($0.article?.paragraphs.count ?? 0) == 3 })
  }

  @Test(
    "dates as document stores export them are dates",
    arguments: [
      "{\"$date\": \"2031-02-03T04:05:06Z\"}", "{\"$date\": {\"$numberLong\": \"1927857906000\"}}",
      "{\"$date\": 1927857906000}",
    ])
  func storeDates(_ date: String) throws {
    let records = try read(Self.object(1, ",\"published\":\(date)"))
    #expect(records.first?.article?.datePublished?.iso == "2031-02-03T04:05:06Z")
  }

  @Test("a browser's log of requests gives its pages, with their addresses")
  func requestLog() throws {
    let html = Self.quoted(page("Pier to be repaired"))
    let har = """
      {"log": {"version": "1.2", "entries": [
      {"request": {"url": "https://news.example/pier"}, "response": {"status": 200, "content": {"mimeType": "text/html", "text": \(html)}}},
      {"request": {"url": "https://news.example/a.js"}, "response": {"status": 200, "content": {"mimeType": "text/javascript", "text": "x()"}}}]}}
      """
    let records = try read(har, name: "x.har")
    #expect(records.headlines == ["Pier to be repaired"])
    #expect(records.first?.article?.url == "https://news.example/pier")
  }

  @Test("an article that its agency took back is refused, and nothing is made of the word for it")
  func removed() throws {
    let text = """
      {"status": "ok", "articles": [{"source": {"name": "[Removed]"}, "title": "[Removed]", "description": "[Removed]", "url": "https://removed.com", "content": "[Removed]"}, \(Self.object(1))]}
      """
    let records = try read(text)
    #expect(
      records.compactMap { $0.refusal == nil ? $0.article?.headline : nil } == [
        "Pier 1 to be repaired"
      ])
  }

  @Test("Excel's line about its separator is no row, and headers may be in an old code page")
  func tables() throws {
    let rows = (1...2).map {
      "\"Pier \($0) to be repaired\";\"\(Self.body) \($0)\";https://news.example/\($0)\r\n"
    }
    let excel = "sep=;\r\ntitle;text;url\r\n" + rows.joined()
    #expect(try read(excel).headlines == Self.titles)
    let russian = (1...2).map { number in
      "Совет порта купил паром \(number);Совет порта во вторник вечером решил купить второй паром, потому "
        + "что единственный три зимы подряд неделями стоял в доке. Жители островов не могут ждать.;"
        + "https://news.example/\(number)\n"
    }
    let table = "заголовок;текст;ссылка\n" + russian.joined()
    let bytes: [UInt8] = table.unicodeScalars.map { scalar in
      // windows-1251 keeps the alphabet in order.
      scalar.value >= 0x410 ? UInt8(scalar.value - 0x410 + 0xC0) : UInt8(scalar.value)
    }
    let records = try readAll(bytes).records
    #expect(records.headlines == ["Совет порта купил паром 1", "Совет порта купил паром 2"])
    #expect(records.first?.article?.url == "https://news.example/1")
  }

  @Test("a WARC whose line ends were halved loses no record, though every length is stale")
  func halvedLineEnds() throws {
    let whole = (1...4).map {
      Pack.warc("response", "https://news.example/\($0)", Pack.response(page("Pier \($0)")))
    }.joined()
    let records = try read(whole.replacing("\r\n", with: "\n"), name: "x.warc")
    #expect(records.headlines == ["Pier 1", "Pier 2", "Pier 3", "Pier 4"])
  }

  @Test("scripts and style sheets in a WARC are no articles; a page that is served as one is")
  func scriptsInArchives() throws {
    func response(_ type: String, _ body: String) -> String {
      Pack.warc(
        "response", "https://news.example/\(type)",
        Pack.response(body).replacing("text/html; charset=utf-8", with: type))
    }
    let script = prose.map { "write('\($0)');" }.joined(separator: "\n")
    let whole =
      response("application/javascript; charset=utf-8", script) + response("text/css", script)
      + response("text/javascript", page("Pier"))
    let records = try read(whole, name: "x.warc")
    #expect(records.headlines == [nil, nil, "Pier"])
    #expect(records.compactMap(\.refusal?.reason) == [.notAPage, .notAPage])
  }

  @Test("a head without end is refused as a limit, and never read as the text")
  func endlessHead() throws {
    let head = "HTTP/1.1 200 OK\r\nX-A: " + String(repeating: "a", count: 3 << 20) + "\r\n\r\n"
    #expect(refusal(of: Array((head + page("T")).utf8))?.reason == .limit)
    // A head alone, as `curl -I` saves it, is whole without an empty line.
    #expect(refusal(of: Array("HTTP/1.1 200 OK\r\nServer: a\r\n".utf8))?.reason == .empty)
  }

  @Test("a page saved with the sizes of its chunks in it is the page")
  func chunksLeft() throws {
    let html = Array(page("Pier to be repaired").utf8)
    var bytes: [UInt8] = []
    for start in stride(from: 0, to: html.count, by: 100) {
      let piece = html[start..<min(start + 100, html.count)]
      bytes += Array(String(piece.count, radix: 16).utf8) + [0x0D, 0x0A] + piece + [0x0D, 0x0A]
    }
    let records = try readAll(bytes + Array("0\r\n\r\n".utf8)).records
    #expect(records.first?.article?.paragraphs.map(\.text) == prose)
    // Sizes that do not fit are characters of the page.
    let broken = try readAll(bytes.dropLast(20) + Array("zz\r\n".utf8)).records
    #expect(broken.count == 1)
  }

  @Test("trafilatura's XML and TEI say what their heads say")
  func extractorMarkup() throws {
    let text = prose.map { "<p>\($0)</p>" }.joined()
    let xml = """
      <?xml version="1.0" encoding="UTF-8"?>
      <doc sitename="The Pier" title="Pier &amp; quay" author="Ada Example" date="2031-02-03" url="https://news.example/pier" hostname="news.example" categories="Local" fingerprint="1a"><main>\(text)<head rend="h2">What next</head><list><item>A tender in May</item></list></main><comments><p>First!</p></comments></doc>
      """
    let tei = """
      <?xml version="1.0" encoding="UTF-8"?><TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title type="main">Pier &amp; quay</title><author>Ada Example</author></titleStmt><publicationStmt><publisher>The Pier</publisher><ptr type="URL" target="https://news.example/pier"/><date>2031-02-03</date></publicationStmt></fileDesc></teiHeader><text><body><div type="entry">\(text)<head rend="h2">What next</head><list><item>A tender in May</item></list></div><div type="comments"><p>First!</p></div></body></text></TEI>
      """
    for file in [xml, tei] {
      let article = try #require(try read(file, name: "x.xml").first?.article)
      #expect(article.headline == "Pier & quay")
      #expect(article.authors.map(\.name) == ["Ada Example"])
      #expect(article.datePublished?.iso == "2031-02-03")
      #expect(article.url == "https://news.example/pier")
      #expect(article.publisher?.name == "The Pier")
      #expect(Array(article.paragraphs.prefix(3).map(\.text)) == prose)
      #expect(!article.articleBody.contains("First!"))
    }
  }

  @Test(
    "Markdown's fields are read, and its marks are no text",
    arguments: [
      "---\ntitle: \"Pier: repairs\"\nauthor: Ada Example\nurl: https://news.example/pier\ndate: 2031-02-03\n---\n# Pier: repairs\n\n",
      "Title: Pier: repairs\n\nURL Source: https://news.example/pier\n\nPublished Time: 2031-02-03\n\nMarkdown Content:\n# Pier: repairs\n\n",
    ])
  func markdown(_ head: String) throws {
    let records = try read(head + "## Works\n\n" + Self.body, name: "x.md")
    let article = try #require(records.first?.article)
    #expect(article.headline == "Pier: repairs")
    #expect(article.url == "https://news.example/pier")
    #expect(article.datePublished?.iso == "2031-02-03")
    #expect(article.paragraphs.map(\.text) == ["Works"] + prose)
  }

  @Test("a mailbox is its messages, and \"From\" at the start of a sentence begins none")
  func mailbox() throws {
    let letters = (1...3).map { number in
      "From a@b.example Mon Feb  3 10:00:00 2031\nFrom: The Pier <a@b.example>\nSubject: Letter \(number)\n"
        + "Date: Mon, 3 Feb 2031 10:00:00 +0100\nContent-Type: text/plain\n\n\(Self.body)\n"
        + "From the quay there is more.\n\n"
    }
    let (records, reader) = try readAll(Array(letters.joined().utf8), name: "x.mbox")
    #expect(records.map { $0.provenance.format } == ["mail", "mail", "mail"])
    #expect(records.headlines == ["Letter 1", "Letter 2", "Letter 3"])
    #expect(reader.isContainer)
  }

  @Test(
    "text that only begins like code, remarks or fields is text",
    arguments: [
      "note = [unclear] what the council said\n\n", "Title: the song of the pier\n\n",
      "Warning: storms\n\n", "---\n\n", "\"[Photo] he said\n\n", "f(x) [1] is a function\n\n",
    ])
  func plainText(_ opening: String) throws {
    let record = try #require(try read(opening + Self.body, name: "x.txt").first)
    #expect(record.provenance.format == "text")
    #expect(record.article?.articleBody.contains("Fishermen who land") == true)
  }
}
