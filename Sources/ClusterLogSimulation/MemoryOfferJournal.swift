internal import Cluster
package import ClusterLog
package import Ledger
internal import Model

/// A node's articles and what is answered of them, as it would be on its disk: what its process forgets
/// is still here.
package final class MemoryOfferJournal: OfferJournal {
  private var items: [OfferContent] = []
  private var lastSettled: UInt64 = 0
  private var positions: [String: Int] = [:]
  /// By id, what was decided about each article.
  package private(set) var decisions: [String: LoggedDecision] = [:]
  /// Ids in the order in which they were settled, each as often as it was.
  package private(set) var settledIDs: [String] = []
  private var done: Set<Int> = []
  private let removes: Bool

  /// A node that has these articles, each in a file of its own. `removes`: Some are taken out later.
  package init(_ articles: [ArticleRow], removes: Bool) {
    self.removes = removes
    for article in articles {
      add(.article(article))
      add(
        .job(
          JobRow(
            id: article.jobID, file: Array(article.id.utf8), source: article.provenance.source,
            arrival: article.arrival, finished: article.arrival + 1, outcome: .indexed)))
    }
  }

  /// Every fifth article is read otherwise later.
  private func comeBack(to id: String, _ number: DecisionNumber) {
    guard number.rawValue % 5 == 0, let position = positions[Self.key(.article, id)],
      case .article(var row) = items[position]
    else { return }
    row.article.description = "Read again."
    add(
      .amendment(
        Amendment(
          number: number, article: row.article, provenance: row.provenance,
          storyTime: row.storyTime)))
    guard removes, number.rawValue % 15 == 0 else { return }
    add(.removal(Removal(number: number, id: id, when: row.arrival, why: "asked for")))
  }

  /// Puts something more behind the rest.
  private func add(_ content: OfferContent) {
    let offer = Self.key(content)
    positions[offer] = items.count
    items.append(content)
  }

  /// Everything is answered.
  package var isDone: Bool { done.count == items.count }
  /// What there is to offer, answered or not.
  package var itemCount: Int { items.count }

  private static func key(_ content: OfferContent) -> String {
    switch content {
    case .article(let row): key(.article, row.id)
    case .job(let row): key(.job, row.id)
    case .amendment(let amendment): key(.amendment, String(amendment.number.rawValue))
    case .removal(let removal): key(.removal, String(removal.number.rawValue))
    }
  }

  private static func key(_ kind: OfferKind, _ id: String) -> String { "\(kind.rawValue) \(id)" }

  /// As `OfferJournal` says.
  package func settled() -> UInt64 { lastSettled }

  /// As `OfferJournal` says.
  package func next(without open: [Standing.Open], limit: Int) -> [OfferContent] {
    let offered = Set(open.compactMap { positions[Self.key($0.kind, $0.id)] })
    var found: [OfferContent] = []
    for (position, item) in items.enumerated() where found.count < limit {
      if done.contains(position) || offered.contains(position) { continue }
      // A job ends when its article is answered.
      if case .job(let row) = item, decisions[row.id] == nil { continue }
      found.append(item)
    }
    return found
  }

  /// As `OfferJournal` says.
  package func knows(_ open: Standing.Open) -> Bool {
    positions[Self.key(open.kind, open.id)].map { !done.contains($0) } ?? false
  }

  /// As `OfferJournal` says.
  package func settle(_ answers: [(offer: Standing.Open, answer: Answer)]) {
    for (offer, answer) in answers {
      settledIDs.append(Self.key(offer.kind, offer.id))
      lastSettled = answer.n
      if let position = positions[Self.key(offer.kind, offer.id)] { done.insert(position) }
      if let decision = answer.decision {
        decisions[offer.id] = decision
        comeBack(to: offer.id, decision.number)
      }
    }
  }
}
