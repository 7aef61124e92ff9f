import LogSimulation
import Model
import Storage
import Testing

@testable import WriteAheadLog

@Suite("crashes at every moment")
struct CrashTests {
  @Test(
    "no crash image loses an acknowledged record, invents one or refuses to open",
    arguments: 1...8 as ClosedRange<UInt64>)
  func survivesEveryImage(_ seed: UInt64) throws {
    var count = 0
    var next = seed * 1_000
    // Eight of these make more than 20,000 images in every test run.
    while count < 2_600 {
      var rehearsal = CrashRehearsal(seed: next)
      try rehearsal.run()
      count += rehearsal.imageCount
      next += 1
    }
    #expect(count >= 2_600)
  }

  @Test("the same seed makes the same images")
  func isRepeatable() throws {
    func count() throws -> Int {
      var rehearsal = CrashRehearsal(seed: 42)
      rehearsal.generationCount = 2
      try rehearsal.run()
      return rehearsal.imageCount
    }
    #expect(try count() == count())
  }
}
