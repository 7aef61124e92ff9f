package import ClusterLog
package import Ledger
internal import Model
internal import NearDuplicates
internal import Pipeline

/// Puts the archive of a single machine into a log that is empty yet: offered by a node, decided as it was
/// decided, under its numbers. Whoever follows the log has the same articles, copies, stories and jobs.
///
/// An import that was interrupted goes on where it was: the same ledger makes the same batches.
package final class ArchiveImport {
  /// How far it is: articles and jobs in the log, of all.
  package struct Progress: Sendable, Equatable {
    package var done: UInt64
    package var total: UInt64
  }

  /// What the log has in the end.
  package struct Result: Sendable {
    package var head: LogHead
    /// The last offer.
    package var last: UInt64
  }

  /// What one batch holds.
  private struct Part {
    var contents: [OfferContent] = []
    /// By the position of the content, what was decided about it; nil for what is only taken.
    var decisions: [CopyDecision?] = []
    var versions: [UInt64] = []
    var numbers: [DecisionNumber] = []
    var events: [LogEvent] = []

    mutating func decide(_ row: ArticleRow, _ decision: CopyDecision) {
      contents.append(.article(row))
      decisions.append(decision)
      versions.append(row.snapshotVersion)
      numbers.append(row.number)
    }

    mutating func take(_ content: OfferContent) {
      contents.append(content)
      decisions.append(nil)
      versions.append(0)
      numbers.append(DecisionNumber(0))
    }
  }

  private static let leaseSeconds = 60.0
  /// Numbers, jobs or moves in a batch.
  private static let partCount = 256

  private let ledger: any LedgerReader
  private let log: any SharedLog
  private let identity: NodeIdentity
  private let library: BoilerplateLibrary
  private let removals: [DecisionNumber: Removal]
  private let signer = Signer()
  private let tell: (Progress) -> Void
  private let total: UInt64
  private var node = NodeID(0)
  private var session = SessionToken("")
  private var lease: Lease
  /// The last offer in the log.
  private var offered: UInt64 = 0
  /// Where the batches made so far end.
  private var head = LogHead.start
  private var last: UInt64 = 0
  private var done: UInt64 = 0
  private var stepCount = 0

  /// `ledger`: Nobody else writes to it meanwhile.
  /// `identity`: Of the node that the machine becomes; the log knows it.
  /// `tell`: Hears now and then how far it is.
  package init(
    of ledger: any LedgerReader, as identity: NodeIdentity, into log: any SharedLog,
    tell: @escaping (Progress) -> Void = { _ in }
  ) throws {
    self.ledger = ledger
    self.log = log
    self.identity = identity
    self.tell = tell
    library = try ledger.boilerplate()
    removals = Dictionary(
      try ledger.removals(limit: .max).map { ($0.number, $0) }, uniquingKeysWith: { $1 })
    lease = Lease(epoch: 0, head: .start, cursors: [:])
    let jobCount = try ledger.tallies().filter { $0.kind == .job }.reduce(0) { $0 + $1.count }
    total = (try ledger.highestNumber()?.rawValue ?? 0) + UInt64(clamping: jobCount)
  }

  /// Imports everything.
  ///
  /// Throws `LogError`: `refused` for a log that has something else, anything else to be tried again; and
  /// what the ledger throws.
  package func run() async throws -> Result {
    session = SessionToken.random()
    let standing = try await log.register(identity, settled: 0, as: session)
    (node, offered) = (standing.node, standing.last)
    guard let taken = try await log.takeLease(as: identity.name, seconds: Self.leaseSeconds) else {
      throw LogError.refused("another node decides, or the cluster is paused")
    }
    lease = taken
    guard lease.cursors.allSatisfy({ $0.key == node || $0.value == 0 }) else {
      throw LogError.refused("the cluster has decided about other nodes' files already")
    }
    try await put(Part(), events: library.all.map { .learned($0) })
    let moved = try await articles()
    try await jobs()
    for start in stride(from: 0, to: moved.count, by: Self.partCount) {
      try await put(
        Part(), events: moved[start..<min(start + Self.partCount, moved.count)].map { .moved($0) })
    }
    guard head == lease.head, offered == last else {
      throw LogError.refused("the log goes on behind this archive: it has been a cluster's already")
    }
    try await log.giveBack(lease)
    return Result(head: head, last: last)
  }

  /// Returns those that are in another story than on their arrival.
  private func articles() async throws -> [StoryMove] {
    var arrivals: [DecisionNumber: DecisionNumber] = [:]
    var moved: [StoryMove] = []
    try ledger.forEachSignature(from: DecisionNumber(1)) { row in
      guard row.story != row.arrivalStory else { return true }
      arrivals[row.number] = row.arrivalStory
      moved.append(StoryMove(number: row.number, story: row.story))
      return true
    }
    let highest = try ledger.highestNumber()?.rawValue ?? 0
    var next: UInt64 = 1
    while next <= highest {
      let end = min(highest, next + UInt64(Self.partCount) - 1)
      var rows: [DecisionNumber: ArticleRow] = [:]
      try ledger.forEachArticle(from: DecisionNumber(next)) { row in
        guard row.number.rawValue <= end else { return false }
        rows[row.number] = row
        return true
      }
      var part = Part()
      var later: [OfferContent] = []
      for number in (next...end).map(DecisionNumber.init) {
        if let row = rows[number] {
          add(row, arrivals[number] ?? row.decision.story, to: &part, later: &later)
        } else {
          try addGone(number, to: &part, later: &later)
        }
      }
      for content in later { part.take(content) }
      try await put(part)
      done += end - next + 1
      tell(Progress(done: done, total: total))
      next = end + 1
    }
    return moved
  }

  private func add(
    _ row: ArticleRow, _ story: DecisionNumber, to part: inout Part, later: inout [OfferContent]
  ) {
    var row = row
    if StoredSignature(decoding: row.signature) == nil {
      row.signature =
        StoredSignature(digest: row.provenance.digest ?? "", signature: signer.sign(row.article))
        .encoded
    }
    var decision = row.decision
    decision.story = story
    part.decide(row, decision)
    let followed = row.leavingOut(
      library.snapshot(of: row.provenance.source, version: row.snapshotVersion), signer)
    if followed?.article != row.article || followed?.signature != row.signature {
      // It was changed after its decision: whoever follows is to have it as it reads now.
      later.append(
        .amendment(
          Amendment(
            number: row.number, article: row.article, provenance: row.provenance,
            storyTime: row.storyTime, signature: row.signature)))
    }
  }

  /// A number of which the ledger has no article: something takes its place in the log and is taken out in the
  /// same batch, on record as it was.
  private func addGone(
    _ number: DecisionNumber, to part: inout Part, later: inout [OfferContent]
  ) throws {
    let removal =
      removals[number]
      ?? Removal(
        number: number, id: "\(identity.name)-gone-\(number.rawValue)", when: 0,
        why: "lost before the cluster began")
    let original = try ledger.copies(of: number).first.flatMap { $0 < number ? $0 : nil }
    let decision = CopyDecision(
      copyOf: original, kind: original == nil ? nil : .text, story: number, head: number)
    let article = Article()
    part.decide(
      ArticleRow(
        number: number, id: removal.id, jobID: String(removal.id.prefix { $0 != "-" }),
        article: article, provenance: Provenance(), outcome: .indexed, arrival: 0, storyTime: nil,
        decision: decision,
        signature: StoredSignature(digest: "", signature: signer.sign(article)).encoded), decision)
    later.append(.removal(removal))
  }

  private func jobs() async throws {
    var before: String?
    while true {
      let rows = try ledger.jobs(
        outcome: nil, reason: nil, before: before, limit: Self.partCount)
      guard let first = rows.last else { return }
      before = first.id
      var part = Part()
      for row in rows { part.take(.job(row)) }
      try await put(part)
      done += UInt64(rows.count)
      tell(Progress(done: done, total: total))
    }
  }

  /// Sees to it that the next batch is in the log.
  private func put(_ part: Part, events: [LogEvent] = []) async throws {
    var events = events
    var decisions: [LoggedDecision] = []
    var offers: [Offer] = []
    for (position, content) in part.contents.enumerated() {
      let key = OfferKey(node: node, n: last + 1 + UInt64(position))
      offers.append(content.offer(key))
      if let decision = part.decisions[position] {
        decisions.append(
          LoggedDecision(
            number: part.numbers[position], offer: key,
            boilerplateVersion: part.versions[position], copyDecision: decision))
      } else {
        events.append(.taken(key))
      }
    }
    guard !decisions.isEmpty || !events.isEmpty else { return }
    let batch = DecidedBatch(
      after: head, decisions: decisions, events: events,
      offers: Dictionary(uniqueKeysWithValues: offers.map { ($0.key, $0) }))
    if batch.number > lease.head.number {
      if let end = offers.last?.key.n, end > offered {
        try await log.offer(offers, after: last, as: session)
        offered = end
      }
      try await log.append(batch, after: head, under: lease)
      lease.head = batch.head
      stepCount += 1
      if stepCount.isMultiple(of: 16) {
        try await log.renew(lease, seconds: Self.leaseSeconds)
      }
    } else if batch.number == lease.head.number, batch.chain != lease.head.chain {
      throw LogError.refused("the log holds something else than this archive")
    }
    head = batch.head
    last += UInt64(offers.count)
  }
}
