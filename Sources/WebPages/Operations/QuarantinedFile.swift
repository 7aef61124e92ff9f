package import Ledger
internal import Presentation

/// A file that was set aside for a person to look at.
package struct QuarantinedFile: Sendable {
  package var job: JobRow
  /// True where somebody decided that it stays and asks for attention no more.
  package var isKept: Bool

  package init(job: JobRow, isKept: Bool) {
    self.job = job
    self.isKept = isKept
  }

  /// What may be done with it: a button each, where changes are allowed.
  func actions(_ context: PageContext, _ page: inout Markup) {
    guard let token = context.changeToken else { return }
    page.element("div", ["class": "actions"]) { page in
      for (action, label) in Self.choices(isKept: isKept) {
        page.element(
          "form",
          [
            "method": "post",
            "action": WebLink.path("/quarantine/\(action)", [("job", job.id), ("token", token)]),
          ]
        ) { page in
          page.element("button", ["type": "submit", "class": Self.styles[action]]) {
            page in
            page.text(label)
            page.spoken(": \(TerminalText.safe(job.file))")
          }
        }
      }
    }
  }

  /// What cannot be taken back looks like it; what changes nothing looks plain.
  private static let styles = ["discard": "grave", "keep": "calm"]

  private static func choices(isKept: Bool) -> [(action: String, label: String)] {
    [("retry", "Try again")] + (isKept ? [] : [("keep", "Keep")]) + [("discard", "Discard")]
  }
}
