import Model
import Testing

@testable import SearchIndex

@Suite("Words of the index")
struct SearchWordsTests {
  private func words(_ text: String) -> [String] {
    var words: [String] = []
    SearchWords.each(in: Array(text.utf8).span) { word, _ in
      words.append(String(decoding: word, as: UTF8.self))
      return true
    }
    return words
  }

  @Test(
    "a word is a run of letters and digits; letters of scripts without spaces are words by themselves",
    arguments: [
      ("plain text, and more", ["plain", "text", "and", "more"]), ("東京", ["東", "京"]),
      ("a東京b", ["a", "東", "京", "b"]), ("COVID19疫情", ["covid19", "疫", "情"]),
      ("한국", ["한", "국"]), ("か\u{3099}き", ["か\u{3099}", "き"]), ("", []), ("— …", []),
      ("don't", ["don", "t"]), ("re\u{AD}pair", ["repair"]), ("می\u{200C}شود", ["ميشود"]),
      ("กลับ\u{200B}มา", ["ก", "ล\u{E31}", "บ", "ม", "า"]),
    ])
  func cuts(text: String, expected: [String]) { #expect(words(text) == expected) }

  @Test(
    "what readers take for the same word is the same word",
    arguments: [
      ["Straße", "STRASSE", "strasse"], ["Łódź", "lodz", "ŁÓDŹ"], ["Østerbro", "osterbro"],
      ["Ærø", "aero"], ["Đà Nẵng", "da nang", "DA NANG"], ["Iğdır", "ığdır", "igdir", "IĞDIR"],
      ["İstanbul", "istanbul", "ISTANBUL"], ["ёлку", "елку"], ["ΔΡΌΜΟΣ", "δρομος", "δρόμος"],
      ["Ｔｉｄｅ", "tide"], ["ｹｰﾌﾞﾙ", "ケーブル"],
      ["여객선", "\u{110B}\u{1167}\u{1100}\u{1162}\u{11A8}\u{1109}\u{1165}\u{11AB}"],
      ["العَبّارة", "العباره", "العبـــارة"], ["أعلنت", "اعلنت", "إعلنت"], ["الإثنين", "الاثنين"],
      ["שָׁבָה", "שבה"], ["ᲗᲑᲘᲚᲘᲡᲘ", "თბილისი"], ["ﬁnal", "final"],
      ["école", "e\u{301}cole", "ECOLE"],
      ["٢٠٣١", "2031", "२०३१"], ["Þór", "thor"], ["œuvre", "oeuvre"],
    ])
  func folds(spellings: [String]) {
    for spelling in spellings { #expect(words(spelling) == words(spellings[0]), "\(spelling)") }
  }

  @Test(
    "what means something else stays apart",
    arguments: [
      ("か", "が"), ("दिन", "दीन"), ("ไม", "ไม่"), ("cafe", "cafés"), ("ا", "ع"), ("한", "헌"),
    ])
  func tellsApart(one: String, other: String) { #expect(words(one) != words(other)) }

  @Test("each word names the bytes that it stands for, in order, on the borders of characters")
  func ranges() {
    let text = "Die Straße (Łódź) 東京タワー여객선 e\u{301}te العَبّارة."
    let bytes = Array(text.utf8)
    var last = 0
    SearchWords.each(in: bytes.span) { word, range in
      #expect(range.lowerBound >= last && !range.isEmpty)
      #expect(String(validating: bytes[range], as: UTF8.self) != nil)
      last = range.upperBound
      return true
    }
    #expect(last == bytes.count - 1)
  }

  @Test("a hit is found under every spelling and shown as it is written")
  func search() throws {
    let folder = try FullTextIndexTests.Folder()
    let index = try FullTextIndex.open(folder.path)
    try index.apply(
      [
        IndexEntry(
          number: DecisionNumber(1), headline: "Neue Straße in Łódź",
          body: "ｹｰﾌﾞﾙ und COVID19疫情 und العَبّارة")
      ], lsn: 1)
    for query in ["strasse", "LODZ", "ケーブル", "covid19", "疫情", "العبارة", "\"neue strasse\""] {
      #expect(try index.search(query, limit: 5).count == 1, "\(query)")
    }
    let hit = try #require(try index.search("covid19 疫情", limit: 5).first)
    #expect(hit.headline == "Neue Straße in Łódź")
    #expect(
      hit.snippet.marked(begin: "[", end: "]").contains("[COVID19][疫情]")
        || hit.snippet.marked(begin: "[", end: "]").contains("[COVID19疫情]"))
  }
}
