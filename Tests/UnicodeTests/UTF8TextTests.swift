import Testing

@testable import Unicode

@Suite("Reading and writing UTF-8")
struct UTF8TextTests {
  private static func isValid(_ bytes: [UInt8]) -> Bool { UTF8Text.isValid(bytes.span) }

  private static func bytes(_ scalar: UInt32) -> [UInt8] {
    var bytes: [UInt8] = []
    UTF8Text.append(scalar, to: &bytes)
    return bytes
  }

  @Test(
    "every scalar at a border is written as the standard says, and read back",
    arguments: [
      (0x00, [0x00]), (0x7F, [0x7F]), (0x80, [0xC2, 0x80]), (0x7FF, [0xDF, 0xBF]),
      (0x800, [0xE0, 0xA0, 0x80]), (0xD7FF, [0xED, 0x9F, 0xBF]), (0xE000, [0xEE, 0x80, 0x80]),
      (0xFFFF, [0xEF, 0xBF, 0xBF]), (0x10000, [0xF0, 0x90, 0x80, 0x80]),
      (0x10FFFF, [0xF4, 0x8F, 0xBF, 0xBF]),
    ] as [(UInt32, [UInt8])])
  func writes(_ scalar: UInt32, _ bytes: [UInt8]) {
    #expect(Self.bytes(scalar) == bytes)
    #expect(
      UTF8Text.read(bytes.span, at: 0)
        == UTF8Text.Read(scalar: scalar, byteCount: bytes.count, isValid: true))
    #expect(Self.isValid(bytes))
    var all: [UInt8] = []
    UTF8Text.append([0x41, scalar, 0x42].span, to: &all)
    #expect(all == [0x41] + bytes + [0x42])
  }

  @Test(
    "what is malformed is as long as the part that could have started a scalar",
    arguments: [
      ([0x80], 1), ([0xC0, 0x80], 1), ([0xC1, 0xBF], 1), ([0xC2], 1), ([0xC2, 0x41], 1),
      ([0xE0, 0x80, 0x80], 1), ([0xE2, 0x82], 2), ([0xE2, 0x82, 0x41], 2), ([0xED, 0xA0, 0x80], 1),
      ([0xF0, 0x80, 0x80], 1), ([0xF0, 0x9F, 0x98], 3), ([0xF0, 0x9F, 0x98, 0x41], 3),
      ([0xF4, 0x90, 0x80, 0x80], 1), ([0xF5, 0x80], 1), ([0xFF], 1),
    ] as [([UInt8], Int)])
  func marks(_ bytes: [UInt8], _ count: Int) {
    let read = UTF8Text.read(bytes.span, at: 0)
    #expect(read == UTF8Text.Read(scalar: 0xFFFD, byteCount: count, isValid: false))
    #expect(!Self.isValid(bytes))
    #expect(UTF8Text.validEnd(in: bytes.span, from: 0) == 0)
  }

  @Test(
    "validation stops at the scalar that is malformed, in any script",
    arguments: ["a", "é", "語", "😀"])
  func stops(letter: String) {
    for count in 0..<20 {
      let good = Array(String(repeating: letter, count: count).utf8)
      for bad: [UInt8] in [[0xFF], [0xE2, 0x82], [0xED, 0xA0, 0x80]] {
        let bytes = good + bad + [0x61]
        #expect(UTF8Text.validEnd(in: bytes.span, from: 0) == good.count)
      }
      #expect(UTF8Text.validEnd(in: good.span, from: 0) == good.count)
    }
  }

  @Test("a stretch of ASCII ends at the first byte beyond it", arguments: 0...70)
  func endsASCII(count: Int) {
    let run = [UInt8](repeating: 0x61, count: count)
    #expect(ASCIIRun.end(in: run.span, from: 0) == count)
    let bytes = run + [0x80] + run
    #expect(ASCIIRun.end(in: bytes.span, from: 0) == count)
    #expect(ASCIIRun.end(in: bytes.span, from: count + 1) == bytes.count)
    #expect(ASCIIRun.end(in: bytes.span, from: bytes.count) == bytes.count)
  }

  @Test("a stretch is appended behind what is there, an empty one not at all")
  func appendsASCII() {
    var output: [UInt8] = [1]
    ASCIIRun.append([5, 6, 7, 8].span, 1..<3, to: &output)
    ASCIIRun.append([5, 6, 7, 8].span, 4..<4, to: &output)
    #expect(output == [1, 6, 7])
    #expect(ASCIIRun.word([1, 2, 3, 4, 5, 6, 7, 8, 9].span, at: 1) == 0x0908_0706_0504_0302)
  }
}
