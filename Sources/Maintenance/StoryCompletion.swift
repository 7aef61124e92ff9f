internal import Ledger
internal import Model
internal import NearDuplicates
internal import State

/// In which story each article stands by journal and history, and what has to be added for each to stand in
/// the one that the ledger in use has it in.
///
/// Stories are looked at again as long as articles come, and articles move. A move that history has lost
/// is known to nothing but the ledger, which holds where they led.
struct StoryCompletion {
  private var stories: [UInt64: DecisionNumber] = [:]
  /// By original, the copies that go with it.
  private var copies: [UInt64: [UInt64]] = [:]

  /// The moves to be added behind all others, in order.
  private(set) var moves: [StoryMove] = []

  /// `former`: Holds everything that was decided; see `FormerLedger.isComplete`.
  init(decided: DecisionHistory, former: FormerLedger) {
    var rows: [UInt64: (story: DecisionNumber, copyOf: DecisionNumber?)] = [:]
    for number in former.numbers where !decided.isTakenOut(number) {
      guard let decision = former.article(number)?.decision else { continue }
      rows[number] = (decision.story, decision.copyOf)
    }
    var originals: [UInt64: UInt64] = [:]
    for number in Set(decided.decisions.keys).union(rows.keys).sorted() {
      let decision = decided.decisions[number]?.copyDecision
      stories[number] = decision?.story ?? rows[number]?.story
      let copyOf = decision.map(\.copyOf) ?? rows[number]?.copyOf
      guard let copied = copyOf?.rawValue else { continue }
      let original = originals[copied] ?? copied
      originals[number] = original
      copies[original, default: []].append(number)
    }
    for move in decided.moves { apply(move) }
    // Originals first: their copies go with them.
    let numbers = rows.keys.sorted()
    for number in numbers.filter({ originals[$0] == nil })
      + numbers.filter({ originals[$0] != nil })
    {
      guard let story = rows[number]?.story, stories[number] != story else { continue }
      let move = StoryMove(number: DecisionNumber(number), story: story)
      moves.append(move)
      apply(move)
    }
  }

  private mutating func apply(_ move: StoryMove) {
    let number = move.number.rawValue
    for moved in [number] + (copies[number] ?? []) where stories[moved] != nil {
      stories[moved] = move.story
    }
  }

  /// The last word on every article that moved, in order: it may stand behind all others.
  static func lastWords(of moves: [StoryMove]) -> [StoryMove] {
    var seen: Set<DecisionNumber> = []
    return moves.reversed().filter { seen.insert($0.number).inserted }.reversed()
  }
}
