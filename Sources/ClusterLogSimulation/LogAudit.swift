package import ClusterLog
internal import Ledger
internal import Model
package import NearDuplicates
internal import Pipeline

/// What a shared log must be, whatever happened to the machines that wrote it.
package struct LogAudit {
  /// What is not as it should be; empty for a sound log.
  package private(set) var faults: [String] = []

  /// Looks at a whole log: the chain, the order of each node's offers, and that each is answered once;
  /// and that one machine which was never interrupted decides the same about the same offers in the
  /// same order, if that is to be compared.
  package init(
    _ batches: [LoggedBatch], options: CopyIndexOptions,
    sharedSpanLimit: Int = SimulatedCluster.sharedSpanLimit, comparing: Bool = true
  ) throws {
    var head = LogHead.start
    var cursors: Cursors = [:]
    let copies = CopyIndex(options: options)
    var decider = Decider(
      copies: copies, lastNumber: DecisionNumber(0), sharedSpanLimit: sharedSpanLimit)
    for logged in batches {
      if !logged.follows(head) { faults.append("batch \(logged.batch.number) breaks the chain") }
      head = logged.batch.head
      for key in logged.batch.answered.sorted() {
        if key.n != (cursors[key.node] ?? 0) + 1 {
          faults.append("offer \(key.n) of node \(key.node.rawValue) is answered out of order")
        }
        cursors[key.node] = key.n
      }
      if comparing { try compare(logged, with: &decider) }
    }
  }

  private mutating func compare(_ logged: LoggedBatch, with decider: inout Decider) throws {
    var learned: [LearnedLines] = []
    var moves: [StoryMove] = []
    let decisions = Dictionary(
      uniqueKeysWithValues: logged.batch.decisions.map { ($0.offer, $0) })
    // In the order in which they were offered to the decider.
    for key in logged.batch.answered.sorted() {
      guard let offer = logged.offers[key] else { continue }
      switch try OfferContent(offer) {
      case .article(let offered):
        guard let row = decider.decide(offered) else { continue }
        learned += decider.takeLearned()
        moves += decider.takeMoves()
        let own = LoggedDecision(
          number: row.number, offer: key, boilerplateVersion: row.snapshotVersion,
          copyDecision: row.decision)
        if own != decisions[key] {
          faults.append("\(offer.id): \(String(describing: decisions[key])), and alone \(own)")
        }
      case .amendment(let amendment): decider.replace([amendment])
      case .removal(let removal): decider.remove([removal.number])
      case .job: break
      }
    }
    let events = logged.batch.events
    let loggedLearned = events.compactMap { if case .learned(let one) = $0 { one } else { nil } }
    let loggedMoves = events.compactMap { if case .moved(let one) = $0 { one } else { nil } }
    if loggedLearned != learned { faults.append("batch \(logged.batch.number) learned otherwise") }
    if loggedMoves != moves { faults.append("batch \(logged.batch.number) moved otherwise") }
  }
}
