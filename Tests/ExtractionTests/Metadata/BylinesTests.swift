import Testing

@testable import Extraction

@Suite struct BylinesTests {
  @Test("names are parted, and what stands around them goes")
  func names() {
    let text = " – By Ada Lovelace and Charles Babbage, Science Editor,: "
    #expect(Bylines.names(in: text, requiresBy: true) == ["Ada Lovelace", "Charles Babbage"])
  }

  @Test("a line of three million commas takes no longer than its bytes", .timeLimit(.minutes(1)))
  func commas() {
    let commas = String(repeating: ",", count: 3_000_000)
    #expect(Bylines.names(in: "By Ada Lovelace" + commas, requiresBy: true) == ["Ada Lovelace"])
    let bars = String(repeating: "| ", count: 1_500_000)
    #expect(Bylines.names(in: bars + "By Ada Lovelace", requiresBy: true) == ["Ada Lovelace"])
  }

  @Test(
    "a line that begins with a word for “by” names its author",
    arguments: [
      "By Ida Fenwick", "BY Ida Fenwick", "By: Ida Fenwick", "By:Ida Fenwick",
      "Recipe by Ida Fenwick", "Articles by Ida Fenwick",
      "Written by Ida Fenwick", "Posted by Ida Fenwick", "Story by Ida Fenwick", "Von Ida Fenwick",
      "Par Ida Fenwick", "Por Ida Fenwick", "di Ida Fenwick", "Door Ida Fenwick", "Av Ida Fenwick",
      "Af Ida Fenwick", "przez Ida Fenwick", "Autor: Ida Fenwick", "Autore: Ida Fenwick",
      "Автор: Ida Fenwick", "Author: Ida Fenwick", "Text: Ida Fenwick", "Words by Ida Fenwick",
      "Analysis by Ida Fenwick", "By By Ida Fenwick", "• By Ida Fenwick",
    ])
  func openers(text: String) {
    #expect(Bylines.names(in: text, requiresBy: true) == ["Ida Fenwick"])
  }

  @Test(
    "who took a picture, checked or paid is no author, and a word for “by” alone is nobody",
    arguments: [
      "Photograph by Ida Fenwick, Skerry Pictures", "Photo: Ida Fenwick",
      "Illustration by Ida Fenwick",
      "Foto: Ida Fenwick", "Photo : Ida Fenwick", "Reviewed by Ida Fenwick",
      "Sponsored by Skerry Boats",
      "写真：井田", "Written by", "Article by", "Written By:",
    ])
  func credits(text: String) {
    #expect(Bylines.names(in: text, requiresBy: false) == [])
    #expect(Bylines.names(in: "By Tam Orrock; " + text, requiresBy: true) == ["Tam Orrock"])
  }

  @Test(
    "a line without such a word names somebody only where none is needed",
    arguments: ["Ida Fenwick", "Bylaws Ida Fenwick", "Avid Fenwick"])
  func plain(text: String) {
    #expect(Bylines.names(in: text, requiresBy: true) == [])
    #expect(Bylines.names(in: text, requiresBy: false) == [text])
  }

  @Test(
    "two names are parted at every joiner and sign",
    arguments: [
      "Ida Fenwick and Tam Orrock", "Ida Fenwick & Tam Orrock", "Ida Fenwick und Tam Orrock",
      "Ida Fenwick et Tam Orrock", "Ida Fenwick y Tam Orrock", "Ida Fenwick e Tam Orrock",
      "Ida Fenwick en Tam Orrock", "Ida Fenwick och Tam Orrock", "Ida Fenwick og Tam Orrock",
      "Ida Fenwick i Tam Orrock", "Ida Fenwick, Tam Orrock", "Ida Fenwick; Tam Orrock",
      "Ida Fenwick | Tam Orrock", "Ida Fenwick / Tam Orrock", "Ida Fenwick • Tam Orrock",
      "Ida Fenwick · Tam Orrock", "Ida Fenwick\nTam Orrock", "Ida Fenwick – Tam Orrock",
      "Ida Fenwick - Tam Orrock", "Ida Fenwick — Tam Orrock", "Ida Fenwick, and by Tam Orrock",
    ])
  func joiners(text: String) {
    #expect(Bylines.names(in: text, requiresBy: false) == ["Ida Fenwick", "Tam Orrock"])
  }

  @Test(
    "offices, degrees, places and addresses are no part of a name",
    arguments: [
      "Ida Fenwick, Science Editor", "Ida Fenwick Senior Reporter", "Ida Fenwick (Holm)",
      "Ida Fenwick MS", "Ida Fenwick, RDN", "Ida Fenwick PhD", "Ida Fenwick | ida@post.example",
      "Ida Fenwick, 8 May 2031", "Ida Fenwick, updated today", "Ida Fenwick,,", "Ida Fenwick:",
      "Ida Fenwick | Follow", "Ida Fenwick Editor-in-Chief", "Ida Fenwick, @ida",
      "Ida Fenwick, Read more", "Ida Fenwick, Redaktion", "Ida Fenwick, <b>",
    ])
  func offices(text: String) {
    #expect(Bylines.names(in: text, requiresBy: false) == ["Ida Fenwick"])
  }

  @Test(
    "a name keeps its particles, marks and numbers",
    arguments: [
      "Ludo van der Meer", "Jean-Paul Bréval", "Róisín O’Dunne", "J. R. Fenwick", "Ida Fenwick III",
      "Ida Fenwick Jr.", "Плакат Верин", "田中 花子", "Ida", "Maria de la Cruz Santos Pinto",
    ])
  func kept(name: String) {
    #expect(Bylines.names(in: name, requiresBy: false) == [name])
  }

  @Test(
    "what is no name names nobody",
    arguments: [
      "", " ", ",", "AP", "USA", "One two three four five six seven", "12345", "Staff", "News Desk",
      "Share", "About us (all) of them) x", "3 minutes", "–",
    ])
  func nobody(text: String) {
    #expect(Bylines.names(in: text, requiresBy: false) == [])
  }

  @Test("a line of more than three hundred bytes is no byline")
  func long() {
    #expect(
      Bylines.names(in: "By Ida Fenwick " + String(repeating: "a", count: 300), requiresBy: true)
        == [])
  }

  @Test("a name that stands twice is given once, and of many names twelve")
  func bounds() {
    #expect(Bylines.names(in: "Ida Fenwick, Ida Fenwick", requiresBy: false) == ["Ida Fenwick"])
    let many = (0..<20).map { "Ida F\(Unicode.Scalar(UInt8(97 + $0)))" }
    let names = Bylines.names(in: many.joined(separator: ", "), requiresBy: false)
    #expect(names == Array(many[..<12]))
  }
}
