package import Presentation

/// Every decision about an article or a file, as `winnow explain` tells it.
package struct ExplanationPage: Sendable {
  package var title: String
  package var explanation: Explanation
  /// Where to go on.
  package var next: (address: String, label: String)?
  /// What may be done with the file, where it is set aside; nil where nothing may be changed.
  package var job: QuarantinedFile?
  /// What became of the file in a sentence, and what to do next; nil for an article.
  package var outcome: (sentence: String, remedy: String?)?
  /// The articles that came of the file, those that are shown.
  package var articles: [(address: String, label: String)] = []
  /// True for a file, false for an article.
  package var isFile = false

  package init(
    title: String, explanation: Explanation, next: (address: String, label: String)?,
    job: QuarantinedFile? = nil
  ) {
    self.title = title
    self.explanation = explanation
    self.next = next
    self.job = job
  }

  /// The whole document.
  package func document(_ context: PageContext) -> [UInt8] {
    PageFrame(context: context, title: "Why: " + title, part: isFile ? .files : .search)
      .document { page in
        page.element("p", ["class": "eyebrow"], text: "Every step, and why")
        page.element("h1", ["dir": "auto"], text: title)
        if let outcome {
          page.element("div", ["class": "reason"]) { page in
            page.element("p", ["dir": "auto"]) { page in
              page.element("strong", text: TerminalText.safe(outcome.sentence))
            }
            if let remedy = outcome.remedy {
              page.element("p", ["dir": "auto"], text: TerminalText.safe(remedy))
            }
          }
        }
        for link in articles { page.element("p") { $0.link(link.address, link.label) } }
        if let next { page.element("p") { $0.link(next.address, next.label) } }
        if let job { job.actions(context, &page) }
        for section in explanation.sections {
          page.element("section", ["class": "steps"]) { page in
            page.element("h2", text: section.title)
            page.element("ul") { page in
              for line in section.lines {
                page.element("li", ["dir": "auto"], text: TerminalText.safe(line))
              }
            }
          }
        }
      }
  }
}
