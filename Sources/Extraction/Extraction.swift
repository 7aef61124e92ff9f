package import Model

/// What is known about a file beside its bytes, when its article is looked for.
package struct ExtractionContext: Sendable {
  /// The page's address as another source gives it: a WARC record, a sidecar, a comment.
  package var url: String?
  /// The scraper's name: the folder below `inbox/`.
  package var source: String?
  /// The file's name, as a last resort for a headline or a date.
  package var fileName: String?
  /// BCP 47 tag of the text where something outside of it says so.
  package var language: String?
  /// Minutes east of Greenwich to take for times without a zone; nil when nothing is known.
  package var assumedZoneMinutes: Int?

  package init(
    url: String? = nil, source: String? = nil, fileName: String? = nil, language: String? = nil,
    assumedZoneMinutes: Int? = nil
  ) {
    self.url = url
    self.source = source
    self.fileName = fileName
    self.language = language
    self.assumedZoneMinutes = assumedZoneMinutes
  }
}

/// How much work extraction does beside finding the article.
package struct ExtractionOptions: Sendable {
  /// Record a `BlockDecision` for every block, as `winnow explain` wants it; costs time.
  package var recordsDecisions = false
  /// Keep what was left out in `Article.removed`.
  package var recordsRemoved = true
  /// Text beyond this is not read, in bytes: what one article may hold.
  package var textByteLimit = 16 << 20

  package init(
    recordsDecisions: Bool = false, recordsRemoved: Bool = true, textByteLimit: Int = 16 << 20
  ) {
    self.recordsDecisions = recordsDecisions
    self.recordsRemoved = recordsRemoved
    self.textByteLimit = textByteLimit
  }
}

/// What was made of a page or a text dump.
package struct Extraction: Sendable {
  /// The article; possibly without a paragraph when `refusal` is set.
  package var article: Article
  /// Why there is no article of use: `empty`, `block-page`, `consent-wall`, `paywall-stub`,
  /// `soft-404`, `section-page`.
  package var refusal: Refusal?
  /// One a block, in reading order; empty unless asked for.
  package var decisions: [BlockDecision]

  package init(article: Article, refusal: Refusal? = nil, decisions: [BlockDecision] = []) {
    self.article = article
    self.refusal = refusal
    self.decisions = decisions
  }
}

/// Why one block of a page was kept or left out.
package struct BlockDecision: Sendable {
  /// The block's first characters, at most 120.
  package var excerpt: String
  /// Where it stands: the elements around it with their classes, or `line 17`.
  package var path: String
  package var isKept: Bool
  /// In words for a person.
  package var why: String

  package init(excerpt: String, path: String, isKept: Bool, why: String) {
    self.excerpt = excerpt
    self.path = path
    self.isKept = isKept
    self.why = why
  }
}
