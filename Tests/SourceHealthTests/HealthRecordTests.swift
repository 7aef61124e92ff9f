import Model
import Testing

@testable import SourceHealth

@Suite struct HealthRecordTests {
  private static let start: Int64 = 1_704_067_200_000

  private func sample() -> HealthRecord {
    var record = HealthRecord()
    for day in 0..<40 {
      let time = Self.start + Int64(day) * SourceTime.millisecondsPerDay + 3_700_000
      record.noteWatched(time)
      record.add(
        SourceFile(arrival: time, refused: [.content: 2, .damage: 1, .other: 3]), of: "a/ö")
      for index in 0..<20 {
        record.add(
          SourceArticle(
            arrival: time, textByteCount: 100 * index, charset: index % 2 == 0 ? "utf-8" : nil,
            isDuplicate: day == 39, isRepaired: index == 3), of: "a/ö")
      }
      _ = record.judge(now: time)
    }
    record.applied = LSN(77)
    record.logNumber = .max
    return record
  }

  @Test("what is written is read back")
  func roundTrip() throws {
    let record = sample()
    let again = try HealthRecord(encoded: record.encoded())
    #expect(again.histories == record.histories)
    #expect(again.findings == record.findings)
    #expect(again.watched == record.watched)
    #expect(again.applied == LSN(77) && again.logNumber == .max)
    #expect(again.encoded() == record.encoded())
  }

  @Test("a damaged or cut file is refused, and costs no crash")
  func damage() {
    let bytes = sample().encoded()
    for index in stride(from: 0, to: bytes.count, by: 7) {
      var damaged = bytes
      damaged[index] ^= 0x40
      #expect(throws: (any Error).self) { try HealthRecord(encoded: damaged) }
      #expect(throws: (any Error).self) { try HealthRecord(encoded: Array(bytes.prefix(index))) }
    }
  }

  @Test("sixty days are kept, and some thousand sources: those that delivered last")
  func limits() {
    var record = HealthRecord()
    for day in 0..<100 {
      record.add(
        SourceFile(arrival: Self.start + Int64(day) * SourceTime.millisecondsPerDay), of: "a")
    }
    #expect(record.histories["a"]?.days.count == SourceHistory.dayLimit)
    for index in 0..<HealthRecord.sourceLimit {
      record.add(SourceFile(arrival: Self.start + Int64(index)), of: "s\(index)")
    }
    _ = record.judge(now: Self.start + 100 * SourceTime.millisecondsPerDay)
    #expect(record.histories.count == HealthRecord.sourceLimit)
    #expect(record.histories["a"] != nil && record.histories["s0"] == nil)
  }

  @Test("logarithms are those of the library")
  func logarithms() {
    for (value, wanted) in [
      (1.0, 0.0), (2, 0.693147180559945), (1e-3, -6.907755278982137), (12345.678, 9.421061),
    ] {
      #expect(abs(Logarithm.natural(value) - wanted) < 1e-6)
    }
    #expect(abs(Logarithm.exponential(-3.5) - 0.030197383) < 1e-9)
  }
}
