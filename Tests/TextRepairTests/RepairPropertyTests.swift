import Model
import Testing
import TextRepair

/// What holds for any text: made from pieces of the cases, cut, mixed and damaged at random.
@Suite("Repair of random damage")
struct RepairPropertyTests {
  /// A small generator with a seed (splitmix64), so that a failure can be run again.
  private struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ z &>> 30) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ z &>> 27) &* 0x94D0_49BB_1331_11EB
      return z ^ z &>> 31
    }
  }

  private static let fragments = [
    "’", "“ ", "´e", "¸c", " ,", ",,", "\u{AD}", "\u{FFFD}", "?", "&amp;rsquo;", "\\u2019", "í ",
    "<!–x–>", "\u{200B}", "\u{301}", "ﬁ", "年", "鈥檚", "\u{92}", "-\n", "in ruritania’s ",
    "\u{1F600}",
  ]

  private static func text(_ random: inout Generator) -> String {
    var text = ""
    for _ in 0..<Int.random(in: 1...5, using: &random) {
      let source = Array(
        (RepairCase.every.randomElement(using: &random)?.text ?? "").unicodeScalars)
      let start = Int.random(in: 0...source.count, using: &random)
      let end = min(source.count, start + Int.random(in: 1...120, using: &random))
      text.unicodeScalars.append(contentsOf: source[start..<end])
      if Bool.random(using: &random) { text += fragments.randomElement(using: &random) ?? "" }
    }
    var scalars = Array(text.unicodeScalars)
    for _ in 0..<Int.random(in: 0...3, using: &random) where !scalars.isEmpty {
      let range: ClosedRange<UInt32> = Bool.random(using: &random) ? 0x80...0x24F : 0x250...0xD7FF
      if let scalar = Unicode.Scalar(UInt32.random(in: range, using: &random)) {
        scalars[Int.random(in: 0..<scalars.count, using: &random)] = scalar
      }
    }
    var damaged = ""
    damaged.unicodeScalars.append(contentsOf: scalars)
    return damaged
  }

  @Test(
    "the record tells each place rightly and takes the text back",
    arguments: 1...8 as ClosedRange<UInt64>)
  func isUndone(seed: UInt64) throws {
    var random = Generator(state: seed)
    for _ in 0..<150 {
      let text = Self.text(&random)
      let result = TextRepairer().repair(Array(text.utf8))
      let original = try #require(TextRepairer.undo(result.repairs, in: result.text), "\(text)")
      #expect(Array(original.utf8) == Array(text.utf8), "\(text)")
      #expect(TextRepairer().repairedBytes(Array(text.utf8)) == Array(result.text.utf8), "\(text)")
    }
  }
}
