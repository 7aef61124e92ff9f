import Model

/// Looks for the best hits without scoring all.
extension SearchRun {
  /// How many of a word's newest matches tell how rare it is.
  private static let sampleCount = 400
  /// Where there are not more hits, all are scored.
  private static let scoredCount = 1_500
  /// Adds the newest `size` hits, and the newest `size` of those that a word counts much in, the highest
  /// level first.
  func gatherBest(_ size: Int, into gathering: inout Gathering) throws {
    let weights = try weights()
    try gather(size, weights, into: &gathering) { _ in [nil] }
    if gathering.isLate || gathering.found.count < size {
      gathering.isExhausted = !gathering.isLate
      return
    }
    let rest = rest(behind: gathering)
    if rest < Double(max(Self.scoredCount, size)), !plan.cases.contains(where: \.isSlow) {
      let limit = size + Int(rest * 4) + Self.sampleCount
      try gather(limit, weights, into: &gathering) { _ in [nil] }
      gathering.isExhausted = !gathering.isLate && gathering.found.count < limit
      if gathering.isExhausted || gathering.isLate { return }
    }
    try gather(size, weights, into: &gathering, levels: WordLevel.filters)
  }

  /// About how many hits there are behind the newest ones.
  private func rest(behind gathering: Gathering) -> Double {
    guard let last = gathering.found.map(\.number.rawValue).min() else { return 0 }
    let span = Double(newest.rawValue - last + 1)
    return Double(gathering.found.count) / span * Double(last)
  }

  /// Adds up to `size` articles, for each filter of each case in turn.
  private func gather(
    _ size: Int, _ weights: [TextTerm: Double], into gathering: inout Gathering,
    levels: (QueryPlan.Case) -> [String?]
  ) throws {
    var rest = size
    for one in plan.cases {
      for filter in levels(one) {
        for slice in slices where rest > 0 {
          var query = CandidateQuery(one, rows: 0..<Int64(newest.rawValue) + 1, limit: rest)
          if let filter { query.match = "(\(query.match)) AND (\(filter))" }
          query.weights = one.phrases.map { $0.flatMap { weights[$0] } ?? 0 }
          let found = try slice.candidates(query)
          gathering.add(found)
          rest -= found.count
          if isLate(gathering.found.count) {
            gathering.isLate = true
            return
          }
        }
      }
    }
  }

  /// How much each word counts: more for a rare one. One alone needs no comparison.
  private func weights() throws -> [TextTerm: Double] {
    guard plan.terms.count > 1 else {
      return Dictionary(uniqueKeysWithValues: plan.terms.map { ($0, 1) })
    }
    var weights: [TextTerm: Double] = [:]
    for term in plan.terms {
      weights[term] = SearchScore.rarity(
        matches: try matchCount(term), articles: Double(newest.rawValue))
    }
    return weights
  }

  /// About how many articles have the term, from how dense its newest matches are.
  private func matchCount(_ term: TextTerm) throws -> Double {
    var count = 0
    for slice in slices {
      let found = try slice.newestNumbers(
        MatchWriter.expression(of: term), through: Int64(newest.rawValue),
        limit: Self.sampleCount - count)
      count += found.count
      if count >= Self.sampleCount, let last = found.last {
        let span = Double(Int64(newest.rawValue) - last + 1)
        return Double(count) / span * Double(newest.rawValue)
      }
    }
    return Double(count)
  }
}

extension WordLevel {
  /// Filters for the levels of the words that a case asks for, the best first; none where its words
  /// have no levels.
  static func filters(for one: QueryPlan.Case) -> [String?] {
    let (isChoice, nodes): (Bool, [QueryNode]) =
      switch one.condition {
      case .all(let nodes): (false, nodes)
      case .any(let nodes): (true, nodes)
      case let node: (false, [node])
      }
    let texts = nodes.map(Self.words(of:))
    if isChoice {
      guard texts.allSatisfy({ $0.count == 1 }) else { return [] }
      return (1...count).reversed().map { level in
        texts.map { $0[0].tag(level) }.joined(separator: " OR ")
      }
    }
    // A text that a phrase counts much in is one that its words count much in.
    let levelled = Array(texts.joined())
    guard let first = levelled.first else { return [] }
    if levelled.count == 1 { return (1...count).reversed().map { first.tag($0) } }
    return [
      levelled.map { word in
        "(\((1...count).map { word.tag($0) }.joined(separator: " OR ")))"
      }.joined(separator: " AND ")
    ]
  }

  /// A word that has levels.
  private struct Word {
    var folded: String
    var isPrefix: Bool

    func tag(_ level: Int) -> String {
      MatchWriter.tags("\(level)\(folded)") + (isPrefix ? " *" : "")
    }
  }

  /// The words of a text that all have levels; none where one of them has none, or too many have.
  private static func words(of node: QueryNode) -> [Word] {
    guard case .text(let term) = node, term.scope != .author else { return [] }
    var words: [String] = []
    SearchWords.each(in: Array(term.words.utf8).span) { word, _ in
      words.append(String(decoding: word, as: UTF8.self))
      return words.count <= phraseLimit
    }
    guard words.count <= phraseLimit, words.allSatisfy({ tag($0, level: 1) != nil }) else {
      return []
    }
    return words.indices.map { index in
      Word(folded: words[index], isPrefix: term.isPrefix && index == words.count - 1)
    }
  }

  /// Words of a phrase that are filtered by their levels, at most.
  private static let phraseLimit = 3
}
