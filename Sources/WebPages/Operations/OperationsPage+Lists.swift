internal import ControlAPI
internal import Ledger
internal import Model
internal import Presentation
internal import SearchIndex

extension OperationsPage {
  /// Files that a person has to look at, by reason, each with what to do.
  func quarantineSection(_ context: PageContext, _ page: inout Markup) {
    page.element("section", ["id": "quarantine"]) { page in
      guard !quarantine.isEmpty else { return }
      page.element("h2", text: "Set aside")
      var order: [String] = []
      var groups: [String: [QuarantinedFile]] = [:]
      for file in quarantine {
        let reason = file.job.reason ?? "not known"
        if groups[reason] == nil { order.append(reason) }
        groups[reason, default: []].append(file)
      }
      for reason in order {
        let files = groups[reason] ?? []
        page.element("div", ["class": "reason"]) { page in
          page.element("h3") { page in
            page.text(reason)
            page.element("span", ["class": "number"], text: Figures.count(files.count, "file"))
          }
          if let remedy = files[0].job.remedy { page.element("p", ["dir": "auto"], text: remedy) }
          page.element("ul", ["class": "files"]) { page in
            for file in files.prefix(20) { entry(file, context, &page) }
          }
          if files.count > 20 {
            page.link(
              WebLink.path("/files", [("outcome", "quarantined"), ("reason", reason)]),
              "All \(Figures.number(files.count))")
          }
        }
      }
    }
  }

  private func entry(_ file: QuarantinedFile, _ context: PageContext, _ page: inout Markup) {
    page.element("li") { page in
      page.element("div") { page in
        page.element("a", ["href": "/file/" + WebLink.escaped(file.job.id)]) { page in
          page.fileName(file.job.file)
        }
        if file.isKept { page.element("span", ["class": "tag"], text: "kept") }
        page.element("p", ["class": "quiet"]) { page in
          page.text(DateText.local(milliseconds: file.job.finished))
          if let detail = file.job.detail {
            page.text(" · ")
            page.scraped(TerminalText.safe(detail))
          }
        }
      }
      file.actions(context, &page)
    }
  }

  /// Each source with what became of its files, and when it was heard of last.
  func sourcesSection(_ context: PageContext, _ page: inout Markup) {
    page.element("section", ["id": "sources"]) { page in
      page.element("h2", text: "Sources")
      guard !report.sources.isEmpty else {
        page.element("p", ["class": "quiet"], text: "No file has come so far.")
        return
      }
      let troubled = Set((report.sourceProblems ?? []).map(\.source))
      let sources = report.sources.sorted { left, right in
        let isLeft = troubled.contains(left.name)
        if isLeft != troubled.contains(right.name) { return isLeft }
        return Self.trouble(left) > Self.trouble(right)
      }
      table(
        "Sources",
        ["Source", "New", "Copies", "Refused", "Set aside", "Share refused", "Last file"],
        &page
      ) { page in
        for source in sources.prefix(200) {
          row(source, isTroubled: troubled.contains(source.name), context, &page)
        }
      }
    }
  }

  /// The sources that are not as usual, in a line that leads to what is wrong with each.
  func troubledNames(_ page: inout Markup) {
    var names: [String] = []
    for problem in report.sourceProblems ?? [] where !names.contains(problem.source) {
      names.append(problem.source)
    }
    guard !names.isEmpty else { return }
    page.element("p") { page in
      page.link("#troubled", "Not as usual")
      page.text(": ")
      for (index, name) in names.prefix(5).enumerated() {
        if index > 0 { page.text(", ") }
        page.scraped(Self.shown(name))
      }
      if names.count > 5 { page.text(" and \(Figures.number(names.count - 5)) more") }
    }
  }

  private static func shown(_ source: String) -> String {
    source.isEmpty ? "(no source)" : TerminalText.safe(source)
  }

  /// What is wrong with sources by their own past, each with what to look at.
  func troubledSection(_ page: inout Markup) {
    let problems = report.sourceProblems ?? []
    page.element("section", ["id": "troubled"]) { page in
      guard !problems.isEmpty else { return }
      page.element("h2", text: "Sources that are not as usual")
      sourceProblems(problems, &page)
    }
  }

  private func sourceProblems(_ problems: [StatusReport.SourceProblem], _ page: inout Markup) {
    for problem in problems {
      page.element("div", ["class": "reason"]) { page in
        page.element("h3") { page in
          sourceName(problem.source, &page)
          page.element("span", ["class": "tag warn"], text: problem.problem)
          page.element("span", ["class": "number"]) { page in
            page.text("since \(DateText.local(milliseconds: problem.since.seconds * 1_000))")
          }
        }
        page.element("p", ["dir": "auto"], text: TerminalText.safe(problem.detail))
        page.element(
          "p", ["class": "quiet", "dir": "auto"], text: TerminalText.safe(problem.remedy))
      }
    }
  }

  /// The share of a source's files that gave nothing.
  private static func trouble(_ source: StatusReport.Source) -> Double {
    let all = source.outcomes.values.reduce(0, +)
    let bad = (source.outcomes["rejected"] ?? 0) + (source.outcomes["quarantined"] ?? 0)
    return Double(bad) / Double(max(1, all))
  }

  /// A source with the way to its articles, where a query can name it.
  private func sourceName(_ source: String, _ page: inout Markup) {
    guard !source.isEmpty,
      let condition = SearchFacet(field: .source, counts: [], isPartial: false).condition(source)
    else { return page.scraped(Self.shown(source)) }
    page.element("a", ["href": WebLink.search(condition, sort: "date")]) { page in
      page.scraped(Self.shown(source))
    }
  }

  private func row(
    _ source: StatusReport.Source, isTroubled: Bool, _ context: PageContext,
    _ page: inout Markup
  ) {
    page.element("tr") { page in
      page.element("th", ["scope": "row", "class": "named"]) { page in
        sourceName(source.name, &page)
        if isTroubled {
          page.text(" ")
          page.element("a", ["class": "tag warn", "href": "#troubled"], text: "not as usual")
        }
      }
      for outcome in ["indexed", "duplicate", "rejected", "quarantined"] {
        page.element(
          "td", ["class": "number"], text: Figures.number(source.outcomes[outcome] ?? 0))
      }
      let share = Self.trouble(source)
      page.element("td", ["class": share >= 0.2 ? "spark bad" : "spark"]) { page in
        page.element("span", text: Figures.percent(share))
        Drawing.bar(share, &page)
      }
      page.element("td", ["class": "number"]) { page in
        guard let last = source.lastArrival else { return page.text("–") }
        let age = context.now.seconds - last.seconds
        page.text(age < 60 ? "now" : "\(Figures.span(age)) ago")
      }
    }
  }

  /// What was not indexed, by reason, with what to do.
  func refusedSection(_ page: inout Markup) {
    page.element("section", ["id": "refused"]) { page in
      guard !report.failures.isEmpty else { return }
      page.element("h2", text: "Not indexed")
      page.element("ul", ["class": "refusals"]) { page in
        for failure in report.failures {
          page.element("li") { page in
            page.element("p") { page in
              page.element(
                "a",
                [
                  "href": WebLink.path(
                    "/files", [("outcome", failure.outcome), ("reason", failure.reason)])
                ]
              ) { page in
                page.element("strong", text: failure.reason)
              }
              page.element("span", ["class": "number"], text: Figures.count(failure.count, "file"))
            }
            if !failure.remedy.isEmpty { page.element("p", text: failure.remedy) }
            page.element("p", ["class": "quiet"]) { page in
              page.text("Last: ")
              page.element("a", ["href": "/file/" + WebLink.escaped(failure.lastJob)]) { page in
                page.element("bdi", ["class": "file"], text: failure.lastFile)
              }
            }
          }
        }
      }
    }
  }

  func recentSection(_ page: inout Markup) {
    page.element("section", ["id": "recent"]) { page in
      guard !recent.isEmpty else { return }
      page.element("h2", text: "Newest files")
      FilesPage.list(recent, &page)
      page.element("p") { $0.link("/files", "All files") }
    }
  }
}
