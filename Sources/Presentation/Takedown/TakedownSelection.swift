package import Ledger
internal import Model

/// Which articles are to be taken out, as the command line and the control socket are asked for them.
package struct TakedownSelection: Sendable, Equatable {
  /// Ids of articles, or beginnings that only one id has.
  package var ids: [String]
  /// All articles with this URL.
  package var url: String?
  /// All articles of the story that this article belongs to.
  package var story: String?
  /// All articles of this source.
  package var source: String?
  /// Whether all copies of the articles go with them.
  package var includesCopies: Bool

  package init(
    ids: [String] = [], url: String? = nil, story: String? = nil, source: String? = nil,
    includesCopies: Bool = false
  ) {
    self.ids = ids
    self.url = url
    self.story = story
    self.source = source
    self.includesCopies = includesCopies
  }

  /// Whether it says in exactly one way which articles are meant.
  package var isOne: Bool {
    (ids.isEmpty ? 0 : 1) + [url, story, source].count { $0 != nil } == 1
      && !ids.contains("") && url != "" && story != "" && source != ""
  }

  /// The articles, each once, in order of decision. Reads the whole ledger for a source.
  ///
  /// Throws `TakedownSelectionError` where there are none.
  package func articles(in ledger: any LedgerReader) throws -> [TakedownCandidate] {
    var found: [DecisionNumber: TakedownCandidate] = [:]
    func add(_ row: ArticleRow) { found[row.number] = TakedownCandidate(row) }
    for id in ids { add(try Self.article(id, in: ledger)) }
    if let url {
      for number in try ledger.articles(withURL: url) { try ledger.article(number).map(add) }
    }
    if let story {
      let row = try Self.article(story, in: ledger)
      for row in try ledger.story(row.decision.story, limit: .max) { add(row) }
    }
    if let source {
      try ledger.forEachArticle(from: DecisionNumber(1)) { row in
        if row.provenance.source == source { add(row) }
        return true
      }
    }
    if includesCopies {
      for number in Array(found.keys) {
        for row in try ledger.cluster(of: number, limit: .max) { add(row) }
      }
    }
    guard !found.isEmpty else {
      throw TakedownSelectionError(
        source == nil
          ? "there is no article with that URL"
          : "there is no article of that source; winnow status names the sources")
    }
    return found.values.sorted { $0.number < $1.number }
  }

  private static func article(_ id: String, in ledger: any LedgerReader) throws -> ArticleRow {
    switch try ledger.article(id: id) {
    case .found(let row): return row
    case .ambiguous(let ids):
      throw TakedownSelectionError(
        "\(id) begins several ids: \(ids.prefix(5).joined(separator: ", ")); give more of it")
    case .none:
      throw TakedownSelectionError("there is no article \(id); winnow search finds ids")
    }
  }
}
