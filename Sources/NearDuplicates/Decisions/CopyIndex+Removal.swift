package import Model

extension CopyIndex {
  /// Takes out a document that was taken down: nothing that comes becomes its copy, joins a story for
  /// its sake, or names it as the best copy.
  ///
  /// What it taught together with others stays: how rare its words are, and lines that its source repeats.
  package func remove(_ number: DecisionNumber) {
    stories.remove(number)
    guard let entry = window[number] else { return }
    unpost(entry)
    window.remove(number)
    guard var cluster = clusters[entry.root] else { return }
    if cluster.head == number { cluster.head = bestHotMember(of: entry.root) ?? entry.root }
    clusters[entry.root] = cluster
  }

  /// Has later documents be compared with one as it reads now. What was decided about it stays, its story
  /// among that; what it is likened to other stories by stays until the index is made again.
  package func replace(_ number: DecisionNumber, by signature: Signature) {
    guard let entry = window[number] else { return }
    withdraw(entry)
    let fresh = entry.reading(signature)
    window.replace(fresh, signature)
    post(fresh, slot: window.slot(of: number.rawValue), shingles: signature.shingles)
  }

  /// The best copy of a cluster among its hot documents, by the rule that decides on arrival.
  private func bestHotMember(of root: DecisionNumber) -> DecisionNumber? {
    var best: HotDocument?
    window.forEachDocument { document in
      guard document.root == root else { return }
      if best.map({ document.rank.isBetter(than: $0.rank) }) ?? true { best = document }
    }
    return best?.number
  }
}
