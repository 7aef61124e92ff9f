import Testing

@testable import Unicode

@Suite("Normalization and folding")
struct NormalizationTests {
  private static func normalized(_ text: String, _ form: Normalization.Form) -> [UInt32] {
    Normalization.normalized(text.unicodeScalars.map(\.value), form)
  }

  @Test(
    "the four forms of a text are those of the standard",
    arguments: [
      ("é", [0xE9], [0x65, 0x301], [0xE9], [0x65, 0x301]),
      ("e\u{301}", [0xE9], [0x65, 0x301], [0xE9], [0x65, 0x301]),
      ("ﬁ", [0xFB01], [0xFB01], [0x66, 0x69], [0x66, 0x69]),
      ("Å", [0xC5], [0x41, 0x30A], [0xC5], [0x41, 0x30A]),
      ("①", [0x2460], [0x2460], [0x31], [0x31]),
      ("가", [0xAC00], [0x1100, 0x1161], [0xAC00], [0x1100, 0x1161]),
      ("각", [0xAC01], [0x1100, 0x1161, 0x11A8], [0xAC01], [0x1100, 0x1161, 0x11A8]),
      ("ẛ̣", [0x1E9B, 0x323], [0x17F, 0x323, 0x307], [0x1E69], [0x73, 0x323, 0x307]),
      ("क़", [0x915, 0x93C], [0x915, 0x93C], [0x915, 0x93C], [0x915, 0x93C]),
    ] as [(String, [UInt32], [UInt32], [UInt32], [UInt32])])
  func forms(_ text: String, _ nfc: [UInt32], _ nfd: [UInt32], _ nfkc: [UInt32], _ nfkd: [UInt32]) {
    #expect(Self.normalized(text, .nfc) == nfc)
    #expect(Self.normalized(text, .nfd) == nfd)
    #expect(Self.normalized(text, .nfkc) == nfkc)
    #expect(Self.normalized(text, .nfkd) == nfkd)
  }

  @Test("the form of UTF-8 is the form of its scalars", arguments: Normalization.Form.allCases)
  func formsOfBytes(_ form: Normalization.Form) {
    for text in ["plain", "Ame\u{301}lie ﬁne", "각 A\u{30A}", "e\u{301}e\u{323}\u{302}", ""] {
      let bytes = Normalization.normalized(Array(text.utf8), form)
      #expect(
        String(decoding: bytes, as: UTF8.self).unicodeScalars.map(\.value)
          == Self.normalized(text, form))
    }
  }

  @Test("a form is its own form", arguments: Normalization.Form.allCases)
  func isIdempotent(_ form: Normalization.Form) {
    for scalar in stride(from: UInt32(0xA0), to: 0x3_0000, by: 7)
    where scalar < 0xD800 || scalar >= 0xE000 {
      let once = Normalization.normalized([0x61, scalar, 0x301], form)
      #expect(Normalization.normalized(once, form) == once)
    }
  }

  @Test("a mark between two that could join keeps them apart only with its class")
  func blocks() {
    #expect(Self.normalized("a\u{315}\u{301}", .nfc) == [0xE1, 0x315])
    #expect(Self.normalized("a\u{301}\u{301}", .nfc) == [0xE1, 0x301])
    #expect(Self.normalized("a\u{334}\u{301}", .nfc) == [0xE1, 0x334])
    #expect(Self.normalized("ab\u{301}", .nfc) == [0x61, 0x62, 0x301])
    #expect(Self.normalized("\u{1100}x\u{1161}", .nfc) == [0x1100, 0x78, 0x1161])
  }

  @Test("a syllable takes one trail only")
  func composesHangul() {
    #expect(Hangul.composite(0x1100, 0x1161) == 0xAC00)
    #expect(Hangul.composite(0xAC00, 0x11A8) == 0xAC01)
    #expect(Hangul.composite(0xAC01, 0x11A8) == nil)
    #expect(Hangul.composite(0xAC00, 0x11A7) == nil)
    #expect(Hangul.composite(0x1113, 0x1161) == nil)
    #expect(Hangul.composite(0x1112, 0x1175) == 0xD788)
    #expect(Hangul.composite(0xD788, 0x11C2) == 0xD7A3)
    #expect(Hangul.isSyllable(0xAC00) && Hangul.isSyllable(0xD7A3))
    #expect(!Hangul.isSyllable(0xABFF) && !Hangul.isSyllable(0xD7A4))
  }

  @Test("the quick check names the character before the first mark that may change")
  func findsUnstable() {
    func unstable(_ text: String) -> Int { Normalization.firstUnstable(in: Array(text.utf8).span) }
    #expect(unstable("plain text") == 10)
    #expect(unstable("abce\u{301}") == 3)
    #expect(unstable("äbce\u{301}") == 4)
    #expect(unstable("a\u{328}\u{301}") == 0)
    #expect(unstable("q\u{323}") == 0)
    #expect(unstable("") == 0)
  }

  @Test(
    "words that readers take for one fold to one",
    arguments: [
      ("ÉCOLE", "ecole"), ("Straße", "strasse"), ("ÅNGSTRÖM", "angstrom"), ("ＦＵＬＬ", "full"),
      ("ﬁne", "fine"), ("МОСТ", "мост"), ("й", "и"), ("ΆΝΟΙΞΗ", "ανοιξη"), ("שָׁלוֹם", "שלום"),
      ("مُحَمَّد", "محمد"), ("soft\u{AD}hyphen", "softhyphen"), ("한국", "한국"), ("กำ", "กํา"),
      ("№5", "no5"),
      ("İ", "i"), ("x²", "x2"), ("", ""),
    ])
  func folds(_ word: String, _ folded: String) {
    let bytes = Folding.shared.folded(Array(word.utf8))
    #expect(bytes == Array(folded.utf8))
    #expect(Folding.shared.folded(bytes) == bytes)
  }

  @Test("one scalar folds as in a text")
  func foldsScalars() {
    for scalar in UInt32(0)..<0x3000 where scalar < 0xD800 {
      var alone: [UInt8] = []
      Folding.shared.append(scalar, to: &alone)
      var text: [UInt8] = []
      UTF8Text.append(scalar, to: &text)
      #expect(Folding.shared.folded(text) == alone)
    }
  }

  @Test("a table of entries has the absent value everywhere else")
  func makesTables() {
    let table = ScalarTable<UInt16>(entries: [0: 1, 127: 2, 128: 3, 0x10FFFF: 4], absent: 9)
    #expect([0, 127, 128, 0x10FFFF].map { table[$0] } == [1, 2, 3, 4])
    #expect([1, 126, 129, 0x10FFFE, 0x110000, .max].allSatisfy { table[$0] == 9 })
    let runs = ScalarTable<UInt16>(
      runs: [(100, 1), (28, 2), (128, 3), (0x110000 - 256, 4)], outside: 7)
    #expect(
      [0, 99, 100, 127, 128, 255, 256, 0x10FFFF].map { runs[$0] } == [1, 1, 2, 2, 3, 3, 4, 4])
    #expect(runs[0x110000] == 7)
  }

  @Test("a sequence may be empty, and is told from none")
  func keepsSequences() {
    let sequences = ScalarSequences([0x41: [], 0x42: [0x61, 0xE9]])
    var scalars: [UInt32] = []
    var bytes: [UInt8] = []
    #expect(sequences.append(0x41, to: &scalars) && scalars.isEmpty)
    #expect(sequences.append(0x42, to: &scalars) && scalars == [0x61, 0xE9])
    #expect(!sequences.append(0x43, to: &scalars) && scalars.count == 2)
    #expect(sequences.append(0x42, toUTF8: &bytes) && bytes == [0x61, 0xC3, 0xA9])
    #expect(sequences.contains(0x41) && !sequences.contains(0x43))
  }
}
