import Model
import Testing

@testable import Formats

@Suite("Cutting records")
struct FramingUnitTests {
  private func rows(
    _ text: String, _ delimiter: UInt8 = UInt8(ascii: ","), isFinal: Bool = true
  ) -> [[String]] {
    var scanner = CSVScanner(delimiter: delimiter)
    let bytes = Array(text.utf8)
    var position = 0
    var rows: [[String]] = []
    while let row = scanner.row(bytes, from: &position, isFinal: isFinal) {
      rows.append(row.map { String(decoding: $0, as: UTF8.self) })
    }
    return rows
  }

  @Test("rows are cut by RFC 4180, with line ends of all kinds")
  func csvRows() {
    #expect(rows("a,b\nc,d") == [["a", "b"], ["c", "d"]])
    #expect(rows("a,b\r\nc,d\r\n") == [["a", "b"], ["c", "d"]])
    #expect(rows("a\rb") == [["a"], ["b"]])
    #expect(rows("\"a,\"\"b\"\"\nc\",d") == [["a,\"b\"\nc", "d"]])
    #expect(rows("a\"b,c") == [["a\"b", "c"]])
    #expect(rows("\"a\"b\",c") == [["a\"b", "c"]])
    #expect(rows(",,") == [["", "", ""]])
    #expect(rows("\"\",x") == [["", "x"]])
    #expect(rows("a;b", UInt8(ascii: ";")) == [["a", "b"]])
    #expect(rows("") == [])
  }

  @Test("a row that the bytes do not finish is not given until it is final")
  func csvPieces() {
    #expect(rows("a,b\nc,", isFinal: false) == [["a", "b"]])
    #expect(rows("\"a\"", isFinal: false) == [])
    #expect(rows("\"a", isFinal: false) == [])
  }

  @Test("a quote that never closes is a character, once reading gives up")
  func openQuote() {
    var scanner = CSVScanner(delimiter: UInt8(ascii: ","))
    let bytes = Array("\"a,b\nc,d\n".utf8)
    var position = 0
    #expect(scanner.row(bytes, from: &position, isFinal: false) == nil)
    let row = scanner.row(bytes, from: &position, isFinal: true, gaveUp: true)
    #expect(row?.count == 2 && scanner.didGiveUp)
    #expect(position == 5)
  }

  @Test(
    "a table is told by a header that means something and rows of as many columns",
    arguments: [
      ("title,text\na,b\n", UInt8(ascii: ",")), ("title\ttext\na\tb\n", 0x09),
      ("title;text\na;b\n", UInt8(ascii: ";")), ("title|text\na|b\n", UInt8(ascii: "|")),
      ("sep=;\ntitle;text\na;b\n", UInt8(ascii: ";")), ("Articles\n\"[]\"\n", UInt8(ascii: ",")),
      ("text\na\n", UInt8(ascii: ",")), ("body\nThe council met.\nIt voted.\n", UInt8(ascii: ",")),
      ("News\n{\"title\": \"a\"}\n", UInt8(ascii: ",")),
      ("Text\n\"a\"\n\"b\"\n", UInt8(ascii: ",")),
      ("url,title,date\na,b,c\n", UInt8(ascii: ",")),
    ])
  func dialects(text: String, delimiter: UInt8) {
    #expect(CSVDialect(sniffing: Array(text.utf8)[...])?.delimiter == delimiter)
  }

  @Test(
    "text is no table",
    arguments: [
      "The council met, and voted\non the pier, again\n", "title,text\n", "title\na\n",
      "a,b\nc,d\n",
      "url,x\na,b\n", "title,text\na\nb\nc\n", "", ",", "News\n\nSport\n\nWeather\n\n",
      "News\nSport\nWeather\n", "Content\nMenu\nSign in\n", "Text\n\nHome\n\nSport\n",
      "text\n\nThe council met.\n\nIt voted.\n", "Articles\nHome\nArchive\n",
    ])
  func noDialect(text: String) {
    #expect(CSVDialect(sniffing: Array(text.utf8)[...]) == nil)
  }

  @Test(
    "the head of an ARC record is found although addresses hold blanks",
    arguments: [
      ("http://a/ 1.2.3.4 20080430204825 text/html 12", "http://a/", "text/html", 12),
      ("http://a/b c 1.2.3.4 20080430204825 text/html 12", "http://a/b c", "text/html", 12),
      ("http://a/ ::1 20080430204825 text/html 200 x - 0 f 12", "http://a/", "text/html", 12),
      ("dns:a 1.2.3.4 20080430204825 text/dns 0", "dns:a", "text/dns", 0),
    ])
  func arcHeads(line: String, url: String, type: String, count: Int) throws {
    let head = try #require(ARCHead(Array(line.utf8)))
    #expect(head.url == url && head.contentType == type && head.byteCount == count)
  }

  @Test(
    "a line that is no head of an ARC record is none",
    arguments: [
      "", "a b c d 12", "http://a/ 1.2.3.4 20080430204825 text/html -1",
      "http://a/ 1.2.3.4 2008 text/html 12", "http://a/ 1234 20080430204825 text/html 12",
      "http://a/ 1.2.3.4 20080430204825 12", "http://a/ 1.2.3.4 20080430204825 text/html x",
      "http://a/ 1.2.3.4 20080430204825 text/html 99999999999999999999",
    ])
  func noARCHead(line: String) {
    #expect(ARCHead(Array(line.utf8)) == nil)
  }

  @Test("the head of a WARC record says what its block is")
  func warcHeads() {
    func head(_ lines: String) -> WARCHead {
      WARCHead(Array("WARC/1.0\r\n\(lines)\r\n\r\n".utf8)[...])
    }
    #expect(head("WARC-Type: Response\r\nContent-Type: application/http").isHTTP)
    #expect(head("WARC-Type: response").isHTTP)
    #expect(!head("WARC-Type: response\r\nContent-Type: text/html").isHTTP)
    #expect(!head("WARC-Type: resource\r\nContent-Type: application/http").isHTTP)
    #expect(head("WARC-Target-URI: <https://a/>")["warc-target-uri"] == "https://a/")
    #expect(head("Content-Length: 12").contentLength == 12)
    #expect(head("Content-Length: -1").contentLength == nil)
    #expect(head("Content-Length: 99999999999999999999").contentLength == nil)
    #expect(head("Content-Length: x").contentLength == nil)
    #expect(head("WARC-Type: response").noPage == nil)
    #expect(head("WARC-Type: response\r\nWARC-Target-URI: dns:a").noPage != nil)
    for kind in ["request", "revisit", "metadata", "warcinfo", "odd", ""] {
      #expect(head("WARC-Type: \(kind)").noPage != nil)
    }
  }

  @Test("XML is split into tags, texts and sections, whatever is wrong with it")
  func xml() {
    func tokens(_ text: String) -> [String] {
      let bytes = Array(text.utf8)
      var scanner = XMLScanner(bytes)
      var tokens: [String] = []
      func show(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
      while let token = scanner.next() {
        switch token {
        case .start(let tag):
          let attributes = tag.attributes.map { " \(show($0.name))=\(show($0.value))" }.joined()
          tokens.append("<\(show(tag.name))\(attributes)\(tag.isEmpty ? "/" : "")>")
        case .end(let name): tokens.append("</\(show(name))>")
        case .text(let range): tokens.append("'\(show(range))'")
        case .cdata(let range): tokens.append("[\(show(range))]")
        case .other: tokens.append("other")
        }
      }
      return tokens
    }
    #expect(tokens("<a x='1' y=\"2\">b</a>") == ["<a x=1 y=2>", "'b'", "</a>"])
    #expect(tokens("<a:b/>") == ["<a:b/>"])
    #expect(tokens("<![CDATA[a<b]]>c") == ["[a<b]", "'c'"])
    #expect(tokens("<![CDATA[a") == ["[a]"])
    #expect(
      tokens("<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>") == ["other", "other", "<a>"])
    #expect(tokens("<!-- <a> --><b>") == ["other", "<b>"])
    #expect(tokens("<!-- <a>") == ["other"])
    #expect(tokens("a < b") == ["'a '", "'< b'"])
    #expect(tokens("<a x=1 y><b") == ["<a x=1 y=>", "<b>"])
    #expect(tokens("<a x=\"1<b>") == ["<a x=1>", "<b>"])
    #expect(tokens("</>") == ["'</>'"])
    #expect(tokens("<") == ["'<'"])
    #expect(tokens("") == [])
  }

  @Test("a reader's position comes back from its bytes, and nothing else does")
  func positions() {
    let position = ReaderPosition(ordinal: 300, state: 1 << 40, innerCount: 7)
    #expect(ReaderPosition(bytes: position.bytes) == position)
    #expect(position.bytes.count == 25)
    #expect(ReaderPosition(bytes: []) == nil)
    #expect(ReaderPosition(bytes: Array(position.bytes.dropLast())) == nil)
    var other = position.bytes
    other[0] = 1
    #expect(ReaderPosition(bytes: other) == nil)
    for index in [8, 16, 24] {
      var negative = position.bytes
      negative[index] = 0xFF
      #expect(ReaderPosition(bytes: negative) == nil)
    }
    var inner = position.bytes
    inner[18] = 0xFF
    #expect(ReaderPosition(bytes: inner) == nil)
  }

  @Test(
    "the root of a text with tags tells what it is",
    arguments: [
      ("<rss>", FormatName.feed), ("<?xml?><feed xmlns='a'>", .feed),
      ("<!-- a --><rdf:RDF>", .feed),
      ("<!DOCTYPE html><p>", .html), ("<!DOCTYPE rss [<!ENTITY a 'b'>]><rss>", .feed),
      ("<html><body>", .html), ("<p>a</p><div>b</div>", .html), ("<P>", .html),
      ("<unknown><item>", nil), ("<3 the ferry", nil), ("<html><feed >", .feed),
      ("<html><body><feed >", .html),
    ] as [(String, FormatName?)])
  func roots(text: String, format: FormatName?) throws {
    #expect(try MarkupSniffer.format(Array(text.utf8)[...]) == format)
  }

  @Test(
    "vocabularies that are known and not read are refused by name",
    arguments: ["urlset", "sitemapindex", "opml", "svg", "plist", "xbel"])
  func vocabularies(name: String) {
    #expect(throws: Refusal.self) { try MarkupSniffer.format(Array("<\(name) a='b'>".utf8)[...]) }
  }
}

@Suite("Characters of short texts")
struct PlainTextTests {
  @Test(
    "a line that speaks of a tag keeps it; tags that are meant go",
    arguments: [
      ("What the word <style> does", "What the word <style> does"),
      ("Use <script> or &lt;script&gt; with care", "Use <script> or <script> with care"),
      ("Sorting a Vec<T> fast", "Sorting a Vec<T> fast"),
      ("A <title> for a page", "A <title> for a page"),
      ("Why <TEXTAREA> is slow", "Why <TEXTAREA> is slow"), ("A <b>bold</b> plan", "A bold plan"),
      ("One<br>line", "One line"), ("<style>p { }</style>Tides", "Tides"),
      ("1 < 2 & 3", "1 < 2 & 3"),
      ("<o:p>Tides</o:p>", "Tides"),
    ])
  func spelledTags(markup: String, text: String) {
    #expect(PlainText.line(markup: markup) == text)
  }

  @Test("blanks and no-break spaces fold into one, and odd characters stay")
  func folding() {
    #expect(PlainText.folding("  a \t\r\n b\u{A0}\u{A0}c ") == "a b c")
    #expect(PlainText.folding("\u{A0}") == "")
    #expect(PlainText.folding("a\u{2009}b\u{3000}") == "a\u{2009}b\u{3000}")
    #expect(PlainText.line("  ") == nil && PlainText.line(nil) == nil)
  }

  @Test("tags go, references are resolved, scripts and styles are left out")
  func markup() {
    #expect(PlainText.line(markup: "a <b>b</b> &amp; c") == "a b & c")
    #expect(PlainText.line(markup: "a<br>b<script>c</script><style>d</style>") == "a b")
    #expect(PlainText.paragraphs(markup: "<p>a</p><p>b<br>c</p>") == ["a", "b", "c"])
    #expect(PlainText.withoutMarkup("no markup") == "no markup")
  }

  @Test("blank lines part paragraphs; wrapped lines are joined, long ones are not")
  func paragraphs() {
    #expect(PlainText.paragraphs("a\nb\n\nc\n\nd") == ["a b", "c", "d"])
    #expect(PlainText.paragraphs("a\nb") == ["a", "b"])
    #expect(PlainText.paragraphs("a\r\n\r\nb\r\nc\r\n\r\nd") == ["a", "b c", "d"])
    let long = String(repeating: "word ", count: 30)
    #expect(PlainText.paragraphs("\(long)\nb\n\nc\n\nd").count == 4)
    #expect(PlainText.paragraphs("\n\n") == [])
  }

  @Test("a string is a page, markup or text by the tags in it")
  func kinds() {
    #expect(Markup.isPage("<!DOCTYPE html>") && Markup.isPage(" <HTML>") && !Markup.isPage("<p>"))
    #expect(
      Markup.isLikely("a<br/>b") && Markup.isLikely("a</span>") && !Markup.isLikely("a < b > c"))
    #expect(!Markup.isLikely("a <foo> b") && !Markup.isLikely("<p"))
    #expect(Markup.blockTagCount("<p><b><div><p>", upTo: 2) == 2)
    #expect(Markup.isRichIn(Array("<p><b>".utf8)) && !Markup.isRichIn(Array("<p><p>".utf8)))
    #expect(
      Markup.isDense(Array("a<br>b<br>c<br>".utf8)) && !Markup.isDense(Array("a<br>b<br>".utf8)))
    #expect(Markup.hasPageTags(Array("a<title>".utf8)) && !Markup.hasPageTags(Array("<p>".utf8)))
  }

  @Test("what a page declares about its encoding is found in declarations and metas")
  func charsets() {
    func labels(_ text: String) -> [String] {
      MarkupCharset.labels(in: Array(text.utf8)).map { "\($0.name) \($0.source)" }
    }
    #expect(labels("<?xml version='1.0' encoding='KOI8-R'?>") == ["koi8-r xml"])
    #expect(labels("<meta charset=utf-8>") == ["utf-8 meta"])
    #expect(labels("<META content='text/html; charset = \"x\"'>") == ["x meta"])
    #expect(labels("<meta name=a><meta charset='b'><meta charset=c>") == ["b meta", "c meta"])
    #expect(labels("<p>charset=utf-8") == [])
    #expect(labels(String(repeating: " ", count: 5000) + "<meta charset=a>") == [])
  }
}
