/// A page that says one thing: what happened, to what, and what to do next.
package struct MessagePage: Sendable {
  /// What happened.
  package var headline: String
  /// To what, and what to do next.
  package var text: String
  /// Sentences that were not foreseen by the page, such as an answer of the daemon.
  package var lines: [String]
  /// Where to go on.
  package var next: (address: String, label: String)?

  package init(
    headline: String, text: String, lines: [String] = [],
    next: (address: String, label: String)? = nil
  ) {
    self.headline = headline
    self.text = text
    self.lines = lines
    self.next = next
  }

  /// The whole document.
  package func document(_ context: PageContext) -> [UInt8] {
    PageFrame(context: context, title: headline).document { page in
      page.element("div", ["class": "message"]) { page in
        page.element("h1", text: headline)
        page.element("p", text: text)
        if !lines.isEmpty {
          page.element("ul") { page in
            for line in lines { page.element("li", ["dir": "auto"], text: line) }
          }
        }
        if let next { page.element("p") { $0.link(next.address, next.label) } }
      }
    }
  }
}
