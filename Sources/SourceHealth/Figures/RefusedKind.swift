package import Model

/// What refusals have in common, where it is asked whether a source works as it used to.
package enum RefusedKind: String, Sendable, CaseIterable {
  /// It was read, and holds no article: block pages, consent walls, empty answers.
  case content
  /// It could not be read: cut files, broken lines, formats that winnow does not know.
  case damage
  /// It says nothing about the source: files that cannot be moved, sidecars whose page is still to come.
  case other

  package init(_ reason: RefusalReason) {
    switch reason {
    case .empty, .noArticle, .noText, .errorResponse, .blockPage, .consentWall, .paywallStub,
      .softMissing, .sectionPage:
      self = .content
    case .binary, .unsupportedFormat, .broken, .limit, .tooLarge, .changing, .changed:
      self = .damage
    case .notAPage, .sidecarWithoutPage, .symbolicLink, .hardLink, .notAFile, .noSuchFile,
      .unreadable, .immovable, .gone, .poison, .quarantined:
      self = .other
    }
  }
}
