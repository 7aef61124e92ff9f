import Testing

@testable import Formats

/// A stream that gives its bytes in pieces of a size.
private final class PieceStream: ByteStream {
  private let bytes: [UInt8]
  private let pieceByteCount: Int
  private var position = 0
  let notes: [String] = []

  init(_ bytes: [UInt8], pieceByteCount: Int) {
    self.bytes = bytes
    self.pieceByteCount = pieceByteCount
  }

  var inputOffset: Int64 { Int64(position) }

  func read() -> [UInt8] {
    let end = min(bytes.count, position + pieceByteCount)
    defer { position = end }
    return Array(bytes[position..<end])
  }
}

@Suite("Bytes in pieces")
struct PieceTests {
  /// What a framer cuts out of bytes that come in pieces of a size: places and sizes of its records.
  private func records(
    _ bytes: [UInt8], pieceByteCount: Int, _ framer: (ByteWindow) throws -> any RecordFramer
  ) throws -> [String] {
    let window = ByteWindow(PieceStream(bytes, pieceByteCount: pieceByteCount))
    let framer = try framer(window)
    var lines: [String] = []
    while let record = try framer.next(ordinal: lines.count + 1) {
      lines.append("\(record.locator), \(record.byteCount) bytes, \(record.notes)")
    }
    return lines + framer.notes
  }

  private func expectSame(
    _ folder: String, _ framer: (ByteWindow) throws -> any RecordFramer
  ) throws {
    let files = FormatFixture.all.filter { $0.name.hasPrefix(folder + "/") }
    #expect(!files.isEmpty)
    for file in files {
      let whole = try records(file.bytes, pieceByteCount: 1 << 20, framer)
      for count in [1, 2, 3, 5, 17, 64, 1000] {
        let found = try records(file.bytes, pieceByteCount: count, framer)
        #expect(found == whole, "\(file.name), pieces of \(count)")
      }
    }
  }

  private let settings = ScrapeSettings()
  private let origin = RecordOrigin()

  @Test("records of WARC do not depend on how the bytes come in")
  func warc() throws {
    try expectSame("warc") { WARCFramer($0, origin: origin, settings: settings) }
  }

  @Test("records of ARC do not depend on how the bytes come in")
  func arc() throws {
    try expectSame("arc") { ARCFramer($0, origin: origin, settings: settings) }
  }

  @Test("items of a feed do not depend on how the bytes come in")
  func feed() throws {
    try expectSame("feed") { FeedFramer($0, origin: origin, settings: settings) }
  }

  @Test("values of JSON do not depend on how the bytes come in")
  func json() throws {
    try expectSame("json") { try JSONFramer($0, origin: origin, settings: settings) }
  }

  @Test("rows of a table do not depend on how the bytes come in")
  func csv() throws {
    try expectSame("csv") { window in
      // The dialect is told by the head, which the opener has read before.
      _ = try window.fill(2000)
      return try #require(CSVFramer(window, origin: origin, settings: settings))
    }
  }

  @Test("messages of a mailbox do not depend on how the bytes come in")
  func mailbox() throws {
    try expectSame("mail") { MailboxFramer($0, origin: origin, settings: settings) }
  }

  @Test("a window gives the bytes of its stream in order, however they are asked for")
  func window() throws {
    let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0 * 7) }
    for piece in [1, 3, 64, 2000] {
      let window = ByteWindow(PieceStream(bytes, pieceByteCount: piece))
      var taken: [UInt8] = []
      for count in [0, 1, 5, 100, 3, 250] {
        #expect(try window.fill(count))
        #expect(window.offset == Int64(taken.count))
        taken += window.take(count)
      }
      #expect(try window.skip(41))
      #expect(window.offset == 400)
      taken += bytes[359..<400]
      taken += try window.takeAll(limit: 600)
      #expect(taken == bytes)
      #expect(try !window.fill(1) && window.isAtEnd && window.available == 0)
      #expect(try !window.skip(1))
    }
  }

  @Test("a window refuses to take more than the limit, and takes exactly as much")
  func windowLimit() throws {
    let bytes = [UInt8](repeating: 1, count: 100)
    let exact = ByteWindow(PieceStream(bytes, pieceByteCount: 9))
    #expect(try exact.takeAll(limit: 100).count == 100)
    let more = ByteWindow(PieceStream(bytes, pieceByteCount: 9))
    #expect(throws: (any Error).self) { try more.takeAll(limit: 99) }
  }

  @Test("a source's stream ends where it was told to, and begins no earlier than at 0")
  func source() throws {
    let source = MemorySource(Array(0..<100))
    func all(_ offset: Int64, _ count: Int64?) throws -> [UInt8] {
      try ByteWindow(SourceStream(source, from: offset, byteCount: count)).takeAll(limit: 1000)
    }
    #expect(try all(10, 5) == [10, 11, 12, 13, 14])
    #expect(try all(95, 50) == [95, 96, 97, 98, 99])
    #expect(try all(-5, 3) == [0, 1, 2])
    #expect(try all(200, nil) == [])
    #expect(try all(Int64.max, Int64.max) == [])
    #expect(try all(10, -1) == [])
  }
}
