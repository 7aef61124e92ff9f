import Testing

@testable import TextEncodings

@Suite struct CodePageTests {
  @Test(
    "every defined byte of every page comes back through the inverse",
    arguments: CodePage.Fill.allCases)
  func inverse(fill: CodePage.Fill) {
    for name in CodePage.Name.allCases {
      let page = CodePage.named(name, filledBy: fill)
      for byte in UInt8.min...UInt8.max {
        guard let scalar = page.scalar(for: byte) else { continue }
        let back = page.byte(for: scalar)
        #expect(back.flatMap { page.scalar(for: $0) } == scalar, "\(page.printedName) \(byte)")
      }
    }
  }

  @Test("known bytes of each family stand for the right scalar")
  func knownBytes() {
    let known: [(CodePage.Name, UInt8, UInt32)] = [
      (.windows874, 0xE2, 0x0E42), (.windows1250, 0x9C, 0x015B), (.windows1251, 0xFF, 0x044F),
      (.windows1252, 0x80, 0x20AC), (.iso8859p15, 0xA4, 0x20AC), (.iso8859p1, 0xE9, 0xE9),
      (.ibm437, 0x82, 0xE9), (.ibm850, 0xD5, 0x0131), (.ibm858, 0xD5, 0x20AC),
      (.ibm866, 0x80, 0x0410), (.koi8R, 0xC1, 0x0430), (.koi8U, 0xA4, 0x0454),
      (.macRoman, 0x8E, 0xE9), (.macCyrillic, 0x80, 0x0410), (.macCentralEurope, 0x8B, 0x010D),
      (.ibm864, 0x25, 0x066A), (.viscii, 0x02, 0x1EB2), (.userDefined, 0xFF, 0xF7FF),
    ]
    for (name, byte, scalar) in known {
      #expect(CodePage.named(name).scalar(for: byte) == scalar)
      #expect(CodePage.named(name).byte(for: scalar) == byte)
    }
    #expect(CodePage.named(.windows1252).byte(for: 0x4E00) == nil)
    #expect(CodePage.named(.windows1252).byte(for: 0x1F600) == nil)
  }

  @Test("undefined bytes are filled as each kind of filling says")
  func fillings() {
    #expect(CodePage.named(.windows874).scalar(for: 0x99) == nil)
    #expect(CodePage.named(.windows874, filledBy: .whatwg).scalar(for: 0x99) == 0x99)
    #expect(CodePage.named(.windows874, filledBy: .whatwg).scalar(for: 0xFF) == nil)
    #expect(CodePage.named(.windows874, filledBy: .latin1).scalar(for: 0xFF) == 0xFF)
    #expect(CodePage.named(.windows874, filledBy: .windows1252).scalar(for: 0x99) == 0x2122)
    #expect(CodePage.named(.windows874, filledBy: .windows1252).scalar(for: 0x9D) == 0x9D)
    #expect(CodePage.named(.windows874, filledBy: .windows1252Only).scalar(for: 0x9D) == nil)
    #expect(CodePage.named(.windows1255, filledBy: .whatwg).scalar(for: 0xCA) == 0x05BA)
  }

  @Test("every code of the double-byte sets decodes and comes back to a code of the same scalar")
  func doubleByteInverse() {
    let sets: [(DoubleByteSet, Int)] = [
      (.gb18030, 23_940), (.jis0208, 7_724), (.jis0212, 6_067), (.ks, 17_048), (.big5, 18_398),
    ]
    for (set, expected) in sets {
      var count = 0
      for code in UInt16.min...UInt16.max {
        guard let scalar = set.scalar(for: code) else { continue }
        count += 1
        let back = set.code(for: scalar)
        #expect(back.flatMap { set.scalar(for: $0) } == scalar)
      }
      #expect(count == expected)
    }
  }

  @Test("a scalar is written as the bytes that each encoding has for it")
  func encoding() {
    let known: [(TextEncoding, UInt32, [UInt8])] = [
      (.utf8, 0x1F600, [0xF0, 0x9F, 0x98, 0x80]),
      (.utf16LittleEndian, 0x1F600, [0x3D, 0xD8, 0, 0xDE]),
      (.utf16BigEndian, 0x20AC, [0x20, 0xAC]), (.utf32BigEndian, 0x20AC, [0, 0, 0x20, 0xAC]),
      (.gb18030, 0x4E2D, [0xD6, 0xD0]), (.gb18030, 0x1F600, [0x94, 0x39, 0xFC, 0x36]),
      (.shiftJIS, 0x65E5, [0x93, 0xFA]), (.shiftJIS, 0xFF71, [0xB1]),
      (.shiftJIS, 0x301C, [0x81, 0x60]),
      (.eucJP, 0x65E5, [0xC6, 0xFC]), (.eucJP, 0xFF71, [0x8E, 0xB1]),
      (.eucJP, 0x4E02, [0x8F, 0xB0, 0xA1]),
      (.eucKR, 0xAC00, [0xB0, 0xA1]), (.big5, 0x4E2D, [0xA4, 0xA4]),
      (.page(.windows1252), 0x20AC, [0x80]),
    ]
    for (encoding, scalar, bytes) in known {
      var written: [UInt8] = []
      #expect(encoding.append(scalar, to: &written))
      #expect(written == bytes, "\(encoding.printedName) \(scalar)")
    }
    var none: [UInt8] = []
    #expect(!TextEncoding.utf8.append(0xD800, to: &none) && none.isEmpty)
    #expect(!TextEncoding.eucKR.append(0x1F600, to: &none) && none.isEmpty)
  }

  @Test("labels of the web, of IANA and of Python mean the same encodings")
  func labels() {
    let known: [(String, TextEncoding)] = [
      ("utf8", .utf8), (" UTF-8 ", .utf8), ("latin1", .windows1252), ("ISO-8859-1", .windows1252),
      ("iso8859_15", .page(.iso8859p15)), ("gb2312", .gb18030), ("x-sjis", .shiftJIS),
      ("cp949", .eucKR),
      ("x-mac-roman", .page(.macRoman)), ("mac_latin2", .page(.macCentralEurope)),
      ("cp866", .page(.ibm866)),
      ("TIS-620", .page(.windows874)), ("koi8-r", .page(.koi8R)), ("utf-16", .utf16LittleEndian),
    ]
    for (label, encoding) in known { #expect(TextEncoding(label: label) == encoding, "\(label)") }
    #expect(TextEncoding(label: "no such thing") == nil)
    #expect(TextEncoding(label: String(repeating: "a", count: 100_000)) == nil)
    for name in CodePage.Name.allCases
    where ![.iso8859p1, .iso8859p9, .iso8859p11, .tis620].contains(name) {
      #expect(TextEncoding(label: TextEncoding.page(name).printedName) == .page(name))
    }
  }
}
