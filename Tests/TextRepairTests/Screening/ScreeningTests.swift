import Testing

@testable import TextRepair

@Suite("The first look at a text")
struct ScreeningTests {
  private static func screened(_ text: String) -> Screening {
    var screening = Screening(languageLimit: 0)
    screening.scan(Array(text.utf8).span)
    return screening
  }

  @Test(
    "text that is fine is passed over, in any script",
    arguments: [
      "", "plain words, and more. Even a list: one, two.", "Die Brücke für alle Gäste.",
      "L’été où l’élève fut blessé — hélas…", "Мэр сказал: «Нет».", "Η νέα γέφυρα.",
      "ראש העיר אמר", "市长宣布，新桥将于春天通车。", "市長は新しい橋が開通すると発表した。",
      "시장은 새 다리가 개통될 것이라고 발표했다.", "Thị trưởng cho biết cây cầu mới.",
      "สะพานใหม่ข้ามแม่น้ำ", "“Yes,” he said – twice.",
    ])
  func passes(_ text: String) {
    let screening = Self.screened(text)
    #expect(!screening.needsEncoding)
    #expect(!screening.needsCleanup)
  }

  @Test(
    "pieces that an encoding could have made are a reason to look for mojibake",
    arguments: [
      "Die BrÃ¼cke", "cafÃ© Nord", "itâ€™s", "B√ºrger", "na├»ve", "РњСЌСЂ СЃРєР°Р·Р°Р»", "โ€œWeโ€",
      "鈥檚 end", "the 鈥淵es", "CittÃ  vecchia",
    ])
  func suspectsMojibake(_ text: String) {
    #expect(Self.screened(text).needsEncoding)
  }

  @Test(
    "characters and pairs that clean-up knows are a reason for it",
    arguments: [
      "a &amp; b", "a &#8217; b", "caf\\u00e9", "tab\there", "line\r\n", "har\u{AD}bour",
      "\u{FEFF}text", "a\u{200B}b", "\u{93}No\u{94}", "cafe\u{301}", "o\u{FB03}ce", "ＡＢ",
      "a ,b", "a  b", "word,word", "end.Next one", "caf´e", "<!– x –>", "the the end", "`code`",
      "of ruritania's harbour", "of ruritania’s harbour", "growing,, and",
    ])
  func suspectsForm(_ text: String) {
    #expect(Self.screened(text).needsCleanup)
  }

  @Test(
    "near misses of those pairs are none",
    arguments: [
      "a & b", "5 < 6", "a, b", "end. Next", "it's", "1,000", "x.y", "the then end",
      "We’ve", "a－b", "＃１", "one-two", "the harbour's wall", "of today's plan",
    ])
  func passesNearMisses(_ text: String) {
    #expect(!Self.screened(text).needsCleanup)
  }

  @Test("a line that ends inside a sentence at a usual width may have been broken")
  func seesBrokenLines() {
    let line = "The council of Marlow Bay decided last night that the"
    #expect(Self.screened(line + "\nbridge stays").needsCleanup)
    #expect(!Self.screened(line + "\nBridge stays").needsCleanup)
    #expect(!Self.screened("short line\nbridge stays").needsCleanup)
    #expect(!Self.screened(line + ".\nbridge stays").needsCleanup)
    #expect(Self.screened("de-\ncided").needsCleanup)
    #expect(
      !Self.screened(String(repeating: "alpha delta ", count: 12) + "end\nbridge stays")
        .needsCleanup)
  }

  @Test("an opening quote that closes is odd only beside a closing one")
  func seesOddQuotes() {
    #expect(Self.screened("the “club.“ and the “house”").needsCleanup)
    #expect(!Self.screened("„Nein.“ Er ging.").needsCleanup)
  }

  @Test("a look at another block begins anew")
  func beginsAnew() {
    var screening = Screening(languageLimit: 0)
    screening.scan(Array("cafÃ© &amp; bar".utf8).span)
    #expect(screening.needsEncoding && screening.needsCleanup && screening.hasNonASCII)
    screening.scan(Array("plain".utf8).span)
    #expect(!screening.needsEncoding && !screening.needsCleanup && !screening.hasNonASCII)
  }

  @Test("damage is found wherever it stands in a long block", arguments: 0...9)
  func looksEverywhere(offset: Int) {
    let filler = String(repeating: "x", count: offset)
    #expect(Self.screened(filler + " &amp; y").needsCleanup)
    #expect(Self.screened(filler + " cafÃ©").needsEncoding)
    #expect(
      Self.screened(String(repeating: "ab cd ef ", count: 40) + filler + "\u{7}").needsCleanup)
  }

  @Test("the language is judged by as many scalars beyond ASCII as asked for")
  func judgesLanguage() {
    var screening = Screening(languageLimit: 10)
    screening.scan(Array("äöü und äöü und äöü und äöü und äöü".utf8).span)
    #expect(screening.seen >= 10 && screening.seen < 15)
    #expect(screening.cost > 0 && screening.count > 0)
    #expect(Self.screened("äöü").seen == 0)
  }

  @Test(
    "bytes that are no UTF-8 do not trap",
    arguments: [[0xC3], [0xE2, 0x80], [0xF0, 0x9F], [0xFF, 0xFE]])
  func survivesMalformed(_ bytes: [UInt8]) {
    var screening = Screening(languageLimit: 100)
    screening.scan(bytes.span)
    #expect(screening.hasNonASCII)
  }
}
