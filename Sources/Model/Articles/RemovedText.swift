/// A piece of the page that is not the article's text, and why.
package struct RemovedText: Sendable, Hashable {
  /// Why a block was left out.
  package enum Reason: String, Sendable, CaseIterable {
    case menu, share, related, banner, repeated, comment, form, credit, breadcrumb, byline
    case caption, cookie, adblock, advert, footer, newsletter, title, duplicateHeadline, hidden
    case boilerplate, other
  }

  package var reason: Reason
  package var text: String

  package init(reason: Reason, text: String) {
    self.reason = reason
    self.text = text
  }
}
