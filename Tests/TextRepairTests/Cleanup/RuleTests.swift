import Foundation
import Model
import Testing
import TextRepair

/// One rule of repair: a text that it changes, and one beside it that must stay.
struct RuleCase: Sendable, Codable, CustomTestStringConvertible {
  var rule: String
  var text: String
  var repaired: String
  var untouched: String
  var because: String
  var testDescription: String { "\(rule), not for \(because)" }

  /// `Tests/Fixtures/repair/rules.jsonl`, a JSON object a line.
  static let all: [RuleCase] = {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Fixtures/repair/rules.jsonl")
    do {
      return try Data(contentsOf: file).split(separator: 0x0A).map {
        try JSONDecoder().decode(RuleCase.self, from: Data($0))
      }
    } catch {
      preconditionFailure("\(file.path): \(error)")
    }
  }()
}

@Suite("Rules of repair")
struct RuleTests {
  private static func repair(_ text: String) -> RepairedText {
    TextRepairer().repair(Array(text.utf8))
  }

  @Test("a rule repairs its damage, and the record names it", arguments: RuleCase.all)
  func repairs(_ example: RuleCase) throws {
    let result = Self.repair(example.text)
    #expect(Array(result.text.utf8) == Array(example.repaired.utf8))
    let rules = result.repairs.flatMap { $0.rule.split(separator: "+").map(String.init) }
    #expect(rules.contains(example.rule))
    let original = try #require(TextRepairer.undo(result.repairs, in: result.text))
    #expect(Array(original.utf8) == Array(example.text.utf8))
  }

  @Test("what only looks like the damage stays, without a record", arguments: RuleCase.all)
  func leavesAlone(_ example: RuleCase) {
    let result = Self.repair(example.untouched)
    #expect(Array(result.text.utf8) == Array(example.untouched.utf8))
    #expect(result.repairs.isEmpty)
  }

  @Test("a repaired text stays as it is", arguments: RuleCase.all)
  func isIdempotent(_ example: RuleCase) {
    #expect(Array(Self.repair(example.repaired).text.utf8) == Array(example.repaired.utf8))
  }

  @Test("with clean-up off, no rule but those of mojibake changes a text", arguments: RuleCase.all)
  func obeysCleanup(_ example: RuleCase) {
    var options = TextRepairer.Options()
    options.cleansUp = false
    let result = TextRepairer(options: options).repair(Array(example.text.utf8))
    let isEncoding = example.rule.hasPrefix("mojibake")
    #expect(result.repairs.allSatisfy { $0.rule.hasPrefix("mojibake") })
    if isEncoding { #expect(result.text == example.repaired) }
  }

  @Test("with encodings off, mojibake stays")
  func obeysEncoding() {
    var options = TextRepairer.Options()
    options.repairsEncoding = false
    for example in RuleCase.all where example.rule.hasPrefix("mojibake") {
      let result = TextRepairer(options: options).repair(Array(example.text.utf8))
      #expect(result.repairs.allSatisfy { !$0.rule.hasPrefix("mojibake") })
    }
  }

  @Test("what is inferred from a text's own habits is not certain")
  func marksInference() {
    let inferred: Set<String> = [
      "accent", "apostrophe", "quote-direction", "template-comment", "space-after-comma",
      "space-after-period", "space-before-comma", "doubled-comma", "doubled-word",
      "space-in-quotes", "space-run", "no-break-space", "line-break", "hyphen-at-line-end",
      "lost-capital",
    ]
    for example in RuleCase.all {
      for repair in Self.repair(example.text).repairs where repair.rule == example.rule {
        #expect(repair.certain == !inferred.contains(example.rule), "\(example.rule)")
        #expect(!repair.lossy, "\(example.rule)")
      }
    }
  }

  @Test("every rule that the documentation names has a case")
  func coversRules() throws {
    let document = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("docs/REPAIR.md")
    let text = try String(contentsOf: document, encoding: .utf8)
    let start = try #require(text.range(of: "## Rules in the record"))
    let end = try #require(
      text.range(of: "A change that several", range: start.upperBound..<text.endIndex))
    let isOfRule = { (character: Character) -> Bool in
      character.isLowercase || character.isNumber || character == "-" || character == "."
    }
    let named = text[start.upperBound..<end.lowerBound].split(separator: "`").map(String.init)
      .filter { $0.count > 4 && $0.allSatisfy(isOfRule) }
    #expect(named.count > 20)
    let tested = Set(RuleCase.all.map(\.rule))
    for rule in named { #expect(tested.contains(rule), "\(rule)") }
  }
}
