package import Model

/// What the full-text index takes in of one article.
package struct IndexEntry: Sendable, Equatable {
  /// Where an article stands among others.
  package struct Standing: Sendable, Equatable {
    package var source: String?
    package var outcome: Outcome
    package var story: DecisionNumber
    package var copyOf: DecisionNumber?

    package init(
      source: String?, outcome: Outcome, story: DecisionNumber, copyOf: DecisionNumber? = nil
    ) {
      self.source = source
      self.outcome = outcome
      self.story = story
      self.copyOf = copyOf
    }
  }

  package var number: DecisionNumber
  package var headline: String
  package var body: String
  package var authors: [String] = []
  /// A BCP 47 tag.
  package var language: String?
  /// The host of the article's address.
  package var host: String?
  package var date: ArticleDate?
  /// Nil for an article that is there and keeps its own; where it is not there, nothing is done.
  package var standing: Standing?

  /// An entry of which only the text is known.
  package init(number: DecisionNumber, headline: String, body: String) {
    self.number = number
    self.headline = headline
    self.body = body
    standing = Standing(source: nil, outcome: .indexed, story: number)
  }

  /// What an article is found by.
  ///
  /// `standing`: nil for an article that is amended.
  package init(number: DecisionNumber, article: Article, standing: Standing?) {
    self.number = number
    headline = article.headline ?? ""
    body = article.articleBody
    authors = article.authors.map(\.name)
    language = article.language
    host = (article.canonicalURL ?? article.url).flatMap(Self.host) ?? article.publisher?.domain
    date = article.datePublished.flatMap(ArticleDate.init)
    self.standing = standing
  }

  /// The host of an address, without its port, in lower case; nil where there is none.
  static func host(ofURL url: String) -> String? {
    let bytes = Array(url.utf8)
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")),
      bytes[(colon + 1)...].starts(with: "//".utf8)
    else { return nil }
    let authority = bytes[(colon + 3)...].prefix { !"/?#".utf8.contains($0) }
    let name =
      authority.lastIndex(of: UInt8(ascii: "@")).map { authority[($0 + 1)...] } ?? authority
    let host = name.prefix { $0 != UInt8(ascii: ":") }
    return host.isEmpty ? nil : String(decoding: host, as: UTF8.self).lowercased()
  }
}
