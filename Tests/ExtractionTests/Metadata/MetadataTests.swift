import HTMLTree
import Testing

@testable import Extraction

private func page(_ html: String) -> HTMLDocument { HTMLDocument(parsing: Array(html.utf8)) }

@Suite struct PageHeadTests {
  @Test("meta elements are found by name, property, itemprop and http-equiv, in any case")
  func metas() {
    let head = PageHead(
      page(
        """
        <meta NAME="Author" content=" a  b "><meta property=og:title content=c>
        <meta itemprop=x content=d><meta http-equiv=Content-Language content=e><meta name=empty content="">
        <meta name=author content=f>
        """))
    #expect(head.meta("author") == "a b")
    #expect(head.meta("none", "og:title") == "c")
    #expect(head.meta("x") == "d")
    #expect(head.meta("content-language") == "e")
    #expect(head.meta("empty") == nil)
    #expect(head.meta("none") == nil)
    #expect(head.allMetas("author") == ["a b", "f"])
  }

  @Test("title, canonical address, language and headings are read")
  func basics() {
    let head = PageHead(
      page(
        """
        <html lang=de><title> A  title </title><link rel="x canonical" href="/c"><link rel=canonical href="/d">
        <h1>one</h1><h1>two</h1><time>t</time>
        """))
    #expect(head.title == "A title")
    #expect(head.canonical == "/c")
    #expect(head.language == "de")
    #expect(head.headings.count == 2)
    #expect(head.times.count == 1)
  }

  @Test("no more headings and times are kept than needed")
  func bounds() {
    let many = String(repeating: "<h1>a</h1><time>b</time>", count: 100)
    let head = PageHead(page(many))
    #expect(head.headings.count == 16)
    #expect(head.times.count == 64)
  }

  @Test(
    "classes that speak of authors and dates are noted",
    arguments: [
      ("<p class=author>a</p>", 2, 0), ("<p class=c-ByLine>a</p>", 2, 0),
      ("<p id=writer>a</p>", 1, 0),
      ("<a rel=author>a</a>", 3, 0), ("<p itemprop=author>a</p>", 3, 0),
      ("<p itemprop=creator>a</p>", 3, 0), ("<p class=date>a</p>", 0, 1),
      ("<p class=news-datum>a</p>", 0, 1), ("<p class=published>a</p>", 0, 1),
      ("<p class=time>a</p>", 0, 1), ("<p itemprop=datePublished>a</p>", 0, 3),
      ("<p data-testid=byline>a</p>", 1, 0), ("<p class=auth>a</p>", 0, 0),
      ("<p class=dat>a</p>", 0, 0),
      ("<p>author date</p>", 0, 0),
    ])
  func names(html: String, author: Int, date: Int) {
    let head = PageHead(page(html))
    #expect((head.authors.first?.strength ?? 0) == author)
    #expect((head.dates.first?.strength ?? 0) == date)
  }

  @Test("scripts of JSON-LD are kept, others not")
  func scripts() {
    let head = PageHead(
      page(
        "<script type='application/ld+json'>{}</script><script type='text/javascript'>x</script><script>y</script>"
      ))
    #expect(head.linkedData == [Array("{}".utf8)])
  }

  @Test(
    "notes of saving tools are kept, other comments not",
    arguments: [
      ("<!-- saved from url=(1)http://a.example -->", 1), ("<!-- Mirrored from a.example -->", 1),
      ("<!-- Page saved with SingleFile -->", 1), ("<!-- hello -->", 0),
    ])
  func notes(html: String, count: Int) {
    #expect(PageHead(page(html)).savedFrom.count == count)
  }

  @Test("the text of an element is its words, with bars between parts where asked for")
  func text() {
    let tree = page("<div>a<div>b</div><script>x</script> c<p>d</p></div>")
    let node = PageReader.body(tree)
    #expect(PageHead.text(tree, node) == "a b c d")
    #expect(
      PageHead.text(tree, node, limit: 3) == "a b" || PageHead.text(tree, node, limit: 3) == "a")
    #expect(PageHead.text(tree, node, parts: true).contains("|"))
    #expect(PageHead.collapsed(" a \n\t b\u{A0}c ") == "a b c")
  }
}

@Suite struct PageMetadataTests {
  @Test(
    "the host of an address",
    arguments: [
      ("https://a.example/x", "a.example"), ("http://www.A.Example", "a.example"),
      ("//a.example/x", "a.example"), ("https://me@a.example:8080/x?y#z", "a.example"),
      ("https://a.example?x", "a.example"), ("https://a.example#x", "a.example"),
      ("https://localhost/x", nil), ("a.example", nil), ("", nil), (nil, nil),
    ] as [(String?, String?)])
  func host(url: String?, host: String?) {
    #expect(PageMetadata.host(url) == host)
  }

  @Test(
    "a language is written as a tag, or is none",
    arguments: [
      ("en", "en"), ("EN", "en"), ("en-us", "en-US"), ("en_US", "en-US"), ("de, en", "de"),
      ("zh-Hant-TW", "zh"), ("gsw", "gsw"), ("e", nil), ("engl", nil), ("12", nil), ("", nil),
      ("pt-BR;q=1", "pt-BR"),
    ] as [(String, String?)])
  func language(text: String, tag: String?) {
    let metadata = PageMetadata(
      page("<meta property=og:locale content='\(text)'>"), context: ExtractionContext())
    #expect(metadata.language == tag)
  }

  @Test("the page states its language before its data, and the context comes last")
  func languageOrder() {
    let context = ExtractionContext(language: "fi")
    let read = { (html: String) in PageMetadata(page(html), context: context).language }
    let data = #"<script type="application/ld+json">{"@type":"WebPage","inLanguage":"sv"}</script>"#
    #expect(read("<html lang=da>" + data) == "da")
    #expect(read(data + "<meta property=og:locale content=nb>") == "sv")
    #expect(read("<meta property=og:locale content=nb>") == "nb")
    #expect(read("") == "fi")
  }

  @Test("the site is known by its names and its host's")
  func sites() {
    let metadata = PageMetadata(
      page(
        """
        <meta property=og:site_name content="Skerry Post"><link rel=canonical href="https://news.skerry.example/a">
        <script type="application/ld+json">{"@type":"WebSite","name":"Holm"}</script>
        """), context: ExtractionContext())
    for name in ["skerrypost", "newsskerryexample", "skerry", "holm"] {
      #expect(metadata.siteNames.contains(name), "\(name)")
    }
    #expect(!metadata.siteNames.contains("news") || "news".utf8.count > 3)
    #expect(!metadata.siteNames.contains("example"))
    #expect(!metadata.siteNames.contains(""))
  }

  @Test(
    "dates are read day first under the domain of a country that writes so",
    arguments: [
      ("https://a.co.uk/", "en", "en-gb"), ("https://a.example/", "en", "en"),
      ("https://a.us/", "en", "en"),
      ("https://a.io/", "en", "en"), ("https://a.ie/", "en-US", "en-us"),
      ("https://a.de/", "de", "de"),
    ])
  func dateLanguage(url: String, language: String, expected: String) {
    let metadata = PageMetadata(
      page("<html lang=\(language)>"), context: ExtractionContext(url: url))
    #expect(metadata.reader.language == expected)
  }

  @Test("markup and references in a stated text are resolved")
  func plain() {
    let metadata = PageMetadata(page(""), context: ExtractionContext())
    #expect(metadata.plain("a &amp; b") == "a & b")
    #expect(metadata.plain("<b>a</b>  b") == "a b")
    #expect(metadata.plain(" a  b ") == "a b")
  }
}
