import Testing
import TextEncodings

@testable import TextRepair

@Suite("What speaks for mojibake")
struct EvidenceTests {
  private static func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

  private static func names(_ bits: UInt64) -> Set<String> {
    Set(
      MisreadEncoding.singleByte.enumerated().filter { bits >> UInt64($0.offset) & 1 != 0 }
        .map(\.element.name))
  }

  private static func covering(_ text: String) -> Set<String> {
    let run = scalars(text)
    return names(Coverage.misreads(of: run, 0..<run.count, EncodingSets.shared))
  }

  @Test("two letters that are a sequence of UTF-8 speak for the encodings that have them so")
  func covers() {
    #expect(Self.covering("Ã¼").isSuperset(of: ["windows-1252", "ISO-8859-1", "windows-1254"]))
    #expect(!Self.covering("Ã¼").contains("windows-1251"))
    #expect(Self.covering("√º").contains("macintosh"))
    #expect(Self.covering("Рњ").contains("windows-1251"))
    #expect(Self.covering("üÃ").isEmpty)
    #expect(Self.covering("ü").isEmpty)
  }

  @Test("three letters count when all three fit, two when they open general punctuation")
  func coversThree() {
    #expect(Self.covering("â€™").contains("windows-1252"))
    #expect(Self.covering("â€").contains("windows-1252"))
    #expect(!Self.covering("ã€").contains("windows-1252"))
    #expect(Self.covering("ã‚¤").contains("windows-1252"))
  }

  @Test("half of a run has to be covered")
  func asksForHalf() {
    #expect(Self.covering("Ã¼öö").contains("windows-1252"))
    #expect(!Self.covering("öÃ¼öö").contains("windows-1252"))
    #expect(!Self.covering("ööÃ¼ööö").contains("windows-1252"))
  }

  @Test("lower-cased text speaks through its capitals")
  func coversFolded() {
    let run = Self.scalars("ã¼")
    #expect(!Self.covering("ã¼").contains("windows-1252"))
    #expect(
      Self.names(Coverage.misreads(of: run, 0..<2, EncodingSets.folded)).contains("windows-1252"))
  }

  @Test("a replacement character may be any byte that continues")
  func coversMarks() {
    #expect(EncodingSets.shared.following(0xFFFD).continuation == .max)
    #expect(EncodingSets.shared.following(0xFFFD).lead2 == 0)
  }

  @Test("each scalar is the byte that its encoding says")
  func knowsBytes() {
    let sets = EncodingSets.shared
    // Bit 0 is Windows-1252.
    #expect(sets[0xC3].lead2 & 1 == 1 && sets[0xC3].graveLead & 1 == 1)
    #expect(sets[0xE2].lead3 & 1 == 1 && sets[0xE2].punctuationLead & 1 == 1)
    #expect(sets[0x20AC].continuation & 1 == 1 && sets[0x20AC].opensPunctuation & 1 == 1)
    #expect(sets[0xBC].continuation & 1 == 1 && sets[0xBC].opensPunctuation & 1 == 0)
    #expect(sets[0xC0].lead2 & 1 == 0)
    #expect(!sets[0x41].isMade && !sets[0x4E00].isMade && !sets[0x1F600].isMade)
    #expect(sets.scalars == sets.scalars.sorted())
    #expect(sets.scalars.contains(0xC3) && !sets.scalars.contains(0x41))
  }

  @Test("segments join over single ASCII scalars and take the space behind along")
  func segments() {
    var count = 0
    let text = Self.scalars("ab Ã¼x Ã¶ cd Ã¤.")
    let segments = Segment.all(in: text, field: 3, isFolded: false, isNatural: false, &count)
    #expect(segments.map(\.field) == [3, 3, 3])
    #expect(segments.map(\.range) == [3..<5, 7..<10, 13..<15])
    #expect(segments.allSatisfy { $0.evidence & 1 == 1 })
    #expect(count == 7)
    count = 0
    let joined = Segment.all(
      in: Self.scalars("Ã¼ Ã¶"), field: 0, isFolded: false, isNatural: false, &count)
    #expect(joined.map(\.range) == [0..<5])
  }

  @Test("in natural text only what is suspect is evidence")
  func segmentsNatural() {
    var count = 0
    let text = Self.scalars("Ωμ é")
    let natural = Segment.all(in: text, field: 0, isFolded: false, isNatural: true, &count)
    #expect(natural.allSatisfy { $0.evidence == 0 })
  }

  @Test("ideographs, kana, syllables and half-width forms are what multi-byte encodings make")
  func knowsIdeographs() {
    let yes: [UInt32] = [0x2E80, 0x3042, 0x4E00, 0xAC00, 0xFAFF, 0xFF61, 0xFF9F, 0x20000]
    let no: [UInt32] = [0x41, 0x2E7F, 0xFB00, 0xFF60, 0xFFA0, 0x1F600]
    #expect(yes.allSatisfy(Segment.isIdeograph))
    #expect(!no.contains(where: Segment.isIdeograph))
  }

  @Test("ideographs that are UTF-8 in a multi-byte encoding speak for it")
  func coversMultiByte() {
    let gb = TextEncoding.gb18030.decode(Array("новый мост".utf8)).string
    let bits = MultiByteEvidence.misreads(of: Self.scalars(gb)[...])
    #expect(bits & 1 == 1)
    #expect(MultiByteEvidence.misreads(of: Self.scalars("新桥通车")[...]) == 0)
    #expect(MultiByteEvidence.misreads(of: Self.scalars("Ã¼")[...]) == 0)
  }

  @Test("a short edit beside ideographs that stay is no damage")
  func knowsNeighbours() {
    let text = Self.scalars("新鈥a鈥")
    let beside = Edit(range: 1..<2, replacement: [0x41], rule: "a")
    let apart = Edit(range: 3..<4, replacement: [0x41], rule: "a")
    #expect(MultiByteEvidence.isAmongIdeographs(beside, in: text))
    #expect(!MultiByteEvidence.isAmongIdeographs(apart, in: text))
    let long = Edit(range: 0..<4, replacement: [0x41], rule: "a")
    #expect(!MultiByteEvidence.isAmongIdeographs(long, in: text + [0x65B0]))
  }

  @Test("pairs that no language writes are suspect, those that one writes are not")
  func knowsPairs() {
    let table = SuspectPairs.shared
    func isSuspect(_ pair: String) -> Bool {
      let scalars = Self.scalars(pair)
      return table.areSuspect(table[scalars[0]], table[scalars[1]])
    }
    #expect(["Ã¼", "Ã©", "â€", "√º"].allSatisfy(isSuspect))
    #expect(!["ой", "ст", "ών", "ść", "ął"].contains(where: isSuspect))
  }

  @Test("a rare ideograph is told from a usual one")
  func knowsRareIdeographs() {
    let table = SuspectPairs.shared
    #expect(!table[0x7684].isRare && table[0x7684].isIdeograph)
    #expect(table[0x93C2].isRare || table[0x92C6].isRare)
    #expect(table[0x20000].isRare)
    #expect(table[0xC9].isUpper && !table[0xE9].isUpper)
    #expect(table[0xE2].opensPunctuation && !table[0xE3].opensPunctuation)
    #expect(table[0xAD].concernsCleanup && table[0x1D400].concernsCleanup)
    #expect(!table[0xE9].concernsCleanup)
  }

  @Test("an edit that comes again counts a fifth")
  func discountsRepeats() {
    let text = Self.scalars("grÃ¶n grÃ¶n")
    func path(_ edits: [Edit]) -> BeamSearch.Path {
      BeamSearch.Path(
        literalCost: 100, cost: 100 - 10 * Float(edits.count), edits: edits,
        gains: edits.map { _ in 10 })
    }
    let first = Edit(range: 2..<4, replacement: [0xF6], rule: "a")
    let second = Edit(range: 8..<10, replacement: [0xF6], rule: "a")
    var once = Evidence(isLatin: true, isMultiByte: false, holdsIdeographs: false)
    once.add(path([first]), in: text, 0..<5)
    var twice = Evidence(isLatin: true, isMultiByte: false, holdsIdeographs: false)
    twice.add(path([first, second]), in: text, 0..<text.count)
    #expect(abs(twice.gain - once.gain - 2) < 0.001)
    #expect(once.coverage == 1)
    #expect(twice.coverage == 1)
  }

  @Test("coverage is the share of what is not ASCII that is decoded")
  func measuresCoverage() {
    let text = Self.scalars("grÃ¶n öö")
    var evidence = Evidence(isLatin: true, isMultiByte: false, holdsIdeographs: false)
    #expect(evidence.coverage == 0)
    let edit = Edit(range: 2..<4, replacement: [0xF6], rule: "a")
    evidence.add(
      BeamSearch.Path(literalCost: 20, cost: 10, edits: [edit], gains: [10]), in: text,
      0..<text.count)
    #expect(evidence.coverage == 0.5)
    var none = Evidence(isLatin: true, isMultiByte: false, holdsIdeographs: false)
    none.add(
      BeamSearch.Path(literalCost: 10, cost: 10, edits: [edit], gains: [0]), in: text,
      0..<text.count)
    #expect(none.gain == 0 && none.coverage == 0)
  }
}
