import Testing

@testable import TextEncodings

@Suite("UTF-16 and UTF-32")
struct WideTests {
  private static func bytes(_ text: String, _ encoding: TextEncoding) -> [UInt8] {
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars { _ = encoding.append(scalar.value, to: &bytes) }
    return bytes
  }

  private static func hasOddControls(_ bytes: [UInt8]) -> Bool {
    WideGuess.hasOddControls(bytes.span)
  }

  private static func isBinary(_ bytes: [UInt8]) -> Bool { EncodingDetector.isBinary(bytes.span) }

  static let encodings: [TextEncoding] = [
    .utf16LittleEndian, .utf16BigEndian, .utf32LittleEndian, .utf32BigEndian,
  ]

  @Test("what is written is read", arguments: encodings)
  func roundTrips(_ encoding: TextEncoding) {
    let text = "plain ASCII, äöü, мост, 新桥, 😀 and \u{10FFFF}\u{FFFF}\u{E000}\u{D7FF}"
    let decoded = encoding.decode(Self.bytes(text, encoding))
    #expect(decoded.string == text)
    #expect(decoded.malformedCount == 0)
  }

  @Test("ASCII of any length is read, four characters at once or one", arguments: 0...13)
  func readsASCII(count: Int) {
    for encoding in Self.encodings {
      let text = String(repeating: "x", count: count) + "é" + String(repeating: "y", count: count)
      #expect(encoding.decode(Self.bytes(text, encoding)).string == text)
    }
  }

  @Test("a byte order mark at the start goes, one inside stays", arguments: encodings)
  func dropsMark(_ encoding: TextEncoding) {
    let marked = Self.bytes("\u{FEFF}a\u{FEFF}", encoding)
    #expect(Array(encoding.decode(marked).string.unicodeScalars) == ["a", "\u{FEFF}"])
  }

  @Test("half a pair, a cut unit and a number of no scalar become one mark each")
  func marksBroken() {
    func utf16(_ bytes: [UInt8]) -> String { TextEncoding.utf16LittleEndian.decode(bytes).string }
    func utf32(_ bytes: [UInt8]) -> String { TextEncoding.utf32BigEndian.decode(bytes).string }
    #expect(utf16([0x00, 0xD8, 0x61, 0x00]) == "\u{FFFD}a")
    #expect(utf16([0x00, 0xDC, 0x61, 0x00]) == "\u{FFFD}a")
    #expect(utf16([0x00, 0xDC, 0x00, 0xD8]) == "\u{FFFD}\u{FFFD}")
    #expect(utf16([0x61, 0x00, 0x62]) == "a\u{FFFD}")
    #expect(utf16([0x61, 0x00, 0x3D, 0xD8]) == "a\u{FFFD}")
    #expect(utf32([0, 0x11, 0, 0]) == "\u{FFFD}")
    #expect(utf32([0, 0, 0xD8, 0]) == "\u{FFFD}")
    #expect(utf32([0, 0, 0, 0x61, 0]) == "a\u{FFFD}")
    #expect(TextEncoding.utf32BigEndian.decode([0, 0x11, 0, 0, 0, 0, 0xD8, 0]).malformedCount == 2)
  }

  @Test("zero bytes show the width and the order of the bytes", arguments: encodings)
  func guessesByZeros(_ encoding: TextEncoding) {
    let bytes = Self.bytes("The council of Marlow Bay met.", encoding)
    #expect(WideGuess.byZeros(bytes.span) == encoding)
    #expect(EncodingDetector().detect(bytes).encoding == encoding)
  }

  @Test("no zeros, few zeros or zeros in both halves show nothing")
  func guessesNothing() {
    #expect(WideGuess.byZeros(Array("plain text".utf8).span) == nil)
    #expect(WideGuess.byZeros([0x61, 0x00].span) == nil)
    #expect(WideGuess.byZeros([UInt8](repeating: 0, count: 64).span) == nil)
    #expect(WideGuess.byZeros(([UInt8](repeating: 0x61, count: 63) + [0]).span) == nil)
  }

  @Test("text without zeros shows its order by its scripts")
  func guessesByScripts() {
    let text = "новыймостоткроютвесной市長"
    #expect(
      WideGuess.byScripts(Self.bytes("новый мост откроют весной", .utf16LittleEndian).span)
        == .utf16LittleEndian)
    #expect(
      WideGuess.byScripts(Self.bytes("новый мост откроют весной", .utf16BigEndian).span)
        == .utf16BigEndian)
    #expect(WideGuess.byScripts(Array(Self.bytes(text, .utf16BigEndian).prefix(6)).span) == nil)
    #expect(WideGuess.byScripts((Self.bytes(text, .utf16BigEndian) + [0x20]).span) == nil)
    #expect(WideGuess.byScripts([UInt8](repeating: 0xFF, count: 64).span) == nil)
  }

  @Test("controls that no text has are odd; tab, line ends, form feed and escape are not")
  func seesControls() {
    #expect(!Self.hasOddControls(Array("a\tb\r\n\u{C}\u{1B}(B".utf8)))
    #expect(Self.hasOddControls([0x61, 0x00]))
    #expect(Self.hasOddControls([0x08]))
    #expect(Self.hasOddControls([0x0E]))
    #expect(!Self.hasOddControls([]))
    #expect(!Self.hasOddControls(([UInt8](repeating: 0x61, count: 1024) + [0])))
  }

  @Test("two controls in a hundred bytes are text, three are not")
  func tellsBinary() {
    let text = [UInt8](repeating: 0x61, count: 98)
    #expect(!Self.isBinary((text + [0x01, 0x02])))
    #expect(Self.isBinary((text.dropLast() + [0x01, 0x02, 0x03])))
    #expect(!Self.isBinary([]))
    #expect(!Self.isBinary(Array("\t\r\n\u{C}\u{1B}\u{E}\u{F}".utf8)))
    #expect(Self.isBinary([0]))
  }

  @Test(
    "seven-bit encodings are told by their escapes",
    arguments: [
      ("\u{1B}$B0l\u{1B}(B", TextEncoding.iso2022JP), ("\u{1B}(Jx", .iso2022JP),
      ("\u{1B}$@0l", .iso2022JP),
      ("\u{1B}$(D0!", .iso2022JP), ("\u{1B}$)C\u{0E}GQ19\u{0F}.", .iso2022KR),
      ("~{<:Ky~}.", .hz), ("a ~~ ~{VP~}", .hz),
    ])
  func tellsEscapes(_ text: String, _ encoding: TextEncoding) {
    #expect(SevenBitGuess.guess(Array(text.utf8).span) == encoding)
    #expect(EncodingDetector().detect(Array(text.utf8)).encoding == encoding)
  }

  @Test(
    "what only looks like their escapes is ASCII",
    arguments: [
      "plain", "\u{1B}[31mred", "~{ open", "~{}~}", "~{a b~}", "~{~}", "a ~{<:K", "\u{1B}(B",
    ])
  func tellsNoEscapes(_ text: String) {
    #expect(SevenBitGuess.guess(Array(text.utf8).span) == nil)
  }

  @Test("shift-out says ISO-2022-KR only where it was declared")
  func tellsShiftOut() {
    let part = Array("\u{0E}GQ19\u{0F}.".utf8)
    #expect(EncodingDetector().detect(part, declared: .iso2022KR).encoding == .iso2022KR)
    #expect(EncodingDetector().detect(part).encoding == .utf8)
  }

  @Test("byte order marks are told apart, the longer first")
  func tellsMarks() {
    let marks: [([UInt8], TextEncoding?)] = [
      ([0xEF, 0xBB, 0xBF], .utf8), ([0xFF, 0xFE, 0x61, 0x00], .utf16LittleEndian),
      ([0xFE, 0xFF], .utf16BigEndian), ([0xFF, 0xFE, 0, 0], .utf32LittleEndian),
      ([0, 0, 0xFE, 0xFF], .utf32BigEndian), ([0x84, 0x31, 0x95, 0x33], .gb18030),
      ([0xEF, 0xBB], nil), ([], nil), ([0xFF], nil), ([0x61, 0xFF, 0xFE], nil),
    ]
    for (bytes, encoding) in marks {
      #expect(EncodingDetector.byteOrderMark(bytes.span) == encoding, "\(bytes)")
    }
  }

  @Test("a sample holds what stands around bytes beyond ASCII, without tags, up to its limit")
  func samples() {
    let page =
      "<p class=\"a\">before é after</p>" + String(repeating: "x ", count: 400) + "<b>ü</b>"
    let sample = ByteSample.collect(Array(page.utf8).span, limit: 1000)
    let text = String(decoding: sample, as: UTF8.self)
    #expect(text.contains("before é after"))
    #expect(text.contains("ü"))
    #expect(!text.contains("class") && !text.contains("</b>"))
    #expect(sample.count < 400)
    #expect(ByteSample.collect(Array("plain".utf8).span, limit: 100).isEmpty)
    let long = [UInt8](repeating: 0xE9, count: 5000)
    #expect(ByteSample.collect(long.span, limit: 500).count <= 500 + 2 * 160)
  }
}
