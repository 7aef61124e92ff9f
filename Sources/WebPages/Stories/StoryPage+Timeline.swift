internal import Ledger
internal import Lineage
internal import Model
internal import Presentation

extension StoryPage {
  /// The articles in order of time, copies folded below what they copy.
  func timeline(_ page: inout Markup) {
    page.element("section", ["class": "timeline"]) { page in
      page.element("div", ["class": "headed"]) { page in
        page.element("h2", text: "Timeline")
        page.element("ul", ["class": "choices"]) { page in
          for (label, order) in [("By their own dates", "published"), ("As they came", "arrival")] {
            let isOn = (order == "arrival") == isByArrival
            page.element("li") { page in
              page.element(
                "a",
                [
                  "href": WebLink.path(WebLink.story(storyName), [("order", order)]),
                  "aria-current": isOn ? "true" : nil,
                ], text: label)
            }
          }
        }
      }
      page.element("ol", ["class": "line"]) { page in
        var day = ""
        for group in groups {
          let own = self.day(of: group[0])
          if own != day {
            day = own
            page.element("li", ["class": "day"]) { $0.element("h3", text: own) }
          }
          page.element("li", ["class": "event"]) { page in
            entry(group[0], under: own, &page)
            copies(Array(group.dropFirst()), under: own, &page)
          }
          page.lineEnd()
        }
      }
    }
  }

  /// Positions of articles, each original with its copies behind it, in order of time.
  private var groups: [[Int]] {
    var positions: [String: Int] = [:]
    for (index, document) in lineage.documents.enumerated() {
      if let id = document.links?.id { positions[id] = index }
    }
    /// What a copy leads back to within the story.
    func root(_ index: Int) -> Int {
      var index = index
      for _ in rows.indices {
        guard let next = lineage.documents[index].links?.duplicateOf.flatMap({ positions[$0] }),
          next != index
        else { break }
        index = next
      }
      return index
    }
    var members: [Int: [Int]] = [:]
    for index in rows.indices { members[root(index), default: []].append(index) }
    let sorted = members.map { key, inside in
      [key] + inside.filter { $0 != key }.sorted { time(of: $0) < time(of: $1) }
    }
    return sorted.sorted { (time(of: $0[0]), $0[0]) < (time(of: $1[0]), $1[0]) }
  }

  private func time(of index: Int) -> Int64 {
    isByArrival ? rows[index].arrival / 1_000 : rows[index].storyTime ?? rows[index].arrival / 1_000
  }

  private func day(of index: Int) -> String {
    if !isByArrival, let date = rows[index].article.datePublished {
      return DateText.short(iso: String(date.iso.prefix(10)))
    }
    if !isByArrival { return "Without a date" }
    let text = DateText.local(milliseconds: rows[index].arrival)
    return String(text.prefix { $0 != "," })
  }

  private func clock(of index: Int) -> String {
    if isByArrival {
      let text = DateText.local(milliseconds: rows[index].arrival)
      return String(text.drop { $0 != "," }.dropFirst(2))
    }
    guard let date = rows[index].article.datePublished, date.iso.utf8.count >= 16 else { return "" }
    return String(DateText.short(date).drop { $0 != "," }.dropFirst(2))
  }

  /// `day`: What the heading above it says; an entry of another day says its own.
  private func entry(_ index: Int, under day: String, _ page: inout Markup) {
    let row = rows[index]
    let language = Markup.tag(row.article.language)
    page.element("p", ["class": "facts"]) { page in
      let own = self.day(of: index)
      let when = [own == day ? "" : own, clock(of: index)].filter { !$0.isEmpty }
      if !when.isEmpty {
        page.element(
          "time", ["datetime": row.article.datePublished?.iso], text: when.joined(separator: ", "))
      }
      page.element("strong") { $0.scraped(name(index)) }
      badges(index, &page)
    }
    page.element("h4", ["dir": "auto", "lang": language]) { page in
      page.link(WebLink.article(row.id), row.article.headline ?? "(no headline)")
    }
    if rows.count <= Self.leadLimit,
      let first = row.article.paragraphs.first(where: { $0.role == .body })
    {
      page.element("p", ["class": "lead", "dir": "auto", "lang": language]) { page in
        page.text(first.text.count > 240 ? first.text.prefix(220) + "…" : first.text)
      }
    }
    taken(index, &page)
  }

  /// What an article is in its story.
  private func badges(_ index: Int, _ page: inout Markup) {
    let row = rows[index]
    if isOrigin(index) { page.element("span", ["class": "tag origin"], text: "origin") }
    if let origin = row.article.origin {
      page.element("span", ["class": "tag wire"]) { page in
        page.text("from ")
        page.scraped(origin.name)
        if !origin.certain { page.text("?") }
      }
    }
    if row.decision.copyOf != nil {
      page.element("span", ["class": "tag copy"]) { page in
        page.text(
          row.decision.kind == .near
            ? "copy, \(Figures.percent(row.decision.similarity))" : "same text")
      }
    }
    if let language = row.article.language, lineage.overview.languages.count > 1 {
      page.element("span", ["class": "tag"]) { $0.scraped(language) }
    }
  }

  /// True where something was taken from it, and it from nothing that is there.
  private func isOrigin(_ index: Int) -> Bool {
    let edges = lineage.graph.edges
    return edges.contains { $0.parent == .article(index) }
      && !edges.contains { $0.child == .article(index) }
  }

  /// Whom it was taken from, with the way to see it.
  private func taken(_ index: Int, _ page: inout Markup) {
    guard let edge = lineage.graph.edges.first(where: { $0.child == .article(index) }) else {
      return
    }
    page.element("p", ["class": "taken"]) { page in
      page.text("Taken from ")
      switch edge.parent {
      case .article(let parent):
        page.scraped(name(parent))
        page.text(", \(Figures.percent(edge.certainty)) sure · ")
        page.link(Self.comparison(rows[parent].id, rows[index].id), "see what was changed")
      case .unseen(let source):
        page.scraped(lineage.graph.unseen[source].name ?? "a source that is not in the archive")
        page.text(", \(Figures.percent(edge.certainty)) sure")
      }
    }
  }

  private func copies(_ copies: [Int], under day: String, _ page: inout Markup) {
    guard !copies.isEmpty else { return }
    page.element("details", ["class": "copies", "open": copies.count <= 4 ? "" : nil]) { page in
      page.element("summary", text: Figures.count(copies.count, "copy", "copies"))
      page.element("ul") { page in
        for index in copies.prefix(showsAll ? .max : Self.copyLimit) {
          page.element("li") { entry(index, under: day, &$0) }
        }
      }
      if !showsAll, copies.count > Self.copyLimit {
        page.link("?show=all", "All \(Figures.number(copies.count)) copies")
      }
    }
  }
}
