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

  @Test(
    "two names are parted at the word for “and” of their language",
    arguments: [
      ("Ida Fenyvesi és Tamás Oroszi", ["Ida Fenyvesi", "Tamás Oroszi"]),
      ("Ida Fencl a Tom Orlík", ["Ida Fencl", "Tom Orlík"]),
      ("Ida Fener ve Tamer Oral", ["Ida Fener", "Tamer Oral"]),
      ("Іда Фень та Тарас Орел", ["Іда Фень", "Тарас Орел"]),
      ("Ίντα Φένια και Τάσος Όρος", ["Ίντα Φένια", "Τάσος Όρος"]),
      ("方晓舟、林小海", ["方晓舟", "林小海"]),
    ])
  func conjunctions(text: String, people: [String]) {
    #expect(names(text) == people)
  }

  @Test(
    "offices and places go in many languages",
    arguments: [
      ("Ida Fenwick, Korrespondentin in Holm", "Ida Fenwick"),
      ("Ida Fenwick, Sportredaktion", "Ida Fenwick"), ("Ida Fenwick, à Holm", "Ida Fenwick"),
      ("Ida Fenwick, da Redação", "Ida Fenwick"), ("Ida Fenwick (Staff Writer)", "Ida Fenwick"),
      ("Szerző: Fenyves Ida, tudósító", "Fenyves Ida"),
      ("Haber: Ida Fener, Holm temsilcisi", "Ida Fener"),
      ("윤가람 기자 garam@post.example", "윤가람"), ("記者 方秋舟／台中報導", "方秋舟"),
      ("浜口菊枝記者", "浜口菊枝"), ("Por: Ida Fenwick", "Ida Fenwick"),
      ("A cura di Ida Fenwick", "Ida Fenwick"), ("Γράφει η Ίντα Φένια", "Ίντα Φένια"),
      ("Ida Fenwick, Filho", "Ida Fenwick Filho"), ("Jan Fencl, ml.", "Jan Fencl ml."),
    ])
  func officesOfMany(text: String, name: String) {
    #expect(names(text) == [name])
  }

  @Test(
    "accounts, months, reading times and editors are nobody",
    arguments: [
      "wpadmin", "Unknown", "redakcja", "March", "Pm", "Min De Lecture", "Publié Le",
      "Www.Facebook.Com Ida", "责任编辑：方晓舟",
    ])
  func nobody(text: String) {
    #expect(names(text) == [])
  }

  @Test("several names with the family name first are turned each")
  func sortedList() {
    #expect(names("Fenwick, Ida; Orrock, Tam") == ["Ida Fenwick", "Tam Orrock"])
    #expect(names("Fenwick, Ida M.") == ["Ida M. Fenwick"])
  }
}
