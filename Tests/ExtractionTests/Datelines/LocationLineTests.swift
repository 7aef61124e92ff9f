import Model
import Testing

@testable import Extraction

/// Locations in lines above a text.
@Suite("Lines with a location")
struct LocationLineTests {
  @Test(
    "known cities and a colon, or a city and its country, right above the text",
    arguments: [
      ("Washington/ New Delhi:", "Washington, New Delhi"), ("New Delhi:", "New Delhi"),
      ("मुंबई:", "मुंबई"),
      ("Αθήνα, Ελλάδα", "Αθήνα, Ελλάδα"), ("Berlin, Deutschland", "Berlin, Deutschland"),
      ("Lagos, Nigeria", "Lagos, Nigeria"), ("VARDEMOUTH, DENMARK", "Vardemouth, Denmark"),
    ])
  func above(line: String, location: String) {
    #expect(LocationLine.right(above: line)?.location == location)
  }

  @Test(
    "labels, sentences and names are none",
    arguments: [
      "Place:", "Tags: Berlin", "Berlin", "London calling:", "Ada Quill, Berlin", "Berlin, Holm",
      "Varde:", "Vardemouth, Denmark", "VARDEMOUTH, HOLM",
    ])
  func noneAbove(line: String) { #expect(LocationLine.right(above: line) == nil) }

  @Test(
    "a city at the end of a byline, which the page's data states or a word such as By opens",
    arguments: [
      ("By Ada Quill, Nairobi", "Nairobi"), ("Von Ada Quill und Tam Orrock, Nairobi", "Nairobi"),
      ("Por Ada Pena, Madrid", "Madrid"), ("Door Ada Kuil, Brussel", "Brussel"),
      ("Автор: Ада Пенова, Москва", "Москва"),
    ])
  func behindNames(line: String, city: String) {
    #expect(LocationLine.behindNames(line, isStated: false) == city)
    #expect(LocationLine.behindNames("Ada Quill, London", isStated: true) == "London")
  }

  @Test(
    "offices, readers' letters and lists of names hold no city",
    arguments: [
      "By Ada Quill, Harbour Editor", "Ada Quill, London", "By Ada Quill, Tam Orrock, London",
      "By Harbour News Desk, London", "By Ada Quill, Varde",
    ])
  func noneBehindNames(line: String) {
    #expect(LocationLine.behindNames(line, isStated: false) == nil)
  }

  @Test(
    "a known city in brackets and a dash open a text",
    arguments: [
      ("(Leipzig) - Der Hafenrat hat am Montag entschieden, die Brücke zu schließen.", "Leipzig"),
      ("(Nairobi) — The council decided on Monday to close the bridge.", "Nairobi"),
      ("(Varde) - The council decided on Monday to close the bridge.", nil),
      ("(London) The council decided on Monday to close the bridge.", nil),
    ] as [(String, String?)])
  func bracketed(text: String, location: String?) {
    var article = Article()
    article.paragraphs = [Paragraph(role: .body, text: text)]
    #expect(DatelineSearch(article, OriginEvidence()).dateline?.location == location)
  }

  @Test(
    "a city between a name and a date",
    arguments: [
      ("Ada Quill / New Delhi February 14, 2031", "New Delhi"),
      ("BS Reporter / Mumbai 14 February 2031", "Mumbai"),
      ("अदा क्विल / नई दिल्ली February 14, 2031", "नई दिल्ली"),
      ("Ada Quill, London, 14 February 2031", "London"),
      ("Ada Quill, Berlin | 14. Februar 2031", "Berlin"),
      ("Ada Pena, Madrid, 14 de febrero de 2031", "Madrid"),
    ])
  func beside(line: String, city: String) { #expect(LocationLine.besideName(line) == city) }

  @Test(
    "without a date, without a name, or with other words there is none",
    arguments: [
      "Ada Quill, London", "London, 14 February 2031",
      "Ada Quill, Paris correspondent, 14 February 2031",
      "Ada Quill, 14 February 2031, London", "Seven ferries sail, London, 14 February 2031",
    ])
  func noneBeside(line: String) { #expect(LocationLine.besideName(line) == nil) }

  @Test("letters in brackets behind a known city need be no agency's")
  func letters() {
    let german = DatelineContext(language: "de")
    #expect(
      Dateline(startOf: "Berlin (hafen). Bevor der Rat tagt, wird gebaut.", german)?.location
        == "Berlin")
    #expect(
      Dateline(startOf: "Berlin (jur) - Bevor der Rat tagt, wird gebaut.", german)?.location
        == "Berlin")
    #expect(
      Dateline(startOf: "Berlin (jur). Bevor der Rat tagt, wird gebaut.", german)?.agency == nil)
    #expect(Dateline(startOf: "Varde (jur). Bevor der Rat tagt, wird gebaut.", german) == nil)
    #expect(Dateline(startOf: "Hamburg (heute noch). Bevor der Rat tagt.", german) == nil)
  }
}
