internal import SearchIndex

extension SearchPage {
  /// Counts beside the hits; on a narrow screen below them, where a link above the hits leads.
  func facetColumn(_ context: PageContext, _ page: inout Markup) {
    let shown = facets.filter { !$0.counts.isEmpty }
    guard !shown.isEmpty else { return }
    page.element("aside", ["class": "facets", "id": "narrow", "aria-label": "Narrow the search"]) {
      page in
      for facet in shown {
        switch facet.field {
        case .outcome: copies(facet, &page)
        case .day: days(facet, &page)
        default: values(facet, &page)
        }
      }
      page.element("section") { page in
        page.element("h2", text: "Follow")
        page.element("p", ["class": "follow"]) { page in
          page.link(context.feed(address(path: "/feed.atom")), "Atom")
          page.link(context.feed(address(path: "/feed.json")), "JSON Feed")
        }
      }
    }
  }

  private func values(_ facet: SearchFacet, _ page: inout Markup) {
    let most = max(1, facet.counts.map(\.count).max() ?? 1)
    page.element("section") { page in
      heading(facet, &page)
      page.element("ul", ["class": "bars"]) { page in
        for (value, count) in facet.counts.prefix(SearchFacet.shownLimit) {
          page.element("li") { page in
            page.element("span", ["class": "value"]) { page in
              let label = value ?? "none"
              if let condition = facet.condition(value) {
                page.element("a", ["href": narrowed(by: condition)]) { $0.scraped(label) }
              } else {
                page.scraped(label)
              }
            }
            page.element("span", ["class": "number"], text: Figures.number(count))
            Drawing.bar(Double(count) / Double(most), &page)
          }
        }
      }
      let more = facet.counts.count - SearchFacet.shownLimit
      if more > 0 {
        page.element("p", ["class": "quiet"], text: "and \(Figures.number(more)) more")
      }
    }
  }

  /// Days as columns in the order of the calendar.
  private func days(_ facet: SearchFacet, _ page: inout Markup) {
    let dated = facet.counts.compactMap { value, count in value.map { (day: $0, count: count) } }
      .sorted { $0.day < $1.day }
    let shown = dated.suffix(31)
    page.element("section") { page in
      heading(facet, &page)
      if let first = shown.first, let last = shown.last {
        Drawing.columns(shown.map(\.count), &page)
        page.element("p", ["class": "axis"]) { page in
          page.element("span", text: first.day)
          if last.day != first.day { page.element("span", text: last.day) }
        }
      }
      page.element("details") { page in
        page.element("summary", text: Figures.count(facet.counts.count, "day"))
        page.element("ul", ["class": "bars plain"]) { page in
          for (value, count) in facet.counts.sorted(by: { ($0.value ?? "") > ($1.value ?? "") })
            .prefix(60)
          {
            page.element("li") { page in
              page.element("span", ["class": "value"]) { page in
                if let condition = facet.condition(value) {
                  page.link(narrowed(by: condition), value ?? "no date")
                }
              }
              page.element("span", ["class": "number"], text: Figures.number(count))
            }
          }
        }
      }
    }
  }

  private func copies(_ facet: SearchFacet, _ page: inout Markup) {
    let total = facet.counts.reduce(0) { $0 + $1.count }
    let copies = facet.counts.first { $0.value == "duplicate" }?.count ?? 0
    page.element("section") { page in
      page.element("h2", text: "In all")
      page.element("p") { page in
        page.element("strong", text: Figures.count(total, "article"))
        page.text(
          copies == 0 ? ", none of them a copy" : ", \(Figures.number(copies)) of them copies")
        if facet.isPartial { page.text(", and there may be more") }
      }
    }
  }

  private func heading(_ facet: SearchFacet, _ page: inout Markup) {
    page.element("h2") { page in
      page.text(facet.title)
      if facet.isPartial { page.element("span", ["class": "quiet"], text: " at least") }
    }
  }

  /// The search with one condition more.
  private func narrowed(by condition: String) -> String {
    guard !isLatest, let request else { return address(query: condition) }
    if case .any = request.query.root {
      return address(query: "(\(request.query.normalized)) \(condition)")
    }
    return address(query: "\(request.query.normalized) \(condition)")
  }
}
