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
      sourceProblems(&page)
      table(
        "Sources",
        ["Source", "New", "Copies", "Refused", "Set aside", "Share refused", "Last file"],
        &page
      ) { page in
        for source in report.sources.sorted(by: { Self.trouble($0) > Self.trouble($1) }).prefix(200)
        {
          row(source, context, &page)
        }
      }
    }
  }

  /// What is wrong with sources by their own past, each with what to look at.
  private func sourceProblems(_ page: inout Markup) {
    for problem in report.sourceProblems ?? [] {
      page.element("div", ["class": "reason"]) { page in
        page.element("h3") { page in
          page.scraped(problem.source.isEmpty ? "(no source)" : TerminalText.safe(problem.source))
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

  private func row(_ source: StatusReport.Source, _ context: PageContext, _ page: inout Markup) {
    page.element("tr") { page in
      page.element("th", ["scope": "row"]) { page in
        if source.name.isEmpty {
          page.text("(no source)")
        } else if let condition = SearchFacet(field: .source, counts: [], isPartial: false)
          .condition(source.name)
        {
          page.element("a", ["href": WebLink.search(condition, sort: "date")]) { page in
            page.scraped(TerminalText.safe(source.name))
          }
        } else {
          page.scraped(TerminalText.safe(source.name))
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
