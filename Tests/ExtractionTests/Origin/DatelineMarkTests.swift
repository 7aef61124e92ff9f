import Model
import Testing

@testable import Extraction

/// Datelines that brackets, classes and lines of their own set off.
@Suite("Datelines by their marks")
struct DatelineMarkTests {
  @Test(
    "what stands in brackets behind a location says that it is one",
    arguments: [
      ("Hong Kong (CNN Business)A ferry ran aground off the harbour on Monday.", "Hong Kong"),
      ("London (Reuters Health) A ferry ran aground off the harbour on Monday.", "London"),
      ("Rom (hafen.example/aq) Die Fähre fährt wieder, sagte der Rat am Montag.", "Rom"),
      ("Rom (hafen.example/aq) Freitag der 32. Woche fährt die Fähre wieder.", "Rom"),
      ("Varde (Russland) - Die Fähre fährt wieder, sagte der Rat am Montag.", "Varde"),
      ("Holmstadt (Sachsen) – Die Fähre fährt wieder, sagte der Rat am Montag.", "Holmstadt"),
      ("Varde (Dinamarca) - El transbordador navega otra vez, dijo el consejo.", "Varde"),
      ("Варде (Россия) — Паром снова ходит, сообщил совет в понедельник.", "Варде"),
    ])
  func brackets(text: String, location: String) {
    #expect(Dateline(startOf: text)?.location == location)
  }

  @Test(
    "an aside in brackets is no dateline",
    arguments: [
      "Varde (hafen.example) war am Montag nicht zu erreichen.",
      "Ada Quill (Hafenamt) - sie leitet den Rat - sagte am Montag nichts.",
      "Der Rat (Sachsen) hat am Montag getagt.",
      "Rom (Alt) - das ist die Frage am Montag.",
    ])
  func none(text: String) { #expect(Dateline(startOf: text)?.location == nil) }

  private func article(
    above: String = "", inside: String = "", below: String = "", before: String = "",
    language: String = "de"
  ) -> Article {
    let sentence =
      "Die Fähre zwischen Varde und Holm fährt wieder, sagte der Betreiber am Montag in Bericht"
    let text = (1..<6).map {
      "<p>\(sentence) \($0), und der Rat freute sich nach Wochen mit Sturm und Eis darüber sehr.</p>"
    }.joined()
    let page = """
      <!DOCTYPE html><html lang="\(language)"><head><title>Fähre nach Holm fährt wieder</title></head>
      <body><article>\(before)<h1>Fähre nach Holm fährt wieder</h1>\(above)
      <p>\(inside) \(sentence) 0, und der Rat freute sich nach Wochen mit Sturm und Eis darüber sehr.</p>
      \(text)\(below)</article></body></html>
      """
    let found = PageExtractor().extract(
      page: Array(page.utf8), context: ExtractionContext(url: "https://hafen.example/a"))
    var article = found.article
    OriginReader.complete(&article, evidence: found.originEvidence)
    return article
  }

  @Test(
    "an element's class marks the location", arguments: ["location-mark", "dateline", "x-ort"])
  func mark(name: String) {
    let mark = "<span class='\(name)'>Vardenstedt</span>"
    #expect(article(inside: mark).dateline == "Vardenstedt")
    let lead =
      "<p>Die Fähre fährt wieder, und alle freuen sich darüber, denn der Winter war lang, und die Insel fern.</p>"
    #expect(article(above: lead, inside: mark).dateline == "Vardenstedt")
    #expect(article(inside: "<span class='\(name)'>3 Fragen</span>").dateline == nil)
  }

  @Test("a location stands in a paragraph of its own behind the lead, and above the headline")
  func ownLine() {
    let lead =
      "<p>Die Fähre fährt wieder, und alle freuen sich darüber, denn der Winter war lang, und die Insel war fern.</p>"
    #expect(article(above: lead + "<p class='x'>Berlin.</p>").dateline == "Berlin")
    #expect(article(before: "<p>Varde, 3. Juli 2031 — Aussendung</p>").dateline == "Varde")
    #expect(article(before: "<p>Ratgeber, 3. Juli 2031 — Aussendung</p>").dateline == nil)
  }

  @Test("an address with the headline's words is the original's, another is a fact's source")
  func address() {
    let own = "https://kuestenblatt.example/2031/faehre-nach-holm-faehrt-wieder"
    #expect(
      article(below: "<p>Quelle: \(own)</p>").origin?.name == "kuestenblatt.example")
    #expect(article(below: "<p>Quelle: https://amt.example/zahlen/2031.html</p>").origin == nil)
  }

  @Test("a byline above a headline that stands twice is looked at")
  func repeated() {
    let found = article(above: "<p>dpa, 3. Juli 2031</p><h1>Fähre nach Holm fährt wieder</h1>")
    #expect(found.origin?.name == "Deutsche Presse-Agentur")
  }
}
