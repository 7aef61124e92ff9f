import Model
import Storage
import StorageSimulation
import Testing

@testable import WriteAheadLog

/// The worked example of `docs/JOURNAL_FORMAT.md`, read from the page itself.
enum WorkedExample {
  /// The folder of the project.
  static var top: FilePath {
    FilePath(root: "/", Array(FilePath(#filePath).components).dropLast(3))
  }

  /// A page of the project's documentation.
  static func page(_ name: String) throws -> String {
    let page = top.appending("docs").appending(name)
    return String(decoding: try POSIXFileSystem().readFile(page, limit: 1 << 20), as: UTF8.self)
  }

  static func segment() throws -> [UInt8] {
    let text = try page("JOURNAL_FORMAT.md")
    var bytes = [UInt8](repeating: 0, count: 1024)
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count == 17, words[0].count == 4, let offset = Int(words[0], radix: 16) else {
        continue
      }
      for (index, word) in words.dropFirst().enumerated() {
        bytes[offset + index] = try #require(UInt8(word, radix: 16))
      }
    }
    return bytes
  }
}

@Suite("the format on disk")
struct JournalFormatTests {
  @Test("the page's worked example is what the code reads and writes")
  func decodesWorkedExample() throws {
    let bytes = try WorkedExample.segment()
    let header = SegmentHeader(
      logNumber: 0x1122_3344_5566_7788, first: LSN(1), fileByteCount: 1024, salt: 0xA1B2_C3D4,
      chain: 0)
    #expect(FileHeader.check(bytes, magic: SegmentHeader.magic) == .valid)
    #expect(SegmentHeader(valid: bytes) == header)
    let hello = JournalEntry(type: 1, version: 1, payload: Array("hello".utf8))
    let empty = JournalEntry(type: 2, version: 1, payload: [])
    var written = header.sector
    let chain = RecordHeader.append(
      hello, lsn: LSN(1), durable: .zero, chain: 0, salt: header.salt, to: &written)
    _ = RecordHeader.append(
      empty, lsn: LSN(2), durable: LSN(1), chain: chain, salt: header.salt, to: &written)
    written += [UInt8](repeating: 0, count: 1024 - written.count)
    #expect(written == bytes)

    let system = SimulatedFileSystem()
    try system.makeFolder("/log", permissions: 0o700)
    try system.open("/log/0000000000000001.wal", .create).write(bytes, at: 0)
    var options = JournalOptions()
    options.segmentByteCount = 1024
    let (journal, recovery) = try Journal.open(in: "/log", on: system, options: options)
    #expect(recovery.last == LSN(2) && recovery.tornCopy == nil && !recovery.wasClosed)
    #expect(
      try replayed(journal) == [
        JournalRecord(lsn: LSN(1), type: 1, version: 1, payload: Array("hello".utf8)),
        JournalRecord(lsn: LSN(2), type: 2, version: 1, payload: []),
      ])
  }

  @Test("the checksum is CRC-32C, by the values of RFC 3720")
  func checksums() {
    #expect([UInt8](repeating: 0, count: 32).checksum(0..<32) == 0x8A91_36AA)
    #expect([UInt8](repeating: 0xFF, count: 32).checksum(0..<32) == 0x62A8_AB43)
    #expect(Array("123456789".utf8).checksum(0..<9) == 0xE306_9283)
  }

  @Test(
    "a segment or record of a newer or older format is refused by name, not taken for damage")
  func refusesNewerFormats() throws {
    var bytes = try WorkedExample.segment()
    bytes.put(UInt32(3), at: 12)
    bytes.put(bytes.checksum(12..<64), at: 8)
    let system = SimulatedFileSystem()
    try system.makeFolder("/log", permissions: 0o700)
    let path: FilePath = "/log/0000000000000001.wal"
    try system.open(path, .create).write(bytes, at: 0)
    #expect(throws: JournalError.newerFormat(path: path)) {
      try Journal.open(in: "/log", on: system)
    }
    bytes.put(UInt32(1), at: 12)
    bytes.put(bytes.checksum(12..<64), at: 8)
    try system.open(path, .readWrite).write(bytes, at: 0)
    #expect(throws: JournalError.olderFormat(path: path)) {
      try Journal.open(in: "/log", on: system)
    }
    bytes = try WorkedExample.segment()
    bytes[512 + 35] = 1
    bytes.put(bytes.checksum(520..<552), at: 516)
    try system.open(path, .readWrite).write(bytes, at: 0)
    #expect(throws: JournalError.newerFormat(path: path)) {
      try Journal.open(in: "/log", on: system)
    }
  }
}
