package import Ledger
internal import Lineage
internal import Model
package import Presentation

/// The page of a story: what its articles say together, when each of them came, who took from whom.
package struct StoryPage: Sendable {
  package var lineage: StoryLineage
  /// The articles' rows, in the order of the lineage's documents.
  package var rows: [ArticleRow]
  /// True for the order in which files came, false for that of the articles' own dates.
  package var isByArrival: Bool
  /// True while who took from whom is still being found.
  package var isLineagePending = false
  /// True for every copy and every step of a large story; otherwise the first ones.
  package var showsAll = false

  /// Copies of one text, and articles of a story with their first words, that are shown unasked.
  static let copyLimit = 20
  static let leadLimit = 60

  package init(lineage: StoryLineage, rows: [ArticleRow], isByArrival: Bool) {
    self.lineage = lineage
    self.rows = rows
    self.isByArrival = isByArrival
  }

  /// The page that shows two articles side by side.
  static func comparison(_ left: String, _ right: String) -> String {
    WebLink.path("/compare", [("a", left), ("b", right)])
  }

  var storyName: String { lineage.documents.first?.links?.story ?? rows.first?.id ?? "" }

  /// The whole document.
  package func document(_ context: PageContext) -> [UInt8] {
    let headline = lineage.headline ?? "(no headline)"
    var frame = PageFrame(context: context, title: headline, part: .search)
    let query = "story:\(storyName)"
    frame.feeds = (
      context.feed(WebLink.path("/feed.atom", [("q", query), ("all-copies", "1")])),
      context.feed(WebLink.path("/feed.json", [("q", query), ("all-copies", "1")]))
    )
    return frame.document { page in
      page.element("p", ["class": "eyebrow"]) { page in
        let copies = lineage.documents.count { $0.links?.duplicateOf != nil }
        page.text("Story · \(Figures.count(rows.count, "article"))")
        if copies > 0 { page.text(", \(Figures.number(copies)) of them copies") }
      }
      let first = lineage.overview.headline.map { lineage.documents[$0] }
      page.element(
        "h1", ["dir": "auto", "lang": Markup.tag(first?.article?.language)], text: headline)
      overview(&page)
      page.element("div", ["class": "story"]) { page in
        if rows.count > 1 {
          page.element("section", ["class": "graph"]) { page in
            page.element("h2", text: "Who took from whom")
            if isLineagePending {
              page.element("p", ["class": "note"]) { page in
                page.text("So many articles take some seconds to compare. ")
                page.link(WebLink.story(storyName), "Load the page again")
                page.text(" to see who took from whom.")
              }
            } else {
              LineagePicture(lineage).section(stepLimit: showsAll ? .max : 40, &page)
            }
          }
        }
        timeline(&page)
      }
    }
  }

  private func overview(_ page: inout Markup) {
    let overview = lineage.overview
    page.element("dl", ["class": "overview"]) { page in
      if let began = overview.began, let last = overview.lastMoved {
        let (from, to) = (String(began.prefix(10)), String(last.prefix(10)))
        fact(
          "When",
          from == to
            ? DateText.short(iso: from)
            : "\(DateText.short(iso: from)) to \(DateText.short(iso: to))", &page)
      }
      fact("Where", overview.locations.joined(separator: ", "), &page)
      fact("Who", overview.names.joined(separator: ", "), &page)
      fact(
        "Papers",
        overview.papers.prefix(8).joined(separator: ", ")
          + (overview.papers.count > 8 ? " and \(overview.papers.count - 8) more" : ""), &page)
      if overview.languages.count > 1 {
        fact("Languages", overview.languages.joined(separator: ", "), &page)
      }
    }
    if !overview.disputed.isEmpty { disputed(overview, &page) }
    if let latest = overview.latest, !overview.newSentences.isEmpty {
      page.element("details", ["class": "news"]) { page in
        page.element("summary") { page in
          page.text("Newest: ")
          page.scraped(name(latest))
          page.text(" adds \(Figures.count(overview.newSentences.count, "sentence"))")
        }
        page.element("ul") { page in
          for sentence in overview.newSentences.prefix(12) {
            page.element(
              "li", ["dir": "auto", "lang": Markup.tag(rows[latest].article.language)],
              text: sentence)
          }
        }
      }
    }
  }

  private func disputed(_ overview: StoryOverview, _ page: inout Markup) {
    page.element("section", ["class": "disputed"]) { page in
      page.element("h2", text: "Not the same everywhere")
      page.element("ul") { page in
        for figure in overview.disputed.prefix(6) {
          page.element("li") { page in
            page.element("strong") { $0.scraped(figure.quantity) }
            for value in figure.values {
              page.text(" · ")
              page.element("b") { $0.scraped(value.number) }
              page.text(" in ")
              for (index, article) in value.articles.prefix(4).enumerated() {
                if index > 0 { page.text(", ") }
                page.element("a", ["href": WebLink.article(rows[article].id)]) { page in
                  page.scraped(name(article))
                }
              }
              if value.articles.count > 4 {
                page.text(" and \(Figures.number(value.articles.count - 4)) more")
              }
            }
          }
        }
      }
    }
  }

  private func fact(_ label: String, _ value: String, _ page: inout Markup) {
    guard !value.isEmpty else { return }
    page.element("div") { page in
      page.element("dt", text: label)
      page.element("dd") { $0.scraped(value) }
    }
  }

  /// A paper's name, or else the article's id.
  func name(_ article: Int) -> String {
    StoryLineage.publisher(of: lineage.documents[article]) ?? lineage.name(ofArticle: article)
  }
}
