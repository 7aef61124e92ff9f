import Testing

@testable import Extraction

@Suite struct BylinesTests {
  @Test("names are parted, and what stands around them goes")
  func names() {
    let text = " – By Ada Lovelace and Charles Babbage, Science Editor,: "
    #expect(Bylines.names(in: text, requiresBy: true) == ["Ada Lovelace", "Charles Babbage"])
  }

  @Test("a line of three million commas takes no longer than its bytes", .timeLimit(.minutes(1)))
  func commas() {
    let commas = String(repeating: ",", count: 3_000_000)
    #expect(Bylines.names(in: "By Ada Lovelace" + commas, requiresBy: true) == ["Ada Lovelace"])
    let bars = String(repeating: "| ", count: 1_500_000)
    #expect(Bylines.names(in: bars + "By Ada Lovelace", requiresBy: true) == ["Ada Lovelace"])
  }
}
