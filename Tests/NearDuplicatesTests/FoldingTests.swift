import Testing

@testable import NearDuplicates

@Suite struct FoldedTextTests {
  private func fold(_ paragraphs: String...) -> FoldedText {
    var text = FoldedText()
    for paragraph in paragraphs { text.append(paragraph: paragraph.utf8Span.span) }
    return text
  }

  private func hashes(_ text: String) -> [UInt64] { fold(text).words.map(\.hash) }

  @Test(
    "spellings that readers take for the same words have the same hashes",
    arguments: [
      ("CAFÉ", "cafe"), ("Zürich", "Zurich"), ("naïve", "naive"), ("Straße", "straße"),
      ("ﬁ", "f"), ("ﾊ", "ﾊ"), ("don't", "dont"), ("don’t", "dont"),
      ("soft\u{AD}hyphen", "softhyphen"),
      ("1,300", "1300"), ("1.300.000", "1300000"), ("U.S.", "US"), ("e\u{301}tude", "étude"),
      ("ΑΘΗΝΑ", "αθηνα"), ("Ἀ", "Ἀ"), ("ΚΌΣΜΟΣ", "κοσμος"), ("Ёлка", "елка"), ("МОСКВА", "москва"),
      ("كتاب", "كِتَاب"), ("１２", "12"), ("ＡＢＣ", "abc"), ("exam-\nple", "example"),
      ("Đà Nẵng", "Da Nang"),
    ])
  func same(left: String, right: String) {
    #expect(hashes(left) == hashes(right))
  }

  @Test(
    "what reads differently has other hashes",
    arguments: [
      ("cafe", "cafes"), ("1300", "1 300"), ("well-known", "wellknown"), ("a.b", "ab c"),
      ("東京", "京東"), ("мир", "мор"), ("rn", "m"), ("12", "21"),
    ])
  func different(left: String, right: String) {
    #expect(hashes(left) != hashes(right))
  }

  @Test(
    "text is cut into words",
    arguments: [
      ("one two  three", 3), ("one,two;three", 3), ("a-b", 2), ("東京都", 3), ("서울에서 열린", 2),
      ("  ", 0), ("...", 0), ("e.g. this", 2), ("U.S.A. now", 2), ("3.5 percent", 2),
      ("“quoted”—dashed", 2), ("x=1", 2), ("tab\tnew\nline", 3), ("ไทย", 3), ("1.2.2003", 1),
    ])
  func wordCounts(text: String, count: Int) {
    #expect(fold(text).words.count == count)
  }

  @Test("letters that are debris of a wrong code page vanish without splitting the word")
  func debris() {
    #expect(hashes("Germanyâ€™s") == hashes("Germanys"))
    #expect(hashes("GermanyΓÇÖs") == hashes("Germanys"))
    #expect(hashes("wordия here") == hashes("word here"))
    #expect(hashes("слово") != hashes(""), "a word of another alphabet alone stays")
  }

  @Test("a word knows how it is written and where it stands")
  func traits() {
    let words = fold("The mayor of Ostby said NATO met 12 times in B2 rooms. Then 7 left").words
    func traits(_ index: Int) -> WordTraits { words[index].traits }
    #expect(traits(0) == [.capital, .opensSentence])
    #expect(traits(1) == [.adjoins])
    #expect(traits(3) == [.capital, .adjoins])
    #expect(traits(5) == [.capital, .shouted, .adjoins])
    #expect(traits(7) == [.number, .digit, .adjoins])
    #expect(traits(10) == [.capital, .digit, .adjoins])
    #expect(traits(12) == [.capital, .opensSentence])
    #expect(traits(13) == [.digit, .adjoins])
  }

  @Test("two words adjoin only with one space between")
  func adjoining() {
    func adjoins(_ text: String) -> Bool { fold(text).words[1].traits.contains(.adjoins) }
    #expect(adjoins("New Harbour"))
    #expect(!adjoins("New, Harbour") && !adjoins("New\nHarbour") && !adjoins("New (Harbour)"))
    #expect(!adjoins("New. Harbour"))
  }

  @Test("lines begin where paragraphs and their line breaks do, and empty ones count nothing")
  func lines() {
    let text = fold("One two\nthree\n\n four five", "", "six", "\n\n", "seven eight")
    #expect(text.lineStarts == [0, 2, 3, 5, 6])
    #expect(text.words.count == 8)
  }

  @Test("scanners' look-alikes are one class of letters, and digits are letters inside of words")
  func lookAlikes() {
    func letters(_ text: String) -> [UInt8] {
      let folded = fold(text)
      return Array(folded.letters[..<folded.letterCount])
    }
    #expect(letters("jail") == letters("iaij"))
    #expect(letters("corner") == letters("comer"))
    #expect(letters("clue") == letters("due"))
    #expect(letters("savvy") == letters("sawy"))
    #expect(letters("he1lo") == letters("hello"))
    #expect(letters("10 11") == Array("1011".utf8), "numbers stay numbers")
    #expect(letters("tea cup") == letters("teacup"))
    #expect(letters("north") != letters("south"))
  }

  @Test("damaged UTF-8 is passed over byte by byte and words around it stay")
  func damagedUTF8() {
    let bytes: [UInt8] =
      Array("left ".utf8) + [0xFF, 0xC3] + Array(" right ".utf8) + [0xE4, 0xB8]
      + Array(" end ".utf8) + [0xF0, 0x9F]
    var text = FoldedText()
    text.append(paragraph: bytes.span)
    #expect(text.words.map(\.hash) == hashes("left right end"))
  }

  @Test("a text beyond the limit of words is cut there")
  func wordLimit() {
    let text = fold(String(repeating: "a ", count: FoldedText.wordLimit + 50), "more of it")
    #expect((FoldedText.wordLimit...(FoldedText.wordLimit + 4)).contains(text.words.count))
  }
}

@Suite struct LatinFoldingTests {
  @Test(
    "a scalar outside ASCII is a Latin letter, another letter, or a sign",
    arguments: [
      (0xE9, "latin e"), (0xC5, "latin a"), (0xDF, "latin s"), (0x141, "latin l"),
      (0x17E, "latin z"), (0x1EC7, "latin e"), (0x1B0, "latin u"), (0x21B, "latin t"),
      (0xFF21, "latin a"), (0xFF15, "latin 5"), (0x250, "latin none"), (0x3A9, "letter 3c9"),
      (0x3AC, "letter 3b1"), (0x3C2, "letter 3c3"), (0x416, "letter 436"), (0x401, "letter 435"),
      (0x406, "letter 456"), (0x531, "letter 561"), (0xAC00, "letter ac00"), (0x4E00, "ideograph"),
      (0xE01, "ideograph"), (0x3042, "ideograph"), (0x2019, "ignored"), (0xAD, "ignored"),
      (0x301, "ignored"), (0x64E, "ignored"), (0x200B, "ignored"), (0xA0, "boundary"),
      (0x2014, "boundary"), (0x3002, "boundary"), (0x964, "boundary"), (0x80, "symbol"),
      (0xD7, "symbol"), (0x20AC, "symbol"), (0x1F600, "symbol"), (0x2122, "symbol"),
    ] as [(UInt32, String)])
  func classes(scalar: UInt32, expected: String) {
    let found =
      switch LatinFolding.classify(scalar) {
      case .latin(let base): "latin \(base == 0 ? "none" : String(UnicodeScalar(base)))"
      case .letter(let lower): "letter \(String(lower, radix: 16))"
      case .ideograph: "ideograph"
      case .ignored: "ignored"
      case .boundary: "boundary"
      case .symbol: "symbol"
      }
    #expect(found == expected)
  }

  @Test("capital and small letters of every alphabet that is folded are one")
  func cases() {
    for scalar in 0xC0..<0x530 as Range<UInt32> {
      guard let unicode = UnicodeScalar(scalar), unicode.properties.isUppercase,
        let lower = unicode.properties.lowercaseMapping.unicodeScalars.first,
        unicode.properties.lowercaseMapping.unicodeScalars.count == 1, lower.value >= 0x80
      else { continue }
      switch (LatinFolding.classify(scalar), LatinFolding.classify(lower.value)) {
      case (.latin(let upper), .latin(let small)):
        #expect(upper == small, "U+\(String(scalar, radix: 16))")
      case (.letter(let upper), .letter(let small)):
        // Letters beyond those of today's newspapers are left as they are.
        if scalar < 0x370 || (0x391...0x3A9).contains(scalar) || (0x400...0x42F).contains(scalar) {
          #expect(upper == small, "U+\(String(scalar, radix: 16))")
        }
      default: break
      }
    }
  }
}

@Suite struct LineHashTests {
  @Test(
    "a line's hash does not depend on case, accents or marks, and does on words and their order")
  func hash() {
    let hash = LineHash.hash("Read the Café letter")
    #expect(hash != nil && hash == LineHash.hash("read THE “cafe” letter!"))
    #expect(hash != LineHash.hash("read the letter cafe"))
    #expect(LineHash.hash("four words are here", wordFloor: 4) != nil)
    #expect(LineHash.hash("three words here", wordFloor: 4) == nil)
    #expect(LineHash.hash(" … ") == nil)
  }

  @Test("lines come without repeats, half of the limit from the top and half from the end")
  func limit() {
    var text = FoldedText()
    for number in 0..<20 { text.append(paragraph: "line \(number)".utf8Span.span) }
    text.append(paragraph: "line 19".utf8Span.span)
    let expected = [0, 1, 2, 18, 19].map { LineHash.hash("line \($0)") }
    #expect(LineHash.lines(of: text, limit: 6) == expected.compactMap { $0 })
    #expect(LineHash.lines(of: text, limit: 99).count == 20)
  }
}
