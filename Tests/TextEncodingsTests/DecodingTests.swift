import Unicode
import Testing

@testable import TextEncodings

@Suite struct DecodingTests {
  static let everyEncoding: [TextEncoding] =
    [
      .utf8, .utf16LittleEndian, .utf16BigEndian, .utf32LittleEndian, .utf32BigEndian, .gb18030,
      .shiftJIS, .eucJP, .eucKR, .big5, .iso2022JP, .iso2022KR, .hz,
    ] + CodePage.Name.allCases.map(TextEncoding.page)

  private func text(_ encoding: TextEncoding, _ bytes: [UInt8]) -> String {
    encoding.decode(bytes).string
  }

  @Test("bytes of each family decode to the text that its standard says")
  func knownTexts() {
    #expect(text(.utf8, [0xEF, 0xBB, 0xBF, 0x68, 0xC3, 0xA9]) == "hé")
    #expect(text(.utf16LittleEndian, [0xFF, 0xFE, 0x3D, 0xD8, 0x00, 0xDE]) == "😀")
    #expect(text(.utf16BigEndian, [0x04, 0x1F, 0x00, 0x21]) == "П!")
    #expect(text(.utf32BigEndian, [0, 0, 0xFE, 0xFF, 0, 1, 0xF6, 0]) == "😀")
    #expect(text(.page(.windows1251), [0xCF, 0xF0, 0xE8, 0x21]) == "При!")
    #expect(text(.gb18030, [0xD6, 0xD0, 0x61, 0x94, 0x39, 0xFC, 0x36, 0x80]) == "中a😀€")
    #expect(text(.shiftJIS, [0x93, 0xFA, 0xB1, 0x5C, 0xF0, 0x40]) == "日ｱ\\\u{E000}")
    #expect(text(.eucJP, [0xC6, 0xFC, 0x8E, 0xB1, 0x8F, 0xB0, 0xA1]) == "日ｱ丂")
    #expect(text(.eucKR, [0xB0, 0xA1, 0x20, 0x81, 0x41]) == "가 갂")
    #expect(
      Array(text(.big5, [0xA4, 0xA4, 0x88, 0x62]).unicodeScalars).map(\.value)
        == [0x4E2D, 0xCA, 0x304])
    #expect(
      text(.iso2022JP, Array("a\u{1B}$BF|K\\\u{1B}(B!\u{1B}(J\\\u{1B}(I1".utf8)) == "a日本!¥ｱ")
    #expect(text(.hz, Array("a~{VPND~}b~~c~\nd".utf8)) == "a中文b~cd")
  }

  @Test("broken codes give one U+FFFD for a maximal part, and ASCII after them stays")
  func malformed() {
    let cases: [(TextEncoding, [UInt8], String, Int)] = [
      (.utf8, [0x61, 0xE2, 0x82, 0x62], "a\u{FFFD}b", 1),
      (.utf8, [0xF0, 0x80, 0x80, 0x41], "\u{FFFD}\u{FFFD}\u{FFFD}A", 3),
      (.utf8, [0xED, 0xA0, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}", 3),
      (.utf8, [0xC0, 0xAF, 0xF5], "\u{FFFD}\u{FFFD}\u{FFFD}", 3),
      (.utf8, [0xF4, 0x8F, 0xBF], "\u{FFFD}", 1),
      (.utf16LittleEndian, [0x00, 0xD8, 0x41, 0x00, 0x42], "\u{FFFD}A\u{FFFD}", 2),
      (.utf32LittleEndian, [0x00, 0xD8, 0, 0, 0, 0, 0x11, 0], "\u{FFFD}\u{FFFD}", 2),
      (.gb18030, [0x81, 0x20, 0x84, 0x31, 0xA4, 0x20], "\u{FFFD} \u{FFFD}1\u{FFFD} ", 3),
      (.shiftJIS, [0x81, 0x20, 0xFD, 0x85, 0xFE], "\u{FFFD} \u{FFFD}\u{FFFD}", 3),
      (.eucJP, [0xA1, 0x3C, 0x8F, 0xA1, 0x21], "\u{FFFD}<\u{FFFD}!", 2),
      (.eucKR, [0xC9, 0x41, 0xFE, 0xFE, 0xB0], "\u{FFFD}A\u{FFFD}\u{FFFD}", 3),
      (.big5, [0x81, 0x3E, 0xA4], "\u{FFFD}>\u{FFFD}", 2),
      (.page(.windows1253), [0x41, 0xD2], "A\u{FFFD}", 1),
      (.iso2022JP, [0x1B, 0x24, 0x42, 0x46, 0x0A, 0x80], "\u{FFFD}\n\u{FFFD}", 2),
      (.hz, [0x7E, 0x41, 0xFF], "\u{FFFD}A\u{FFFD}", 2),
    ]
    for (encoding, bytes, expected, count) in cases {
      let decoded = encoding.decode(bytes)
      #expect(decoded.string == expected, "\(encoding.printedName) \(bytes)")
      #expect(decoded.malformedCount == count, "\(encoding.printedName) \(bytes)")
    }
  }

  @Test("what an encoding writes for a scalar, it reads back", arguments: everyEncoding)
  func roundTrip(encoding: TextEncoding) {
    for scalar in stride(from: UInt32(0x20), to: 0x2_0000, by: 7) {
      var bytes: [UInt8] = []
      guard encoding.append(scalar, to: &bytes), scalar != 0xFEFF else { continue }
      if encoding == .hz && scalar == 0x7E { continue }
      var expected: [UInt8] = []
      UTF8Text.append(scalar, to: &expected)
      let decoded = encoding.decode(bytes)
      var again: [UInt8] = []
      // Look-alikes come back as the vendor's own scalar, whose bytes are the same.
      if decoded.utf8 != expected {
        _ = encoding.append(decoded.string.unicodeScalars.first?.value ?? 0, to: &again)
        #expect(again == bytes, "\(scalar)")
      }
    }
  }

  @Test("any bytes decode to valid UTF-8 of bounded size", arguments: everyEncoding)
  func noise(encoding: TextEncoding) {
    var state: UInt64 = 88_172_645_463_325_252
    for length in 0..<300 {
      let bytes = (0..<length).map { _ in
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        // Half of them from what starts and ends codes.
        return state & 0x100 == 0
          ? UInt8(truncatingIfNeeded: state)
          : [0x1B, 0x24, 0x42, 0x7E, 0x7B, 0x81, 0x30, 0xFE][Int(state >> 60 & 7)]
      }
      let decoded = encoding.decode(bytes)
      let isValid = UTF8Text.isValid(decoded.utf8.span)
      #expect(isValid)
      #expect(decoded.utf8.count <= 3 * length + 3)
    }
  }

  @Test("validation finds the first malformed byte wherever it stands")
  func validEnd() {
    for lead in 0..<70 {
      let bytes = [UInt8](repeating: 0x61, count: lead) + Array("é€😀".utf8)
      let firstHigh = ASCIIRun.end(in: bytes.span, from: 0)
      let validEnd = UTF8Text.validEnd(in: bytes.span, from: 0)
      #expect(firstHigh == lead)
      #expect(validEnd == bytes.count)
      let broken = bytes + [0xE2, 0x82] + [UInt8](repeating: 0x61, count: 40)
      let brokenEnd = UTF8Text.validEnd(in: broken.span, from: 0)
      #expect(brokenEnd == bytes.count)
    }
  }
}
