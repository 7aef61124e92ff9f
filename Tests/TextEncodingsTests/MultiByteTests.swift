import Testing

@testable import TextEncodings

@Suite("East Asian encodings")
struct MultiByteTests {
  private func text(_ encoding: TextEncoding, _ bytes: [UInt8]) -> String {
    encoding.decode(bytes).string
  }

  private func broken(_ encoding: TextEncoding, _ bytes: [UInt8]) -> Int {
    encoding.decode(bytes).malformedCount
  }

  @Test(
    "GB 18030's four-byte codes run on between the jumps",
    arguments: [
      ([0x81, 0x30, 0x81, 0x30], 0x80), ([0x81, 0x30, 0x84, 0x36], 0xA5),
      ([0x84, 0x31, 0xA4, 0x39], 0xFFFF), ([0x90, 0x30, 0x81, 0x30], 0x10000),
      ([0xE3, 0x32, 0x9A, 0x35], 0x10FFFF),
    ] as [([UInt8], UInt32)])
  func readsFourBytes(_ bytes: [UInt8], _ scalar: UInt32) {
    #expect(text(.gb18030, bytes).unicodeScalars.map(\.value) == [scalar])
    var written: [UInt8] = []
    #expect(TextEncoding.gb18030.append(scalar, to: &written))
    #expect(written == bytes)
  }

  @Test("a four-byte code that is cut or beyond the last scalar is broken, its ASCII stays")
  func refusesFourBytes() {
    #expect(text(.gb18030, [0x81, 0x30]) == "\u{FFFD}0")
    #expect(text(.gb18030, [0x81, 0x30, 0x41, 0x42]) == "\u{FFFD}0AB")
    #expect(text(.gb18030, [0x81, 0x30, 0x81, 0x41]) == "\u{FFFD}0丄")
    #expect(text(.gb18030, [0xFE, 0x39, 0xFE, 0x39]).hasPrefix("\u{FFFD}9"))
    #expect(text(.gb18030, [0xFF, 0x41]) == "\u{FFFD}A")
    #expect(text(.gb18030, [0xD2]) == "\u{FFFD}")
  }

  @Test("Shift_JIS: half-width katakana, private rows, single bytes")
  func readsShiftJIS() {
    #expect(text(.shiftJIS, [0xA1, 0xDF]) == "｡ﾟ")
    #expect(text(.shiftJIS, [0x80]) == "\u{80}")
    #expect(text(.shiftJIS, [0xF0, 0x40, 0xF9, 0xFC]) == "\u{E000}\u{E757}")
    #expect(text(.shiftJIS, [0x81, 0x40, 0xE0, 0x40]) == "\u{3000}漾")
    #expect(text(.shiftJIS, [0x9F, 0xFC]) == "滌")
  }

  @Test("Shift_JIS: a trail byte that is ASCII survives a broken code")
  func refusesShiftJIS() {
    #expect(text(.shiftJIS, [0x81, 0x20]) == "\u{FFFD} ")
    #expect(text(.shiftJIS, [0x81, 0x7F]) == "\u{FFFD}\u{7F}")
    #expect(text(.shiftJIS, [0x81, 0xFD]) == "\u{FFFD}")
    #expect(text(.shiftJIS, [0x85, 0x40]) == "\u{FFFD}@")
    #expect(text(.shiftJIS, [0xA0, 0x41]) == "\u{FFFD}A")
    #expect(text(.shiftJIS, [0xFD, 0x41]) == "\u{FFFD}A")
    #expect(text(.shiftJIS, [0x93]) == "\u{FFFD}")
  }

  @Test("EUC-JP reads three sets")
  func readsEUCJP() {
    #expect(text(.eucJP, [0xB0, 0xEC]) == "一")
    #expect(text(.eucJP, [0x8E, 0xA1, 0x8E, 0xDF]) == "｡ﾟ")
    #expect(text(.eucJP, [0x8F, 0xB0, 0xA1, 0x41]) == "丂A")
  }

  @Test("EUC-JP: what is broken is as long as what could have been a code")
  func refusesEUCJP() {
    #expect(text(.eucJP, [0xB0, 0x41]) == "\u{FFFD}A")
    #expect(text(.eucJP, [0xB0, 0xFF]) == "\u{FFFD}")
    #expect(text(.eucJP, [0x8F, 0xB0, 0x41]) == "\u{FFFD}A")
    #expect(text(.eucJP, [0x8F, 0xB0]) == "\u{FFFD}")
    #expect(text(.eucJP, [0x8E, 0xE0]) == "\u{FFFD}\u{FFFD}")
    #expect(text(.eucJP, [0xFF, 0x41]) == "\u{FFFD}A")
    #expect(broken(.eucJP, [0xB0]) == 1)
  }

  @Test("EUC-KR reads Windows' extension, and keeps the ASCII behind what is broken")
  func readsEUCKR() {
    #expect(text(.eucKR, [0xB0, 0xA1, 0x81, 0x41]) == "가갂")
    #expect(text(.eucKR, [0x81, 0x20]) == "\u{FFFD} ")
    #expect(text(.eucKR, [0xC9, 0xA1]) == "\u{FFFD}")
    #expect(text(.eucKR, [0x80, 0x41]) == "\u{FFFD}A")
    #expect(text(.eucKR, [0xFF]) == "\u{FFFD}")
  }

  @Test(
    "four codes of Big5 are a letter and a mark",
    arguments: [
      ([0x88, 0x62], [0xCA, 0x304]), ([0x88, 0x64], [0xCA, 0x30C]), ([0x88, 0xA3], [0xEA, 0x304]),
      ([0x88, 0xA5], [0xEA, 0x30C]),
    ] as [([UInt8], [UInt32])])
  func readsPairs(_ bytes: [UInt8], _ scalars: [UInt32]) {
    #expect(text(.big5, bytes).unicodeScalars.map(\.value) == scalars)
  }

  @Test("Big5 keeps the ASCII behind what is broken")
  func refusesBig5() {
    #expect(text(.big5, [0xA4, 0xA4]) == "中")
    #expect(text(.big5, [0x81, 0x41]) == "\u{FFFD}A")
    #expect(text(.big5, [0xA4, 0xFF]) == "\u{FFFD}")
    #expect(text(.big5, [0x80]) == "\u{FFFD}")
  }

  @Test("ASCII between codes is copied as it is, at any distance", arguments: 0...20)
  func copiesASCII(count: Int) {
    let run = (0..<count).map { UInt8(0x61 + $0 % 26) }
    let bytes = [0xD6, 0xD0] + run + [0xD6, 0xD0] + run
    let letters = String(decoding: run, as: UTF8.self)
    #expect(text(.gb18030, bytes) == "中\(letters)中\(letters)")
  }

  @Test("ISO-2022-JP: sets by escape, and what is no escape of it")
  func readsISO2022JP() {
    #expect(text(.iso2022JP, Array("\u{1B}$@0l\u{1B}(B.".utf8)) == "一.")
    #expect(text(.iso2022JP, Array("\u{1B}$(D0!\u{1B}(Ba".utf8)) == "丂a")
    #expect(text(.iso2022JP, Array("\u{1B}(I1_\u{1B}(B".utf8)) == "ｱﾟ")
    #expect(text(.iso2022JP, Array("\u{1B}(J~\\a".utf8)) == "‾¥a")
    #expect(text(.iso2022JP, Array("\u{1B}xa".utf8)) == "\u{FFFD}xa")
    #expect(text(.iso2022JP, Array("\u{1B}$B0".utf8)) == "\u{FFFD}")
    #expect(text(.iso2022JP, Array("\u{1B}(I`".utf8)) == "\u{FFFD}")
    #expect(text(.iso2022JP, Array("\u{1B}$B0l\n0l\u{1B}(B".utf8)) == "一\n一")
    #expect(text(.iso2022JP, [0x61, 0x80, 0x0E, 0x62]) == "a\u{FFFD}\u{FFFD}b")
  }

  @Test("ISO-2022-KR: double bytes between shift-out and shift-in, or to a line's end")
  func readsISO2022KR() {
    #expect(text(.iso2022KR, Array("\u{1B}$)C\u{0E}GQ19\u{0F} a".utf8)) == "한국 a")
    #expect(text(.iso2022KR, Array("\u{0E}GQ 19\u{0F}!".utf8)) == "한 국!")
    #expect(text(.iso2022KR, Array("\u{0E}GQ\nGQ".utf8)) == "한\nGQ")
    #expect(text(.iso2022KR, Array("\u{0E}G".utf8)) == "\u{FFFD}")
    #expect(text(.iso2022KR, Array("\u{0E}G\n".utf8)) == "\u{FFFD}\n")
    #expect(text(.iso2022KR, Array("\u{1B}$)Aa".utf8)) == "\u{FFFD}$)Aa")
    #expect(text(.iso2022KR, [0x61, 0x80, 0x1B]) == "a\u{FFFD}\u{FFFD}")
  }

  @Test("HZ: double bytes end at a brace or a line's end")
  func readsHZ() {
    #expect(text(.hz, Array("~{<:Ky~}.".utf8)) == "己所.")
    #expect(text(.hz, Array("~{<:\n<:".utf8)) == "己\n<:")
    #expect(text(.hz, Array("a~~b~\nc".utf8)) == "a~bc")
    #expect(text(.hz, Array("~x".utf8)) == "\u{FFFD}x")
    #expect(text(.hz, Array("~{<".utf8)) == "\u{FFFD}")
    #expect(text(.hz, [0x61, 0x80]) == "a\u{FFFD}")
    #expect(text(.hz, Array("~".utf8)) == "\u{FFFD}")
  }

  @Test("the inverse of EUC-JP keeps to the rows that it can express")
  func limitsRows() {
    // U+2252 stands in row 2 and again in row 13 of the vendors' set.
    for set in [DoubleByteSet.jis0208, .jis0208To94] {
      let code = set.code(for: 0x2252)
      #expect(code.flatMap { set.scalar(for: $0) } == 0x2252)
    }
    for scalar in UInt32(0x80)..<0x10000 {
      #expect((DoubleByteSet.jis0208To94.code(for: scalar) ?? 0) >> 8 <= 94)
    }
  }

  @Test("no set has codes for ASCII, surrogates or beyond its planes")
  func knowsBounds() {
    for set in [DoubleByteSet.gb18030, .jis0208, .jis0212, .ks, .big5] {
      for scalar: UInt32 in [0x41, 0xD800, 0x30000, 0x10FFFF, .max] {
        #expect(set.code(for: scalar) == nil)
      }
      #expect(set.scalar(for: 0) == nil)
      #expect(set.scalar(for: 0xFFFF) == nil)
    }
  }

  @Test("look-alikes that another vendor writes are encoded too")
  func encodesLookAlikes() {
    #expect(DoubleByteSet.jis0208.code(for: 0x301C) != nil)
    #expect(DoubleByteSet.jis0208.code(for: 0xFF5E) == DoubleByteSet.jis0208.code(for: 0x301C))
  }
}
