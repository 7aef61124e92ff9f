/// What a document shows for one encoding: the gain of its edits, each kind counted once in full.
struct Evidence {
  /// Nats by which the text as repaired is likelier than as it stands.
  private(set) var gain: Float = 0
  private var seen: Set<[UInt32]> = []
  private var count = (decoded: 0, all: 0)
  private let isLatin: Bool
  private let isMultiByte: Bool
  private let holdsIdeographs: Bool

  /// `isLatin`: whether the document is written in Latin letters for the most part; `isMultiByte`:
  /// whether the encoding is; `holdsIdeographs`: whether the document is written in ideographs.
  init(isLatin: Bool, isMultiByte: Bool, holdsIdeographs: Bool) {
    self.isLatin = isLatin
    self.isMultiByte = isMultiByte
    self.holdsIdeographs = holdsIdeographs
  }

  /// The share of what is not ASCII that the edits decode.
  var coverage: Float { count.all == 0 ? 0 : Float(count.decoded) / Float(count.all) }

  /// What repeated edits add is worth this share.
  private static let shareOfRepeated: Float = 0.2
  /// What an edit loses whose damaged side holds no letter: it may be meant as it stands.
  private static let discountOfSymbols: Float = 12

  /// Symbols inside a word are no accident.
  private static let bonusInWord: Float = 8
  /// Nor are pairs of them at the end of one.
  private static let bonusAtWord: Float = 6

  /// In Latin text a single letter of another script, glued to a sign, is hardly ever meant.
  private static let bonusForForeignLetter: Float = 7

  /// True when a letter beyond Latin, alone before a sign or before a letter that is no word with it,
  /// stands for a common sign: `Β©` or `ВЈ` in English.
  private static func isSignBehindForeignLetter(
    _ damaged: ArraySlice<UInt32>, _ replacement: [UInt32]
  ) -> Bool {
    guard damaged.count == 2, let first = damaged.first, first >= 0x370, replacement.count == 1
    else { return false }
    return Typography.isLetter(first) && replacement.allSatisfy(isCommonSign)
  }

  /// Signs that news uses, and that are damaged as often as letters.
  private static func isCommonSign(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0xA3, 0xA7, 0xA9, 0xAE, 0xB0, 0xB6, 0xBC...0xBE, 0x2010...0x2026, 0x20AC, 0x2122: true
    default: false
    }
  }

  private func bonus(for edit: Edit, in scalars: [UInt32]) -> Float {
    func isLetter(_ scalar: UInt32) -> Bool { Typography.isLetter(scalar) }
    let damaged = scalars[edit.range]
    // No text holds C1 controls.
    if damaged.contains(where: { $0 &- 0x80 < 0x20 }) { return Self.bonusAtWord }
    let letters = damaged.count(where: isLetter)
    let before = edit.range.lowerBound > 0 ? scalars[edit.range.lowerBound - 1] : 0x20
    let after = edit.range.upperBound < scalars.count ? scalars[edit.range.upperBound] : 0x20
    let endsInSpace = damaged.last == 0x20 || damaged.last == 0xA0
    if isLetter(before) && isLetter(after) && !endsInSpace {
      let isPlain = before < 0x80 && after < 0x80
      return isPlain && letters > 0 && letters < damaged.count ? Self.bonusInWord : 0
    }
    if isLetter(before) && letters == 0 && !endsInSpace { return Self.bonusAtWord }
    if isLatin, !isLetter(before), !isLetter(after),
      Self.isSignBehindForeignLetter(damaged, edit.replacement)
    {
      return Self.bonusForForeignLetter
    }
    if letters > 0 || isLetter(before) || isLetter(after) {
      return edit.replacement == [0xA0] ? -6 : 0
    }
    return edit.replacement.allSatisfy(Self.isCommonSign) ? -3 : -Self.discountOfSymbols
  }

  mutating func add(_ path: BeamSearch.Path, in scalars: [UInt32], _ range: Range<Int>) {
    count.all += scalars[range].count { $0 >= 0x80 }
    guard path.gain > 0 else { return }
    assert(path.edits.count == path.gains.count)
    for (edit, gain) in zip(path.edits, path.gains) {
      if isMultiByte, MultiByteEvidence.isAmongIdeographs(edit, in: scalars) { continue }
      if isMultiByte, holdsIdeographs, MultiByteEvidence.isMeant(edit, in: scalars) { continue }
      if SoundReading.isMeant(edit, in: scalars, isLatin: isLatin)
        || SoundLetters.isQuotedLetter(edit, scalars)
      {
        continue
      }
      count.decoded += scalars[edit.range].count { $0 >= 0x80 }
      if seen.insert(Array(scalars[edit.range])).inserted {
        self.gain += gain + bonus(for: edit, in: scalars)
      } else {
        self.gain += gain * Self.shareOfRepeated
      }
    }
  }
}
