/// Why a file or a record was not indexed: every reason there is, each with what a person can do.
///
/// The names are stable and for programs; they stand in the journal, the ledger and in JSON.
package enum RefusalReason: String, Sendable, CaseIterable, Comparable {
  // The bytes.
  case empty
  case binary
  case unsupportedFormat = "unsupported-format"
  case broken
  case limit
  // The record.
  case noArticle = "no-article"
  case noText = "no-text"
  case errorResponse = "error-response"
  case notAPage = "not-a-page"
  case sidecarWithoutPage = "sidecar-without-page"
  // The page.
  case blockPage = "block-page"
  case consentWall = "consent-wall"
  case paywallStub = "paywall-stub"
  case softMissing = "soft-404"
  case sectionPage = "section-page"
  // The file.
  case symbolicLink = "symbolic-link"
  case hardLink = "hard-link"
  case notAFile = "not-a-file"
  case noSuchFile = "no-such-file"
  case tooLarge = "too-large"
  case unreadable
  case immovable
  case gone
  case changing
  case changed
  case poison
  case quarantined

  /// What a file comes to that is refused for it, unless the place that refuses says otherwise.
  package var outcome: Outcome {
    switch self {
    case .symbolicLink, .hardLink, .notAFile, .noSuchFile, .tooLarge, .unreadable, .immovable,
      .changing, .poison, .quarantined:
      .quarantined
    default: .rejected
    }
  }

  /// What a person can do next, where nothing more is known about the case. `ID` is the job's.
  package var remedy: String {
    switch self {
    case .empty: "Look at the scraper: it saved an empty answer."
    case .binary: "Keep pictures, archives and programs out of the inbox."
    case .unsupportedFormat: "Convert it to HTML or text, and drop that."
    case .broken: "Fetch it again; the file was probably cut short while it was written."
    case .limit: "If the file is wanted, split it; where a limits.* setting is named, raise that."
    case .noArticle: "Nothing to do, unless an article was expected here."
    case .noText: "Let the scraper fetch the article's page as well."
    case .errorResponse: "Let the scraper fetch it again, or skip addresses that fail."
    case .notAPage: "Nothing to do: web archives hold such records beside their pages."
    case .sidecarWithoutPage:
      "Nothing, if the page is still to come: it will take this along."
    case .blockPage: "Let the scraper fetch the address again, slower or with a browser."
    case .consentWall: "Let the scraper answer the dialogue before it saves the page."
    case .paywallStub: "Fetch it with a subscription, or leave it out."
    case .softMissing: "Drop the address from the scraper's list."
    case .sectionPage: "Let the scraper follow the links instead."
    case .symbolicLink: "Hand over the file itself: winnow put FILE"
    case .hardLink: "Hand over a copy: winnow put FILE"
    case .notAFile: "Remove it; the drop folder takes files only."
    case .noSuchFile: "Look at the name and at the folder it is looked for in."
    case .tooLarge:
      "Split it; or raise limits.file in the configuration, restart winnowd, which reads that only at its start, and run: winnow retry ID"
    case .unreadable:
      "Make it readable for the service (chgrp winnow, chmod g+r), then run: winnow retry ID"
    case .immovable:
      "Check owner and mode of its folder (setgid winnow, mode 2770, no sticky bit)."
    case .gone: "Drop it again if it is still wanted."
    case .changing:
      "Let the scraper finish, then run: winnow retry ID. Hand files over by rename."
    case .changed: "Drop the file again, so that it is decided anew."
    case .poison: "Look at the file; if it is sound, run: winnow retry ID"
    case .quarantined: "Read the reason that stands beside it in quarantine/."
    }
  }

  /// In the order of the names.
  package static func < (left: RefusalReason, right: RefusalReason) -> Bool {
    left.rawValue < right.rawValue
  }
}
