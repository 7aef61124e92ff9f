package import Ledger
package import Model
internal import Presentation

/// What was done with which file, newest first, and why.
package struct FilesPage: Sendable {
  package var jobs: [JobRow]
  /// The outcome, the reason and the name that were asked for.
  package var outcome: String?
  package var reason: RefusalReason?
  package var name: String?
  /// True where there is more behind the last one.
  package var hasMore: Bool
  /// Files that were looked at, the newest, where older ones were not; nil where all were.
  package var lookedAtCount: Int?

  package init(
    jobs: [JobRow], outcome: String?, reason: RefusalReason?, name: String?, hasMore: Bool
  ) {
    self.jobs = jobs
    self.outcome = outcome
    self.reason = reason
    self.name = name
    self.hasMore = hasMore
  }

  /// The whole document.
  package func document(_ context: PageContext) -> [UInt8] {
    PageFrame(context: context, title: "Files", part: .files).document { page in
      page.element("h1", text: "Files")
      filter(&page)
      if jobs.isEmpty {
        page.element("p", ["class": "message"], text: absence)
      } else {
        Self.list(jobs, &page)
      }
      if let name, jobs.isEmpty {
        page.element("p", ["class": "message"]) { page in
          page.link(WebLink.search(name), "Search the articles for these words")
        }
      } else if name != nil, let note = lookedAt {
        page.element("p", ["class": "quiet"], text: note)
      }
      if hasMore, name == nil, let last = jobs.last {
        page.element("nav", ["class": "paging", "aria-label": "Pages"]) { page in
          page.element(
            "a",
            [
              "href": WebLink.path(
                "/files", [("outcome", outcome), ("reason", reason?.rawValue), ("before", last.id)]),
              "rel": "next",
            ], text: "Earlier files")
        }
      }
    }
  }

  private var absence: String {
    let filtered = outcome == nil && reason == nil ? "" : " with this outcome and reason"
    guard name != nil else { return "No file\(filtered) is on record." }
    return "No file\(filtered) has this in its path" + (lookedAtCount.map(Self.among) ?? "") + "."
  }

  private var lookedAt: String? {
    if hasMore { return "These are the newest; give more of the path for the others." }
    return lookedAtCount.map {
      "Looked for" + Self.among($0) + "; give the whole path for older ones."
    }
  }

  private static func among(_ count: Int) -> String {
    " among the newest \(Figures.number(count)) files"
  }

  private func filter(_ page: inout Markup) {
    page.element("form", ["class": "pick", "action": "/files"]) { page in
      page.element("label") { page in
        page.element("span", text: "Outcome")
        page.element("select", ["name": "outcome"]) { page in
          page.element("option", ["value": ""], text: "any")
          for choice in Outcome.allCases {
            page.element(
              "option",
              ["value": choice.rawValue, "selected": choice.rawValue == outcome ? "" : nil],
              text: choice.rawValue)
          }
        }
      }
      page.element("label") { page in
        page.element("span", text: "Reason")
        page.element("select", ["name": "reason"]) { page in
          page.element("option", ["value": ""], text: "any")
          for choice in RefusalReason.allCases {
            page.element(
              "option",
              ["value": choice.rawValue, "selected": choice == reason ? "" : nil],
              text: choice.rawValue)
          }
        }
      }
      page.element("label") { page in
        page.element("span", text: "A part of the path below the inbox, or a file's id")
        page.empty(
          "input", ["name": "name", "value": name ?? "", "dir": "auto", "autocomplete": "off"])
      }
      page.element("button", ["type": "submit"], text: "Show")
      if outcome != nil || reason != nil || name != nil { page.link("/files", "All files") }
    }
  }

  /// Files as lines, each leading to its own page.
  static func list(_ jobs: [JobRow], _ page: inout Markup) {
    page.element("ul", ["class": "files"]) { page in
      for job in jobs {
        page.element("li") { page in
          page.element("div") { page in
            page.element("a", ["href": "/file/" + WebLink.escaped(job.id)]) { page in
              page.fileName(job.file)
            }
            page.element("p", ["class": "quiet"]) { page in
              page.text("\(DateText.local(milliseconds: job.finished)) · \(Figures.size(job.size))")
              if let format = job.format {
                page.text(" · ")
                page.scraped(format)
              }
              if let detail = job.detail {
                page.text(" · ")
                page.scraped(TerminalText.safe(detail))
              }
            }
          }
          page.element("span", ["class": "tag outcome \(job.outcome.rawValue)"]) { page in
            page.text(job.outcome.rawValue)
            if let reason = job.reason { page.text(": \(reason)") }
          }
        }
        page.lineEnd()
      }
    }
  }
}
