/// Asks whether articles are to be taken out, and says which: nothing has been done yet.
package struct TakedownPage: Sendable {
  /// An article that would go.
  package struct Entry: Sendable {
    /// Its id.
    package var article: String
    package var headline: String?

    package init(article: String, headline: String?) {
      self.article = article
      self.headline = headline
    }
  }

  /// The id of the article whose page led here.
  package var article: String
  /// What would go, itself and, where copies are meant too, all copies.
  package var entries: [Entry]
  package var includesCopies: Bool
  /// Its copies, where they are not meant too.
  package var staying: [Entry] = []
  /// What remains to be known: a sentence each.
  package var sentences: [String]

  package init(article: String, entries: [Entry], includesCopies: Bool, sentences: [String]) {
    self.article = article
    self.entries = entries
    self.includesCopies = includesCopies
    self.sentences = sentences
  }

  /// Articles that are named; of a story with thousands of copies the rest is counted.
  private static let shownCount = 100

  private static let consequence =
    "Ledger, index and archive will hold nothing but the id, the reason and the name of the file; the original goes too, unless other articles are made of it. This cannot be taken back."

  /// The page's address.
  package static func address(of article: String, copies: Bool = false) -> String {
    WebLink.path(WebLink.article(article) + "/forget", [("copies", copies ? "true" : nil)])
  }

  /// The whole document.
  package func document(_ context: PageContext) -> [UInt8] {
    let count = Figures.count(entries.count, "article")
    return PageFrame(context: context, title: "Take out \(count)?").document { page in
      page.element("div", ["class": "message"]) { page in
        page.element("h1", text: "Take out \(count)?")
        page.element(
          "p",
          text: Self.consequence
        )
        list(entries, &page)
        if !staying.isEmpty {
          page.element(
            "p", text: "\(Figures.count(staying.count, "copy", "copies")) of it would stay:")
          list(staying, &page)
        }
        for sentence in sentences { page.element("p", ["dir": "auto"], text: sentence) }
        form(context, &page)
        page.element("p") { page in
          page.link(
            Self.address(of: article, copies: !includesCopies),
            includesCopies ? "Only this article" : "Take out all its copies too")
          page.text(" · ")
          page.link(WebLink.article(article), "Back to the article, and leave all as it is")
        }
      }
    }
  }

  private func list(_ entries: [Entry], _ page: inout Markup) {
    page.element("ul") { page in
      for entry in entries.prefix(Self.shownCount) {
        page.element("li") { page in
          page.element("a", ["href": WebLink.article(entry.article)]) { page in
            page.scraped(entry.headline ?? "(no headline)")
          }
          page.element("span", ["class": "quiet"], text: " " + entry.article)
        }
      }
      if entries.count > Self.shownCount {
        page.element(
          "li", text: "and \(Figures.number(entries.count - Self.shownCount)) more of them")
      }
    }
  }

  private func form(_ context: PageContext, _ page: inout Markup) {
    guard let token = context.changeToken else { return }
    page.element("div", ["class": "actions"]) { page in
      page.element(
        "form",
        [
          "method": "post",
          "action": WebLink.path(
            "/articles/forget",
            [("id", article), ("copies", includesCopies ? "true" : nil), ("token", token)]),
        ]
      ) { page in
        page.element("button", ["type": "submit", "class": "grave"], text: "Take out")
      }
    }
  }
}
