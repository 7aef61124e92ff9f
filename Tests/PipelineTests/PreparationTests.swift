import Formats
import Model
import NearDuplicates
@testable import Pipeline
@testable import State
import Storage
import Testing

@testable import Pipeline
@testable import State

@Suite struct PreparationTests {
  private static let paragraphs = [
    "The council voted on Tuesday to close the old swimming baths at the end of the summer season.",
    "Repairs to the roof would cost more than the whole of next year's budget for sport, it was told.",
    "Swimmers who had filled the public gallery called the decision short-sighted and left in anger.",
    "A campaign to keep the building open has collected eleven thousand names since the new year.",
  ]

  private func prepare(_ text: String, name: String) throws -> PreparedRecord {
    var reader = try RecordReader(
      ScrapeInput(source: MemorySource(Array(text.utf8)), name: Array(name.utf8)),
      settings: ScrapeSettings())
    let raw = try #require(try reader.next())
    return Preparation(settings: ScrapeSettings()).prepare(raw)
  }

  /// The same article twice, the second time lightly edited, in three formats.
  private static func files() -> [(String, String)] {
    let again = paragraphs.map { $0.replacing("old", with: "former") }
    let all =
      ["Baths to close"] + paragraphs + again + ["An interview follows that was not there before."]
    let html =
      "<html><head><title>Baths to close</title></head><body><article><h1>Baths to close</h1>"
      + all.dropFirst().map { "<p>\($0)</p>" }.joined() + "</article></body></html>"
    let json =
      "{\"headline\": \"Baths to close\", \"articleBody\": \""
      + all.dropFirst().joined(separator: "\\n\\n") + "\"}"
    return [("a.txt", all.joined(separator: "\n\n")), ("a.html", html), ("a.json", json)]
  }

  @Test("an article that its file holds twice is given once, in every format", arguments: 0..<3)
  func selfRepeat(format: Int) throws {
    let (name, text) = Self.files()[format]
    let article = try #require(try prepare(text, name: name).article)
    #expect(article.selfRepeat)
    #expect(article.paragraphs.filter { $0.role != .heading }.count == 5)
    #expect(article.removed.count { $0.reason == .repeated } == 4)
  }

  /// Texts whose letters were read by a wrong code page, and what a reader finds in them.
  private static let damaged: [(text: String, headline: String, author: String, day: String)] = [
    (
      """
      Fähre in Östermarsch fällt aus

      Von Jörg Müller

      Veröffentlicht am 12. März 2031, 14:05 Uhr

      Die Flussfähre wird von Montag an elf Tage lang nicht verkehren, weil Ingenieure die Steuerseile \
      austauschen, teilte die Hafenbehörde mit.

      Rund 2300 Menschen nutzen die Überfahrt an jedem Werktag, die meisten auf dem Weg zur Werft.
      """, "Fähre in Östermarsch fällt aus", "Jörg Müller", "2031-03-12T14:05:00"
    ),
    (
      """
      Vapur on bir gün çalışmayacak

      Yazan: Gülşah Öztürk

      8 Ağustos 2031 16:40

      İskeleler arasındaki vapur, iki çelik halat değiştirilirken pazartesiden başlayarak on bir gün \
      çalışmayacak, liman idaresi açıkladı.

      Hafta içi her gün yaklaşık 2.300 kişi geçişi kullanıyor, çoğu tersaneye gidiyor.
      """, "Vapur on bir gün çalışmayacak", "Gülşah Öztürk", "2031-08-08T16:40:00"
    ),
    (
      """
      Prom nie popłynie przez jedenaście dni

      Autor: Łukasz Żak

      Opublikowano: 9 października 2031, 07:15

      Rzeczny prom nie będzie kursował przez jedenaście dni, gdy inżynierowie wymienią dwie liny \
      sterowe, poinformował w czwartek zarząd portu.

      Z przeprawy korzysta w dni robocze około 2300 osób, większość w drodze do stoczni.
      """, "Prom nie popłynie przez jedenaście dni", "Łukasz Żak", "2031-10-09T07:15:00"
    ),
  ]

  /// What a reader makes of UTF-8 who takes it for Windows-1252.
  private static func misread(_ text: String) -> String {
    let signs = Array("€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ".unicodeScalars)
    return String(
      String.UnicodeScalarView(
        text.utf8.map { 0x80..<0xA0 ~= $0 ? signs[Int($0) - 0x80] : Unicode.Scalar($0) }))
  }

  @Test("a date whose month was broken is read once the text is repaired, and its line is no text")
  func damagedDates() throws {
    for (text, headline, author, day) in Self.damaged {
      let broken = Self.misread(text)
      #expect(broken != text)
      let article = try #require(try prepare(broken, name: "a.txt").article)
      #expect(article.headline == headline)
      #expect(article.authors.map(\.name) == [author])
      #expect(article.datePublished?.iso == day)
      #expect(article.paragraphs.count == 2)
      #expect(article.repairs.contains { $0.field == "paragraphs/0" })
    }
  }

  @Test("lines that the source is known to repeat are left out, but never the whole article")
  func boilerplate() throws {
    let footer = "The Harbour Post has been printed in this town every morning since 1911."
    let text = (["Baths to close"] + Self.paragraphs + [footer]).joined(separator: "\n\n")
    func prepare(_ lines: [String]) throws -> Article {
      var reader = try RecordReader(
        ScrapeInput(source: MemorySource(Array(text.utf8)), name: Array("a.txt".utf8)),
        settings: ScrapeSettings())
      let raw = try #require(try reader.next())
      let snapshot = BoilerplateSnapshot(
        version: 1, lines: Set(lines.compactMap { LineHash.hash($0) }))
      return try #require(
        Preparation(settings: ScrapeSettings()).prepare(raw, boilerplate: snapshot).article)
    }
    let article = try prepare([footer.uppercased()])
    #expect(!article.articleBody.contains("Harbour Post"))
    #expect(article.removed.contains { $0.reason == .boilerplate && $0.text == footer })
    #expect(try prepare(Self.paragraphs + [footer]).paragraphs.count >= Self.paragraphs.count)
  }

  @Test("an article that is told once is not said to be repeated")
  func told() throws {
    let text = "Baths to close\n\n" + Self.paragraphs.joined(separator: "\n\n")
    let article = try #require(try prepare(text, name: "a.txt").article)
    #expect(!article.selfRepeat)
    #expect(!article.removed.contains { $0.reason == .repeated })
  }
}
