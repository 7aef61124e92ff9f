import Bytes
import Testing

@Suite("Finding bytes")
struct FindTests {
  /// The plain search that the quick one must agree with.
  private func slowPosition(of wanted: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
    guard bytes.count >= wanted.count + start else { return nil }
    return (start...(bytes.count - wanted.count)).first {
      bytes[$0..<$0 + wanted.count].elementsEqual(wanted)
    }
  }

  @Test("a byte is found at every place of texts around the word size, from every start")
  func findsByte() {
    for count in 0...27 {
      for place in 0..<count {
        var bytes = [UInt8](repeating: 0x80, count: count)
        bytes[place] = 0x81
        for start in 0...count {
          let found = start <= place ? place : nil
          #expect(Find.first(0x81, in: bytes.span, from: start) == found)
          #expect(Find.first(0x00, or: 0x81, in: bytes.span, from: start) == found)
          #expect(Find.first(0x81, or: 0x00, in: bytes.span, from: start) == found)
        }
        #expect(Find.first(0x01, in: bytes.span) == nil)
        #expect(Find.first(0x01, or: 0x00, in: bytes.span) == nil)
      }
    }
  }

  @Test("of two bytes, the one that comes first is found")
  func findsEarlier() {
    let bytes = Array("0123456789abcdef<.......&".utf8)
    #expect(Find.first(UInt8(ascii: "&"), or: UInt8(ascii: "<"), in: bytes.span) == 16)
    #expect(Find.first(UInt8(ascii: "&"), or: UInt8(ascii: "<"), in: bytes.span, from: 17) == 24)
  }

  @Test("words are found where a plain search finds them, in texts full of false starts")
  func agreesWithPlainSearch() {
    var state: UInt64 = 7
    for _ in 0..<400 {
      let bytes = (0..<40).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(state >> 33 & 1)
      }
      for wanted: [UInt8] in [
        [1], [0, 1], [1, 1, 0], [0, 0, 1, 0, 1], [1, 0, 1, 1, 0, 0, 1, 1, 1],
      ] {
        for start in [0, 3, 31, 39, 40] {
          #expect(
            Find.position(of: wanted, in: bytes, from: start)
              == slowPosition(of: wanted, in: bytes, from: start))
        }
      }
    }
  }

  @Test("positions in a slice are the slice's own indices, and nothing outside it is found")
  func findsInSlice() {
    let bytes = Array("<body><div></body>".utf8)
    #expect(Find.position(of: "<div", in: bytes[2...]) == 6)
    #expect(Find.position(of: "<body", in: bytes[2...]) == nil)
    #expect(!Find.contains("<div", in: bytes[6..<9]))
    #expect(Find.contains("body>", in: bytes.span) == true)
    #expect(Find.contains(Array("BODY".utf8), in: bytes.span) == false)
  }

  @Test("nothing is found everywhere, and a word longer than the text nowhere")
  func edges() {
    #expect(Find.position(of: [], in: [1, 2], from: 2) == 2)
    #expect(Find.position(of: [], in: [1, 2], from: 3) == nil)
    #expect(Find.position(of: [1, 2, 3], in: [1, 2]) == nil)
    #expect(Find.position(of: "a", in: [UInt8]()) == nil)
    let bytes: [UInt8] = [1, 2]
    #expect(Find.matches(bytes.span, in: bytes.span, at: 0) == true)
    #expect(Find.matches(bytes.span, in: bytes.span, at: 1) == false)
    #expect(Find.matches(bytes.span, in: bytes.span, at: -1) == false)
  }
}
