import Model
import Testing

@testable import Lineage

@Suite("What the articles of a story say together")
struct StoryOverviewTests {
  private func article(
    _ text: [String], headline: String? = nil, paper: String? = nil, published: String? = nil,
    language: String = "en", dateline: String? = nil, isCopy: Bool = false
  ) -> LineageArticle {
    LineageArticle(
      name: paper ?? "",
      article: Article(
        headline: headline,
        datePublished: published.map {
          DatedValue(iso: $0, raw: $0, zone: .explicit, source: "meta")
        },
        language: language, publisher: paper.map { Publisher(name: $0) }, dateline: dateline,
        paragraphs: text.map { Paragraph(role: .body, text: $0) }),
      isCopy: isCopy)
  }

  private func overview(_ articles: [LineageArticle]) -> StoryOverview {
    StoryOverview(of: articles, LineageBuilder().graph(of: articles))
  }

  @Test("numbers for one quantity that differ are shown with who gives them")
  func disputed() throws {
    let articles = [
      article(
        [
          "A ferry with 212 people on board sank off Veldmark on Monday. At least 12 people died in the accident, the coastguard said."
        ],
        paper: "Harbour Post"),
      article(
        [
          "The coastguard said on Monday that at least 14 people died in the accident of the ferry. It had 212 people on board when it sank off Veldmark."
        ],
        paper: "Coast Daily"),
      article(
        ["At least 12 people died in the ferry accident, the coastguard said on Tuesday."],
        paper: "Island Echo"),
    ]
    let figures = overview(articles).disputed
    #expect(figures.count == 1)
    let figure = try #require(figures.first)
    #expect(figure.values.map(\.number) == ["12", "14"])
    #expect(figure.values.map(\.articles) == [[0, 2], [1]])
    #expect(figure.quantity.hasPrefix("people"))
  }

  @Test(
    "one number in two spellings is not disputed",
    arguments: [("1,400", "1400"), ("1.400", "1,400")])
  func oneNumber(one: String, other: String) {
    let articles = [one, other].map {
      article(["The barge carried \($0) tonnes of gravel when it sank in the northern channel."])
    }
    #expect(overview(articles).disputed.isEmpty)
  }

  @Test("new is what no article before the latest says in any words")
  func news() {
    let articles = [
      article(
        [
          "The barge with gravel was lifted from the channel on Friday. Insurers now expect a loss of three millions."
        ],
        published: "2026-03-06"),
      article(
        [
          "The harbour was closed after a barge with gravel sank in the channel. On Friday the barge was lifted from the channel by two cranes."
        ],
        published: "2026-03-05"),
    ]
    let found = overview(articles)
    #expect(found.latest == 0)
    #expect(found.newSentences == ["Insurers now expect a loss of three millions"])
    #expect(found.began == "2026-03-05" && found.lastMoved == "2026-03-06")
  }

  @Test("the headline is the most central one, of an original before its copies")
  func headline() {
    let report = ReportSamples.report
    let articles = [
      article(report, headline: "Port news in brief", isCopy: true),
      article(report, headline: "Barge sinks and closes the harbour of Veldmark"),
      article(Array(report.prefix(4)), headline: "Barge closes harbour of Veldmark", isCopy: true),
    ]
    #expect(overview(articles).headline == 1)
    #expect(overview([article(report)]).headline == nil)
  }

  @Test("who and where are what several articles name; papers and languages are counted")
  func namesAndPapers() {
    let articles = [
      article(
        ["Talks began when Jonas Ekelund met the pilots. They asked Ekelund for new buoys."],
        paper: "Harbour Post", dateline: "Veldmark"),
      article(
        [
          "After the accident Jonas Ekelund spoke of a tear in the hull, said the Harbour Post on Monday."
        ],
        paper: "Coast Daily", dateline: "Veldmark"),
      article(
        ["Nach dem Unglück nannte Jonas Ekelund den Riss im Rumpf als Ursache."],
        paper: "Küstenbote", language: "de"),
    ]
    let found = overview(articles)
    #expect(found.names == ["Jonas Ekelund"])
    #expect(found.locations == ["Veldmark"])
    #expect(found.papers == ["Harbour Post", "Coast Daily", "Küstenbote"])
    #expect(found.languages == ["en", "de"])
  }

  @Test("scripts without blanks and capitals have news and figures, too")
  func otherScripts() {
    let articles = [
      article(["周一，一艘渡轮在港口沉没，造成12人死亡。港口已经关闭。"], language: "zh"),
      article(["周一，一艘渡轮在港口沉没，造成14人死亡。保险公司预计损失三百万。"], language: "zh"),
    ]
    let found = overview(articles)
    #expect(found.disputed.first?.values.map(\.number) == ["12", "14"])
    #expect(found.newSentences == ["保险公司预计损失三百万"])
  }
}
