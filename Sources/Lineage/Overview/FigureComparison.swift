/// Finds quantities for which sentences that say the same give different numbers.
struct FigureComparison {
  let texts: [LineageText]
  private var groups: [DisputedFigure] = []
  /// The group of each number, by its article and position.
  private var positions: [[Int: Int]]

  /// The share of a sentence's words that its counterpart has.
  private static let share = 0.6
  private static let wordFloor = 4

  init(_ texts: [LineageText], _ sentences: [[Sentence]]) {
    self.texts = texts
    positions = Array(repeating: [:], count: texts.count)
    var index = SentenceIndex()
    for article in sentences {
      for sentence in article where !sentence.numbers.isEmpty {
        guard sentence.words.count >= Self.wordFloor else { continue }
        for found in index.counterparts(of: sentence, share: Self.share) {
          compare(index.sentences[found.index], sentence)
        }
      }
      for sentence in article where !sentence.numbers.isEmpty { index.add(sentence) }
    }
  }

  /// What is disputed, those first that most articles speak of.
  var disputed: [DisputedFigure] {
    groups.enumerated().filter { $0.element.values.count > 1 }
      .sorted {
        ($1.element.values.reduce(0) { $0 + $1.articles.count }, $0.offset)
          < ($0.element.values.reduce(0) { $0 + $1.articles.count }, $1.offset)
      }
      .map(\.element)
  }

  private mutating func compare(_ older: Sentence, _ newer: Sentence) {
    guard older.article != newer.article else { return }
    for number in newer.numbers {
      guard let unit = number.unit,
        newer.numbers.count(where: { $0.unit == unit }) == 1,
        case let same = older.numbers.filter({ $0.unit == unit }), same.count == 1,
        positions[newer.article][number.range.lowerBound] == nil
      else { continue }
      let group = group(of: same[0], in: older)
      positions[newer.article][number.range.lowerBound] = group
      add(number.value, newer.article, to: group)
    }
  }

  private mutating func group(of number: Sentence.Number, in sentence: Sentence) -> Int {
    if let known = positions[sentence.article][number.range.lowerBound] { return known }
    let text = texts[sentence.article]
    let before = text.text(sentence.range.lowerBound..<number.range.lowerBound)
    let behind = text.text(number.range.upperBound..<sentence.range.upperBound)
    let end = min(sentence.range.upperBound, number.unitPosition + 2)
    groups.append(
      DisputedFigure(
        sentence: "\(before) … \(behind)", quantity: text.text(number.range.upperBound..<end),
        values: []))
    positions[sentence.article][number.range.lowerBound] = groups.count - 1
    add(number.value, sentence.article, to: groups.count - 1)
    return groups.count - 1
  }

  private mutating func add(_ value: String, _ article: Int, to group: Int) {
    // `1,400` and `1400`, `2.5` and `2,5`.
    let plain = Self.plain(value)
    if let index = groups[group].values.firstIndex(where: { Self.plain($0.number) == plain }) {
      if !groups[group].values[index].articles.contains(article) {
        groups[group].values[index].articles.append(article)
      }
    } else {
      groups[group].values.append(.init(number: value, articles: [article]))
    }
  }

  private static func plain(_ number: String) -> [Substring] {
    let parts = number.split { !$0.isNumber }
    guard parts.count > 1, parts.dropFirst().allSatisfy({ $0.count == 3 }) else { return parts }
    return [Substring(parts.joined())]
  }
}
