import Model
import Foundation
import Testing
import TextRepair

/// One text and what must become of it.
struct RepairCase: Sendable, Codable, CustomTestStringConvertible {
  var label: String
  var text: String
  var repaired: String
  var testDescription: String { label }

  /// The cases of a mood, a JSON object a line, from `Tests/Fixtures/repair`.
  static func all(_ mood: String) -> [RepairCase] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Fixtures/repair")
    do {
      let file = try Data(contentsOf: folder.appendingPathComponent(mood + ".jsonl"))
      return try file.split(separator: 0x0A).map {
        try JSONDecoder().decode(RepairCase.self, from: Data($0))
      }
    } catch {
      preconditionFailure("\(mood): \(error)")
    }
  }

  static let damaged = all("in-the-wild") + all("synthetic")
  static let untouched = all("negative")
  static let knownFailures = all("known-failures")
  static let every = damaged + untouched + knownFailures
}

@Suite("Repair by cases")
struct RepairCasesTests {
  @Test("damage is undone", arguments: RepairCase.damaged)
  func repairs(_ example: RepairCase) {
    #expect(TextRepairer().repair(Array(example.text.utf8)).text == example.repaired)
  }

  @Test("what is fine stays as it is, without a record", arguments: RepairCase.untouched)
  func leavesAlone(_ example: RepairCase) {
    let result = TextRepairer().repair(Array(example.text.utf8))
    #expect(Array(result.text.utf8) == Array(example.text.utf8))
    #expect(result.repairs.isEmpty)
  }

  @Test("a known failure fails still; one that does not belongs to the other cases")
  func knowsItsLimits() {
    for example in RepairCase.knownFailures {
      #expect(
        TextRepairer().repair(Array(example.text.utf8)).text != example.repaired,
        "\(example.label)")
    }
  }

  @Test("undo brings back the original, byte for byte", arguments: RepairCase.every)
  func undoes(_ example: RepairCase) throws {
    let result = TextRepairer().repair(Array(example.text.utf8))
    let original = try #require(TextRepairer.undo(result.repairs, in: result.text))
    #expect(Array(original.utf8) == Array(example.text.utf8))
  }

  @Test("repairing what was repaired changes nothing", arguments: RepairCase.every)
  func isIdempotent(_ example: RepairCase) {
    let once = TextRepairer().repair(Array(example.text.utf8)).text
    #expect(Array(TextRepairer().repair(Array(once.utf8)).text.utf8) == Array(once.utf8))
  }

  @Test("a change that an inference stands behind is marked: not certain, or nothing was lost")
  func marksInferences() {
    // The last byte of the closing quotation mark is gone.
    let text = "â€œWe agreed,â€ said the mayorâ€™s aide. â€œItâ€™s done,â€ he said."
    let result = TextRepairer().repair(Array(text.utf8))
    #expect(result.text == "“We agreed,” said the mayor’s aide. “It’s done,” he said.")
    let marks = result.repairs.filter { $0.after == "”" }
    #expect(marks.count == 2)
    #expect(marks.allSatisfy { $0.lossy && !$0.certain })
    #expect(result.repairs.filter { $0.after == "“" }.allSatisfy { $0.certain && !$0.lossy })
  }

  @Test("two bytes that are no UTF-8 become one mark each, and the text stays valid")
  func survivesMalformedBytes() {
    let result = TextRepairer().repair([0x61, 0xFF, 0x62, 0xC3])
    #expect(result.text == "a\u{FFFD}b\u{FFFD}")
    #expect(result.repairs.isEmpty)
  }

  @Test(
    "a long text that repeats one sign is worked in a moment, and can be undone",
    arguments: ["Ã", "&amp;amp;", "ÃƒÂ¢", "Р", "зЁ", "\u{FFFD}", " ,,"])
  func survivesRepetition(_ unit: String) throws {
    let text = String(repeating: unit, count: (1 << 16) / unit.utf8.count)
    let result = TextRepairer().repair(Array(text.utf8))
    let original = try #require(TextRepairer.undo(result.repairs, in: result.text))
    #expect(Array(original.utf8) == Array(text.utf8))
  }

  @Test("damage in one paragraph of a long text is found, and the others are not touched")
  func repairsOneParagraph() {
    let fine = Array(repeating: "Die Brücke bleibt für drei Jahre gesperrt.", count: 400)
    let damaged = fine + ["The mayorâ€™s cafÃ© reopened."] + fine
    let repaired = fine + ["The mayor’s café reopened."] + fine
    let result = TextRepairer().repair(Array(damaged.joined(separator: "\n\n").utf8))
    #expect(result.text == repaired.joined(separator: "\n\n"))
    #expect(result.repairs.count == 2)
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
