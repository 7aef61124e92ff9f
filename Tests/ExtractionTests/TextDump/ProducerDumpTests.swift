import Model
import Testing

@testable import Extraction

/// Shapes of dumps that single tools have, on invented pages.
@Suite struct ProducerDumpTests {
  private func extract(_ text: String) -> Article {
    PageExtractor().extract(textDump: Array(text.utf8)).article
  }

  private let german = [
    "Drei Jahre lang ging die Uhr am Hafenamt jeden Tag um elf Minuten nach, seit Mittwoch schlägt sie "
      + "wieder zur vollen Stunde, und der ganze Platz blieb dafür stehen.",
    "Den Fehler fand keine Firma, sondern eine Schülerin, die für ein Referat die alten Pläne im Archiv "
      + "abgezeichnet und dabei ein Zahnrad zu wenig gezählt hatte.",
    "Das Rad war nach einem Blitzschlag ersetzt worden, und niemand hatte die Rechnung je mit der "
      + "Zeichnung verglichen, wie das Bauamt am Abend einräumte.",
  ]

  @Test("starred headings that fill their line end there, and underlines in links are blanks")
  func underlinedLinks() {
    let dump =
      "Küstenbote\n    * Start\n    * Alle_Nachrichten\n    * Mein_Konto\n"
      + "****** Die Uhr am Hafenamt von Lüttsiel schlägt nach drei Jahren wieder ******\n"
      + "2. April 2025 von Rieke_Brodersen\n"
      + "\(german[0].prefix(72))\n\(german[0].dropFirst(72))\n\(german[1])\n\(german[2])\n"
      + "**** Mehr zum Thema ****\n    * Seilbahn_fährt_wieder\n    * Zwei_Höfe_teilen_einen_Stall\n"
    let article = extract(dump)
    #expect(article.headline == "Die Uhr am Hafenamt von Lüttsiel schlägt nach drei Jahren wieder")
    #expect(article.authors.map(\.name) == ["Rieke Brodersen"])
    #expect(!article.articleBody.contains("Seilbahn"))
  }

  @Test("pandoc's fences, attributes of headings and classes of lines are no text")
  func pandoc() {
    let article = extract(
      "::: {#top}\n[Küstenbote](/)\n\n-   [Start](/0){.nav}\n-   [Politik](/1)\n:::\n\n::: main\n"
        + "# Die Uhr am Hafenamt schlägt wieder {#die-uhr .entry-title}\n\n::: meta\n"
        + "[2. April 2025, 17:20 Uhr]{.date} [Von Rieke Brodersen]{.author}\n:::\n\n"
        + german.joined(separator: "\n\n") + "\n\n::: social\n[Teilen](#s){.share}\n:::\n:::\n")
    #expect(article.headline == "Die Uhr am Hafenamt schlägt wieder")
    #expect(article.authors.map(\.name) == ["Rieke Brodersen"])
    #expect(article.datePublished?.iso.hasPrefix("2025-04-02") == true)
    #expect(article.paragraphs.map(\.text) == german)
  }

  @Test(
    "a name is read behind the date that it shares a line with",
    arguments: [
      ("2. April 2025, 17:20 Uhr Von Rieke Brodersen", "Rieke Brodersen"),
      ("Publié le 11 mai 2025 à 08h30 par Solène Arbogast", "Solène Arbogast"),
      ("2025年1月27日 18時05分記者：三枝千尋", "三枝千尋"), ("2025年1月27日 18:05 作者：林雨桐", "林雨桐"),
      ("9 يونيو 2025، 10:15 بقلم: هالة الصيرفي", "هالة الصيرفي"),
    ])
  func namesBehindDates(line: String, name: String) {
    let article = extract(
      "# Die Uhr am Hafenamt schlägt wieder\n\n\(line)\n\n" + german.joined(separator: "\n\n"))
    #expect(article.authors.map(\.name) == [name])
  }

  @Test("a call to subscribe right below a full last line does not take the paragraph with it")
  func noticeBelow() {
    let lines = [
      "   Second ferry sails again to the outer isles", "",
      "   The second ferry to the outer isles sails again from Saturday, nine",
      "   weeks after a storm drove her against the quay and bent her shaft.",
      "", "   The council pays for two thirds of the repairs, and the rest is paid",
      "   by the insurers, who sent a surveyor to the yard three times last May.",
      "   Get our letter in your inbox every day", "", "Related stories", "",
      "     * Old ferry sold",
    ]
    let article = extract(lines.joined(separator: "\n"))
    #expect(article.paragraphs.count == 2)
    #expect(article.paragraphs.last?.text.hasSuffix("three times last May.") == true)
  }

  @Test("a site's name and its notice about cookies above the text are not its headline, in Arabic")
  func arabic() {
    let body = [
      "عادت المياه صباح الاثنين إلى بساتين القرية بعدما أعاد الأهالي تشغيل ساقية خشبية يعود تاريخها إلى نحو ثلاثة قرون.",
      "وكانت الساقية قد توقفت قبل تسع سنوات حين انكسر محورها الرئيسي، ولم تجد البلدية مالا لإصلاحه، فذبلت مئات الأشجار.",
    ]
    let article = extract(
      "↓صحيفة الساحل\n\n  • الرئيسية\n  • محليات\n  • رياضة\n\nنستخدم ملفات تعريف الارتباط. قبول الكل أو تعديل الإعدادات.\n\n"
        + "قرية جبلية تعيد تشغيل ساقية عمرها ثلاثة قرون\n\nبقلم هالة الصيرفي\n\n9 يونيو 2025، 10:15\n\n"
        + body.joined(separator: "\n\n") + "\n\nإعلان: احصل على شهر مجاني\n\nجميع الحقوق محفوظة\n")
    #expect(article.headline == "قرية جبلية تعيد تشغيل ساقية عمرها ثلاثة قرون")
    #expect(article.authors.map(\.name) == ["هالة الصيرفي"])
    #expect(article.datePublished?.iso.hasPrefix("2025-06-09") == true)
    #expect(article.paragraphs.map(\.text) == body)
  }
}
