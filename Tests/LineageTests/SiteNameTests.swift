import Model
import Testing

@testable import Lineage

@Suite("Names of papers and agencies")
struct SiteNameTests {
  @Test(
    "a name and a domain are one paper",
    arguments: [
      ("The Harbour Post", "harbour-post.example"), ("Harbour Post", "harbourpost.co.uk"),
      ("La Dépêche de Morlanne", "la-depeche-de-morlanne.example"),
      ("Küstenbote", "https://www.kustenbote.example/politik/1.html"), ("CNN", "cnn.com"),
    ])
  func same(name: String, site: String) {
    #expect(SiteName.isSame(SiteName.words(name), SiteName.words(site)))
  }

  @Test("papers of one town are two", arguments: [("Norwell Post", "norwell-dispatch.test")])
  func different(name: String, site: String) {
    #expect(!SiteName.isSame(SiteName.words(name), SiteName.words(site)))
  }

  @Test(
    "datelines and bylines give agencies in short",
    arguments: [
      ("Northline Agency", "Northline"), ("Agence Mistral", "Mistral"),
      ("Presse-Dienst Mitte", "pdm"), ("Alder Press Association", "APA"),
    ])
  func short(name: String, form: String) {
    #expect(SiteName.short(SiteName.words(name)).contains(SiteName.words(form)))
  }

  @Test(
    "the day is read from an address",
    arguments: [
      ("https://a.example/2026/03/05/barge", "2026-3-5"),
      ("https://a.example/news/2026-03-05-barge.html", "2026-3-5"),
      ("https://a.example/20260305/barge", "2026-3-5"), ("https://a.example/2026/barge-12", ""),
      ("https://a.example/barge-3292118", ""),
    ])
  func day(address: String, expected: String) {
    let day = SiteName.day(inAddress: address)
    #expect((day.map { "\($0.year)-\($0.month)-\($0.day)" } ?? "") == expected)
  }

  @Test("papers are found in a sentence, people and headlines are not")
  func papers() {
    let text = LineageText([
      "Jonas Ekelund spoke of a tear, the Harbour Post reported on Monday.",
      "Le maire a parlé au Courrier de Valmont.", "Mehr Nachrichten aus der Region in unserer App.",
    ])
    let names = PaperNames.ranges(in: text).map { text.text($0) }
    #expect(names == ["Harbour Post", "Courrier de Valmont"])
  }
}
