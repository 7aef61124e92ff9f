package import Ledger
internal import Model
package import Presentation

/// The page of one article: its text as it is read, what was repaired in it and what was left out, where
/// it comes from, and why it is as it is.
package struct ArticlePage: Sendable {
  package var document: ArticleDocument
  package var row: ArticleRow
  /// Some articles of its story, itself among them, in order of decision.
  package var story: [ArticleRow]
  /// The article that it is a copy of, where it is there.
  package var original: ArticleRow?

  package init(
    document: ArticleDocument, row: ArticleRow, story: [ArticleRow], original: ArticleRow?
  ) {
    self.document = document
    self.row = row
    self.story = story
    self.original = original
  }

  /// Repairs that are listed and marked; thousands are the same one again and again.
  static let repairLimit = 500

  var article: Article { row.article }
  var repairs: [Repair] { Array(article.repairs.prefix(Self.repairLimit)) }
  /// True where the original is one page that a browser can show.
  package var isShowable: Bool {
    row.ordinal == 0 && row.provenance.container == nil && row.provenance.format == "html"
  }

  /// The whole document.
  package func document(_ context: PageContext) -> [UInt8] {
    let frame = PageFrame(
      context: context, title: article.headline ?? "An article without a headline", part: .search)
    return frame.document { page in
      page.element("div", ["class": "reading"]) { page in
        page.element("article", ["class": "article"]) { page in
          head(&page)
          text(&page)
        }
        page.element("aside", ["class": "rail", "aria-label": "About the article"]) { page in
          storyBox(&page)
          reasons(&page)
          repairList(&page)
          removedList(&page)
          origins(&page)
          if context.changeToken != nil { takedown(&page) }
        }
      }
      originalBox(&page)
    }
  }

  private func head(_ page: inout Markup) {
    let language = Markup.tag(article.language)
    page.element("p", ["class": "eyebrow"]) { page in
      page.scraped(publisher ?? "publisher not known")
      for section in article.articleSection.prefix(2) {
        page.text(" · ")
        page.scraped(section, lang: language)
      }
    }
    page.element("h1", ["lang": language, "dir": "auto"]) { page in
      marked(article.headline ?? "(no headline)", field: "headline", &page)
    }
    if let second = article.alternativeHeadline, !second.isEmpty {
      page.element("p", ["class": "deck", "lang": language, "dir": "auto"]) { page in
        marked(second, field: "alternativeHeadline", &page)
      }
    }
    page.element("p", ["class": "facts"]) { page in
      if !article.authors.isEmpty {
        page.element("span") { page in
          page.text("By ")
          for (index, author) in article.authors.prefix(8).enumerated() {
            if index > 0 { page.text(", ") }
            page.scraped(author.name)
          }
        }
      }
      if let date = article.datePublished {
        page.element("time", ["datetime": date.iso], text: DateText.short(date))
      } else {
        page.element("span", text: "undated")
      }
      if let language { page.element("span", ["class": "tag"], text: language) }
      if row.outcome == .duplicate { page.element("span", ["class": "tag copy"], text: "copy") }
    }
  }

  /// The paragraphs by what they are in the article; items of a list stand together.
  private func text(_ page: inout Markup) {
    let paragraphs = article.paragraphs
    page.element("div", ["class": "text", "lang": Markup.tag(article.language)]) { page in
      var index = 0
      while index < paragraphs.count {
        if paragraphs[index].role == .list {
          let start = index
          while index < paragraphs.count, paragraphs[index].role == .list { index += 1 }
          page.element("ul") { page in
            for item in start..<index {
              page.element("li", ["dir": "auto"]) { paragraph(item, &$0) }
            }
          }
          continue
        }
        block(index, &page)
        page.lineEnd()
        index += 1
      }
    }
  }

  private func block(_ index: Int, _ page: inout Markup) {
    switch article.paragraphs[index].role {
    case .heading: page.element("h2", ["dir": "auto"]) { paragraph(index, &$0) }
    case .quote: page.element("blockquote", ["dir": "auto"]) { paragraph(index, &$0) }
    case .caption:
      page.element("p", ["class": "caption", "dir": "auto"]) { paragraph(index, &$0) }
    case .body, .list: page.element("p", ["dir": "auto"]) { paragraph(index, &$0) }
    }
  }

  private func paragraph(_ index: Int, _ page: inout Markup) {
    marked(article.paragraphs[index].text, field: "paragraphs/\(index)", &page)
  }

  /// A text with its repairs marked: each leads to its entry in the list, and says on hover and on focus
  /// what stood there before.
  private func marked(_ text: String, field: String, _ page: inout Markup) {
    for piece in MarkedText(text, field: field, repairs: repairs).pieces {
      guard let number = piece.repair else {
        page.text(piece.text)
        continue
      }
      let repair = repairs[number]
      page.element(
        "a",
        [
          "class": repair.certain ? "repair" : "repair unsure", "href": "#repair-\(number + 1)",
          "id": "at-\(number + 1)",
        ]
      ) { page in
        page.text(piece.text.isEmpty ? "‸" : piece.text)
        page.element("span", ["class": "tip"]) { page in
          page.text("was ")
          page.element("bdi", text: RepairText.visible(repair.before))
        }
      }
    }
  }

  var publisher: String? { StoryLineage.publisher(of: document) }
}
