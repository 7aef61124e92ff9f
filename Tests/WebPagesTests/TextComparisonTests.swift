import Testing

@testable import WebPages

@Suite struct TextComparisonTests {
  private func words(_ comparison: TextComparison, _ mark: TextComparison.Mark, left: Bool)
    -> [String]
  {
    let paragraphs = left ? comparison.left : comparison.right
    let marks = left ? comparison.leftMarks : comparison.rightMarks
    return zip(paragraphs, marks).flatMap { paragraph, marks in
      zip(paragraph.words, marks).filter { $0.1 == mark }.map {
        String(decoding: paragraph.text[$0.0.range], as: UTF8.self)
      }
    }
  }

  @Test("words that stand in one text only are marked there, and nothing else is")
  func ownWords() {
    let comparison = TextComparison(
      ["The old bridge was closed on Tuesday by the city."],
      ["The bridge was closed late on Tuesday by the city."])
    #expect(words(comparison, .own, left: true) == ["old"])
    #expect(words(comparison, .own, left: false) == ["late"])
    #expect(comparison.rows == [.init(left: 0, right: 0)])
  }

  @Test("a paragraph that was left out stands beside nothing")
  func leftOut() {
    let comparison = TextComparison(
      [
        "First of all came the rain.", "Then the river rose by a metre.",
        "The ferry stayed in port.",
      ],
      ["First of all came the rain.", "The ferry stayed in port."])
    #expect(
      comparison.rows == [.init(left: 0, right: 0), .init(left: 1), .init(left: 2, right: 1)])
    #expect(words(comparison, .own, left: true).count == 7)
  }

  @Test("a paragraph in another place is moved, and says where it stands on the other side")
  func moved() {
    let first = "First of all came the rain, and nobody had an umbrella."
    let second = "Then the river rose by a metre within two hours."
    let third = "The ferry stayed in port until the evening came."
    let comparison = TextComparison([first, second, third], [second, third, first])
    #expect(words(comparison, .own, left: true).isEmpty)
    #expect(words(comparison, .moved, left: true).count == 11)
    #expect(comparison.rows.contains(.init(left: 0, right: nil, counterpart: 2)))
  }

  @Test("a passage that went into another paragraph is moved")
  func passage() {
    let comparison = TextComparison(
      [
        "One two three four five six seven eight nine ten.",
        "Alpha beta gamma delta epsilon zeta eta theta iota kappa.",
      ],
      [
        "One two three four five six seven eight nine ten alpha beta gamma delta epsilon zeta eta theta iota kappa."
      ])
    #expect(words(comparison, .moved, left: true).count == 10)
    #expect(words(comparison, .own, left: false).isEmpty)
  }

  @Test("letters of Chinese and Thai are compared one by one")
  func unspaced() {
    let comparison = TextComparison(["老渡口昨日重新开航"], ["老渡口今日重新开航"])
    #expect(words(comparison, .own, left: true) == ["昨"])
    #expect(words(comparison, .own, left: false) == ["今"])
  }

  @Test("texts that share nothing, and empty ones, are compared without a row together")
  func nothing() {
    #expect(TextComparison([], []).rows.isEmpty)
    #expect(
      TextComparison(["Rain."], ["Snow."]).rows == [.init(right: 0), .init(left: 0)]
        || TextComparison(["Rain."], ["Snow."]).rows == [.init(left: 0), .init(right: 0)])
  }

  @Test("pieces of a paragraph put together are the paragraph")
  func pieces() {
    for text in HostileText.all {
      let comparison = TextComparison(
        [text + " shared words here"], ["Other shared words, here " + text])
      for side in [
        (comparison.left, comparison.leftMarks), (comparison.right, comparison.rightMarks),
      ] {
        for (paragraph, marks) in zip(side.0, side.1) {
          let joined = ComparisonPage.pieces(paragraph, marks).map(\.text).joined()
          #expect(Array(joined.utf8) == paragraph.text)
        }
      }
    }
  }
}
