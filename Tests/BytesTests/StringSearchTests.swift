import Bytes
import Testing

@Suite("Finding text in text by bytes")
struct StringSearchTests {
  @Test("what is found is where the same scalars are written, in a text and in a part of one")
  func findsText() throws {
    let text = "Wetter in Köln: Regen, später Sonne über Köln"
    #expect(text.contains(utf8: "Köln: R"))
    #expect(!text.contains(utf8: "Ko\u{308}ln"))
    #expect(text.contains(utf8: ""))
    let first = try #require(text.firstRange(utf8: "Köln"))
    #expect(text[first] == "Köln")
    #expect(text[..<first.lowerBound] == "Wetter in ")
    let rest = text[first.upperBound...]
    let second = try #require(rest.firstRange(utf8: "Köln"))
    #expect(second.upperBound == text.endIndex)
    #expect(rest.firstRange(utf8: "Wetter") == nil)
    #expect(!rest.contains(utf8: "Wetter"))
  }

  @Test("a prefix is compared by its bytes")
  func findsPrefix() {
    #expect("über uns".hasPrefix(utf8: "über "))
    #expect(!"über".hasPrefix(utf8: "über "))
    #expect(!"u\u{308}ber".hasPrefix(utf8: "ü"))
    #expect("x".hasPrefix(utf8: ""))
  }
}
