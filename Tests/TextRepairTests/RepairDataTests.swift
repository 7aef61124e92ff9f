import Foundation
import Testing
import TextRepair

/// The promises of the record, over the evaluation's sets, where they are at hand.
@Suite("Repair over the evaluation's set")
struct RepairDataTests {
  /// `WINNOW_DATA`, which `scripts/test` names; nil where the sets are not.
  private static let input: URL? = ProcessInfo.processInfo.environment["WINNOW_DATA"].map {
    URL(fileURLWithPath: $0).appendingPathComponent("repair/dev/input.jsonl")
  }

  private struct Line: Codable {
    var text: String
  }

  @Test(
    "every repair of the set can be undone from its record",
    .enabled(if: input != nil, "WINNOW_DATA names no folder: left out"))
  func undoesAll() throws {
    let input = try #require(Self.input)
    let lines = try Data(contentsOf: input).split(separator: 0x0A)
    // Every seventh: a debug build takes its time.
    for index in stride(from: 0, to: lines.count, by: 7) {
      let text = try JSONDecoder().decode(Line.self, from: Data(lines[index])).text
      let result = TextRepairer().repair(Array(text.utf8))
      let original = try #require(TextRepairer.undo(result.repairs, in: result.text))
      #expect(Array(original.utf8) == Array(text.utf8))
    }
  }
}
