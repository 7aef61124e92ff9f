import Testing

@testable import TextRepair

@Suite("Names that lost their capital")
struct LostCapitalsTests {
  private static func mayBeName(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard let index = bytes.firstIndex(of: 0x27) else { return false }
    return LostCapitals.mayBeName(bytes.span, before: index, behind: index + 1)
  }

  @Test(
    "a small word behind a preposition and before 's may be a name",
    arguments: ["in ruritania's", "the end of ruritania's wall", "from ruri's"])
  func finds(_ text: String) {
    #expect(Self.mayBeName(text))
  }

  @Test(
    "nothing else may",
    arguments: [
      "in Ruritania's", "the ruritania's", "in ruritania'd", "in ruritania'st", "of today's",
      "for children's", "in rur's", "ruritania's", "in xruritania", "min ruritania's",
      "in  ruritania's", "in averyverylongnameindeedforaplace's",
    ])
  func leaves(_ text: String) {
    #expect(!Self.mayBeName(text))
  }

  private static func edited(_ text: String, _ others: String...) -> Int {
    let texts = ([text] + others).map { Array($0.utf8) }
    return LostCapitals.edits(in: text.unicodeScalars.map(\.value), texts, LostCapitals.Names())
      .count
  }

  private static let lost = "flags in ruritania’s harbour"

  @Test("the document has to write the name with its capital twice inside sentences")
  func countsEvidence() {
    #expect(Self.edited(Self.lost, "ships of Ruritania and sailors from Ruritania, too") == 1)
    #expect(Self.edited(Self.lost, "ships of Ruritania left") == 0)
    #expect(Self.edited(Self.lost) == 0)
    // At the start of a sentence every word has one.
    #expect(Self.edited(Self.lost, "It ended. Ruritania won. Ruritania left.") == 0)
    // Beside another capital it may be part of a name.
    #expect(Self.edited(Self.lost, "in Ruritania Street and in Ruritania Lane") == 0)
  }

  @Test("a document that writes it small elsewhere means it so")
  func heedsSmallForms() {
    let shown = "ships of Ruritania and sailors from Ruritania, too"
    #expect(Self.edited(Self.lost, shown, "a ruritania is a dance") == 0)
    #expect(Self.edited(Self.lost, shown, "and of ruritania’s sons") == 1)
  }

  @Test("the edit gives the capital, and is not certain")
  func givesCapital() {
    let text = "flags in ruritania's port, ships of Ruritania, men from Ruritania too"
    let edits = LostCapitals.edits(
      in: text.unicodeScalars.map(\.value), [Array(text.utf8)], LostCapitals.Names())
    #expect(edits.map(\.range) == [9..<10])
    #expect(edits.map(\.replacement) == [[0x52]])
    #expect(edits.map(\.rule) == ["lost-capital"])
    #expect(edits.map(\.certain) == [false])
  }
}
