package import ClusterLog
internal import Ledger
internal import Model
package import State
internal import Synchronization

/// What waits for the cluster's log on a node: contents to be offered, and whoever wants their answers.
///
/// Between those who have files in work and the one who talks to the log (`Offering`). An answer is handed
/// over once the node's own ledger holds what it is about. Nothing here outlives the process: the jobs do,
/// which offer the same again, and are given the answers that the log has for them.
package final class OfferBoard: OfferJournal, Sendable {
  /// What an offer is known by on the node.
  private struct Name: Hashable {
    var kind: OfferKind
    var id: String
  }

  private typealias Waiting = CheckedContinuation<Answer, any Error>

  private struct Contents {
    /// Not answered yet, in order; what is on its way to the log too.
    var queue: [(name: Name, content: OfferContent)] = []
    /// What somebody wants an answer to, and since when, by the monotonic clock.
    var asked: [Name: UInt64] = [:]
    /// Whoever waits at the moment: one after the other of what it has asked.
    var waiting: [Name: Waiting] = [:]
    /// Answered, and nobody has asked yet: offered by the process before.
    var held: [Name: Answer] = [:]
    /// Answered; the ledger is still to follow.
    var ahead: [(name: Name, answer: Answer)] = []
    /// Offers of which the answer came, and is not durable yet.
    var seen: Set<UInt64> = []
    var head = LogHead.start
    /// Answers that nobody will ask for.
    var orphans: [UInt64] = []
    var failure: (any Error)?

    mutating func deliver(_ answer: Answer, to name: Name) -> Waiting? {
      if let waiting = waiting.removeValue(forKey: name) { return waiting }
      held[name] = answer
      return nil
    }
  }

  private let contents = Mutex(Contents())
  private let log: JobLog
  private let clock: any PipelineClock
  private let wake: @Sendable () -> Void

  /// `log`: Of the node's state.
  /// `wake`: Called when there is something to offer.
  package init(
    log: JobLog, clock: any PipelineClock, wake: @escaping @Sendable () -> Void = {}
  ) {
    self.log = log
    self.clock = clock
    self.wake = wake
  }

  // MARK: For those who have files in work

  /// Offers the contents, in order, and returns their answers once the node's ledger has what they are
  /// about.
  ///
  /// Throws `CancellationError`, and what `fail` was given.
  package func answers(to offered: [OfferContent]) async throws -> [Answer] {
    guard !offered.isEmpty else { return [] }
    let names = offered.map(Self.name)
    post(zip(names, offered).map { ($0, $1) })
    defer { contents.withLock { contents in for name in names { contents.asked[name] = nil } } }
    var answers: [Answer] = []
    for name in names { answers.append(try await answer(to: name)) }
    return answers
  }

  private func post(_ offered: [(Name, OfferContent)]) {
    let now = clock.monotonic()
    contents.withLock { contents in
      for (name, _) in offered { contents.asked[name] = now }
      let known = Set(contents.queue.map(\.name)).union(contents.ahead.map(\.name))
      for (name, content) in offered where contents.held[name] == nil && !known.contains(name) {
        contents.queue.append((name, content))
      }
    }
    wake()
  }

  private func answer(to name: Name) async throws -> Answer {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let result = contents.withLock { contents -> Result<Answer, any Error>? in
          if let failure = contents.failure { return .failure(failure) }
          if let answer = contents.held.removeValue(forKey: name) { return .success(answer) }
          // Under the lock: a cancellation either shows here, or finds the continuation below.
          if Task.isCancelled { return .failure(CancellationError()) }
          contents.waiting[name] = continuation
          return nil
        }
        if let result { continuation.resume(with: result) }
      }
    } onCancel: {
      let waiting = contents.withLock { $0.waiting.removeValue(forKey: name) }
      waiting?.resume(throwing: CancellationError())
    }
  }

  /// The answers that came for a job and were not asked for, now that it ends: articles that the process
  /// before had offered and that its file no longer yields.
  package func takeRest(of job: String) -> [Answer] {
    contents.withLock { contents in
      let names = contents.held.keys.filter {
        $0.kind == .article && Self.job(of: $0.id) == job
      }
      return names.compactMap { contents.held.removeValue(forKey: $0) }
    }
  }

  /// Offers that are answered and that nobody will ask for: to be settled with whatever is settled next.
  package func takeOrphans() -> [UInt64] {
    contents.withLock { contents in
      defer { contents.orphans = [] }
      return contents.orphans
    }
  }

  /// The answers of these offers are durable: they will not come again.
  package func settled(_ offers: [UInt64]) {
    let through = log.backlog.offers.through
    contents.withLock { contents in
      contents.seen.subtract(offers)
      if contents.seen.count > 8_192 { contents.seen = contents.seen.filter { $0 > through } }
    }
  }

  // MARK: For those who talk to the log

  /// The ledger has followed the log up to there.
  package func followed(_ head: LogHead) {
    let due = contents.withLock { contents -> [(Waiting, Answer)] in
      contents.head = head
      var due: [(Waiting, Answer)] = []
      let held = contents.ahead.filter { $0.answer.isHeld(at: head) }
      guard !held.isEmpty else { return [] }
      contents.ahead.removeAll { $0.answer.isHeld(at: head) }
      for (name, answer) in held {
        if let waiting = contents.deliver(answer, to: name) { due.append((waiting, answer)) }
      }
      return due
    }
    for (waiting, answer) in due { waiting.resume(returning: answer) }
  }

  /// From now on everybody who waits, or will, gets this error.
  package func fail(_ error: any Error) {
    let waiting = contents.withLock { contents in
      contents.failure = error
      defer { contents.waiting = [:] }
      return Array(contents.waiting.values)
    }
    for one in waiting { one.resume(throwing: error) }
  }

  /// How long somebody has waited for an answer, in seconds; nil where nobody does.
  package var longestWait: Double? {
    let since = contents.withLock { $0.asked.values.min() }
    return since.map { Double(clock.monotonic() &- $0) / 1e9 }
  }

  /// Jobs of which an answer is waited for.
  package var waitingJobs: Set<String> {
    contents.withLock { contents in
      Set(
        contents.asked.keys.filter { $0.kind == .article || $0.kind == .job }
          .map { Self.job(of: $0.id) })
    }
  }

  /// As `OfferJournal` says.
  package func settled() -> UInt64 { log.backlog.offers.through }

  /// As `OfferJournal` says.
  package func next(without open: [Standing.Open], limit: Int) -> [OfferContent] {
    let offered = Set(open.map { Name(kind: $0.kind, id: $0.id) })
    return contents.withLock { contents in
      var next: [OfferContent] = []
      for (name, content) in contents.queue where !offered.contains(name) {
        next.append(content)
        if next.count == limit { break }
      }
      return next
    }
  }

  /// As `OfferJournal` says: what a job in work may have offered, and what any job may have had changed.
  package func knows(_ open: Standing.Open) -> Bool {
    switch open.kind {
    case .article:
      log.backlog.jobs[Self.job(of: open.id)] != nil || log.backlog.offers.contains(open.n)
    case .job, .amendment, .removal: true
    }
  }

  /// As `OfferJournal` says, but for being durable: whoever waits for an answer sees to that, and what
  /// nobody has seen to comes again with the next session.
  package func settle(_ answers: [(offer: Standing.Open, answer: Answer)]) {
    let backlog = log.backlog
    var due: [(Waiting, Answer)] = []
    contents.withLock { contents in
      let names = Set(answers.map { Name(kind: $0.offer.kind, id: $0.offer.id) })
      contents.queue.removeAll { names.contains($0.name) }
      for (offer, answer) in answers {
        let name = Name(kind: offer.kind, id: offer.id)
        guard !backlog.offers.contains(answer.n), contents.seen.insert(answer.n).inserted else {
          continue
        }
        let isAwaited =
          contents.asked[name] != nil
          || name.kind == .article && backlog.jobs[Self.job(of: name.id)] != nil
          || name.kind == .job && backlog.jobs[name.id] != nil
        if !isAwaited {
          contents.orphans.append(answer.n)
        } else if !answer.isHeld(at: contents.head) {
          contents.ahead.append((name, answer))
        } else if let waiting = contents.deliver(answer, to: name) {
          due.append((waiting, answer))
        }
      }
    }
    for (waiting, answer) in due { waiting.resume(returning: answer) }
  }

  private static func name(_ content: OfferContent) -> Name {
    switch content {
    case .article(let row): Name(kind: .article, id: row.id)
    case .job(let row): Name(kind: .job, id: row.id)
    case .amendment(let amendment): Name(kind: .amendment, id: String(amendment.number.rawValue))
    case .removal(let removal): Name(kind: .removal, id: String(removal.number.rawValue))
    }
  }

  /// The job of an article by its id.
  private static func job(of article: String) -> String { String(article.prefix { $0 != "-" }) }
}
