import Testing

@testable import TextRepair

@Suite("Mojibake that is meant")
struct QuotedMojibakeTests {
  private static func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

  private static func repaired(_ text: String) -> String {
    TextRepairer().repair(Array(text.utf8)).text
  }

  @Test(
    "a text about encodings keeps what it quotes",
    arguments: [
      "When UTF-8 is misread, é shows as Ã© on the page.",
      "MOJIBAKE such as â€™ is ugly.",
      "The ftfy library turns Ã¼ into ü.",
      "A page in windows-1252 that shows Ã¶ was Latin-1 before.",
      "The charset was wrong, hence Ã±.",
      "His Unicode talk had BrÃ¼cke on a slide.",
    ])
  func keepsQuotes(_ text: String) {
    #expect(Self.repaired(text) == text)
  }

  @Test("the same spots in a text about something else are repaired")
  func repairsOthers() {
    #expect(
      Self.repaired("The mayor saw BrÃ¼cke on a slide.") == "The mayor saw Brücke on a slide.")
    #expect(Self.repaired("A cafÃ© shows Ã© on its sign.") == "A café shows é on its sign.")
  }

  @Test("a text about encodings that is damaged all over is repaired")
  func repairsDamagedText() {
    let text =
      "Der Zeichensatz UTF-8 fÃ¼r BÃ¼cher, GrÃ¶ÃŸen, StÃ¤dte und BrÃ¼cken ist Ã¼blich."
    #expect(
      Self.repaired(text)
        == "Der Zeichensatz UTF-8 für Bücher, Größen, Städte und Brücken ist üblich.")
  }

  private static func excluded(
    _ text: String, _ range: Range<Int>, _ replacement: String, gain: Float
  ) -> Bool {
    var edits = [
      EditList([
        Edit(range: range, replacement: scalars(replacement), rule: "mojibake.windows-1252")
      ])
    ]
    QuotedMojibake.exclude(&edits, [scalars(text)], gain: gain)
    return edits[0].isEmpty
  }

  @Test("one weak spot at a word's edge stays where the rest of the text is whole")
  func keepsSingleSpot() {
    #expect(Self.excluded("Ã¶ – über", 0..<2, "ö", gain: 10))
    #expect(!Self.excluded("Ã¶ – über", 0..<2, "ö", gain: 18))
    #expect(!Self.excluded("Ã¶ is it", 0..<2, "ö", gain: 10))
  }

  @Test("inside a word one spot is damage, however weak")
  func repairsInsideWord() {
    #expect(!Self.excluded("grÃ¶n – über", 2..<4, "ö", gain: 1))
    #expect(Self.excluded("grÃ¶ – über", 2..<4, "ö", gain: 1))
  }

  @Test("a spot of three characters, or one that becomes a sign, is no letter that is meant")
  func repairsSigns() {
    #expect(!Self.excluded("â€™ – über", 0..<3, "’", gain: 1))
    #expect(!Self.excluded("Â© – über", 0..<2, "©", gain: 1))
  }

  @Test("four spots in a text about encodings are quoted, five are damage")
  func countsSpots() {
    func left(_ count: Int) -> Int {
      let text = Self.scalars("utf-8 " + String(repeating: "Ã¶ ", count: count))
      var edits = [
        EditList(
          (0..<count).map {
            Edit(range: 6 + $0 * 3..<8 + $0 * 3, replacement: [0xF6], rule: "a")
          })
      ]
      QuotedMojibake.exclude(&edits, [text], gain: 100)
      return edits[0].entries.count
    }
    #expect(left(4) == 0)
    #expect(left(5) == 5)
  }
}
