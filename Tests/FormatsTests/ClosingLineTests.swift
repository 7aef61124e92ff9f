import Model
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

  /// The paragraphs that stay of an article with `line` at its end.
  private func kept(_ line: String, title: String = "Die Uhr am Hafenamt schlägt wieder") -> Int {
    var article = Article()
    article.headline = title
    article.publisher = Publisher(name: "Küstenbote", domain: nil)
    article.paragraphs = [
      Paragraph(role: .body, text: "Drei Jahre lang ging die Uhr am Hafenamt elf Minuten nach."),
      Paragraph(role: .body, text: line),
    ]
    ClosingLines.remove(from: &article)
    return article.paragraphs.count
  }

  @Test(
    "what programs put below every article goes, in many languages",
    arguments: [
      "Articolul Die Uhr am Hafenamt schlägt wieder apare prima dată în Farul.",
      "A(z) Die Uhr am Hafenamt schlägt wieder bejegyzés először a Partőr oldalán jelent meg.",
      "Ursprünglich erschienen bei https://bote.example am 2. April.",
      "Pierwotnie opublikowano na https://kurier.example 2 kwietnia.",
      "Publié initialement sur www.canton.example.", "Čítať ďalej", "Bővebben…", "Citește mai mult",
      "더보기", "ادامه مطلب", "Tetszik Betöltés...", "Lubię to Wczytywanie…",
      "Thanks for reading "
        + "Küstenbote! Subscribe for free to receive new posts.",
    ])
  func removesClosing(line: String) {
    #expect(kept(line) == 1)
  }

  @Test(
    "a sentence of the article at its end stays",
    arguments: [
      "Originally published in 1850, the almanac is still read aloud in the harbour every spring.",
      "Tovább egyelőre senki sem mert menni a régi úton.", "Die Uhr schlägt wieder.",
      "Die Uhr am Hafenamt schlägt wieder, und niemand stellt seine Armbanduhr mehr danach.",
      "더 보기 어려운 장면이 이어졌다고 주민들은 말했다.",
    ])
  func keepsSentences(line: String) {
    #expect(kept(line) == 2)
  }
}
