import Model
import Testing

@testable import Extraction

private let paragraphs = [
  "The council voted on Tuesday to close the old swimming baths at the end of the summer season.",
  "Repairs to the roof would cost more than the whole of next year's budget for sport, it was told.",
  "Swimmers who had filled the public gallery called the decision short-sighted and left in anger.",
  "A campaign to keep the building open has collected eleven thousand names since the new year.",
]

@Suite struct TextDumpTests {
  private func extract(_ lines: [String]) -> Article {
    PageExtractor().extract(textDump: Array(lines.joined(separator: "\n").utf8)).article
  }

  @Test("menus, share lines, credits, notices and comment forms are in no paragraph")
  func noise() {
    let noise = [
      "Home » News » Local", "by Ada Writer", "Share this:", "Facebook", "WhatsApp",
      "Photo credit: www.example.org", "Advertisement", "Leave a Comment", "You may also like",
      "Adblock Detected", "This site uses Akismet to reduce spam.", "Access this article for free.",
      "Already have an account? Sign In", "Source link", "Tags: council, baths",
    ]
    let dump =
      Array(noise[..<2]) + ["Council votes to close the baths", ""] + paragraphs
      + noise[2...]
    let article = extract(dump)
    #expect(article.articleBody == paragraphs.joined(separator: "\n\n"))
    #expect(article.headline == "Council votes to close the baths")
    #expect(article.authors.map(\.name) == ["Ada Writer"])
    for line in noise { #expect(article.removed.contains { $0.text == line }) }
  }

  @Test(
    "a line between two paragraphs that calls itself an advert is in none of them",
    arguments: [
      "Anzeige: Heute sechs Ausgaben bestellen und vier davon bezahlen",
      "Werbung: Mit dem Rad durch das Tal und ohne Eile nach Hause",
      "Advertisement: Six issues of the paper for the price of four of them",
      "Publicidad: Lea seis números del diario y pague solo cuatro de ellos",
    ])
  func namedAdvert(_ advert: String) {
    let title = "Council votes to close the baths"
    let article = extract(
      [title, "", paragraphs[0], "", paragraphs[1], "", advert, ""]
        + [paragraphs[2], "", paragraphs[3]])
    #expect(article.articleBody == paragraphs.joined(separator: "\n\n"))
    #expect(article.removed.contains { $0.text == advert && $0.reason == .advert })
  }

  @Test("a link to another article between two paragraphs does not end the text")
  func linkBetween() {
    let lines =
      ["Home", "Sport", "Subscribe", "Council votes to close the baths", "Share this:"]
      + [paragraphs[0], paragraphs[1], "Related: Ferry runs again", paragraphs[2], "Most read"]
      + ["Ferry runs again", "School wins prize", "Mayor resigns", "© 2024 The Gazette"]
    #expect(extract(lines).articleBody == paragraphs[..<3].joined(separator: "\n\n"))
  }

  @Test("headlines of other articles after the text, said twice, are left out")
  func related() {
    let teasers = (1...8).flatMap { ["Local|News", "Headline number \($0) about another matter"] }
    let doubled = teasers.flatMap { [$0, $0] }
    let article = extract(
      ["Baths to close, council says", ""] + paragraphs + ["Related"] + doubled)
    #expect(article.articleBody == paragraphs.joined(separator: "\n\n"))
  }

  @Test("a report of nothing but figures is kept, and the page around it left out")
  func figures() {
    let menu = ["Home", "World", "Tech", "Travel", "Sports", "Opinion", "Jobs", "Autos", "Crime"]
    let rows = [
      "Oper net 1,076,000 vs 1,441,000", "Sales 22.6 mln vs 21.2 mln",
      "Avg shrs 5,970,000 vs 5,080,000",
    ]
    let related = [
      "Related", "Strike at the mill goes on", "Mayor opens the new bridge", "Baths to close",
    ]
    let article = extract(
      menu + ["", "Examplia Foundries 4th qtr net", ""] + rows + [""] + related)
    #expect(article.articleBody == rows.joined(separator: "\n\n"))
  }

  @Test("a clean text is kept whole")
  func clean() {
    let article = extract(["Baths to close"] + paragraphs)
    #expect(article.headline == "Baths to close")
    #expect(article.articleBody == paragraphs.joined(separator: "\n\n"))
  }

  @Test("a table of figures in a clean text is kept")
  func table() {
    let rows = ["Revs 291.8 mln vs 151.1 mln", "Shr 12 cts vs 9 cts", "Net 4.1 mln vs 2.0 mln"]
    let article = extract(
      ["Results of the quarter"] + paragraphs + rows + [paragraphs[0] + " Yes."])
    for row in rows { #expect(article.articleBody.contains(row)) }
  }

  @Test("a date line above the text is the date, and no paragraph")
  func date() {
    let article = extract(
      ["Council votes to close the baths", "", "February 12, 2025", ""] + paragraphs)
    #expect(article.datePublished?.iso == "2025-02-12")
    #expect(article.datePublished?.zone == .absent)
    #expect(!article.articleBody.contains("2025"))
  }

  @Test("lines cut at a link are put together again")
  func pieces() {
    let article = extract([
      "Council votes to close the baths", "", "The vote was taken after a debate that", "lasted",
      "for three hours, in which the mayor spoke twice.",
    ])
    #expect(article.articleBody.contains("debate that lasted for three hours"))
  }

  @Test("any bytes give an answer", arguments: [[], [0], [0xFF, 0xFE, 0x0A], [0x0D, 0x0A, 0x0D]])
  func hostile(bytes: [UInt8]) {
    let extraction = PageExtractor().extract(textDump: bytes)
    #expect(extraction.refusal?.reason == .empty || !extraction.article.paragraphs.isEmpty)
  }
}
