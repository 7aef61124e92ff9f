import Bytes
import Model
import Testing

@testable import Ledger

@Suite struct RowCodingTests {
  @Test("every field of an article, its provenance and its decision comes back from its bytes")
  func articleRoundTrip() throws {
    for row in [fullRow(5), row(6)] {
      let read = try ArticleRow(encodedContent: row.encodedContent, signature: row.signature)
      #expect(read == row)
    }
  }

  @Test("every field of a job comes back from its bytes")
  func jobRoundTrip() throws {
    for job in [
      fullJob("01J1"), JobRow(id: "", file: [], arrival: 0, finished: 0, outcome: .indexed),
    ] {
      #expect(try JobRow(encoded: job.encoded) == job)
    }
  }

  @Test("an article's bytes cut anywhere, or with one more, are refused")
  func cutArticle() {
    let bytes = fullRow(5).encodedContent
    for count in 0..<bytes.count {
      #expect(throws: BinaryError.self) {
        try ArticleRow(encodedContent: Array(bytes[..<count]), signature: [])
      }
    }
    #expect(throws: BinaryError.self) {
      try ArticleRow(encodedContent: bytes + [0], signature: [])
    }
  }

  @Test("a job's bytes cut anywhere, or with one more, are refused")
  func cutJob() {
    let bytes = fullJob("01J1").encoded
    for count in 0..<bytes.count {
      #expect(throws: BinaryError.self) { try JobRow(encoded: Array(bytes[..<count])) }
    }
    #expect(throws: BinaryError.self) { try JobRow(encoded: bytes + [0]) }
  }

  @Test("a flipped bit of an article, its signature or a job is refused, wherever it is")
  func flippedBits() {
    let (row, job) = (fullRow(5), fullJob("01J1"))
    let (bytes, jobBytes) = (row.encodedContent, job.encoded)
    for index in bytes.indices {
      var flipped = bytes
      flipped[index] ^= 1 << UInt8(index % 8)
      #expect(throws: BinaryError.self) {
        try ArticleRow(encodedContent: flipped, signature: row.signature)
      }
    }
    for index in row.signature.indices {
      var flipped = row.signature
      flipped[index] ^= 1 << UInt8(index % 8)
      #expect(throws: BinaryError.self) {
        try ArticleRow(encodedContent: bytes, signature: flipped)
      }
    }
    for index in jobBytes.indices {
      var flipped = jobBytes
      flipped[index] ^= 1 << UInt8(index % 8)
      #expect(throws: BinaryError.self) { try JobRow(encoded: flipped) }
    }
  }

  @Test("bytes of a newer layout are refused by its number")
  func newerLayout() {
    #expect(throws: BinaryError.unsupportedVersion(9)) { try JobRow(encoded: [9, 1, 2, 3]) }
    #expect(throws: BinaryError.unsupportedVersion(4)) {
      try ArticleRow(encodedContent: [4] + fullRow(1).encodedContent.dropFirst(), signature: [])
    }
  }

  @Test(
    "numbers and times at the ends of their range come back", arguments: [Int64.min, -1, 0, .max])
  func extremes(value: Int64) throws {
    var article = fullRow(UInt64(bitPattern: value))
    article.arrival = value
    article.storyTime = value
    article.snapshotVersion = UInt64(bitPattern: value)
    article.ordinal = Int(value)
    article.provenance.modificationTime = value
    #expect(
      try ArticleRow(encodedContent: article.encodedContent, signature: article.signature)
        == article)
    let job = JobRow(
      id: "01J", file: [], size: value, modificationTime: value, arrival: value, finished: value,
      attempts: Int(value), outcome: .attached, counts: [.indexed: Int(value)])
    #expect(try JobRow(encoded: job.encoded) == job)
  }
}
