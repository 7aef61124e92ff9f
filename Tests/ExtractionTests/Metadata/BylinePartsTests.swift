import Testing

@testable import Extraction

@Suite struct BylinePartsTests {
  private func names(_ text: String) -> [String] { Bylines.names(in: text, requiresBy: false) }

  @Test("the number of a namesake belongs to the name, a degree to none")
  func suffixes() {
    #expect(names("Ida Fenwick, Jr.") == ["Ida Fenwick Jr."])
    #expect(names("Ida Fenwick, III and Tam Orrock") == ["Ida Fenwick III", "Tam Orrock"])
    #expect(names("Ida Fenwick, Ph.D.") == ["Ida Fenwick"])
    #expect(names("Ida Fenwick, M.D., Tam Orrock") == ["Ida Fenwick", "Tam Orrock"])
  }

  @Test(
    "what ends in an office behind a comma names nobody",
    arguments: [
      "Ida Fenwick, Legal Affairs Correspondent", "Ida Fenwick, Harbour Desk Editor",
      "Ida Fenwick, freie Redakteurin", "Ida Fenwick | Staff Writer", "By Ida Fenwick @idaf",
      "Ida Fenwick en Holmbourg",
    ])
  func offices(text: String) {
    #expect(names(text) == ["Ida Fenwick"])
  }

  @Test(
    "a particle at the beginning is a part of the name where only one word follows",
    arguments: [
      ("Von Castell", "Von Castell"), ("Von Ida Fenwick", "Ida Fenwick"),
      ("Di Marzio", "Di Marzio"), ("di Ida Fenwick", "Ida Fenwick"), ("By Ida", "Ida"),
      ("von der Aue", "von der Aue"),
    ])
  func particles(text: String, name: String) {
    #expect(names(text) == [name])
  }

  @Test("one word behind `y`, `e` or `i` is a second family name, two are a second person")
  func joined() {
    #expect(names("Ida Fenwick y Orrock") == ["Ida Fenwick y Orrock"])
    #expect(names("Ida Fenwick e Orrock") == ["Ida Fenwick e Orrock"])
    #expect(names("Ida Fenwick y Tam Orrock") == ["Ida Fenwick", "Tam Orrock"])
    #expect(names("Ida Fenwick and Tam") == ["Ida Fenwick", "Tam"])
  }

  @Test("a name written family name first is turned")
  func sorted() {
    #expect(names("Fenwick, Ida") == ["Ida Fenwick"])
    #expect(names("Ida Fenwick, Tam Orrock") == ["Ida Fenwick", "Tam Orrock"])
  }
}
