package import Ledger
package import Model
package import NearDuplicates
import Synchronization

/// The ledger as a value behind a lock: the model that the simulation holds the SQLite ledger
/// against. A batch takes effect as a whole, with its LSN, or not at all.
package final class MemoryLedger: LedgerWriter {
  private struct State {
    var applied: UInt64 = 0
    var logNumber: UInt64 = 0
    var chain: Digest?
    var highest: DecisionNumber?
    var articles: [DecisionNumber: ArticleRow] = [:]
    var clusters: [DecisionNumber: DecisionNumber] = [:]
    var arrivalStories: [DecisionNumber: DecisionNumber] = [:]
    var jobs: [String: JobRow] = [:]
    var lastArrivals: [String: Int64] = [:]
    var removals: [DecisionNumber: Removal] = [:]
    var keysIndexedThrough = DecisionNumber(0)
    var boilerplate = BoilerplateLibrary()
    var changes: [UInt64: Change] = [:]

    var inOrder: [ArticleRow] { articles.values.sorted { $0.number < $1.number } }

    mutating func insert(_ row: ArticleRow) {
      articles[row.number] = row
      clusters[row.number] = row.decision.copyOf.map { clusters[$0] ?? $0 } ?? row.number
      highest = max(highest ?? row.number, row.number)
    }

    func signature(of row: ArticleRow) -> SignatureRow {
      func earlier(_ numbers: [DecisionNumber]) -> [DecisionNumber] {
        numbers.filter { $0 < row.number && articles[$0] != nil }.sorted()
      }
      return SignatureRow(
        number: row.number, signature: row.signature, source: row.provenance.source,
        arrival: row.arrival, storyTime: row.storyTime, copyOf: row.decision.copyOf,
        kind: row.decision.kind, story: row.decision.story,
        arrivalStory: arrivalStories[row.number] ?? row.decision.story, head: row.decision.head,
        cluster: clusters[row.number] ?? row.number, contains: earlier(row.decision.contains),
        containedBy: earlier(row.decision.containedBy))
    }

    mutating func apply(_ move: StoryMove) {
      for number in articles.keys
      where number == move.number || clusters[number] == move.number {
        guard let story = articles[number]?.decision.story, story != move.story else { continue }
        if arrivalStories[number] == nil { arrivalStories[number] = story }
        articles[number]?.decision.story = move.story
      }
    }

    @discardableResult
    mutating func apply(_ batch: LedgerBatch) -> Bool {
      guard batch.appliedLSN > applied else { return false }
      for row in batch.articles { insert(row) }
      if let last = batch.last { highest = max(highest ?? last, last) }
      for job in batch.jobs {
        jobs[job.id] = job
        let source = job.source ?? ""
        lastArrivals[source] = max(job.arrival, lastArrivals[source] ?? .min)
      }
      for move in batch.moves { apply(move) }
      for amendment in batch.amendments {
        guard var row = articles[amendment.number] else { continue }
        amendment.amend(&row)
        articles[amendment.number] = row
      }
      for removal in batch.removals {
        articles[removal.number] = nil
        removals[removal.number] = removal
      }
      for change in batch.changes { changes[change.number] = change }
      for learned in batch.learned { boilerplate.add(learned) }
      applied = batch.appliedLSN
      chain = batch.chain ?? chain
      return true
    }
  }

  private let state = Mutex(State())
  private let batches: Mutex<[LedgerBatch]> = Mutex([])
  private let whenApplied: (@Sendable (Int) -> Void)?

  /// A ledger that holds `batches`. `whenApplied` hears of each batch that takes effect from then on,
  /// with the number of batches there are.
  package init(
    _ batches: [LedgerBatch] = [], whenApplied: (@Sendable (_ count: Int) -> Void)? = nil
  ) {
    self.whenApplied = whenApplied
    state.withLock { state in for batch in batches { state.apply(batch) } }
    self.batches.withLock { $0 = batches }
  }

  /// The first `count` batches that took effect.
  package func batches(_ count: Int) -> [LedgerBatch] {
    Array(batches.withLock { $0 }.prefix(count))
  }

  /// As `LedgerReader` says.
  package func appliedLSN() -> UInt64 { state.withLock(\.applied) }
  /// As `LedgerReader` says.
  package func logNumber() -> UInt64 { state.withLock(\.logNumber) }
  /// As `LedgerWriter` says.
  package func belong(toLog number: UInt64) { state.withLock { $0.logNumber = number } }

  /// As `LedgerWriter` says.
  package func goOn(behind number: UInt64, chain: Digest) {
    state.withLock { ($0.applied, $0.chain) = (number, chain) }
  }

  /// As `LedgerReader` says.
  package func chain() -> Digest? { state.withLock(\.chain) }

  /// As `LedgerReader` says.
  package func highestNumber() -> DecisionNumber? { state.withLock(\.highest) }

  /// As `LedgerReader` says.
  package func apply(_ batch: LedgerBatch) {
    guard state.withLock({ $0.apply(batch) }) else { return }
    let count = batches.withLock { batches in
      batches.append(batch)
      return batches.count
    }
    whenApplied?(count)
  }

  /// As `LedgerReader` says.
  package func article(_ number: DecisionNumber) -> ArticleRow? {
    state.withLock { $0.articles[number] }
  }

  /// As `LedgerReader` says.
  package func article(id: String) -> Found<ArticleRow> {
    Self.find(id, in: state.withLock { Array($0.articles.values) }, \.id)
  }

  private static func find<Row>(_ id: String, in rows: [Row], _ key: (Row) -> String) -> Found<Row>
  {
    if let exact = rows.first(where: { key($0) == id }) { return .found(exact) }
    // That of a record in a container begins no other.
    let isWhole = id.isEmpty || id.contains("-")
    let matches = isWhole ? [] : rows.filter { key($0).hasPrefix(id) }
    if matches.count > 1 { return .ambiguous(Array(matches.map(key).sorted().prefix(8))) }
    return matches.first.map { .found($0) } ?? .none
  }

  /// As `LedgerReader` says.
  package func articles(ofJob id: String, limit: Int) -> [ArticleRow] {
    let rows = state.withLock { $0.inOrder.filter { $0.jobID == id } }
    return Array(rows.sorted { $0.ordinal < $1.ordinal }.prefix(limit))
  }

  /// As `LedgerReader` says.
  package func articles(withURL url: String) -> [DecisionNumber] {
    state.withLock { state in
      state.inOrder.filter { $0.article.url == url || $0.article.canonicalURL == url }
        .map(\.number)
    }
  }

  /// As `LedgerReader` says.
  package func summaries(of numbers: [DecisionNumber]) -> [DecisionNumber: ArticleSummary] {
    state.withLock { state in
      var found: [DecisionNumber: ArticleSummary] = [:]
      for number in numbers {
        guard let row = state.articles[number] else { continue }
        found[number] = ArticleSummary(
          number: number, id: row.id, jobID: row.jobID, headline: row.article.headline,
          url: row.article.url, source: row.provenance.source, outcome: row.outcome,
          arrival: row.arrival, storyTime: row.storyTime, copyOf: row.decision.copyOf,
          story: row.decision.story, cluster: state.clusters[number] ?? number)
      }
      return found
    }
  }

  /// As `LedgerReader` says.
  package func ids(of numbers: [DecisionNumber]) -> [DecisionNumber: String] {
    state.withLock { state in
      var found: [DecisionNumber: String] = [:]
      for number in numbers {
        found[number] = state.articles[number]?.id ?? state.removals[number]?.id
      }
      return found
    }
  }

  /// As `LedgerReader` says.
  package func forEachArticle(
    from number: DecisionNumber, _ body: (ArticleRow) throws -> Bool
  ) rethrows {
    for row in state.withLock(\.inOrder) where row.number >= number {
      guard try body(row) else { return }
    }
  }

  /// As `LedgerReader` says.
  package func forEachSignature(
    from number: DecisionNumber, _ body: (SignatureRow) throws -> Bool
  ) rethrows {
    let rows = state.withLock { state in
      state.inOrder.filter { $0.number >= number }.map { state.signature(of: $0) }
    }
    for row in rows {
      guard try body(row) else { return }
    }
  }

  /// As `LedgerReader` says.
  package func boilerplate() -> BoilerplateLibrary { state.withLock(\.boilerplate) }

  /// As `LedgerReader` says.
  package func keysIndexedThrough() -> DecisionNumber { state.withLock(\.keysIndexedThrough) }

  /// As `LedgerWriter` says; nothing is left of what is removed here.
  package func overwriteRemoved() -> Bool { true }

  /// As `LedgerReader` says.
  package func indexKeys(through end: DecisionNumber, limit: Int) {
    state.withLock { state in
      let next = state.inOrder.map(\.number).filter { $0 > state.keysIndexedThrough && $0 <= end }
      state.keysIndexedThrough =
        next.count < limit
        ? max(end, state.keysIndexedThrough) : next[limit - 1]
    }
  }

  /// As `LedgerReader` says.
  package func signatures(
    withKeys keys: [UInt32], before end: DecisionNumber, limit: Int
  ) -> [SignatureRow] {
    state.withLock { state in
      let found = state.inOrder.compactMap { row -> (Int, SignatureRow)? in
        guard row.number < end, row.number <= state.keysIndexedThrough,
          let stored = StoredSignature(decoding: row.signature)
        else { return nil }
        let shared = Set(stored.signature.keys).intersection(keys).count
        guard shared >= min(2, keys.count), shared > 0 else { return nil }
        return (shared, state.signature(of: row))
      }
      return found.sorted { ($1.0, $0.1.number) < ($0.0, $1.1.number) }.prefix(limit).map(\.1)
    }
  }

  /// As `LedgerReader` says.
  package func cluster(of number: DecisionNumber, limit: Int) -> [ArticleRow] {
    state.withLock { state in
      guard let cluster = state.clusters[number] else { return [] }
      return Array(state.inOrder.filter { state.clusters[$0.number] == cluster }.prefix(limit))
    }
  }

  /// As `LedgerReader` says.
  package func head(of number: DecisionNumber) -> DecisionNumber? {
    let members = cluster(of: number, limit: .max)
    let present = Set(members.map(\.number))
    return members.last { present.contains($0.decision.head) }?.decision.head
      ?? members.first?.number
  }

  /// As `LedgerReader` says.
  package func story(_ story: DecisionNumber, limit: Int) -> [ArticleRow] {
    state.withLock { Array($0.inOrder.filter { $0.decision.story == story }.prefix(limit)) }
  }

  /// As `LedgerReader` says.
  package func earlier(inStoryOf number: DecisionNumber) -> [DecisionNumber] {
    state.withLock { state in
      func arrivalStory(_ row: ArticleRow) -> DecisionNumber {
        state.arrivalStories[row.number] ?? row.decision.story
      }
      guard let story = state.articles[number].map(arrivalStory) else { return [] }
      return state.inOrder.filter { $0.number < number && arrivalStory($0) == story }.map(\.number)
    }
  }

  /// As `LedgerReader` says.
  package func containers(of number: DecisionNumber) -> [DecisionNumber] {
    state.withLock { state in
      guard state.articles[number] != nil else { return [] }
      let later = state.inOrder.filter { $0.decision.contains.contains(number) }.map(\.number)
      let earlier = state.articles[number]?.decision.containedBy ?? []
      return Set(later + earlier).filter { state.articles[$0] != nil }.sorted()
    }
  }

  /// As `LedgerReader` says.
  package func parts(of number: DecisionNumber) -> [DecisionNumber] {
    state.withLock { state in
      guard state.articles[number] != nil else { return [] }
      let later = state.inOrder.filter { $0.decision.containedBy.contains(number) }.map(\.number)
      let earlier = state.articles[number]?.decision.contains ?? []
      return Set(later + earlier).filter { state.articles[$0] != nil }.sorted()
    }
  }

  /// As `LedgerReader` says.
  package func job(id: String) -> Found<JobRow> {
    Self.find(id, in: state.withLock { Array($0.jobs.values) }, \.id)
  }

  /// As `LedgerReader` says.
  package func jobs(forFile file: [UInt8]) -> [JobRow] {
    state.withLock { $0.jobs.values.filter { $0.file == file }.sorted { $0.id > $1.id } }
  }

  /// As `LedgerReader` says.
  package func jobs(
    outcome: Outcome?, reason: String?, before: String?, limit: Int
  ) -> [JobRow] {
    let matches = state.withLock { state in
      state.jobs.values.filter { job in
        (outcome == nil || job.outcome == outcome) && (reason == nil || job.reason == reason)
          && (before.map { job.id < $0 } ?? true)
      }
    }
    return Array(matches.sorted { $0.id > $1.id }.prefix(limit))
  }

  /// As `LedgerReader` says.
  package func tallies() -> [Tally] {
    var counts: [Tally: Int] = [:]
    func count(_ kind: Tally.Kind, _ source: String?, _ outcome: Outcome, _ reason: String? = nil) {
      counts[
        Tally(kind: kind, source: source, outcome: outcome, reason: reason, count: 0), default: 0
      ] += 1
    }
    state.withLock { state in
      for row in state.articles.values {
        count(.article, row.provenance.source, row.outcome)
        if row.decision.story == row.number { count(.story, row.provenance.source, row.outcome) }
      }
      for job in state.jobs.values { count(.job, job.source, job.outcome, job.reason) }
    }
    return counts.map { key, count in
      var tally = key
      tally.count = count
      return tally
    }
  }

  var changesInOrder: [Change] {
    state.withLock { $0.changes.values.sorted { $0.number < $1.number } }
  }

  /// As `LedgerReader` says.
  package func lastArrivals() -> [String: Int64] { state.withLock { $0.lastArrivals } }

  /// As `LedgerReader` says.
  package func removals(limit: Int) -> [Removal] {
    state.withLock { state in
      Array(state.removals.values.sorted { $0.number > $1.number }.prefix(limit))
    }
  }
}
