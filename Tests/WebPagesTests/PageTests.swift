import ControlAPI
import Ledger
import Model
import Presentation
import SearchIndex
import Testing

@testable import WebPages

@Suite struct PageTests {
  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  @Test("a search says how it was understood, condition by condition, each with a way to drop it")
  func understanding() throws {
    let page = text(try Samples.searchPage("abc").document(Samples.context))
    #expect(page.contains(">bridge</code><a href=\"/?q=source%3Aharbour\""))
    #expect(page.contains(">source:harbour</code><a href=\"/?q=bridge\""))
  }

  @Test("a choice among values adds its condition to the search, and quotes what is no word")
  func facets() throws {
    let page = text(try Samples.searchPage(" two").document(Samples.context))
    #expect(page.contains("href=\"/?q=bridge%20source%3Aharbour%20source%3A%22x%20two%22\""))
    #expect(page.contains("href=\"/?q=bridge%20source%3Aharbour%20source%3Anone\""))
    #expect(page.contains("href=\"/?q=bridge%20source%3Aharbour%20date%3A2031-03-05\""))
    let choice = text(
      try Samples.searchPage("abc", query: "bridge OR ferry").document(Samples.context))
    #expect(choice.contains("href=\"/?q=%28bridge%20OR%20ferry%29%20lang%3Aen\""))
  }

  @Test("a mistake in a query is shown where it is, with what to do about it")
  func mistake() throws {
    let failure = try #require(throws: SearchRequestError.self) {
      try SearchRequest(parameters: [("q", "bridge headline:closed")])
    }
    let page = text(
      SearchPage(typed: "bridge headline:closed", failure: failure)
        .document(Samples.context))
    #expect(page.contains("bridge <mark class=\"wrong\">headline:</mark>closed"))
    #expect(page.contains("Did you mean title:?"))
  }

  @Test("a repair is marked where it was made, leads to its entry, and says what stood there")
  func repairs() throws {
    let page = text(Samples.articlePage("é").document(Samples.context))
    #expect(
      page.contains("The <a class=\"repair unsure\" href=\"#repair-2\" id=\"at-2\">bridge<span"))
    #expect(page.contains("id=\"repair-2\""))
    #expect(page.contains("href=\"#at-2\""))
  }

  @Test("a repair whose words do not stand where it says is listed and not marked")
  func misplacedRepair() {
    let repairs = [
      Repair(rule: "entity", field: "headline", byteOffset: 3, before: "a", after: "zz"),
      Repair(rule: "entity", field: "headline", byteOffset: .max, before: "a", after: "b"),
      Repair(rule: "entity", field: "headline", byteOffset: 0, before: "a", after: "Br"),
    ]
    let marked = MarkedText("Bridge", field: "headline", repairs: repairs)
    #expect(marked.pieces == [.init(text: "Br", repair: 2), .init(text: "idge", repair: nil)])
  }

  @Test("every scraped text has a direction, and its language where that is known")
  func languages() throws {
    let page = try StrictPage(Samples.articlePage("abc").document(Samples.context))
    #expect(page.values.contains { $0.name == "lang" && $0.value == "en" })
    for element in page.skeleton where element.hasPrefix("h1") { #expect(element == "h1 lang dir") }
    #expect(Markup.tag("en\" onload=\"x") == nil)
    #expect(Markup.tag("pt-BR") == "pt-BR")
  }

  @Test("what strangers set aside can be decided about only where changes are allowed")
  func changes() {
    var context = Samples.context
    #expect(text(Samples.operationsPage("a").document(context)).contains("token=t0"))
    context.changeToken = nil
    let page = text(Samples.operationsPage("a").document(context))
    #expect(!page.contains("<form method") && !page.contains("token="))
  }

  @Test("an article's page leads to taking it out only where changes are allowed, and asks first")
  func takedown() {
    var context = Samples.context
    #expect(text(Samples.articlePage("a").document(context)).contains("/forget\""))
    #expect(!text(Samples.articlePage("a").document(context)).contains("<form method"))
    let question = TakedownPage(
      article: "01A",
      entries: [
        .init(article: "01A", headline: "Weir mended"), .init(article: "01B", headline: nil),
      ],
      includesCopies: true, sentences: [])
    let page = text(question.document(context))
    #expect(page.contains("Take out 2 articles?") && page.contains("Weir mended"))
    #expect(page.contains("/articles/forget?id=01A&amp;copies=true&amp;token=t0"))
    context.changeToken = nil
    #expect(!text(Samples.articlePage("a").document(context)).contains("/forget\""))
    #expect(!text(question.document(context)).contains("<form method"))
  }

  @Test("no page has a script or a style of its own, or anything from elsewhere")
  func nothingInline() throws {
    for page in try Samples.pages("abc") {
      let read = try StrictPage(page.bytes)
      for (name, value) in read.values where name == "src" {
        #expect(
          value.hasPrefix("/assets/") || value.hasPrefix("/article/"), "\(page.name): \(value)")
      }
      let source = text(page.bytes)
      #expect(!source.contains("<style"))
      #expect(source.components(separatedBy: "<script").count == 2)
    }
    #expect(WebAsset.script.bytes.count < 20_000)
    for asset in WebAsset.all { #expect(!text(asset.bytes).contains("@import")) }
  }

  @Test("pages of a small archive weigh less than 60 kB, and all that they load less than 40 kB")
  func weight() throws {
    for page in try Samples.pages("abc") { #expect(page.bytes.count < 60_000, "\(page.name)") }
    #expect(WebAsset.all.reduce(0) { $0 + $1.bytes.count } < 40_000)
  }

  @Test("a story of 200 articles weighs less than 120 kB, and leads to what is not shown of it")
  func largeStory() throws {
    let words = (0..<2_000).map { "word\($0)" }
    let first = Samples.row(1, "")
    let rows = (1...200).map { number in
      var row = Samples.row(1, words[number..<number + 60].joined(separator: " "))
      row.id = "01JP0A5M2Y8W4R6T9QKX3B7\(1_000 + number)"
      row.decision = CopyDecision(
        copyOf: number > 1 ? DecisionNumber(1) : nil, kind: number > 1 ? .near : nil,
        similarity: 0.9,
        story: DecisionNumber(1), head: DecisionNumber(1))
      return row
    }
    let documents = rows.map { row in
      var document = Samples.document(row, copyOf: row.decision.copyOf == nil ? nil : first)
      document.links?.id = row.id
      document.links?.duplicateOf = row.decision.copyOf == nil ? nil : rows[0].id
      return document
    }
    var page = StoryPage(
      lineage: StoryLineage(of: documents, findsGraph: false), rows: rows, isByArrival: false)
    page.isLineagePending = true
    let bytes = page.document(Samples.context)
    #expect(bytes.count < 120_000)
    #expect(text(bytes).contains("Load the page again"))
    #expect(text(bytes).contains(">All 199 copies</a>"))
    page.showsAll = true
    #expect(!text(page.document(Samples.context)).contains("All 199 copies"))
    _ = try StrictPage(page.document(Samples.context))
  }

  @Test("a part of a path finds a file, in any case, with a star for what stands between")
  func fileNames() {
    let path = Array("Gazette/2031/Council-Minutes.pdf".utf8)
    for typed in [
      "council-minutes", "gazette/", "*.pdf", "gazette*minutes", "GAZETTE/2031/council",
    ] {
      #expect(FileNamePattern(typed).matches(path), "\(typed)")
    }
    for typed in ["minutes*council", "gazette.pdf", "*.html"] {
      #expect(!FileNamePattern(typed).matches(path), "\(typed)")
    }
    #expect(FileNamePattern("x").matches([0xFF, UInt8(ascii: "X")]))
  }

  @Test("a list without a file says what was looked for and how far, and where else to look")
  func absentFile() {
    var page = FilesPage(jobs: [], outcome: nil, reason: nil, name: "minutes", hasMore: false)
    #expect(text(page.document(Samples.context)).contains("No file has this in its path."))
    #expect(text(page.document(Samples.context)).contains("href=\"/?q=minutes\""))
    page.lookedAtCount = 20_000
    #expect(
      text(page.document(Samples.context)).contains("among the newest 20\u{202F}000 files."))
  }

  @Test("discarding asks first")
  func discard() {
    var context = Samples.context
    var other = Samples.job("b.html")
    other.id = "01B"
    let question = DiscardPage(jobs: [Samples.job("a.html"), other])
    let page = text(question.document(context))
    #expect(page.contains("Discard 2 files?") && page.contains("xa.html"))
    #expect(
      page.contains(
        "&amp;job=01B&amp;sure=true&amp;token=t0\""))
    context.changeToken = nil
    #expect(!text(question.document(context)).contains("<form method"))
  }

  @Test(
    "sources that are not as usual stand in the verdict, above the stages, and first in the table")
  func troubledSources() throws {
    var shown = Samples.operationsPage("a")
    shown.report.sources.insert(
      StatusReport.Source(name: "xa", outcomes: ["indexed": 9], lastArrival: nil), at: 0)
    let page = text(shown.document(Samples.context))
    let names = try #require(page.firstRange(of: "Not as usual</a>: <bdi>xa</bdi>"))
    let troubled = try #require(page.firstRange(of: "id=\"troubled\""))
    let stages = try #require(page.firstRange(of: "id=\"stages\""))
    let row = try #require(page.firstRange(of: "not as usual</a></th>"))
    let other = try #require(page.firstRange(of: ">harbour</bdi>"))
    #expect(names.lowerBound < troubled.lowerBound && troubled.lowerBound < stages.lowerBound)
    #expect(stages.lowerBound < row.lowerBound && row.lowerBound < other.lowerBound)
  }

  @Test("the number of files set aside is sent beside the parts of the page")
  func badge() throws {
    var shown = Samples.operationsPage("a")
    shown.report.quarantined = 1
    let part = try #require(shown.parts(Samples.context).first { $0.name == "attention" })
    #expect(text(part.markup).contains("file set aside"))
    #expect(text(shown.document(Samples.context)).contains("id=\"attention\""))
  }

  @Test("a source that no query can name has no link")
  func unnamedSource() {
    let facet = SearchFacet(field: .source, counts: [], isPartial: false)
    #expect(facet.condition("a * b") == nil)
    #expect(facet.condition("a \"b") == nil)
    #expect(facet.condition("a b") == "source:\"a b\"")
  }

  @Test("characters that are not seen are named in Unicode's notation")
  func invisibleCharacters() {
    #expect(RepairText.visible("â€\u{9D}") == "â€[U+009D]")
    #expect(RepairText.visible("a\u{E0041}") == "a[U+E0041]")
  }

  @Test("the length of a text is told in words, and in characters where nothing parts them")
  func lengths() {
    var page = Samples.articlePage("abc")
    page.row.article.paragraphs = [Paragraph(role: .body, text: "水位在夜间上升，桥梁关闭。渡轮停航。")]
    #expect(text(page.document(Samples.context)).contains("with 18 characters were kept"))
    page.row.article.paragraphs = [Paragraph(role: .body, text: "The bridge is shut.")]
    #expect(text(page.document(Samples.context)).contains("with 4 words were kept"))
  }

  @Test("two articles of one paper are told apart by their times")
  func samePaper() {
    let (first, second) = (Samples.row(1, "a"), Samples.row(2, "a"))
    let page = text(
      ComparisonPage(left: first, right: second, story: []).document(Samples.context))
    #expect(!page.contains("beside <bdi>x\(first.article.publisher?.name ?? "")</bdi></h1>"))
    #expect(page.contains(">Swap</a>"))
  }

  @Test("a number with its separators is one word")
  func numbers() {
    #expect(ComparedParagraph("1,240 people, 3.2 miles.").words.count == 4)
  }

  @Test("numbers are grouped, spans have one unit, and what is not all is never 100 %")
  func figures() {
    #expect(Figures.number(1_234_567) == "1\u{202F}234\u{202F}567")
    #expect(Figures.number(-12) == "−12")
    #expect(Figures.percent(0.999) == "99 %")
    #expect(Figures.percent(1) == "100 %")
    #expect(Figures.span(7_300) == "2 h")
    #expect(Figures.size(1_536) == "1.5 KiB")
    #expect(DateText.short(iso: "2031-03-05T06:40:00-05:00") == "5 March 2031, 06:40 −05:00")
    #expect(DateText.short(iso: "2031-03") == "2031-03")
  }
}

extension String {
  fileprivate func components(separatedBy separator: String) -> [Substring] {
    split(separator: separator, omittingEmptySubsequences: false)
  }
}
