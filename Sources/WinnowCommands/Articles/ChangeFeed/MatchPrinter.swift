import JSONTree
import Presentation

/// What `winnow search --follow` prints of the lines that the daemon gives.
struct MatchPrinter {
  /// With so many entries of the change feed behind the last number that was printed, the next one is,
  /// where numbers are asked for.
  private static let passedLimit: UInt64 = 1_000

  var isJSON: Bool
  /// Where nothing matches, numbers are printed by themselves, so that they can be kept.
  var showsNumbers: Bool
  /// False until the first answer, which says where it begins.
  private var printed: UInt64?

  init(isJSON: Bool, showsNumbers: Bool, after: UInt64?) {
    self.isJSON = isJSON
    self.showsNumbers = showsNumbers
    printed = showsNumbers ? nil : after
  }

  /// The lines to print; `through`: the number behind which the daemon is asked next.
  mutating func text(of lines: [UInt8], through: UInt64) -> [UInt8] {
    let isFirst = printed == nil
    if isFirst, !showsNumbers {
      Output.printError(
        "waiting for what comes behind number \(through) of the change feed; go on later with --after"
          + " \(through)")
    }
    var text = isJSON ? lines : lines.split(separator: 0x0A).flatMap(Self.line)
    let isDue = through - (printed ?? 0) >= Self.passedLimit
    if showsNumbers, isFirst || isDue {
      text += Array(#"{"number":\#(through),"event":"passed"}\#n"#.utf8)
    }
    if isFirst || isDue || !lines.isEmpty { printed = through }
    return text
  }

  /// A line for a person: number, day, source, id, headline.
  private static func line(_ json: ArraySlice<UInt8>) -> [UInt8] {
    guard let line = try? JSONDocument(parsing: Array(json)).root else { return [] }
    func string(_ key: String) -> String? { line[key]?.string }
    let number = line["number"]?.double.map { String(Int64($0)) } ?? ""
    let parts = [
      number, string("datePublished") ?? "undated", string("source") ?? "inbox",
      string("id") ?? "", string("headline") ?? "(no headline)",
    ]
    return Array((parts.map { TerminalText.safe($0) }.joined(separator: "  ") + "\n").utf8)
  }
}
