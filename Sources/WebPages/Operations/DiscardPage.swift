package import Ledger

/// Asks whether files that were set aside are to be thrown away: nothing has been done yet.
package struct DiscardPage: Sendable {
  package var jobs: [JobRow]

  package init(jobs: [JobRow]) { self.jobs = jobs }

  /// The whole document.
  package func document(_ context: PageContext) -> [UInt8] {
    let headline = "Discard \(Figures.count(jobs.count, "file"))?"
    return PageFrame(context: context, title: headline, part: .operations).document { page in
      page.element("div", ["class": "message"]) { page in
        page.element("h1", text: headline)
        page.element(
          "p",
          text:
            "Its bytes are deleted; that it came, and why it was set aside, stays on record. This cannot be taken back."
        )
        page.element("ul") { page in
          for job in jobs { page.element("li") { $0.fileName(job.file) } }
        }
        if let token = context.changeToken {
          page.element("div", ["class": "actions"]) { page in
            page.element(
              "form",
              [
                "method": "post",
                "action": WebLink.path(
                  "/quarantine/discard",
                  jobs.map { ("job", $0.id) } + [("sure", "true"), ("token", token)]),
              ]
            ) { page in
              page.element("button", ["type": "submit", "class": "grave"], text: "Discard")
            }
          }
        }
        page.element("p") { $0.link("/operations", "Leave it set aside") }
      }
    }
  }
}
