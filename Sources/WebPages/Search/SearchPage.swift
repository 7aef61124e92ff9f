package import Presentation
package import SearchIndex

/// The page of a search: what it was understood as, hits with snippets, and ways to narrow it.
package struct SearchPage: Sendable {
  /// What was typed; empty for the newest stories.
  package var typed: String
  /// What the address asks for; nil where it cannot be read.
  package var request: SearchRequest?
  package var result: SearchResult?
  package var listings: [SearchListing]
  package var facets: [SearchFacet]
  /// Why there is no answer.
  package var failure: SearchRequestError?
  /// The cursor that the page itself was asked for with.
  package var after: String?
  /// Articles and stories in the whole archive.
  package var archive: (articles: Int, stories: Int)

  package init(
    typed: String, request: SearchRequest? = nil, result: SearchResult? = nil,
    listings: [SearchListing] = [], facets: [SearchFacet] = [],
    failure: SearchRequestError? = nil, after: String? = nil,
    archive: (articles: Int, stories: Int) = (0, 0)
  ) {
    self.typed = typed
    self.request = request
    self.result = result
    self.listings = listings
    self.facets = facets
    self.failure = failure
    self.after = after
    self.archive = archive
  }

  /// What the page without words asks for: everything that has a date, the newest first.
  package static let latest = [(name: "q", value: "-date:none"), (name: "sort", value: "date")]

  var isLatest: Bool { typed.allSatisfy(\.isWhitespace) }
  private var isByDate: Bool { request?.order == .date }
  private var includesCopies: Bool { request?.includesCopies ?? false }

  /// The address of this search with some of its parameters changed.
  func address(
    query: String? = nil, sort: SearchOrder? = nil, copies: Bool? = nil, after: String? = nil,
    path: String = "/"
  ) -> String {
    let query = query ?? (isLatest ? nil : typed)
    let sort = sort ?? request?.order ?? .relevance
    let copies = copies ?? includesCopies
    return WebLink.path(
      path,
      [
        ("q", query), ("sort", query != nil && sort == .date ? "date" : nil),
        ("all-copies", copies ? "1" : nil), ("after", after),
      ])
  }

  /// The whole document.
  package func document(_ context: PageContext) -> [UInt8] {
    var frame = PageFrame(
      context: context, title: isLatest ? "Latest stories" : typed, part: .search, query: typed)
    if failure == nil {
      frame.feeds = (
        context.feed(address(path: "/feed.atom")), context.feed(address(path: "/feed.json"))
      )
    }
    return frame.document { page in
      page.element("h1", ["class": isLatest ? nil : "spoken"]) { page in
        page.text(isLatest ? "Latest stories" : "Articles found")
      }
      if let failure { return mistake(failure, &page) }
      page.element("div", ["class": "search"]) { page in
        page.element("div", ["class": "results"]) { page in
          understanding(&page)
          hits(&page)
          paging(&page)
        }
        facetColumn(context, &page)
      }
    }
  }

  /// How the query was understood, one condition after the other, and how the answer is ordered.
  private func understanding(_ page: inout Markup) {
    page.element("div", ["class": "understood"]) { page in
      if !isLatest, let request {
        page.element("p") { page in
          page.text("Understood as ")
          conditions(of: request.query, &page)
        }
      } else if archive.articles > 0 {
        page.element("p", ["class": "quiet"]) { page in
          page.text(
            "\(Figures.count(archive.articles, "article")) in \(Figures.count(archive.stories, "story", "stories")), the newest first by their own dates."
          )
        }
      }
      page.element("ul", ["class": "choices"]) { page in
        if !isLatest {
          choice(&page, "Best first", address(sort: .relevance), isOn: !isByDate)
          choice(&page, "Newest first", address(sort: .date), isOn: isByDate)
        }
        choice(&page, "One hit a story", address(copies: false), isOn: !includesCopies)
        choice(&page, "Every copy", address(copies: true), isOn: includesCopies)
        if facets.contains(where: { !$0.counts.isEmpty }) {
          page.element("li", ["class": "jump"]) { $0.link("#narrow", "Narrow by source, day …") }
        }
      }
    }
    if result?.isPartial == true {
      page.element("p", ["class": "note"]) { page in
        page.text(
          "Not everything was looked at in the time that there is: better hits may be missing. Narrow the search, or load the page again."
        )
      }
    }
  }

  private func choice(_ page: inout Markup, _ label: String, _ address: String, isOn: Bool) {
    page.element("li") { page in
      page.element(
        "a", ["href": address, "aria-current": isOn ? "true" : nil], text: label)
    }
  }

  /// Conditions that must all hold, each with a way to drop it.
  private func conditions(of query: SearchQuery, _ page: inout Markup) {
    guard case .all(let parts) = query.root, parts.count > 1 else {
      page.element("code", ["dir": "auto"], text: query.normalized)
      return
    }
    page.element("span", ["class": "chips"]) { page in
      for index in parts.indices {
        var rest = parts
        let part = rest.remove(at: index)
        let remaining = rest.count == 1 ? rest[0].normalized : QueryNode.all(rest).normalized
        page.element("span", ["class": "chip"]) { page in
          page.element("code", ["dir": "auto"], text: Self.written(part))
          page.element("a", ["href": address(query: remaining)]) { page in
            page.spoken("Drop \(Self.written(part))")
            page.element("span", ["aria-hidden": "true"], text: "×")
          }
        }
      }
    }
  }

  /// A condition beside others: a choice stands in parentheses there.
  private static func written(_ part: QueryNode) -> String {
    if case .any = part { return "(\(part.normalized))" }
    return part.normalized
  }

  /// The query with the place of the mistake marked, and what to do about it.
  private func mistake(_ failure: SearchRequestError, _ page: inout Markup) {
    page.element("div", ["class": "message", "role": "alert"]) { page in
      guard let error = failure.query else {
        page.element("p") { $0.text("\(failure.description).") }
        page.element("p") { $0.link(WebLink.search(typed), "Search for the words alone") }
        return
      }
      page.element("p", ["class": "lead"]) { page in
        page.element("bdi", text: error.message + ".")
      }
      let scalars = Array(error.query.unicodeScalars)
      func piece(_ range: Range<Int>) -> String {
        var text = ""
        text.unicodeScalars.append(contentsOf: scalars[range.clamped(to: 0..<scalars.count)])
        return text
      }
      let start = min(error.range.lowerBound, scalars.count)
      let end = min(max(start, error.range.upperBound), scalars.count)
      page.element("p", ["class": "typed", "dir": "auto"]) { page in
        page.text(piece(0..<start))
        page.element("mark", ["class": "wrong"], text: start == end ? "␣" : piece(start..<end))
        page.text(piece(end..<scalars.count))
      }
      page.element("p") { page in page.element("bdi", text: error.hint + ".") }
    }
  }

  private func paging(_ page: inout Markup) {
    let isLast = result?.next == nil && result?.isPartial != true
    if isLatest, isLast, failure == nil, !listings.isEmpty {
      page.element("p", ["class": "quiet"]) { page in
        page.text("That is the last one with a date of its own. ")
        page.link(WebLink.search("date:none"), "Articles without a date")
      }
    }
    guard after != nil || result?.next != nil else { return }
    page.element("nav", ["class": "paging", "aria-label": "Pages"]) { page in
      if after != nil { page.link(address(), "First page") }
      if let next = result?.next {
        page.element("a", ["href": address(after: next), "rel": "next"], text: "More results")
      }
    }
  }
}
