package import Model

/// An article as it reads with a sidecar that came after its page, or before it, or read again by a newer
/// version.
///
/// What was decided about it stays as it was: decision and outcome.
package struct Amendment: Sendable, Equatable {
  package var number: DecisionNumber
  package var article: Article
  package var provenance: Provenance
  /// The time that stories and filters go by, in seconds since 1970.
  package var storyTime: Int64?
  /// What later articles are compared with from now on; nil for what the article was decided by.
  package var signature: [UInt8]?

  package init(
    number: DecisionNumber, article: Article, provenance: Provenance, storyTime: Int64? = nil,
    signature: [UInt8]? = nil
  ) {
    self.number = number
    self.article = article
    self.provenance = provenance
    self.storyTime = storyTime
    self.signature = signature
  }

  /// Puts the amended article in the place of the one in `row`; the source is counted by and stays.
  package func amend(_ row: inout ArticleRow) {
    let source = row.provenance.source
    row.article = article
    row.provenance = provenance
    row.provenance.source = source
    row.storyTime = storyTime
    row.signature = signature ?? row.signature
  }
}
