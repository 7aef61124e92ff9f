import Model
import Testing

@testable import Ledger

@Suite struct RowCodingTests {
  let batch = LedgerBatch(
    appliedLSN: .max, articles: [fullRow(5), row(6)], jobs: [fullJob("01J1"), fullJob("01J2")],
    amendments: [
      Amendment(
        number: DecisionNumber(6), article: fullRow(5).article, provenance: fullRow(5).provenance,
        clock: -7)
    ],
    removals: [Removal(number: DecisionNumber(2), id: "01J0", when: -1, why: "court order")])

  @Test("every field of an article, its provenance and its verdict comes back from its bytes")
  func articleRoundTrip() throws {
    let row = fullRow(5)
    #expect(try ArticleRow(encoded: row.encoded) == row)
    #expect(try ArticleRow(encodedContent: row.encodedContent, signature: row.signature) == row)
  }

  @Test("every field of a job comes back from its bytes")
  func jobRoundTrip() throws {
    let job = fullJob("01J1")
    #expect(try JobRow(encoded: job.encoded) == job)
  }

  @Test("a whole batch comes back from its bytes")
  func batchRoundTrip() throws {
    #expect(try LedgerBatch(encoded: batch.encoded) == batch)
  }

  @Test("bytes cut anywhere, or with one more, are refused")
  func cutBytes() {
    let bytes = batch.encoded
    for count in 0..<bytes.count {
      #expect(throws: RowCodingError.self) { try LedgerBatch(encoded: Array(bytes[..<count])) }
    }
    #expect(throws: RowCodingError.malformed(at: bytes.count)) {
      try LedgerBatch(encoded: bytes + [0])
    }
  }

  @Test("a flipped bit never traps and never reads as more than there is")
  func flippedBits() {
    let bytes = batch.encoded
    for index in bytes.indices {
      var flipped = bytes
      flipped[index] ^= 1 << UInt8(index % 8)
      if let batch = try? LedgerBatch(encoded: flipped) {
        #expect(batch.articles.count < bytes.count)
      }
    }
  }

  @Test("bytes of a newer layout are refused by its number")
  func newerLayout() {
    #expect(throws: RowCodingError.version(9)) { try JobRow(encoded: [9, 1, 2, 3]) }
  }

  @Test("numbers at the ends of their range come back", arguments: [Int64.min, -1, 0, 1, .max])
  func extremes(value: Int64) throws {
    var writer = ByteWriter()
    writer.put(value)
    writer.put(UInt64(bitPattern: value))
    var reader = ByteReader(writer.bytes)
    #expect(try reader.signed() == value)
    #expect(try reader.unsigned() == UInt64(bitPattern: value))
    #expect(reader.isAtEnd)
  }
}
