import Model
import Testing

@testable import Extraction

@Suite("Markdown of whole pages")
struct MarkdownDumpTests {
  private let page = """
    [Zum Inhalt](#main) [![Waldauer Bote](/logo.png)](/)

    * [Startseite](/s/0)
    * [Politik](/s/1)
    * [Kultur](/s/2)

    # Nachtzug nach Triest hält wieder in Kleinwaldau

    [Wiebke Stränger](/autor/7) · Veröffentlicht: 3. Februar 2031, 17:45 Uhr

    Artikel teilen [Facebook](#fb) [WhatsApp](#wa)

    ![Der Bahnhof im Nebel.](/img/1.jpg)Der Bahnhof im Nebel. Foto: Lutz Ahrend

    Nach elf Jahren Pause hält der **Nachtzug** nach Triest vom Fahrplanwechsel an wieder in [Kleinwaldau](/orte/kw), wie die Bahn am Montag mitteilte.

    ## Bahnsteig wird länger

    Dafür wird der Bahnsteig auf 240 Meter verlängert\\. Die Gemeinde zahlt 5 * 17 000 Euro, den Rest von rund 1,1 Millionen übernimmt das Land.

    [Kommentar: Endlich wieder Schlafwagen](/r/1)

    > Zwei Minuten reichen, wenn niemand sein _Klavier_ mitnimmt.

    Fahrkarten gibt es ab dem 1. April, und wer bis Ende Mai bucht, bekommt einen Platz für 49 Euro.

    ## Mehr zum Thema

    * [Bahnsteige werden barrierefrei](/r/2)
    * [Fahrplan bleibt unverändert](/r/3)
    """

  @Test("marks become roles and text, and what stands around the article is left out")
  func roles() {
    let article = PageExtractor().extract(textDump: Array(page.utf8)).article
    #expect(article.headline == "Nachtzug nach Triest hält wieder in Kleinwaldau")
    #expect(article.authors.map(\.name) == ["Wiebke Stränger"])
    #expect(article.datePublished?.iso == "2031-02-03T17:45:00")
    #expect(article.language == "de")
    let body = article.paragraphs
    #expect(body.map(\.role) == [.body, .heading, .body, .quote, .body])
    #expect(
      body[0].text.hasPrefix("Nach elf Jahren Pause hält der Nachtzug nach Triest")
        && body[0].text.contains("wieder in Kleinwaldau, wie"))
    #expect(body[1].text == "Bahnsteig wird länger")
    #expect(body[2].text.contains("verlängert. Die Gemeinde zahlt 5 * 17 000 Euro"))
    #expect(body[3].text == "Zwei Minuten reichen, wenn niemand sein Klavier mitnimmt.")
  }

  @Test("names of addresses in brackets are links, too")
  func references() {
    let text =
      "# A title of some words\n\nThe [harbour council][1] voted on Tuesday to buy a [ferry], which "
      + "is to sail in [May][2].\n\n  [1]: https://a.example/1\n"
      + "  [2]: /2\n  [ferry]: https://a.example/3\n"
    let article = PageExtractor().extract(textDump: Array(text.utf8)).article
    #expect(
      article.articleBody
        == "The harbour council voted on Tuesday to buy a ferry, which is to sail in May.")
  }

  @Test(
    "any marks in any order give an answer",
    arguments: [
      "<", "[", "[[[[(((", "![](", "](]([", "# ", "***", "* * *", "<a <b <c", "\\", "_**_**",
      "> > >",
      "[1]: ", "```", "|", "||", "<http://", "[a](b", "![a](b) ![", "# #\n===", "1. [", "\u{FEFF}#",
    ])
  func hostile(text: String) {
    for text in [text, text + "\n" + text, "# A [b](c)\n\n" + text] {
      _ = PageExtractor().extract(textDump: Array(text.utf8))
    }
  }
}
