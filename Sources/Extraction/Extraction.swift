package import Model

/// What was made of a page or a text dump.
package struct Extraction: Sendable {
  /// The article; possibly without a paragraph when `refusal` is set.
  package var article: Article
  /// Why there is no article of use: `empty`, `block-page`, `consent-wall`, `paywall-stub`,
  /// `soft-404`, `section-page`.
  package var refusal: Refusal?
  /// One a block, in reading order; empty unless asked for.
  package var decisions: [BlockDecision]
  /// What the page shows around the text of who published it first; nil for a fragment.
  package var originEvidence: OriginEvidence?

  package init(
    article: Article, refusal: Refusal? = nil, decisions: [BlockDecision] = [],
    originEvidence: OriginEvidence? = nil
  ) {
    self.article = article
    self.refusal = refusal
    self.decisions = decisions
    self.originEvidence = originEvidence
  }
}
