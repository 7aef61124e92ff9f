/// What each possible step of a lineage asks for.
struct LineageCosts {
  var weights: LineageWeights
  let credits: CreditTable

  /// The changes of a text alone.
  func cost(of relation: TextRelation) -> Double {
    var cost = 0.0
    var patterns: Set<UInt64> = []
    for change in relation.changes {
      // New words ask for the same wherever they come in: so that which of two texts was first is
      // told by the passages that were added or cut, and not by how long they are.
      let words = weights.word * (Double(change.wordCount) - 0.75 * Double(change.quotedCount))
      switch change.kind {
      case .addition:
        cost += passageCost(
          change, weights.additionAtStart, weights.addition, weights.additionAtEnd)
        cost += words
      case .cut:
        cost += passageCost(change, weights.cutAtStart, weights.cut, weights.cutAtEnd)
        cost += weights.cutWord * Double(change.wordCount)
      case .edit:
        // A paper's style changes the same words everywhere.
        let isNew = patterns.insert(change.pattern).inserted
        cost += isNew ? weights.edit + words : weights.repeatedEdit
      case .rewriting: cost += weights.rewriting + words
      case .move: cost += weights.move
      }
    }
    if !relation.respelled.isEmpty {
      cost += weights.respelling + weights.respelledWord * Double(min(20, relation.respelled.count))
    }
    return cost
  }

  /// What a passage asks for by where it is. A line at an end is a paper's own: a credit, or words about
  /// itself.
  private func passageCost(
    _ change: TextChange, _ atStart: Double, _ within: Double, _ atEnd: Double
  ) -> Double {
    if change.position != .middle, change.wordCount <= Self.lineWordLimit {
      return change.kind == .cut ? weights.lineCut : weights.line
    }
    return switch change.position {
    case .start: atStart
    case .middle: within
    case .end: atEnd
    }
  }

  /// Words that a line of a paper's own has at most.
  private static let lineWordLimit = 14

  /// A text told anew in the order of another; nil where that is not to be seen.
  func cost(of order: SharedOrder, wordCount: Int) -> Double? {
    let (common, ordered) = (Double(order.commonCount), Double(order.orderedCount))
    guard order.orderedCount >= Self.leastOrderedCount, ordered >= Self.orderedShare * common,
      ordered * ordered >= Self.orderedFactor * Self.orderedFactor * common
    else { return nil }
    // In tenths: what a retelling left out does not tell one copy of its source from another.
    let share = (10 * ordered / common).rounded(.down) / 10
    return weights.retelling + weights.word * Double(wordCount) * (1 - 0.8 * share)
  }

  /// Words in the same order that a text told anew has at least; their share of all that both have; and
  /// how many square roots of that number, of which chance gives two.
  private static let leastOrderedCount = 25
  private static let orderedShare = 0.62
  private static let orderedFactor = 4.0

  /// What speaks against a step besides the texts: times, credits, headlines.
  func cost(of child: Int, from parent: Int, _ texts: [PreparedText]) -> Double {
    var cost = weights.earlier * Self.earliness(of: texts[child], before: texts[parent])
    if texts[child].time == nil || texts[parent].time == nil, child < parent {
      cost += weights.arrived
    }
    if let strongest = credits.named[child].values.max(),
      credits.strength(of: child, naming: parent) != strongest
    {
      let isInherited = credits.nameTheSame(child, parent)
      cost += isInherited ? 0.5 : strongest == .credit ? weights.credited : weights.credited / 2
    }
    if credits.unseen[child] != nil {
      if credits.isDirect[child] {
        let isKept =
          credits.nameTheSame(child, parent) && credits.lines[child] == credits.lines[parent]
        cost += isKept ? 0.5 : weights.credited
      } else if !credits.nameTheSame(child, parent) {
        cost += weights.unshared
      }
    }
    if let back = credits.strength(of: parent, naming: child) {
      cost += back == .credit ? weights.creditsBack : weights.creditsBack / 2
    }
    if texts[child].headline.words.map(\.key) != texts[parent].headline.words.map(\.key) {
      cost += weights.headline
    }
    return cost
  }

  /// What speaks against a step from a source that is not there, of that name.
  func cost(of child: Int, fromUnseen name: String?) -> Double {
    var cost = 0.0
    if let credited = credits.unseen[child],
      name.map({ CreditTable.isSame($0, credited) }) != true
    {
      cost += weights.credited / 2
    }
    if let strongest = credits.named[child].values.max() {
      cost += strongest == .credit ? weights.credited : weights.credited / 2
    }
    return cost
  }

  /// Words of a text; what is quoted others may have heard, too.
  static func wordCount(_ text: LineageText) -> Double {
    text.words.reduce(0) { $0 + ($1.isQuoted ? 0.25 : 1) }
  }

  /// What a text asks for that was taken from none.
  func rootCost(of article: Int, _ texts: [PreparedText]) -> Double {
    var cost = weights.root + weights.word * Self.wordCount(texts[article].text)
    if let strongest = credits.named[article].values.max() {
      cost += strongest == .credit ? weights.credited : weights.credited / 2
    }
    return cost
  }

  /// 1 where the article says that it was published before the other, half of it where an unknown zone
  /// may explain that; 0 where it was not, or where that is not known.
  static func earliness(of text: PreparedText, before other: PreparedText) -> Double {
    guard let time = text.time, let otherTime = other.time else { return 0 }
    if time.isDay || otherTime.isDay {
      let day: Int64 = 86_400
      let floor = { (seconds: Int64) in (seconds - (seconds % day + day) % day) / day }
      return floor(time.seconds) < floor(otherTime.seconds) ? 1 : 0
    }
    return time.seconds < otherTime.seconds ? 1 : 0
  }
}
