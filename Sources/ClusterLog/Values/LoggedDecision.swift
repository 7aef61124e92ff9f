package import Model

/// What was decided about one offered article.
package struct LoggedDecision: Sendable, Equatable {
  package var number: DecisionNumber
  package var offer: OfferKey
  /// Version of the source's boilerplate that is left out of the article, whatever it was offered with.
  package var boilerplateVersion: UInt64
  package var copyDecision: CopyDecision

  package init(
    number: DecisionNumber, offer: OfferKey, boilerplateVersion: UInt64,
    copyDecision: CopyDecision
  ) {
    self.number = number
    self.offer = offer
    self.boilerplateVersion = boilerplateVersion
    self.copyDecision = copyDecision
  }
}
