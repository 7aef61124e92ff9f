import Testing

@testable import Formats

@Suite("Closing lines")
struct ClosingLineTests {
  @Test("a line is folded alike whether its script needs whole characters or not")
  func foldsAlike() {
    let lines = [
      "The post “Harbour: 3 ships” appeared first on Île-de-Paper.", "  ", "",
      "Der Beitrag »Öl & Gas« erschien zuerst auf ZÜRI-Blatt…", "Читать далее – на сайте №1",
      "ΔΙΑΒΆΣΤΕ περισσότερα", "e\u{301}te\u{301} x² 続きを読む 👩\u{200D}🌾 ok", "a\u{200D}b",
      "हिन्दी में पढ़ें", "½ Preis", "×÷ a×b",
    ]
    for line in lines {
      let expected = line.lowercased().split { !$0.isLetter && !$0.isNumber }
        .joined(separator: " ")
      #expect(ClosingLines.folded(line) == expected, "\(line)")
    }
  }
}
