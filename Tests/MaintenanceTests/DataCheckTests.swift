import Testing

@testable import Maintenance

@Suite struct DataCheckTests {
  @Test("so many days in a row read all parts, each once, whatever day is the first")
  func rotation() throws {
    for first in [0, 17, 21_000, -5] {
      let numbers = try (first..<first + 30).map {
        try #require(DataCheck.Part("today/30", day: $0)).number
      }
      #expect(Set(numbers) == Set(1...30))
    }
    #expect(DataCheck.Part("today/1", day: 5)?.number == 1)
    #expect(DataCheck.Part("7/30", day: 5) == DataCheck.Part("7/30", day: 6))
  }
}
