/// Looks for the lineage of some texts that asks for least.
///
/// Every text is given the parent that makes the sum of all changes smallest: what was added, cut, edited
/// and respelled on each step, and what times and credits say against it. Where two texts share what
/// neither can have from the other, a text is made that nobody has, and taken in if the sum gets smaller.
struct LineageSearch {
  private(set) var texts: [PreparedText]
  let articleCount: Int
  let costs: LineageCosts
  private let index: ShingleIndex
  /// Possible steps with what they ask for; from `rootNode` for a text that was taken from none.
  private(set) var edges: [Arborescence.Edge] = []
  private(set) var relations: [Pair: TextRelation] = [:]
  /// Steps on which a text was told anew.
  private(set) var orders: [Pair: SharedOrder] = [:]
  /// How much more a lineage asks for in which a text has an unseen parent instead of its own.
  private var alternatives: [Int: Double] = [:]
  /// The names of the unseen texts, behind the articles.
  private(set) var unseenNames: [String?] = []
  /// The parent of each text; nil for none.
  private(set) var parents: [Int?] = []
  private(set) var total = 0.0

  /// A child and a parent, by their positions.
  struct Pair: Hashable {
    var child: Int
    var parent: Int
  }

  /// Articles that each is compared with.
  private static let neighbourLimit = 16
  /// Pairs that are tried as copies of a text that nobody has.
  private static let trialLimit = 48
  /// Texts up to which the best lineage without each step is looked for.
  private static let exactLimit = 48
  /// Articles that are tried as further copies of such a text.
  private static let relativeLimit = 22
  /// Words that two texts must share at least to have a step between them, and the share of the shorter.
  private static let leastSharedCount = 24.0
  private static let leastShare = 0.24
  /// What shares more of the shorter text's words than this was not told anew.
  private static let retoldShare = 0.2

  init(_ articles: [LineageArticle], weights: LineageWeights) {
    texts = articles.map(PreparedText.init)
    articleCount = texts.count
    costs = LineageCosts(weights: weights, credits: CreditTable(articles, texts))
    index = ShingleIndex(texts)
    let order = Self.timeOrder(texts)
    let neighbours = index.neighbours(
      articleCount: texts.count, limit: Self.neighbourLimit, order: order)
    var rank = [Int](repeating: 0, count: texts.count)
    for (position, article) in order.enumerated() { rank[article] = position }
    for child in texts.indices {
      addRoot(child)
      var candidates = Set(neighbours[child])
      candidates.formUnion(costs.credits.named[child].keys)
      for parent in candidates.sorted() {
        // Of equals the earliest.
        addStep(child, parent, extra: Double(rank[parent]) * 1e-4)
        if neighbours[parent].contains(child) == false {
          addStep(parent, child, extra: Double(rank[child]) * 1e-4)
        }
      }
    }
    solve()
    findUnseen()
  }

  private static func timeOrder(_ texts: [PreparedText]) -> [Int] {
    texts.indices.sorted { one, other in
      switch (texts[one].time, texts[other].time) {
      case (let time?, let otherTime?) where time.seconds != otherTime.seconds:
        time.seconds < otherTime.seconds
      case (.some, nil): true
      case (nil, .some): false
      default:
        (texts[other].text.words.count, one) < (texts[one].text.words.count, other)
      }
    }
  }

  // MARK: Possible steps

  private mutating func addRoot(_ article: Int) {
    edges.append(Arborescence.Edge(from: -1, to: article, cost: costs.rootCost(of: article, texts)))
  }

  private mutating func relation(_ child: Int, _ parent: Int) -> TextRelation? {
    let pair = Pair(child: child, parent: parent)
    if let known = relations[pair] { return known }
    let relation = TextRelation(of: texts[child], from: texts[parent])
    let shorter = Double(min(texts[child].text.words.count, texts[parent].text.words.count))
    guard relation.provingCount >= max(Self.leastSharedCount, Self.leastShare * shorter) else {
      return nil
    }
    relations[pair] = relation
    return relation
  }

  private mutating func addStep(_ child: Int, _ parent: Int, extra: Double) {
    guard let changes = changeCost(of: child, from: parent) else { return }
    let cost = changes + costs.cost(of: child, from: parent, texts) + extra
    edges.append(Arborescence.Edge(from: parent, to: child, cost: cost))
  }

  /// What making one text of another asks for; nil where nothing shows that it was.
  private mutating func changeCost(of child: Int, from parent: Int) -> Double? {
    var cost: Double?
    if let relation = relation(child, parent) {
      cost = costs.cost(of: relation)
      let shorter = min(texts[child].text.words.count, texts[parent].text.words.count)
      if Double(relation.alignment.sharedCount) > Self.retoldShare * Double(shorter) { return cost }
    }
    let pair = Pair(child: child, parent: parent)
    let order = SharedOrder(of: texts[child].text, with: texts[parent].text)
    guard let retold = costs.cost(of: order, wordCount: texts[child].text.words.count),
      retold < cost ?? .infinity
    else { return cost }
    orders[pair] = order
    return retold
  }

  /// Gives every text its parent.
  private mutating func solve() {
    let taken = solution(edges, nodeCount: texts.count)
    parents = [Int?](repeating: nil, count: texts.count)
    total = 0
    for index in taken {
      total += edges[index].cost
      parents[edges[index].to] = edges[index].from < 0 ? nil : edges[index].from
    }
  }

  private func solution(_ edges: [Arborescence.Edge], nodeCount: Int) -> [Int] {
    Arborescence.cheapest(
      nodeCount: nodeCount + 1, root: nodeCount,
      edges.map {
        Arborescence.Edge(from: $0.from < 0 ? nodeCount : $0.from, to: $0.to, cost: $0.cost)
      })
  }

  /// How much more the best lineage without a step asks for; nil where there is none.
  func margin(of pair: Pair) -> Double? {
    guard texts.count <= Self.exactLimit else { return nearMargin(of: pair) }
    let others = edges.filter { $0.to != pair.child || $0.from != pair.parent }
    guard others.contains(where: { $0.to == pair.child }) else { return nil }
    let sum = solution(others, nodeCount: texts.count).reduce(0) { $0 + others[$1].cost }
    return max(0, min(sum - total, alternatives[pair.child] ?? .infinity))
  }

  /// The same where all other steps stay: the next best parent that does not descend from the child.
  private func nearMargin(of pair: Pair) -> Double? {
    var chosen = Double.infinity
    var best = Double.infinity
    for edge in edges where edge.to == pair.child {
      if edge.from == pair.parent {
        chosen = min(chosen, edge.cost)
      } else if !descends(edge.from, from: pair.child) {
        best = min(best, edge.cost)
      }
    }
    guard best < .infinity else { return nil }
    return max(0, min(best - chosen, alternatives[pair.child] ?? .infinity))
  }

  private func descends(_ node: Int, from ancestor: Int) -> Bool {
    var node: Int? = node < 0 ? nil : node
    while let at = node, at != ancestor { node = parents[at] }
    return node == ancestor
  }

  // MARK: Texts that nobody has

  private mutating func findUnseen() {
    var tried = 0
    var isChanged = true
    while isChanged {
      isChanged = false
      for pair in trialPairs() where tried < Self.trialLimit {
        tried += 1
        if tryUnseen(pair) {
          isChanged = true
          break
        }
      }
    }
  }

  /// Pairs of articles that both have what the other has not, those first that disagree most.
  private func trialPairs() -> [Pair] {
    var pairs: [(pair: Pair, conflict: Double)] = []
    for (pair, relation) in relations where pair.child < articleCount && pair.parent < articleCount
    {
      guard
        pair.child < pair.parent || relations[Pair(child: pair.parent, parent: pair.child)] == nil
      else { continue }
      // An unseen text between them is there already.
      if let parent = parents[pair.child], parent >= articleCount, parents[pair.parent] == parent {
        continue
      }
      let isNear =
        parents[pair.child] == pair.parent || parents[pair.parent] == pair.child
        || parents[pair.child] == parents[pair.parent]
      guard isNear else { continue }
      let added = relation.changes.count { $0.kind == .addition }
      let cut = relation.changes.count { $0.kind == .cut }
      let edits = relation.changes.count { $0.kind == .edit }
      var conflict = Double(min(added, cut)) + Double(edits) * 0.3
      if costs.credits.unseen[pair.child] != nil, costs.credits.nameTheSame(pair.child, pair.parent)
      {
        conflict += 1
      }
      if conflict > 0 { pairs.append((pair, conflict)) }
    }
    return pairs.sorted {
      ($1.conflict, $0.pair.child, $0.pair.parent) < ($0.conflict, $1.pair.child, $1.pair.parent)
    }
    .map(\.pair)
  }

  /// Takes in the text that both may have been taken from, if the lineage asks for less then.
  private mutating func tryUnseen(_ pair: Pair) -> Bool {
    guard let relation = relations[pair] else { return false }
    let joined = UnseenText(of: pair.parent, pair.child, relation, in: texts, index)
    let before = (parents: parents, total: total, edgeCount: edges.count)
    let node = texts.count
    let names = [pair.parent, pair.child].compactMap { costs.credits.unseen[$0] }
    // `CNN` rather than `cnn.com`.
    let name = names.first { !$0.contains(".") } ?? names.first
    let children = relatives(of: pair)
    texts.append(PreparedText(unseen: joined.text))
    unseenNames.append(name)
    addUnseenSteps(node, name, children: children, guessedCount: joined.guessedCount)
    solve()
    let taken = parents.count { $0 == node }
    if taken >= 2, total < before.total - 0.5 { return true }
    for child in before.parents.indices where taken >= 2 && parents[child] != before.parents[child]
    {
      alternatives[child] = min(alternatives[child] ?? .infinity, total - before.total)
    }
    edges.removeSubrange(before.edgeCount...)
    texts.removeLast()
    unseenNames.removeLast()
    for child in children {
      for pair in [Pair(child: child, parent: node), Pair(child: node, parent: child)] {
        relations[pair] = nil
        orders[pair] = nil
      }
    }
    (parents, total) = (before.parents, before.total)
    return false
  }

  /// The two articles and those that are like one of them.
  private func relatives(of pair: Pair) -> [Int] {
    var found: Set<Int> = []
    for known in relations.keys where known.child < articleCount && known.parent < articleCount {
      if known.parent == pair.child || known.parent == pair.parent { found.insert(known.child) }
      if known.child == pair.child || known.child == pair.parent { found.insert(known.parent) }
    }
    found.subtract([pair.child, pair.parent])
    return ([pair.child, pair.parent] + found.sorted().prefix(Self.relativeLimit)).sorted()
  }

  /// Adds the possible steps to and from a text that nobody has.
  private mutating func addUnseenSteps(
    _ node: Int, _ name: String?, children: [Int], guessedCount: Int
  ) {
    let weights = costs.weights
    let guesses = weights.guess * Double(guessedCount)
    let price = (name == nil ? weights.unseen : weights.namedUnseen) + guesses
    let words = weights.word * LineageCosts.wordCount(texts[node].text)
    edges.append(Arborescence.Edge(from: -1, to: node, cost: price + weights.root + words))
    for child in children {
      if let changes = changeCost(of: child, from: node) {
        let cost = changes + costs.cost(of: child, fromUnseen: name)
        edges.append(Arborescence.Edge(from: node, to: child, cost: cost))
      }
      if let step = relation(node, child) {
        let cost = weights.unseenBetween + guesses + costs.cost(of: step)
        edges.append(Arborescence.Edge(from: child, to: node, cost: cost))
      }
    }
  }
}
