import Formats
import Model
import Testing

@testable import Formats

@Suite("Tar archives")
struct TarUnitTests {
  /// A header with these fields and a right check sum.
  private func header(
    name: String = "a.txt", size: [UInt8] = Array("00000000012\0".utf8), type: UInt8 = 0x30,
    magic: String = "ustar\u{0}00", prefix: String = ""
  ) -> [UInt8] {
    var block = [UInt8](repeating: 0, count: 512)
    func put(_ bytes: some Sequence<UInt8>, at offset: Int) {
      for (index, byte) in bytes.enumerated() { block[offset + index] = byte }
    }
    put(name.utf8, at: 0)
    put(size, at: 124)
    put("        ".utf8, at: 148)
    block[156] = type
    put(magic.utf8, at: 257)
    put(prefix.utf8, at: 345)
    let sum = String(block.reduce(0) { $0 + Int($1) }, radix: 8)
    put((String(repeating: "0", count: 6 - sum.utf8.count) + sum + "\0").utf8, at: 148)
    return block
  }

  private func binary(_ bytes: UInt8...) -> [UInt8] {
    [0x80] + [UInt8](repeating: 0, count: 11 - bytes.count) + bytes
  }

  @Test("sizes are octal with blanks around them, or binary behind a first byte of 0x80")
  func sizes() {
    for (field, size) in [
      (Array("00000000012\0".utf8), 10), (Array("         12 ".utf8), 10),
      (Array("77777777777 ".utf8), 8_589_934_591), (binary(1, 0, 0), 65_536),
      (Array("\0".utf8), 0),
    ] as [([UInt8], Int64)] {
      #expect(TarHeader(header(size: field)[...])?.size == size)
    }
  }

  @Test("sizes that are no number, negative or beyond what a file can have make no header")
  func extremes() {
    for field in [
      Array("0000000x012\0".utf8), [UInt8](repeating: 0xFF, count: 12),
      binary(
        255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255), binary(0x80, 0, 0, 0, 0, 0, 0, 0),
      Array("9".utf8),
    ] {
      #expect(TarHeader(header(size: field)[...]) == nil)
    }
  }

  @Test("a name is joined with its prefix, and a wrong check sum makes no header")
  func names() {
    let joined = TarHeader(header(name: "b.html", prefix: "site/2031")[...])
    #expect(joined?.name == Array("site/2031/b.html".utf8))
    var block = header()
    block[3] ^= 1
    #expect(TarHeader(block[...]) == nil)
    #expect(TarHeader([UInt8](repeating: 0, count: 512)[...]) == nil)
    #expect(TarHeader(header().prefix(511)) == nil)
  }

  @Test("a size beyond the archive's end costs that file only, whatever the number is")
  func sizeBeyondTheEnd() throws {
    let text = Array("The ferry was late again on Monday, the harbour office of Varde said.".utf8)
    let found = try readAll(header(size: binary(0x3F, 255, 255, 255, 255, 255, 255)) + text)
    #expect(found.records.count == 1)
    #expect(found.records[0].provenance.locator == "a.txt: whole file")
  }

  @Test("files that were read before positions of archives were kept are read from the start")
  func resumesWithoutPosition() throws {
    let items = (1...4).map {
      #"{"title":"n\#($0)","text":"some text","url":"https://a.example/"}"#
    }
    let bytes = Pack.zip(items.enumerated().map { ("\($0).json", Array($1.utf8)) })
    let position = ReaderPosition(ordinal: 2, state: 0)
    var reader = try RecordReader(
      ScrapeInput(source: MemorySource(bytes)), resumingAt: position)
    let next = try #require(try reader.next())
    #expect(next.locator.hasPrefix("2.json"))
  }
}
