package import Ledger
internal import Model
internal import Presentation

/// Two articles side by side: what they share, what was moved, and what stands in one of them only.
package struct ComparisonPage: Sendable {
  package var left: ArticleRow
  package var right: ArticleRow
  /// All of their story, to choose others from; empty where they are of two stories.
  package var story: [ArticleRow]

  package init(left: ArticleRow, right: ArticleRow, story: [ArticleRow]) {
    self.left = left
    self.right = right
    self.story = story
  }

  /// The whole document.
  package func document(_ context: PageContext) -> [UInt8] {
    let comparison = TextComparison(Self.paragraphs(left), Self.paragraphs(right))
    let frame = PageFrame(
      context: context, title: "\(names.left) beside \(names.right)", part: .search)
    return frame.document { page in
      page.element("p", ["class": "eyebrow"]) { page in
        page.link(WebLink.story(left.id), "Story")
        page.text(" · side by side")
      }
      page.element("h1") { page in
        page.scraped(names.left)
        page.text(" beside ")
        page.scraped(names.right)
      }
      summary(comparison, &page)
      choice(&page)
      page.element("div", ["class": "diff"]) { page in
        heads(&page)
        for row in comparison.rows { self.row(row, comparison, &page) }
      }
    }
  }

  private func summary(_ comparison: TextComparison, _ page: inout Markup) {
    let shared = comparison.count(.shared, onLeft: true) + comparison.count(.moved, onLeft: true)
    let moved = comparison.count(.moved, onLeft: true)
    let (ownLeft, ownRight) = (
      comparison.count(.own, onLeft: true), comparison.count(.own, onLeft: false)
    )
    page.element("ul", ["class": "legend"]) { page in
      page.element("li") { $0.text("\(Figures.count(shared, "word")) in both") }
      page.element("li") { page in
        page.element("del", text: Figures.count(ownLeft, "word"))
        page.text(" only in ")
        page.scraped(names.left)
      }
      page.element("li") { page in
        page.element("ins", text: Figures.count(ownRight, "word"))
        page.text(" only in ")
        page.scraped(names.right)
      }
      if moved > 0 {
        page.element("li") { page in
          page.element("span", ["class": "moved"], text: Figures.count(moved, "word"))
          page.text(" in another place")
        }
      }
    }
  }

  /// Others of the story to compare with.
  private func choice(_ page: inout Markup) {
    guard story.count > 2 else {
      page.element("p") { $0.link(StoryPage.comparison(right.id, left.id), "Swap") }
      return
    }
    page.element("form", ["class": "pick", "action": "/compare"]) { page in
      for (name, label, chosen) in [("a", "Left", left), ("b", "Right", right)] {
        let options = story.prefix(200)
        page.element("label") { page in
          page.element("span", text: label)
          page.element("select", ["name": name]) { page in
            for row in options {
              page.element(
                "option", ["value": row.id, "selected": row.id == chosen.id ? "" : nil],
                text: Self.option(row))
            }
          }
        }
      }
      page.element("button", ["type": "submit"], text: "Compare")
      page.link(StoryPage.comparison(right.id, left.id), "Swap")
    }
  }

  private static func option(_ row: ArticleRow) -> String {
    let day = row.article.datePublished.map { String($0.iso.prefix(10)) } ?? "undated"
    return "\(name(row)), \(day): \((row.article.headline ?? "").prefix(60))"
  }

  private func heads(_ page: inout Markup) {
    page.element("div", ["class": "row heads"]) { page in
      for row in [left, right] {
        page.element("div", ["class": "cell"]) { page in
          page.element("h2", ["dir": "auto", "lang": Markup.tag(row.article.language)]) { page in
            page.link(WebLink.article(row.id), row.article.headline ?? "(no headline)")
          }
          page.element("p", ["class": "facts"]) { page in
            page.element("strong") { $0.scraped(Self.name(row)) }
            if let date = row.article.datePublished {
              page.element("time", ["datetime": date.iso], text: DateText.short(date))
            }
          }
        }
      }
    }
  }

  private func row(
    _ row: TextComparison.Row, _ comparison: TextComparison, _ page: inout Markup
  ) {
    page.element("div", ["class": isSame(row, comparison) ? "row same" : "row"]) { page in
      page.element(
        "div",
        ["class": row.left == nil ? "cell none" : "cell left", "data-paper": names.left]
      ) { page in
        guard let index = row.left else { return }
        paragraph(
          comparison.left[index], comparison.leftMarks[index], isLeft: true, row, left, &page)
      }
      page.element(
        "div",
        ["class": row.right == nil ? "cell none" : "cell right", "data-paper": names.right]
      ) { page in
        guard let index = row.right else { return }
        paragraph(
          comparison.right[index], comparison.rightMarks[index], isLeft: false, row, right, &page)
      }
    }
    page.lineEnd()
  }

  /// True where both have the paragraph word by word, in the same place.
  private func isSame(_ row: TextComparison.Row, _ comparison: TextComparison) -> Bool {
    guard row.counterpart == nil, let left = row.left, let right = row.right else { return false }
    return comparison.leftMarks[left].allSatisfy { $0 == .shared }
      && comparison.rightMarks[right].allSatisfy { $0 == .shared }
  }

  private func paragraph(
    _ paragraph: ComparedParagraph, _ marks: [TextComparison.Mark], isLeft: Bool,
    _ row: TextComparison.Row, _ article: ArticleRow, _ page: inout Markup
  ) {
    if let counterpart = row.counterpart {
      page.element("p", ["class": "place"]) { page in
        page.text("Stands as paragraph \(counterpart + 1) in ")
        page.scraped(isLeft ? names.right : names.left)
      }
    }
    page.element("p", ["dir": "auto", "lang": Markup.tag(article.article.language)]) { page in
      for piece in Self.pieces(paragraph, marks) {
        switch piece.mark {
        case .shared: page.text(piece.text)
        case .moved: page.element("span", ["class": "moved"], text: piece.text)
        case .own: page.element(isLeft ? "del" : "ins", text: piece.text)
        }
      }
    }
  }

  /// The paragraph cut where the mark of its words changes; what is between two words of one mark goes
  /// with them.
  static func pieces(
    _ paragraph: ComparedParagraph, _ marks: [TextComparison.Mark]
  ) -> [(text: String, mark: TextComparison.Mark)] {
    var pieces: [(text: String, mark: TextComparison.Mark)] = []
    var start = 0
    func close(at end: Int, _ mark: TextComparison.Mark) {
      guard end > start else { return }
      pieces.append((String(decoding: paragraph.text[start..<end], as: UTF8.self), mark))
      start = end
    }
    for (index, word) in paragraph.words.enumerated() {
      guard index > 0, marks[index] != marks[index - 1] else { continue }
      let before = paragraph.words[index - 1].range.upperBound
      close(at: before, marks[index - 1])
      close(at: word.range.lowerBound, .shared)
    }
    let isWhole = paragraph.words.isEmpty
    close(at: paragraph.text.count, isWhole ? .shared : marks[marks.count - 1])
    return pieces
  }

  /// What both are called on the page: with their times where one paper has both, and with their ids where
  /// that is the same too.
  private var names: (left: String, right: String) {
    let (a, b) = (Self.name(left), Self.name(right))
    guard a == b else { return (a, b) }
    func dated(_ row: ArticleRow) -> String {
      row.article.datePublished.map { "\(a), \(DateText.short($0))" } ?? a
    }
    let (first, second) = (dated(left), dated(right))
    return first == second
      ? ("\(first) (\(left.id))", "\(second) (\(right.id))") : (first, second)
  }

  private static func paragraphs(_ row: ArticleRow) -> [String] {
    row.article.paragraphs.filter { $0.role != .caption }.map(\.text)
  }

  private static func name(_ row: ArticleRow) -> String {
    row.article.publisher?.name ?? row.article.publisher?.domain ?? row.provenance.source
      ?? "an unnamed publisher"
  }
}
