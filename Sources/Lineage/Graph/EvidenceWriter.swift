internal import Model

/// Says in words what speaks for a step and what speaks against it.
struct EvidenceWriter {
  let articles: [LineageArticle]
  let search: LineageSearch

  /// Observations about a step, the strongest first.
  func evidence(of child: Int, from parent: Int) -> [LineageEvidence] {
    var evidence: [LineageEvidence] = []
    let pair = LineageSearch.Pair(child: child, parent: parent)
    if let order = search.orders[pair] {
      evidence.append(
        LineageEvidence(
          .sharedOrder,
          "of \(order.commonCount) long words and numbers that both have once, "
            + "\(order.orderedCount) in the same order: told anew"))
    }
    if child < articles.count, parent >= articles.count {
      evidence += siblings(of: child, under: parent)
    } else if let relation = search.relations[pair] {
      evidence += shared(relation, child)
    }
    if let relation = search.relations[pair] { evidence += changes(relation, child, parent) }
    if child < articles.count {
      evidence += parent < articles.count ? fields(child, parent) : origin(of: child, parent)
    }
    return evidence
  }

  /// What a text shares with the others that were taken from the same unseen one.
  private func siblings(of child: Int, under parent: Int) -> [LineageEvidence] {
    search.parents.indices.compactMap { other -> LineageEvidence? in
      guard other != child, other < articles.count, search.parents[other] == parent,
        let relation = search.relations[.init(child: child, parent: other)]
      else { return nil }
      let count = relation.alignment.sharedCount
      return LineageEvidence(
        .sharedText, "\(count) words that \(articles[other].name) has too, neither from the other")
    }
  }

  private func origin(of child: Int, _ parent: Int) -> [LineageEvidence] {
    guard let name = search.unseenNames[parent - articles.count],
      let credited = search.costs.credits.unseen[child], CreditTable.isSame(name, credited),
      let origin = articles[child].origin
    else { return [] }
    return [LineageEvidence(.credit, "names \(origin.name): \(Self.oneLine(origin.evidence))")]
  }

  private func shared(_ relation: TextRelation, _ child: Int) -> [LineageEvidence] {
    guard let longest = relation.alignment.runs.max(by: { $0.count < $1.count }) else { return [] }
    let percent = Int((relation.share * 100).rounded())
    let sample = search.texts[child].text.text(longest.start..<min(longest.end, longest.start + 12))
    return [
      LineageEvidence(
        .sharedText,
        "\(relation.alignment.sharedCount) words (\(percent) %), \(longest.count) of them in a row: \(Self.oneLine(sample))…"
      )
    ]
  }

  private func changes(_ relation: TextRelation, _ child: Int, _ parent: Int) -> [LineageEvidence] {
    var evidence: [LineageEvidence] = []
    func sum(_ kind: TextChange.Kind) -> (count: Int, words: Int) {
      let found = relation.changes.filter { $0.kind == kind }
      return (found.count, found.reduce(0) { $0 + $1.wordCount })
    }
    let (cuts, additions, edits, moves) = (sum(.cut), sum(.addition), sum(.edit), sum(.move))
    if cuts.count > 0 {
      let isEnd =
        cuts.count == 1 && relation.changes.contains { $0.kind == .cut && $0.position == .end }
      evidence.append(
        LineageEvidence(
          .shortened,
          isEnd
            ? "the last \(cuts.words) words left out"
            : "\(cuts.words) words left out in \(Self.counted(cuts.count))"))
    }
    if additions.count > 0 {
      evidence.append(
        LineageEvidence(
          .added, "\(additions.words) words added in \(Self.counted(additions.count))"))
    }
    if edits.count > 0 {
      let text = search.texts[child].text
      let other = search.texts[parent].text
      let sample = relation.changes.first {
        $0.kind == .edit && !$0.range.isEmpty && !$0.replaced.isEmpty
      }
      let example =
        sample.map {
          ", as “\(Self.oneLine(other.text($0.replaced)))” to “\(Self.oneLine(text.text($0.range)))”"
        } ?? ""
      evidence.append(
        LineageEvidence(.edited, "words changed in \(Self.counted(edits.count))\(example)"))
    }
    if moves.count > 0 {
      evidence.append(LineageEvidence(.reordered, "\(moves.count) passages in another order"))
    }
    if let first = relation.respelled.first {
      let (word, other) = (search.texts[child].text, search.texts[parent].text)
      let (new, old) = (word.folded(first.index), other.folded(first.other))
      let side = SpellingVariant.side(of: new, against: old)
      let name =
        side == .american
        ? "British to American" : side == .british ? "American to British" : "other spelling"
      evidence.append(
        LineageEvidence(
          .spelling,
          "\(name) in \(relation.respelled.count) words, as \(String(decoding: old, as: UTF8.self)) to \(String(decoding: new, as: UTF8.self))"
        ))
    }
    return evidence
  }

  private func fields(_ child: Int, _ parent: Int) -> [LineageEvidence] {
    var evidence: [LineageEvidence] = []
    let credits = search.costs.credits
    switch credits.strength(of: child, naming: parent) {
    case .credit:
      evidence.append(
        LineageEvidence(
          .credit,
          "names it as the source: \(Self.oneLine(articles[child].origin?.evidence ?? articles[child].creditLines.joined(separator: "; ")))"
        ))
    case .mention:
      let range = credits.mentions[child][parent] ?? 0..<0
      let text = search.texts[child].text
      let shown = max(0, range.lowerBound - 4)..<min(text.words.count, range.upperBound + 4)
      evidence.append(
        LineageEvidence(.credit, "its text names the paper: …\(Self.oneLine(text.text(shown)))…"))
    case nil: break
    }
    if credits.strength(of: parent, naming: child) != nil {
      evidence.append(LineageEvidence(.credit, "the other names this one", isContrary: true))
    }
    let (headline, other) = (search.texts[child].headline, search.texts[parent].headline)
    if !headline.words.isEmpty, headline.words.map(\.key) == other.words.map(\.key) {
      evidence.append(LineageEvidence(.headline, "the same headline"))
    }
    if let time = articles[child].published?.iso, let otherTime = articles[parent].published?.iso {
      let isEarlier =
        LineageCosts.earliness(of: search.texts[child], before: search.texts[parent]) > 0
      evidence.append(
        LineageEvidence(
          .time,
          isEarlier
            ? "dated \(time), before \(otherTime)" : "dated \(time), not before \(otherTime)",
          isContrary: isEarlier))
    }
    return evidence
  }

  private static func counted(_ count: Int) -> String { count == 1 ? "1 place" : "\(count) places" }

  private static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
