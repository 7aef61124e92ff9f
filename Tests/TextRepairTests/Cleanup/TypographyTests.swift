import Testing

@testable import TextRepair

@Suite("Repairs of form")
struct TypographyTests {
  private static func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

  private static func repaired(_ text: String) -> String {
    TextRepairer().repair(Array(text.utf8)).text
  }

  private static func expect(
    _ text: String, becomes repaired: String, _ location: SourceLocation = #_sourceLocation
  ) {
    #expect(Self.repaired(text) == repaired, sourceLocation: location)
  }

  @Test(
    "an accent goes on the letter that can bear it, in either case",
    arguments: [
      (0x60, "a", "à"), (0x60, "U", "Ù"), (0xB4, "e", "é"), (0xB4, "Y", "Ý"), (0xA8, "o", "ö"),
      (0xB8, "c", "ç"), (0xB8, "S", "Ş"), (0x2C6, "i", "î"), (0x2C7, "z", "ž"), (0x2D8, "g", "ğ"),
      (0x2DA, "A", "Å"), (0x2DB, "e", "ę"), (0x2DC, "n", "ñ"), (0x2DD, "u", "ű"),
      (0xB4, "ı", "í"),
    ] as [(UInt32, String, String)])
  func composesAccents(_ accent: UInt32, _ letter: String, _ composed: String) throws {
    let known = try #require(SpacingAccent(accent))
    #expect(known.composed(with: Self.scalars(letter)[0]) == Self.scalars(composed)[0])
  }

  @Test("an accent goes on no other letter, and other signs are no accents")
  func refusesAccents() throws {
    let acute = try #require(SpacingAccent(0xB4))
    #expect(acute.composed(with: 0x62) == nil)
    #expect(acute.composed(with: 0x31) == nil)
    let cedilla = try #require(SpacingAccent(0xB8))
    #expect(cedilla.composed(with: 0x61) == nil)
    for scalar: UInt32 in [0x27, 0x5E, 0x7E, 0x2019, 0x301, 0x41] {
      #expect(SpacingAccent(scalar) == nil)
    }
  }

  @Test("a grave apart from any word is a quotation mark, an acute behind a space may be an accent")
  func placesAccents() {
    let edits = Typography.accents(in: Self.scalars("caf´e `a ´etat"))
    #expect(edits.map(\.range) == [3..<5, 9..<11])
    #expect(edits.map(\.replacement) == [[0xE9], [0xE9]])
    #expect(Typography.accents(in: Self.scalars("´ x 5´ ´")).isEmpty)
    #expect(Typography.accents(in: []).isEmpty)
  }

  @Test("only the listed words of grammar are taken for doubled, between spaces, in English")
  func findsDoubledWords() {
    func edits(_ text: String) -> [Range<Int>] {
      Typography.doubledWords(in: Self.scalars(text)).map(\.range)
    }
    #expect(edits("he saw the the boat and they left") == [10..<14])
    #expect(edits("he saw the then boat and they left").isEmpty)
    #expect(edits("he had had it and they left").isEmpty)
    #expect(edits("he saw the the").isEmpty)
    #expect(edits("er sah was was und ging").isEmpty)
    #expect(edits("it was of of and from from and they") == [9..<12, 21..<26])
    #expect(edits("the The the boat and they left").isEmpty)
  }

  @Test("English is told by its commonest words, one in forty")
  func tellsEnglish() {
    #expect(Typography.isEnglish(Self.scalars("one the two")))
    #expect(!Typography.isEnglish(Self.scalars("der die das und nicht")))
    #expect(!Typography.isEnglish(Self.scalars("one thee two")))
    let rest = String(repeating: " wort", count: 60)
    #expect(!Typography.isEnglish(Self.scalars("ein the" + rest)))
    #expect(Typography.isEnglish(Self.scalars("ein the and the" + rest)))
    #expect(!Typography.isEnglish([]))
  }

  @Test("letters and marks of any script are letters, digits and signs are none")
  func knowsLetters() {
    let letters: [UInt32] = [0x41, 0x7A, 0xE9, 0x416, 0x5D0, 0x4E00, 0x301, 0xE01]
    let others: [UInt32] = [0x40, 0x5B, 0x60, 0x7B, 0x31, 0x20, 0xA0, 0xD7, 0x2019, 0x1F600]
    #expect(letters.allSatisfy(Typography.isLetter))
    #expect(!others.contains(where: Typography.isLetter))
  }

  @Test("ligatures become their letters", arguments: 0..<7)
  func splitsLigatures(number: Int) {
    let plain = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"][number]
    let ligature = String(scalars: [0xFB00 + UInt32(number)])
    Self.expect("the \(ligature) sign", becomes: "the \(plain) sign")
  }

  @Test("letters of other widths are plain in runs with two letters, digits among them")
  func plainsForms() {
    Self.expect("ＮＯ．５ is here", becomes: "NO.5 is here")
    Self.expect("Ａ is one letter", becomes: "Ａ is one letter")
    Self.expect("５０％ of it", becomes: "５０％ of it")
    Self.expect("\u{1D400}\u{1D41B}\u{1D7CE} here", becomes: "Ab0 here")
    Self.expect("\u{1D5A0}\u{1D5D3}\u{1D7FF} here", becomes: "Az9 here")
    Self.expect("\u{1D6A3}\u{1D670} here", becomes: "zA here")
  }

  @Test("a template's comment goes, with the blanks on one side")
  func removesComments() {
    Self.expect("One. <!– wp:x –> Two.", becomes: "One. Two.")
    Self.expect("<!— ad —>Two.", becomes: "Two.")
    Self.expect("Two.<!– ad –>", becomes: "Two.")
    Self.expect("One. <!– open and never closed", becomes: "One. <!– open and never closed")
    Self.expect("<b>One</b> <!-- two -->", becomes: "<b>One</b> <!-- two -->")
  }

  @Test("an opening quote is turned behind a sentence only, and not where low quotes open")
  func turnsQuotes() {
    Self.expect("He said “no.“ She said “yes”.", becomes: "He said “no.” She said “yes”.")
    Self.expect("He said “no!“ She said “yes”.", becomes: "He said “no!” She said “yes”.")
    Self.expect("He said “no“ and “yes”.", becomes: "He said “no“ and “yes”.")
    Self.expect("„Nein.“ Er “sagte” es.", becomes: "„Nein.“ Er “sagte” es.")
  }

  @Test("a missing space behind a comma needs a capital or two of them, and words on both sides")
  func addsCommaSpaces() {
    Self.expect("in Aville,Btown too", becomes: "in Aville, Btown too")
    Self.expect("boats,nets only", becomes: "boats,nets only")
    Self.expect("boats,nets,ropes only", becomes: "boats, nets, ropes only")
    Self.expect("a,b,c,d only", becomes: "a,b,c,d only")
    Self.expect("f(boats,Nets) only", becomes: "f(boats,Nets) only")
    Self.expect("x/boats,Nets only", becomes: "x/boats,Nets only")
  }

  @Test("a missing space behind a period needs a text that sets it elsewhere")
  func addsPeriodSpaces() {
    Self.expect(
      "It ended. All left.Nobody stayed. Yes.", becomes: "It ended. All left. Nobody stayed. Yes.")
    Self.expect("All left.Nobody stayed", becomes: "All left.Nobody stayed")
    Self.expect(
      "It ended. The Rocket.Chatroom stays. Yes.",
      becomes: "It ended. The Rocket.Chatroom stays. Yes.")
    Self.expect(
      "It ended. See left.Nobody.example now. Yes.",
      becomes: "It ended. See left.Nobody.example now. Yes.")
    Self.expect("It ended. An src.Close call. Yes.", becomes: "It ended. An src.Close call. Yes.")
  }

  @Test("three spaces between words become one, at a line's start they stay")
  func joinsSpaces() {
    Self.expect("one   two", becomes: "one two")
    Self.expect("one  two", becomes: "one  two")
    Self.expect("one,   two", becomes: "one, two")
    Self.expect("   one", becomes: "   one")
    Self.expect("one   2", becomes: "one   2")
  }

  @Test("spaces inside a pair of quotes go only when both are there")
  func tightensQuotes() {
    Self.expect("the “ fine boat, ” he said", becomes: "the “fine boat,” he said")
    Self.expect("the “ fine boat,” he said", becomes: "the “ fine boat,” he said")
    Self.expect("the “ fine\nboat, ” he said", becomes: "the “ fine\nboat, ” he said")
  }

  @Test("no-break spaces between words go from the third on")
  func plainsNoBreakSpaces() {
    Self.expect("the\u{A0}boat and\u{A0}net", becomes: "the\u{A0}boat and\u{A0}net")
    Self.expect("the\u{A0}boat and\u{A0}net for\u{A0}all", becomes: "the boat and net for all")
    Self.expect(
      "5\u{A0}kg 6\u{A0}kg 7\u{A0}kg 8\u{A0}kg", becomes: "5\u{A0}kg 6\u{A0}kg 7\u{A0}kg 8\u{A0}kg")
  }

  @Test("once a line proved to be broken, the next ones to that width are joined too")
  func joinsLines() {
    let lines = [
      "The council of Marlow Bay decided last night that the",
      "bridge over the river stays closed for three years, as the",
      "Harbour Board had asked for it.", "The ferry runs.",
    ]
    Self.expect(
      lines.joined(separator: "\n"),
      becomes: lines[0] + " " + lines[1] + " " + lines[2] + "\n" + lines[3])
  }

  @Test("a hyphen at a line's end goes with the break, before a small letter only")
  func joinsHyphens() {
    let start = "The council of Marlow Bay has de"
    Self.expect(start + "-\ncided.", becomes: start + "cided.")
    Self.expect(start + "-\nCided.", becomes: start + "-\nCided.")
    Self.expect("de-\ncided", becomes: "de-\ncided")
    Self.expect(start + "-\n5 of", becomes: start + "-\n5 of")
  }

  @Test("traits tell what a text holds, and marks where it is")
  func tellsTraits() {
    func traits(_ text: String) -> TextTraits { TextTraits(Self.scalars(text)) }
    #expect(traits("a\u{7}").contains(.control))
    #expect(traits("a\u{AD}").contains(.control))
    #expect(traits("\u{200B}").contains(.control) && traits("\u{2060}").contains(.control))
    #expect(!traits("a\n\u{200D}").contains(.control))
    #expect(traits("e\u{301}").contains(.mark) && !traits("é").contains(.mark))
    #expect(traits("<").contains(.less) && traits("ﬁ").contains(.form))
    #expect(traits("´").contains(.accent) && traits("˜").contains(.accent))
    #expect(traits("it's").contains(.possessive) && traits("it’s").contains(.possessive))
    #expect(!traits("its").contains(.possessive))
    #expect(traits("a  b").contains(.spaces) && !traits("a b").contains(.spaces))
    #expect(traits("“").contains(.openingQuote) && traits("”").contains(.closingQuote))
    #expect(traits("\u{A0}").contains(.noBreakSpace) && traits("\n").contains(.lineFeed))
    #expect(traits("").contains(.any) && traits("abc") == .any)
    let marks = TextTraits.Marks(Self.scalars("a, b.\n“c”\u{A0}x!"))
    #expect(marks.places == [1, 4, 5, 6, 8, 9])
  }
}
