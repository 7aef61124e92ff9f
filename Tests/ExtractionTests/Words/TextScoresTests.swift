import Testing

@testable import Extraction

/// The training script hashes words in Python and the extraction in Swift: both must agree.
@Suite struct TextScoresTests {
  /// `scripts/train-extraction`'s hashes of the word `newsletter` (weight −10), the pair `read more`
  /// (−20), a first `related` (−30), a last `abonnieren` (−40) and a whole `sign up now` (−50).
  private let weights = TokenWeights([
    (0xC63B_6777, -10), (0x1A65_AB8C, -20), (0x0322_DF84, -30), (0x0197_F5DD, -40),
    (0x1785_E1C8, -50),
  ])

  private func scores(_ text: String) -> TextScores {
    TextScores(WordScanner.hashes(Array(text.utf8)), weights: weights)
  }

  @Test(
    "words of a text are found under the training script's hashes, each kind at its position",
    arguments: [
      ("our Newsletter today", -10), ("to Read  More of it", -20), ("Related: ten more", -30),
      ("jetzt „abonnieren“", -40), ("Sign up now!", -50), ("sign up now or later", 0),
      ("a related story, more to read", 0), ("", 0),
    ])
  func kinds(text: String, lowest: Int32) {
    #expect(scores(text).lowest == lowest)
  }

  @Test("weights add up, and what is unknown counts too")
  func sums() {
    let sum = scores("Related: read more in the newsletter")
    #expect(sum.sumBelow == -60)
    #expect(sum.sumAbove == 0)
    #expect(sum.knownCount == 3)
    #expect(sum.count == 13)
  }
}
