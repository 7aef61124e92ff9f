package import Model
package import SQLiteSupport

/// The full-text index: `shard-000.sqlite`, `shard-001.sqlite`, … in one folder.
///
/// An article is in the shard that its decision number names, `number mod shardCount`; the count is
/// stored with the index and never changes. Each shard has one writer, so that shards can be
/// written side by side; readers go on beside them, in this process and in others. All calls block.
package struct FullTextIndex: Sendable {
  /// Scores are worked out for this many of the newest hits at a time; BM25 costs 2 to 3 µs a hit.
  package static let windowLimit = 2_000
  /// When a filter leaves too few, this many further windows are looked at.
  package static let windowCountLimit = 10

  package let folder: String
  private let shards: [IndexShard]

  /// How many shards the index has, as stored with it.
  package var shardCount: Int { shards.count }

  /// Opens the index in `folder`, which must be there.
  ///
  /// For writing, shards that are missing are made; `shards` is their number in a new index, an
  /// existing one keeps its own. For reading, nothing is made. Throws `SQLiteFileError`.
  package static func open(
    _ folder: String, shards wanted: Int = 2, access: SQLiteAccess = .writing
  ) throws -> FullTextIndex {
    precondition((1...999).contains(wanted), "1 to 999 shards")
    let first = try IndexShard(
      path: path(0, in: folder), number: 0, wanted: wanted, access: access)
    let others = try (1..<max(1, first.count)).map { number in
      let shard = try IndexShard(
        path: path(number, in: folder), number: number, wanted: first.count, access: access)
      guard shard.count == first.count else {
        throw shard.error(
          .foreign(detail: "it is one of \(shard.count) shards, not of \(first.count)"))
      }
      return shard
    }
    return FullTextIndex(folder: folder, shards: [first] + others)
  }

  private static func path(_ number: Int, in folder: String) -> String {
    let digits = String(number)
    return "\(folder)/shard-\(String(repeating: "0", count: max(0, 3 - digits.count)))\(digits)"
      + ".sqlite"
  }

  /// The shard that an article is in.
  package func shard(of number: DecisionNumber) -> Int {
    Int(number.rawValue % UInt64(shards.count))
  }

  /// The journal record up to which everything is in that shard; 0 for a new one.
  package func appliedLSN(shard: Int) throws -> UInt64 { try shards[shard].appliedLSN() }

  /// The journal record up to which everything is in all shards.
  package func appliedLSN() throws -> UInt64 { try shards.map { try $0.appliedLSN() }.min() ?? 0 }

  /// The number of the log that decided what is in that shard; 0 when it was never told.
  package func logNumber(shard: Int) throws -> UInt64 { try shards[shard].logNumber() }

  /// Notes the log that all shards belong to, durable on return.
  package func belong(toLog number: UInt64) throws {
    for shard in shards { try shard.belong(toLog: number) }
  }

  /// Puts those entries that belong to `shard` into it and takes `removed` out, as one transaction
  /// with the LSN, durable on return. At or below the shard's own LSN it changes nothing. An entry
  /// whose number is there already replaces it. One caller a shard at a time.
  package func apply(
    _ entries: [IndexEntry], removing removed: [DecisionNumber] = [], lsn: UInt64, shard: Int
  ) throws {
    try shards[shard].apply(
      entries.filter { self.shard(of: $0.number) == shard },
      removing: removed.filter { self.shard(of: $0) == shard }, lsn: lsn)
  }

  /// The same for all shards, one after the other.
  package func apply(
    _ entries: [IndexEntry], removing removed: [DecisionNumber] = [], lsn: UInt64
  ) throws {
    for shard in shards.indices { try apply(entries, removing: removed, lsn: lsn, shard: shard) }
  }

  /// How many articles are in the index.
  package func articleCount() throws -> Int {
    try shards.reduce(0) { $0 + (try $1.articleCount()) }
  }

  /// Reads every page of every shard; what is wrong, a line each, or nothing. Opened for writing it
  /// also holds the words against the texts. Takes time in proportion to the index' size.
  package func findDamage() throws -> [String] {
    try shards.flatMap { shard in try shard.findDamage().map { "\(shard.path): \($0)" } }
  }

  /// Closes all connections; the index must not be used afterwards.
  package func close() throws { for shard in shards { try shard.close() } }

  /// The best hits for what a person typed, best first, with snippets.
  ///
  /// Words must all be there; `"…"` is a phrase, `-word` excludes, `a OR b` either, `word*` begins;
  /// anything else is taken as words, so that no query is an error. Scores are worked out for the
  /// newest `windowLimit` hits. `select` gets them, best first, and returns those to keep, in the
  /// order to show (filters, one a story, …); when fewer than `limit` are kept, older hits are
  /// gathered and it is asked again about all of them.
  package func search(
    _ query: String, limit: Int,
    select: ([RankedArticle]) throws -> [RankedArticle] = { $0 }
  ) throws -> [SearchHit] {
    guard limit > 0, let expression = SearchQuery(query).expression else { return [] }
    let window = (Self.windowLimit + shards.count - 1) / shards.count
    // Where each shard goes on; nil when it has no more.
    var next = [Int64?](repeating: .max, count: shards.count)
    var ranked: [RankedArticle] = []
    var kept: [RankedArticle] = []
    for _ in 0...Self.windowCountLimit {
      for index in shards.indices {
        guard let before = next[index] else { continue }
        let hits = try shards[index].newestHits(expression, before: before, limit: window)
        ranked += hits
        next[index] =
          hits.count < window ? nil : hits.last.map { Int64(bitPattern: $0.number.rawValue) }
      }
      ranked.sort { ($0.score, $0.number) > ($1.score, $1.number) }
      kept = try select(ranked)
      if kept.count >= limit || next.allSatisfy({ $0 == nil }) { break }
    }
    return try kept.prefix(limit).compactMap { article in
      try shards[shard(of: article.number)].hit(article, expression)
    }
  }
}
