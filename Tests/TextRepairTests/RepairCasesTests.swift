import Articles
import Testing
import TextRepair

/// One text and what must become of it.
struct RepairCase: Sendable, CustomTestStringConvertible {
  var damaged: String
  var repaired: String
  var testDescription: String { damaged }

  init(_ damaged: String, _ repaired: String) {
    self.damaged = damaged
    self.repaired = repaired
  }
}

@Suite("Repair by cases")
struct RepairCasesTests {
  static let damaged: [RepairCase] = [
    RepairCase("The mayorâ€™s cafÃ© reopened.", "The mayor’s café reopened."),
    RepairCase(
      "Minister Kaspars Bērzลซns โ€œagreedโ€ on it.", "Minister Kaspars Bērzūns “agreed” on it."),
    RepairCase("РџСЂРёРІРµС‚, СЂРµРґР°РєС†РёСЏ!", "Привет, редакция!"),
    RepairCase("Ð ÐµÐ´Ð°ÐºÑ†Ð¸Ñ", "Редакция"),
    RepairCase("It wasnÃ¢â‚¬â„¢t raining.", "It wasn’t raining."),
    RepairCase("She said &ldquo;no&rdquo; &amp;mdash; twice.", "She said “no” — twice."),
    RepairCase("The mayor\\u2019s answer", "The mayor’s answer"),
    RepairCase("\u{93}Fine,\u{94} he said, and it\u{92}s over.", "“Fine,” he said, and it’s over."),
    RepairCase(
      "нАЗЪБКЕМН НАЫЕЕ ЯНАПЮМХЕ ФХРЕКЕИ ЦНПНДЮ.", "Объявлено общее собрание жителей города."),
    RepairCase("caf\u{65}\u{301} and ﬁne ｌｅｔｔｅｒｓ", "café and fine letters"),
    RepairCase("the mayor,, and the aide", "the mayor, and the aide"),
    RepairCase("A page.\n\n<!– leave this out –>", "A page."),
    RepairCase("one\u{0}two\u{200B}three\r\nfour", "onetwothree\nfour"),
  ]

  static let untouched = [
    "He said “no” — twice; the café’s façade stayed.",
    "NESTLÉ® et CAFÉ™ — L’ÉTÉ",
    "Новости: «Кто там?» — спросил он.",
    "3 < 5 && R&D; AT&T and Q&A",
    "│ a │ b │\n├───┼───┤",
    "C O N C L U S Ã O",
    "The sequence “â€™” appears when UTF-8 is read as Windows-1252.",
    "(-1/2)! = √π",
    "Charlotte Brontë…”",
    "10\u{A0}000 € — « prix net »",
  ]

  @Test("damage is undone", arguments: damaged)
  func repairs(_ example: RepairCase) {
    #expect(TextRepairer().repair(Array(example.damaged.utf8)).text == example.repaired)
  }

  @Test("what is fine stays as it is", arguments: untouched)
  func leavesAlone(_ text: String) {
    let result = TextRepairer().repair(Array(text.utf8))
    #expect(result.text == text)
    #expect(result.repairs.isEmpty)
  }

  @Test("undo brings back the original, byte for byte", arguments: damaged)
  func undoes(_ example: RepairCase) throws {
    let result = TextRepairer().repair(Array(example.damaged.utf8))
    let original = try #require(TextRepairer.undo(result.repairs, in: result.text))
    #expect(Array(original.utf8) == Array(example.damaged.utf8))
  }

  @Test("repairing what was repaired changes nothing", arguments: damaged)
  func isIdempotent(_ example: RepairCase) {
    let once = TextRepairer().repair(Array(example.damaged.utf8)).text
    #expect(TextRepairer().repair(Array(once.utf8)).text == once)
  }

  @Test("hostile bytes neither trap nor fail to undo", arguments: 0..<40)
  func survivesNoise(_ seed: UInt64) throws {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
    var scalars = String.UnicodeScalarView()
    for _ in 0..<300 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let pick = UInt32(truncatingIfNeeded: state >> 33)
      let value =
        pick % 3 == 0 ? pick >> 2 & 0x7F : pick % 3 == 1 ? pick >> 2 & 0x3FF : pick >> 2 & 0xFFFF
      scalars.append(Unicode.Scalar(value) ?? "\u{FFFD}")
    }
    let text = String(scalars)
    let result = TextRepairer().repair(Array(text.utf8))
    let original = try #require(TextRepairer.undo(result.repairs, in: result.text))
    #expect(Array(original.utf8) == Array(text.utf8))
  }

  @Test("one strong field justifies a weak one of the same document")
  func sharesEvidence() {
    let fields = [
      (name: "headline", text: "Talks in Sprลซdi"),
      (name: "text", text: "โ€œWe agreed,โ€ said the mayorโ€™s aide. โ€œItโ€™s done.โ€"),
    ]
    let results = TextRepairer().repair(fields: fields)
    #expect(results[0].text == "Talks in Sprūdi")
    #expect(results[0].repairs.map(\.field) == ["headline"])
  }
}
