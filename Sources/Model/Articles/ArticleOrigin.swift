/// Who published an article first, where the article itself says so.
package struct ArticleOrigin: Sendable, Hashable {
  /// What the origin was read from.
  package enum Source: String, Sendable, CaseIterable {
    /// A sentence that names where the text appeared first.
    case firstPublished = "first-published"
    /// A mark that an agency puts on all it sends, such as its copyright line.
    case wireMark = "wire-mark"
    /// The agency in the dateline.
    case dateline
    /// The agency's name behind the last sentence.
    case signature
    /// The agency as author.
    case byline
    /// A line such as `Source: …`.
    case sourceLine = "source-line"
    /// A field of the record.
    case field
    /// A canonical address on another site.
    case canonical
  }

  /// An agency, a paper or a site, as it is commonly called.
  package var name: String
  /// The article's address there.
  package var url: String?
  package var source: Source
  /// The words that say so.
  package var evidence: String
  /// True where the words have no other reading.
  package var certain: Bool

  package init(
    name: String, url: String? = nil, source: Source, evidence: String, certain: Bool
  ) {
    self.name = name
    self.url = url
    self.source = source
    self.evidence = evidence
    self.certain = certain
  }
}
