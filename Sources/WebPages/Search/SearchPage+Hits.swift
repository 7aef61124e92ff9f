internal import Ledger
internal import Model
internal import Presentation
internal import SearchIndex

extension SearchPage {
  func hits(_ page: inout Markup) {
    guard !listings.isEmpty else { return nothing(&page) }
    page.element("ol", ["class": "hits"]) { page in
      for listing in listings { hit(listing, &page) }
    }
  }

  private func nothing(_ page: inout Markup) {
    page.element("div", ["class": "message"]) { page in
      if isLatest {
        page.element("p", ["class": "lead"], text: "There is no article yet.")
        page.element("p") { page in
          page.text("Hand a file over with ")
          page.element("code", text: "winnow put FILE")
          page.text("; it is here within a second.")
        }
      } else {
        page.element("p", ["class": "lead"], text: "Nothing found.")
        page.element("p") { page in
          page.text(
            isOneWord
              ? "End the word with * to find all that begin so, or try another one."
              : "All of these conditions must hold at once: drop one of them, put OR between words that stand for each other, or end a word with * to find all that begin so."
          )
        }
        page.element("p") { page in
          page.link(WebLink.path("/files", [("name", typed)]), "Look among the names of files")
        }
      }
    }
  }

  private var isOneWord: Bool {
    if case .all(let parts)? = request?.query.root { return parts.count < 2 }
    return true
  }

  private func hit(_ listing: SearchListing, _ page: inout Markup) {
    let summary = listing.found.summary
    let language = listing.row?.article.language
    page.element("li", ["class": "hit"]) { page in
      page.element("h2", ["dir": "auto", "lang": Markup.tag(language)]) { page in
        page.link(WebLink.article(summary.id), listing.headline)
      }
      page.element("p", ["class": "facts"]) { page in
        if let publisher = listing.publisher {
          page.element("strong") { $0.scraped(publisher) }
        }
        if let day = listing.found.day { page.element("time", ["datetime": day], text: day) }
        if let language { page.element("span", ["class": "tag"]) { $0.scraped(language) } }
        if summary.outcome == .duplicate {
          page.element("span", ["class": "tag copy"], text: "copy")
        }
        if listing.found.alsoInStory > 0 {
          page.link(
            WebLink.story(listing.found.story),
            "Story with \(listing.found.alsoInStory) more", class: "more")
        }
      }
      page.element("p", ["class": "snippet", "dir": "auto", "lang": Markup.tag(language)]) { page in
        Self.marked(listing.found.snippet, &page)
      }
    }
    page.lineEnd()
  }

  /// The snippet with what matched marked.
  private static func marked(_ snippet: Snippet, _ page: inout Markup) {
    let bytes = Array(snippet.text.utf8)
    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    var done = 0
    for match in snippet.matches
    where match.lowerBound >= done && match.upperBound <= bytes.count {
      page.text(text(done..<match.lowerBound))
      page.element("mark", text: text(match))
      done = match.upperBound
    }
    page.text(text(done..<bytes.count))
  }
}
