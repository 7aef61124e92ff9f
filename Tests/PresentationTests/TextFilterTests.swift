@testable import Presentation
import Testing

@testable import Presentation

@Suite("Text filter")
struct TextFilterTests {
  private let text = (1...40).map { "Paragraph \($0): the mayorâ€™s cafÃ© reopened.\n\n" }.joined()
  private let repaired = (1...40).map { "Paragraph \($0): the mayor’s café reopened.\n\n" }.joined()

  private func stream(_ bytes: [UInt8], by size: Int, pieces: Int) -> [UInt8] {
    var stream = TextFilter.Stream(pieceByteCount: pieces)
    var output: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: size) {
      output += stream.repair(Array(bytes[start..<min(bytes.count, start + size)]))
    }
    return output + stream.finish()
  }

  @Test("however the bytes come, a streamed text is repaired whole", arguments: [1, 7, 64, 5000])
  func streams(_ size: Int) {
    #expect(stream(Array(text.utf8), by: size, pieces: 128) == Array(repaired.utf8))
  }

  @Test("a text without line ends is held, and repaired as one", arguments: [3, 100])
  func streamsWithoutLines(_ size: Int) {
    let line = text.split(separator: "\n").joined(separator: " ")
    let expected = repaired.split(separator: "\n").joined(separator: " ")
    #expect(stream(Array(line.utf8), by: size, pieces: 64) == Array(expected.utf8))
  }

  @Test("the encoding is told by the first piece that is not ASCII, and kept", arguments: [1, 50])
  func detects(_ size: Int) {
    let ascii = Array("Plain words come first, and there are many of them.\n\n".utf8)
    let russian = "Жители города собрались вчера вечером на главной площади.\n\n"
    let bytes = ascii + russian.unicodeScalars.map(Self.windows1251)
    #expect(stream(bytes, by: size, pieces: 40) == ascii + Array(russian.utf8))
    #expect(TextFilter().repair(bytes) == ascii + Array(russian.utf8))
  }

  @Test("a short text with one byte above ASCII is taken for Windows-1252, not for broken UTF-8")
  func detectsShort() {
    #expect(TextFilter().repair(Array("un caf".utf8) + [0xE9]) == Array("un café".utf8))
  }

  @Test("a line that is no object with a text gives nothing")
  func refusesBadLines() {
    let filter = TextFilter()
    for line in ["", "{", "[]", "{\"id\":1}", "{\"text\":2}"] {
      #expect(filter.repair(jsonLine: Array(line.utf8)) == nil)
    }
    #expect(filter.repair(jsonLine: Array("{\"text\":\"a\"}".utf8)) != nil)
  }

  private static func windows1251(_ scalar: Unicode.Scalar) -> UInt8 {
    scalar.value < 0x80 ? UInt8(scalar.value) : UInt8(scalar.value - 0x410 + 0xC0)
  }
}
