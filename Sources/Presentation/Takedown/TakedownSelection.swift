package import Ledger
internal import Model
internal import Pipeline

/// Which articles are to be taken out, as the command line and the control socket are asked for them.
package struct TakedownSelection: Sendable, Equatable {
  /// Ids of articles, or beginnings that only one id has; the whole id of a job stands for all its articles.
  package var ids: [String]
  /// All articles of the file of this job.
  package var job: String?
  /// All articles with this URL; scheme, tracking parameters, fragment and a slash at the end aside.
  package var url: String?
  /// All articles of the story that this article belongs to.
  package var story: String?
  /// All articles of this source.
  package var source: String?
  /// Whether all copies of the articles go with them.
  package var includesCopies: Bool

  package init(
    ids: [String] = [], job: String? = nil, url: String? = nil, story: String? = nil,
    source: String? = nil, includesCopies: Bool = false
  ) {
    self.ids = ids
    self.job = job
    self.url = url
    self.story = story
    self.source = source
    self.includesCopies = includesCopies
  }

  /// Whether it says in exactly one way which articles are meant.
  package var isOne: Bool {
    let ways = [job, url, story, source]
    return (ids.isEmpty ? 0 : 1) + ways.count { $0 != nil } == 1
      && !ids.contains("") && !ways.contains("")
  }

  /// The articles, and what would stay. Reads the whole ledger for a URL or a source.
  ///
  /// Throws `TakedownSelectionError` where there are none.
  package func find(in ledger: any LedgerReader) throws -> TakedownFinding {
    var alike: [String] = []
    var found: [DecisionNumber: TakedownCandidate] = [:]
    func add(_ row: ArticleRow) { found[row.number] = TakedownCandidate(row) }
    for id in ids { for row in try Self.articles(id, in: ledger) { add(row) } }
    if let job { for row in try Self.articles(ofJob: job, in: ledger) { add(row) } }
    if let url {
      let wanted = ArticleAddress(url)
      try ledger.forEachArticle(from: DecisionNumber(1)) { row in
        let urls = [row.article.url, row.article.canonicalURL].compactMap { $0 }
        let addresses = urls.map(ArticleAddress.init)
        if addresses.contains(where: { $0.normal == wanted.normal }) {
          add(row)
        } else if addresses.contains(where: { $0.likeness == wanted.likeness }),
          let first = urls.first
        {
          alike.append("\(first) (\(row.id))")
        }
        return true
      }
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
            + (alike.isEmpty ? "" : "; there are some at addresses like it: \(Self.list(alike))")
          : "there is no article of that source; winnow status names the sources")
    }
    var finding = TakedownFinding(articles: found.values.sorted { $0.number < $1.number })
    try tellOfFiles(&finding, in: ledger)
    if !alike.isEmpty {
      finding.hints.append(
        "\(alike.count == 1 ? "1 article stays" : "\(alike.count) articles stay") at addresses like it:"
          + " \(Self.list(alike)); winnow forget ID takes one")
    }
    var staying: Set<DecisionNumber> = []
    if !includesCopies {
      for article in finding.articles { staying.formUnion(try ledger.copies(of: article.number)) }
      staying.subtract(found.keys)
    }
    if !staying.isEmpty {
      let ids = try ledger.ids(of: staying.sorted()).sorted { $0.key < $1.key }.map(\.value)
      finding.hints.append(
        staying.count == 1
          ? "1 copy of it stays (\(Self.list(ids))); --copies takes it too"
          : "\(staying.count) copies stay (\(Self.list(ids))); --copies takes them too")
    }
    return finding
  }

  /// Says of each article that shares its file with others that stay what becomes of its text there.
  private func tellOfFiles(_ finding: inout TakedownFinding, in ledger: any LedgerReader) throws {
    var staying: [String: [String]] = [:]
    let going = Set(finding.articles.map(\.id))
    for index in finding.articles.indices {
      let (id, job) = (finding.articles[index].id, finding.articles[index].job)
      if id == job { continue }
      let others =
        try staying[job]
        ?? ledger.articles(ofJob: job, limit: .max).map(\.id).filter { !going.contains($0) }
      staying[job] = others
      if others.isEmpty { continue }
      finding.articles[index].originals = [
        TakenDown.sentence(ofOriginalOf: job, neededBy: others)
      ]
    }
  }

  /// Some of many, so that a sentence stays one.
  private static func list(_ items: [String]) -> String {
    items.prefix(5).joined(separator: ", ") + (items.count > 5 ? ", …" : "")
  }

  private static func article(_ id: String, in ledger: any LedgerReader) throws -> ArticleRow {
    switch try ledger.article(id: id) {
    case .found(let row): return row
    case .ambiguous(let ids):
      throw TakedownSelectionError(
        "\(id) begins several ids: \(list(ids)); give more of it, or winnow forget --job \(id) for all"
          + " articles of one file")
    case .none:
      throw TakedownSelectionError("there is no article \(id); winnow search finds ids")
    }
  }

  /// The article of an id, or all of the job whose id it is.
  private static func articles(_ id: String, in ledger: any LedgerReader) throws -> [ArticleRow] {
    if case .ambiguous = try ledger.article(id: id), case .found(let job) = try ledger.job(id: id),
      job.id == id
    {
      return try ledger.articles(ofJob: id, limit: .max)
    }
    return [try article(id, in: ledger)]
  }

  private static func articles(
    ofJob id: String, in ledger: any LedgerReader
  ) throws -> [ArticleRow] {
    switch try ledger.job(id: id) {
    case .found(let job):
      let rows = try ledger.articles(ofJob: job.id, limit: .max)
      if rows.isEmpty {
        throw TakedownSelectionError("there is no article of the job \(job.id)")
      }
      return rows
    case .ambiguous(let ids):
      throw TakedownSelectionError("\(id) begins several ids: \(list(ids)); give more of it")
    case .none:
      throw TakedownSelectionError("there is no job \(id); winnow jobs lists them")
    }
  }
}
