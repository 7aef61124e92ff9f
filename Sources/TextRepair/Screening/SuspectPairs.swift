import Unicode

/// Which neighbours beyond ASCII are worth a closer look: a cheap necessary condition for mojibake.
///
/// Two scalars are suspect when some single-byte encoding could have made them of neighbouring bytes
/// of one UTF-8 sequence, and no language writes them side by side. Natural text passes in two
/// table reads a scalar, whatever its script. For what multi-byte encodings make, single rare
/// ideographs are suspect.
final class SuspectPairs: Sendable {
  /// The only instance; made at first use, in some milliseconds.
  static let shared = SuspectPairs()

  /// What the table says of one scalar.
  struct Entry: Sendable {
    var bits: UInt16 = 0

    /// Its row and column in the table of pairs; 0 when no encoding makes it.
    var number: Int { Int(bits & 0x7FF) }
    /// True when clean-up may have to do with it.
    var concernsCleanup: Bool { bits & 0x800 != 0 }
    /// True for what multi-byte encodings make: ideographs, kana, syllables.
    var isIdeograph: Bool { bits & 0x1000 != 0 }
    /// True for an ideograph that training hardly saw.
    var isRare: Bool { bits & 0x2000 != 0 }
    /// True when it opens general punctuation in Windows-1252: signs damaged twice start with it.
    var opensPunctuation: Bool { bits & 0x4000 != 0 }
    /// True for a capital.
    var isUpper: Bool { bits & 0x8000 != 0 }
  }

  private let blockOfHighBits: [UInt16]
  private let entries: [Entry]
  private let pairs: [UInt64]
  private let wordsInRow: Int

  /// A pair that costs less than this in the model, in nats, is written somewhere.
  private static let naturalPairCost: Float = 7.2
  /// An ideograph that costs less than this is a usual one.
  private static let usualIdeographCost: Float = 13.6

  private init() {
    let sets = EncodingSets.either
    let scalars: [UInt32] = [0, 0x20, 0xFFFD] + sets.scalars
    var table = Table()
    table.number(scalars)
    blockOfHighBits = table.blockOfHighBits
    entries = table.entries
    let wordsInRow = (scalars.count + 63) / 64
    self.wordsInRow = wordsInRow
    var pairs = [UInt64](repeating: 0, count: wordsInRow * scalars.count)
    let classes = scalars.map(Self.writingClass)
    let followers = scalars.indices.dropFirst().map {
      (number: $0, continuation: sets.following(scalars[$0]).continuation)
    }.filter { $0.continuation != 0 || $0.number == 1 }
    let model = CharacterModel.shared
    for (row, first) in scalars.enumerated().dropFirst(3) {
      let own = sets[first]
      let opens = own.lead2 | own.lead3 | own.continuation
      for (column, continuation) in followers {
        let isSpace = column == 1
        guard isSpace ? own.graveLead != 0 : opens & continuation != 0 else { continue }
        // A capital that ends a word ends it in capitals, or it is damage.
        let canBeWritten =
          isSpace ? !CaseFolding.isUpper(first) : classes[row] & classes[column] != 0
        if canBeWritten,
          model.cost(of: scalars[column], after: first) ?? .infinity <= Self.naturalPairCost
        {
          continue
        }
        pairs[row * wordsInRow + column >> 6] |= 1 << UInt64(column & 63)
      }
    }
    self.pairs = pairs
  }

  /// A bit for each script; punctuation goes with all, symbols with none.
  private static func writingClass(_ scalar: UInt32) -> UInt32 {
    let properties = UnicodeScalarProperties.shared
    if properties.isLetterOrMark(scalar) {
      return 1 << (UInt32(properties.script(scalar).rawValue) & 31)
    }
    let isPunctuation = properties.isPunctuation(scalar) || properties.isSpace(scalar)
    return isPunctuation || scalar < 0x100 && scalar >= 0xA0 ? .max : 0
  }

  /// The table of entries as it is made.
  private struct Table {
    var blockOfHighBits = [UInt16](repeating: 0, count: 0x400)
    var entries = [Entry](repeating: Entry(), count: 64)

    mutating func number(_ scalars: [UInt32]) {
      precondition(scalars.count < 0x800)
      for (number, scalar) in scalars.enumerated().dropFirst() {
        self[scalar] |= UInt16(number) | (CaseFolding.isUpper(scalar) ? 0x8000 : 0)
      }
      for scalar in Self.concernOfCleanup.joined() { self[scalar] |= 0x800 }
      self[0xE2] |= 0x4000
      let model = CharacterModel.shared
      for scalar in UInt32(0x2E80)..<0x10000 where Segment.isIdeograph(scalar) {
        let isUsual = model.cost(of: scalar).map { $0 < usualIdeographCost } ?? false
        self[scalar] |= isUsual ? 0x1000 : 0x3000
      }
    }

    private static let concernOfCleanup: [ClosedRange<UInt32>] = [
      0x80...0xA0, 0xA8...0xA8, 0xAD...0xAD, 0xB4...0xB4, 0xB8...0xB8, 0x2C6...0x2C7,
      0x2D8...0x2DD, 0x300...0x36F, 0x200B...0x200B,
      0x200E...0x200F, 0x201C...0x201C, 0x2028...0x202E, 0x2060...0x2069, 0xFEFF...0xFEFF,
      0xFB00...0xFB06, 0xFF21...0xFF3A, 0xFF41...0xFF5A,
    ]

    private subscript(scalar: UInt32) -> UInt16 {
      get { entries[Int(blockOfHighBits[Int(scalar >> 6)]) * 64 + Int(scalar & 63)].bits }
      set {
        let high = Int(scalar >> 6)
        if blockOfHighBits[high] == 0 {
          blockOfHighBits[high] = UInt16(entries.count / 64)
          entries.append(contentsOf: repeatElement(Entry(), count: 64))
        }
        entries[Int(blockOfHighBits[high]) * 64 + Int(scalar & 63)].bits = newValue
      }
    }
  }

  /// What the table says of `scalar`.
  @inline(__always)
  subscript(scalar: UInt32) -> Entry {
    guard scalar < 0x10000 else {
      // Mathematical letters are for clean-up, ideographs of the higher planes are rare.
      return Entry(
        bits: scalar &- 0x1D400 < 0x400 ? 0x800 : scalar &- 0x20000 < 0x20000 ? 0x3000 : 0)
    }
    return entries[Int(blockOfHighBits[Int(scalar &>> 6)]) &* 64 &+ Int(scalar & 63)]
  }

  /// True when the two are suspect side by side.
  @inline(__always)
  func areSuspect(_ first: Entry, _ second: Entry) -> Bool {
    pairs[first.number &* wordsInRow &+ second.number &>> 6] &>> UInt64(second.number & 63) & 1 != 0
  }

  /// True when what stands before and behind a run of scalars beyond ASCII makes it suspect: a
  /// capital inside a word, a word that changes its script.
  @inline(__always)
  func isSuspect(
    after before: UInt32, _ first: UInt32, _ last: UInt32, before after: UInt32, count: Int
  ) -> Bool {
    assert(count > 0 && first >= 0x80 && last >= 0x80)
    if before &- 0x61 < 26, self[first].isUpper { return true }
    if Self.isLetter(before), first >= 0x370, !self[first].isIdeograph, self[first].number != 0 {
      return true
    }
    if Self.isLetter(after), last >= 0x370, last < 0x2000 { return true }
    // A word of one letter may be a capital.
    return after == 0x20 && (count > 1 || first < 0x370) && areSuspect(self[last], self[0x20])
  }

  /// What a scalar of usual words costs on average in the model, in nats; damage costs 8 and more.
  private static let usualCost: Float = 5

  /// True when a run is as likely as usual words are where it stands.
  static func isUsual(
    _ run: ArraySlice<UInt32>, _ beforeThat: UInt32, _ before: UInt32, _ after: UInt32
  ) -> Bool {
    cost(of: run, beforeThat, before, after) < usualCost
  }

  /// What the scalars of a run's start cost on average where it stands, in nats.
  static func cost(
    of run: ArraySlice<UInt32>, _ beforeThat: UInt32, _ before: UInt32, _ after: UInt32
  ) -> Float {
    let model = CharacterModel.shared
    var (a, b) = (beforeThat, before)
    var cost: Float = 0
    for c in run.prefix(32) {
      cost += model.cost(a, b, c)
      (a, b) = (b, c)
    }
    if run.count <= 32, after < 0x80 { cost += model.cost(a, b, after) }
    return cost / Float(min(run.count, 32) + 1)
  }

  /// True for ASCII letters.
  @inline(__always)
  static func isLetter(_ scalar: UInt32) -> Bool { scalar < 0x80 && (scalar | 0x20) &- 0x61 < 26 }

  /// True when a run of scalars beyond ASCII holds ideographs that usual text does not: rare ones,
  /// a few alone, or some that run into a Latin word.
  func holdsOddIdeographs(_ scalars: [UInt32], _ run: Range<Int>) -> Bool {
    var (isIdeographic, isRare) = (false, false)
    var isMixed = false
    for index in run {
      let entry = self[scalars[index]]
      isIdeographic = isIdeographic || entry.isIdeograph
      isRare = isRare || entry.isRare
      isMixed = isMixed || scalars[index] < 0x2000
    }
    guard isIdeographic else { return false }
    return isRare || isMixed || run.count < 4
      || run.lowerBound > 0 && Self.isLetter(scalars[run.lowerBound - 1])
      || run.upperBound < scalars.count && Self.isLetter(scalars[run.upperBound])
  }

  /// True when a run of scalars beyond ASCII holds a suspect pair or is suspect where it stands.
  func holdsSuspects(_ scalars: [UInt32], _ run: Range<Int>) -> Bool {
    let before = run.lowerBound > 0 ? scalars[run.lowerBound - 1] : 0x0A
    let after = run.upperBound < scalars.count ? scalars[run.upperBound] : 0x0A
    let (first, last) = (scalars[run.lowerBound], scalars[run.upperBound - 1])
    var found = isSuspect(after: before, first, last, before: after, count: run.count)
    var entry = self[first]
    for index in run.dropFirst() where !found {
      let next = self[scalars[index]]
      found = areSuspect(entry, next)
      entry = next
    }
    return found && !Self.isUsual(scalars[run], 0x20, before, after)
  }
}
