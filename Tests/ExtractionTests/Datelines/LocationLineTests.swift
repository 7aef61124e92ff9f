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
      ("Lagos, Nigeria", "Lagos, Nigeria"),
    ])
  func above(line: String, location: String) {
    #expect(LocationLine.right(above: line)?.location == location)
  }

  @Test(
    "labels, sentences and names are none",
    arguments: [
      "Place:", "Tags: Berlin", "Berlin", "London calling:", "Ada Quill, Berlin", "Berlin, Holm",
      "Varde:",
    ])
  func noneAbove(line: String) { #expect(LocationLine.right(above: line) == nil) }

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
