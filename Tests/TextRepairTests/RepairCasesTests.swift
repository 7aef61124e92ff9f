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
    RepairCase("one\u{0}two\u{200B}three\r\nfour", "onetwothree\nfour"),
  ]

  static let untouched = [
    "He said “no” — twice; the café’s façade stayed.",
    "NESTLÉ® et CAFÉ™ — L’ÉTÉ",
    "Новости: «Кто там?» — спросил он.",
    "3 < 5 && R&D; AT&T and Q&A",
    "│ a │ b │\n├───┼───┤",
    "C O N C L U S Ã O",
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
