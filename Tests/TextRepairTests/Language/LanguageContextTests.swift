import Testing

@testable import TextRepair

@Suite("What a document makes likely")
struct LanguageContextTests {
  private static func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

  private static func context(_ texts: String...) -> LanguageContext {
    LanguageContext(texts.map(scalars), recent: RecentCosts())
  }

  @Test("a document is Latin when it has more than twice as many ASCII letters as foreign ones")
  func tellsLatin() {
    #expect(Self.context("abcde бв").isMostlyLatin)
    #expect(!Self.context("abcd бв").isMostlyLatin)
    #expect(!Self.context("абв").isMostlyLatin)
    #expect(!Self.context("").isMostlyLatin)
    #expect(Self.context("abc", "б").isMostlyLatin)
  }

  @Test("digits, accents and signs say nothing of the script")
  func ignoresSigns() {
    #expect(!Self.context("12345 äöü – … “”").isMostlyLatin)
    #expect(Self.context("a – … “” → ■").isMostlyLatin)
  }

  @Test(
    "in a Latin document letters of other scripts are dearer than the model says",
    arguments: [(0x434, 2), (0x5D0, 5), (0x200B, 8), (0x4E00, 6)] as [(UInt32, Float)])
  func weighsForeign(_ letter: UInt32, by more: Float) {
    let latin = Self.context("a Latin text of some words")
    let plain = CharacterModel.shared.cost(0x20, 0x2C, letter)
    #expect(abs(latin.cost(0x20, 0x2C, letter) - plain - more) < 0.001)
    let other = Self.context("текст на другом языке")
    #expect(other.cost(0x20, 0x2C, letter) == plain)
  }

  @Test("Latin letters and punctuation cost the same in every document")
  func leavesLatin() {
    let latin = Self.context("a Latin text of some words")
    for scalar: UInt32 in [0x61, 0xE9, 0x142, 0x2019, 0x20AC] {
      #expect(latin.cost(0x61, 0x62, scalar) == CharacterModel.shared.cost(0x61, 0x62, scalar))
    }
  }

  @Test("before a text's start stand spaces")
  func looksBefore() {
    let context = Self.context("abc")
    let text = Self.scalars("abc")
    #expect(context.before(0, text) == (0x20, 0x20))
    #expect(context.before(1, text) == (0x20, 0x61))
    #expect(context.before(2, text) == (0x61, 0x62))
    #expect(context.before(3, text) == (0x62, 0x63))
  }

  @Test("running sums start with 0 and end with the cost of the whole")
  func sums() {
    let context = Self.context("die Brücke")
    let text = Self.scalars("die Brücke")
    let sums = context.costs(of: text, in: 0..<text.count)
    #expect(sums.count == text.count + 1)
    #expect(sums.first == 0)
    #expect(abs((sums.last ?? 0) - context.cost(of: text)) < 0.001)
    #expect(zip(sums, sums.dropFirst()).allSatisfy { $0 <= $1 })
    let tail = context.costs(of: text, in: 4..<text.count)
    #expect(abs((tail.last ?? 0) - (sums[text.count] - sums[4])) < 0.001)
  }

  @Test("only what is beyond ASCII counts, and the two scalars behind it")
  func countsBeyondASCII() {
    let context = Self.context("abc")
    #expect(context.costBeyondASCII(of: Self.scalars("plain text")) == 0)
    let text = Self.scalars("é bc")
    let expected =
      context.cost(0x20, 0x20, 0xE9) + context.cost(0x20, 0xE9, 0x20)
      + context.cost(0xE9, 0x20, 0x62)
    #expect(abs(context.costBeyondASCII(of: text) - expected) < 0.001)
  }

  @Test("a sum that is past its limit is not counted on")
  func stopsAtLimit() {
    let context = Self.context("abc")
    let text = [UInt32](repeating: 0xE9, count: 1000)
    let cut = context.costBeyondASCII(of: text, upTo: 50)
    #expect(cut > 50)
    #expect(cut < 100)
    #expect(context.costBeyondASCII(of: text) > 500)
  }

  @Test("letters have one capital, or none that is one scalar")
  func mapsCase() {
    #expect(CaseFolding.upper(0x61) == 0x41)
    #expect(CaseFolding.upper(0x44F) == 0x42F)
    #expect(CaseFolding.upper(0xDF) == nil)
    #expect(CaseFolding.upper(0x41) == nil)
    #expect(CaseFolding.upper(0xD800) == nil)
    #expect(CaseFolding.lower(0x42F) == 0x44F)
    #expect(CaseFolding.lower(0x31) == 0x31)
    let capitals: [UInt32] = [0x41, 0x5A, 0xC4, 0x416, 0x3A9]
    let others: [UInt32] = [0x40, 0x5B, 0x61, 0xE4, 0x436, 0x5D0, 0x4E00, 0x31]
    #expect(capitals.allSatisfy { CaseFolding.isUpper($0) })
    #expect(!others.contains { CaseFolding.isUpper($0) })
  }
}
