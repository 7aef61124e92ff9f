package import ControlAPI
package import Ledger
internal import Model
internal import Presentation

/// The page to run winnow by: the verdict first, then what backs it.
package struct OperationsPage: Sendable {
  package var report: StatusReport
  package var samples: [StatusSample]
  package var quarantine: [QuarantinedFile]
  /// The newest jobs, newest first.
  package var recent: [JobRow]

  package init(
    report: StatusReport, samples: [StatusSample], quarantine: [QuarantinedFile],
    recent: [JobRow]
  ) {
    self.report = report
    self.samples = samples
    self.quarantine = quarantine
    self.recent = recent
  }

  /// A part of the page that is sent anew when it has changed.
  package struct Part: Sendable {
    /// The name that it has in the page.
    package var name: String
    package var markup: [UInt8]
  }

  var isLive: Bool { report.processID != nil }

  /// The whole document.
  package func document(_ context: PageContext) -> [UInt8] {
    var frame = PageFrame(context: context, title: "Operations", part: .operations)
    frame.isLive = true
    return frame.document { page in
      page.element("h1", ["class": "spoken"], text: "Operations")
      page.element("div", ["class": "operations", "data-live": "/live"]) { page in
        for section in sections {
          section.write(context, &page)
          page.lineEnd()
        }
      }
    }
  }

  /// All parts as they are now.
  package func parts(_ context: PageContext) -> [Part] {
    var badge = Markup()
    PageFrame.badge(report.quarantined ?? 0, &badge)
    return [Part(name: "attention", markup: badge.bytes)]
      + sections.map { section in
        var page = Markup()
        section.write(context, &page)
        return Part(name: section.name, markup: page.bytes)
      }
  }

  private var sections: [(name: String, write: (PageContext, inout Markup) -> Void)] {
    [
      ("verdict", { _, page in heading(&page) }), ("tiles", { _, page in tiles(&page) }),
      ("quarantine", { context, page in quarantineSection(context, &page) }),
      ("troubled", { _, page in troubledSection(&page) }),
      ("stages", { _, page in stagesSection(&page) }),
      ("sources", { context, page in sourcesSection(context, &page) }),
      ("refused", { _, page in refusedSection(&page) }),
      ("recent", { _, page in recentSection(&page) }),
    ]
  }

  private func heading(_ page: inout Markup) {
    let word = report.problem == nil ? report.verdict.rawValue : "attention"
    page.element("section", ["id": "verdict", "class": "verdict \(word)", "role": "status"]) {
      page in
      page.element("h2", text: word.prefix(1).uppercased() + word.dropFirst())
      page.element("p", ["dir": "auto"], text: TerminalText.safe(report.message))
      troubledNames(&page)
      if report.verdict == .stopped {
        page.element("p", ["class": "quiet"]) { page in
          page.text("What was read so far can be searched and read here all the same.")
        }
      }
    }
  }

  /// A figure, what it is called, and what stands below it.
  private func tile(
    _ page: inout Markup, _ label: String, _ value: String, _ note: String? = nil,
    drawing: (inout Markup) -> Void = { _ in }
  ) {
    page.element("div", ["class": "tile"]) { page in
      page.element("dt", text: label)
      page.element("dd") { page in
        page.element("span", ["class": "value"], text: value)
        if let note { page.element("span", ["class": "quiet"], text: note) }
        drawing(&page)
      }
    }
  }

  private func tiles(_ page: inout Markup) {
    page.element("dl", ["id": "tiles", "class": "tiles"]) { page in
      tile(
        &page, "Articles", Figures.number(report.articles),
        "in \(Figures.count(report.stories, "story", "stories"))")
      let backlog = report.inbox.waiting + report.openJobs
      var note =
        "\(Figures.number(report.inbox.waiting)) waiting, \(Figures.number(report.openJobs)) in work"
      if let left = report.estimatedSecondsLeft, left > 0 {
        note += "; done in \(Figures.span(Int64(left)))"
      }
      tile(&page, "Backlog", isLive ? Figures.number(backlog) : "–", isLive ? note : nil) { page in
        let backlogs = samples.map { Double($0.backlog) }
        if backlogs.contains(where: { $0 > 0 }) {
          Drawing.line(backlogs, label: "Backlog in the last minutes", &page)
        }
      }
      let refused = (report.outcomes["rejected"] ?? 0)
      tile(
        &page, "Files", Figures.number(report.outcomes.values.reduce(0, +)),
        "\(Figures.number(report.outcomes["duplicate"] ?? 0)) copies, \(Figures.number(refused)) refused"
      )
      tile(
        &page, "Set aside", Figures.number(quarantine.count { !$0.isKept }),
        quarantine.contains { $0.isKept }
          ? "and \(Figures.number(quarantine.count { $0.isKept })) kept" : "waiting for a decision")
      if let disk = report.disk { diskTile(disk, &page) }
    }
  }

  private func diskTile(_ disk: StatusReport.Disk, _ page: inout Markup) {
    var note =
      "of \(Figures.size(disk.totalBytes)); stops below \(Figures.size(disk.lowWaterBytes))"
    if let hours = disk.hoursLeft { note += "; full in \(Figures.span(Int64(hours * 3_600)))" }
    tile(&page, "Disk free", Figures.size(disk.freeBytes), note) { page in
      let used = 1 - Double(disk.freeBytes) / Double(max(1, disk.totalBytes))
      Drawing.bar(used, &page)
    }
  }

  private func stagesSection(_ page: inout Markup) {
    page.element("section", ["id": "stages"]) { page in
      page.element("h2", text: "Stages")
      guard isLive, !report.stages.isEmpty else {
        page.element("p", ["class": "quiet"], text: "No daemon runs on this state.")
        return
      }
      table(
        "Stages", ["Stage", "Done", "Queued", "Running", "Rate, 1/s", "Slowest 1 %, ms"], &page
      ) { page in
        for stage in report.stages { row(stage, &page) }
      }
    }
  }

  private func row(_ stage: StatusReport.Stage, _ page: inout Markup) {
    page.element("tr") { page in
      page.element("th", ["scope": "row"]) { page in
        page.text(stage.name)
        if let wait = stage.waitingFor {
          page.element("span", ["class": "tag warn"]) { page in
            page.text("waits for ")
            page.scraped(wait)
          }
        }
      }
      page.element("td", ["class": "number"], text: Figures.number(stage.done))
      page.element("td", ["class": "number"], text: Figures.number(stage.queued))
      page.element("td", ["class": "number"], text: Figures.number(stage.running))
      page.element("td", ["class": "spark"]) { page in
        page.element("span", text: Figures.decimal(stage.rates.first ?? 0))
        Drawing.line(
          StatusSample.rates(of: stage.name, in: samples),
          label: "Rate of \(stage.name) in the last minutes", &page)
      }
      page.element("td", ["class": "spark"]) { page in
        page.element("span", text: stage.p99Milliseconds.map(Figures.decimal) ?? "–")
        Drawing.line(
          StatusSample.times(of: stage.name, in: samples),
          label: "Slowest pieces of \(stage.name) in the last minutes", &page)
      }
    }
  }

  /// A table in a region that scrolls by itself where it is wider than the screen.
  func table(
    _ label: String, _ columns: [String], _ page: inout Markup, rows: (inout Markup) -> Void
  ) {
    page.element(
      "div", ["class": "scroll", "tabindex": "0", "role": "region", "aria-label": label]
    ) {
      page in
      page.element("table") { page in
        page.element("thead") { page in
          page.element("tr") { page in
            for column in columns { page.element("th", ["scope": "col"], text: column) }
          }
        }
        page.element("tbody") { rows(&$0) }
      }
    }
  }
}
