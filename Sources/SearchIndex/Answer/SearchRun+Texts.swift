import Model
import SQLiteSupport

extension SearchRun {
  /// Headlines and snippets of a page, in its order; without those that are gone since.
  package func hits(_ answer: SearchAnswer) throws -> [SearchHit] {
    let cutter = SnippetCutter(plan.terms)
    return try answer.articles.enumerated().compactMap { index, article in
      let row = Int64(bitPattern: article.number.rawValue)
      guard let slice = slices.first(where: { $0.numbers.contains(row) }),
        let text = try slice.text(of: row)
      else { return nil }
      return SearchHit(
        number: article.number, score: article.score, headline: text.headline,
        snippet: cutter.snippet(of: text.body), story: article.story,
        alsoInStory: answer.others[article.story] ?? 0, local: article.local, ordinal: index + 1)
    }
  }

  /// The cursor that goes on behind so many hits of this page.
  package func cursor(behind count: Int) -> SearchCursor {
    SearchCursor(newest: newest, offset: request.firstHit + count, of: request)
  }
}

extension IndexSlice {
  /// Headline and body of an article; nil when it is not here.
  func text(of number: Int64) throws -> (headline: String, body: String)? {
    try file.read { db in
      let row = try Row.fetchOne(
        db.cachedStatement(sql: "SELECT headline, body FROM ft WHERE rowid = ?"),
        arguments: [number])
      return row.map { ($0[0], $0[1]) }
    }
  }

  /// The newest articles that match, newest first.
  func newestNumbers(_ match: String, through newest: Int64, limit: Int) throws -> [Int64] {
    try file.read { db in
      try Int64.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT rowid FROM ft WHERE ft MATCH ? AND rowid <= ? ORDER BY rowid DESC LIMIT ?
            """), arguments: [match, newest, limit])
    }
  }
}
