import Testing

@testable import Extraction

@Suite struct DateTokenizerTests {
  @Test("a text is cut into numbers, words, marks and blanks without a gap")
  func kinds() {
    let tokens = dateTokens("6. Mai  2031")
    #expect(tokens.map(\.kind) == [.number, .mark, .blank, .word, .blank, .number])
    #expect(tokens.map(\.start) == [0, 1, 2, 3, 6, 8])
    #expect(tokens.last?.end == 12)
    #expect(tokens.last?.value == 2031)
    #expect(tokens.last?.digitCount == 4)
    #expect(tokens[3].word == Array("mai".utf8))
  }

  @Test(
    "digits of any script have their value", arguments: ["42", "٤٢", "۴۲", "४२", "৪২", "๔๒", "４２"])
  func digits(text: String) {
    let tokens = dateTokens(text)
    #expect(tokens.count == 1)
    #expect(tokens.first?.value == 42)
    #expect(tokens.first?.digitCount == 2)
  }

  @Test("signs of the calendar end a word")
  func signs() {
    #expect(
      dateTokens("2031年5月6日曜").map(\.kind) == [
        .number, .word, .number, .word, .number, .word, .word,
      ])
  }

  @Test("dashes and full-width marks are read as plain ones")
  func marks() {
    #expect(dateTokens("–").first?.isMark(UInt8(ascii: "-")) == true)
    #expect(dateTokens("−").first?.isMark(UInt8(ascii: "-")) == true)
    #expect(dateTokens("：").first?.isMark(UInt8(ascii: ":")) == true)
    #expect(dateTokens("／").first?.isMark(UInt8(ascii: "/")) == true)
    #expect(dateTokens("·").first?.isMark(UInt8(ascii: ",")) == true)
    #expect(dateTokens("5\u{2009}\u{A0}6").map(\.kind) == [.number, .blank, .number])
  }

  @Test("no more tokens are made than asked for")
  func limit() {
    #expect(dateTokens("1 2 3 4", limit: 3).count == 3)
  }

  @Test("a number of a thousand digits neither traps nor is a date")
  func overflow() {
    let digits = String(repeating: "9", count: 1000)
    #expect(dateTokens(digits).first?.digitCount == 1000)
    #expect(DateReader().read(digits, source: "t") == nil)
  }
}
