package import Extraction
package import Model

/// What a record turned out to be: an article, or the reason why there is none.
package struct InterpretedRecord: Sendable {
  /// The record's place in its file; 1 is the first.
  package var ordinal: Int
  /// The article. Beside a refusal: what could be read all the same, for people to look at.
  package var article: Article?
  /// What is known of its origin: container, locator, format, charset, sidecar, status, notes. The
  /// file's own name, digest and times are for the caller to add.
  package var provenance: Provenance
  /// Why there is no article of use; nil when there is one.
  package var refusal: Refusal?
  /// What was decided on the way, in words for a person; filled when the settings ask for it.
  package var decisions: [String]
  /// What was decided about each block of a page or text dump; filled when the settings ask for it.
  package var blocks: [BlockDecision]
  /// What a page shows around the text of who published it first.
  var originEvidence: OriginEvidence?

  package init(
    ordinal: Int, article: Article? = nil, provenance: Provenance, refusal: Refusal? = nil,
    decisions: [String] = [], blocks: [BlockDecision] = []
  ) {
    self.ordinal = ordinal
    self.article = article
    self.provenance = provenance
    self.refusal = refusal
    self.decisions = decisions
    self.blocks = blocks
  }
}
