import TextEncodings

/// Which neighbours beyond ASCII are worth a closer look: a cheap necessary condition for mojibake.
///
/// Two scalars are suspect when some single-byte reader could have made them of neighbouring bytes
/// of one UTF-8 sequence, and no language writes them side by side. Natural text passes in two
/// table reads a scalar, whatever its script. For what multi-byte readers make, single rare
/// ideographs are suspect.
struct SuspectPairs: Sendable {
  /// The only instance; made at first use, in some milliseconds.
  static let shared = SuspectPairs()

  /// What the table says of one scalar.
  struct Entry: Sendable {
    fileprivate(set) var bits: UInt16 = 0

    /// Its row and column in the table of pairs; 0 when no reader makes it.
    var number: Int { Int(bits & 0x7FF) }
    /// True when clean-up may have to do with it.
    var concernsCleanup: Bool { bits & 0x800 != 0 }
    /// True for what multi-byte readers make: ideographs, kana, syllables.
    var isIdeograph: Bool { bits & 0x1000 != 0 }
    /// True for an ideograph that training hardly saw.
    var isRare: Bool { bits & 0x2000 != 0 }
    /// True when it opens general punctuation in Windows-1252: signs damaged twice start with it.
    var opensPunctuation: Bool { bits & 0x4000 != 0 }
    /// True for a capital.
    var isUpper: Bool { bits & 0x8000 != 0 }
  }

  private var blockOfHighBits = [UInt16](repeating: 0, count: 0x400)
  private var entries = [Entry](repeating: Entry(), count: 64)
  private var pairs: [UInt64] = []
  private var wordsInRow = 0

  /// A pair that costs less than this in the model, in nats, is written somewhere.
  private static let naturalPairCost: Float = 7.2
  /// An ideograph that costs less than this is a usual one.
  private static let usualIdeographCost: Float = 13.6

  private init() {
    let sets = ReaderSets.either
    var scalars: [UInt32] = [0, 0x20, 0xFFFD]
    scalars += sets.scalars
    for (number, scalar) in scalars.enumerated().dropFirst() {
      self[mutating: scalar] |= UInt16(number)
    }
    precondition(scalars.count < 0x800)
    markCleanup()
    let model = CharacterModel.shared
    for scalar in UInt32(0x2E80)..<0x10000 where Segment.isIdeograph(scalar) {
      let isUsual = model.cost(of: scalar).map { $0 < Self.usualIdeographCost } ?? false
      self[mutating: scalar] |= isUsual ? 0x1000 : 0x3000
    }
    self[mutating: 0xE2] |= 0x4000
    for scalar in scalars where scalar >= 0x80 && CaseFolding.isUpper(scalar) {
      self[mutating: scalar] |= 0x8000
    }
    wordsInRow = (scalars.count + 63) / 64
    pairs = [UInt64](repeating: 0, count: wordsInRow * scalars.count)
    let kinds = scalars.map { sets.following($0) }
    for (row, first) in scalars.enumerated().dropFirst(3) {
      let own = sets[first]
      let opens = own.lead2 | own.lead3 | own.continuation
      for (column, second) in scalars.enumerated().dropFirst() {
        let isPossible =
          second == 0x20 ? own.graveLead != 0 : opens & kinds[column].continuation != 0
        guard isPossible else { continue }
        // A capital that ends a word ends it in capitals, or it is damage.
        let isWritten = second != 0x20 || !self[first].isUpper
        if isWritten, model.cost(of: second, after: first) ?? .infinity <= Self.naturalPairCost {
          continue
        }
        pairs[row * wordsInRow + column >> 6] |= 1 << UInt64(column & 63)
      }
    }
  }

  private mutating func markCleanup() {
    let ranges: [ClosedRange<UInt32>] = [
      0x80...0xA0, 0xA8...0xA8, 0xAD...0xAD, 0xB4...0xB4, 0x300...0x36F, 0x200B...0x200B,
      0x200E...0x200F, 0x201C...0x201D, 0x2028...0x202E, 0x2060...0x2069, 0xFEFF...0xFEFF,
      0xFB00...0xFB06, 0xFF21...0xFF3A, 0xFF41...0xFF5A,
    ]
    for scalar in ranges.joined() { self[mutating: scalar] |= 0x800 }
  }

  private subscript(mutating scalar: UInt32) -> UInt16 {
    get { self[scalar].bits }
    set {
      let high = Int(scalar >> 6)
      if blockOfHighBits[high] == 0 {
        blockOfHighBits[high] = UInt16(entries.count / 64)
        entries.append(contentsOf: repeatElement(Entry(), count: 64))
      }
      entries[Int(blockOfHighBits[high]) * 64 + Int(scalar & 63)].bits = newValue
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
  func isSuspect(after before: UInt32, _ first: UInt32, _ last: UInt32, before after: UInt32)
    -> Bool
  {
    if before &- 0x61 < 26, self[first].isUpper { return true }
    if Self.isLetter(before), first >= 0x370, !self[first].isIdeograph, self[first].number != 0 {
      return true
    }
    return Self.isLetter(after) && last >= 0x370 && last < 0x2000
      || after == 0x20 && areSuspect(self[last], self[0x20])
  }

  /// What a scalar of usual words costs on average in the model, in nats; damage costs 8 and more.
  private static let usualCost: Float = 4.4

  /// True when a run is as likely as usual words are where it stands.
  static func isUsual(
    _ run: ArraySlice<UInt32>, _ beforeThat: UInt32, _ before: UInt32, _ after: UInt32,
    _ model: CharacterModel
  ) -> Bool {
    var (a, b) = (beforeThat, before)
    var cost: Float = 0
    for c in run.prefix(32) {
      cost += model.cost(a, b, c)
      (a, b) = (b, c)
    }
    if run.count <= 32, after < 0x80 { cost += model.cost(a, b, after) }
    return cost < usualCost * Float(min(run.count, 32) + 1)
  }

  /// True for ASCII letters.
  @inline(__always)
  static func isLetter(_ scalar: UInt32) -> Bool { scalar < 0x80 && (scalar | 0x20) &- 0x61 < 26 }

  /// True when a run of scalars beyond ASCII holds a suspect pair or is suspect where it stands.
  func holdsSuspects(_ scalars: [UInt32], _ run: Range<Int>) -> Bool {
    let before = run.lowerBound > 0 ? scalars[run.lowerBound - 1] : 0x0A
    let after = run.upperBound < scalars.count ? scalars[run.upperBound] : 0x0A
    let (first, last) = (scalars[run.lowerBound], scalars[run.upperBound - 1])
    var found = isSuspect(after: before, first, last, before: after)
    var entry = self[first]
    for index in run.dropFirst() where !found {
      let next = self[scalars[index]]
      found = areSuspect(entry, next)
      entry = next
    }
    return found && !Self.isUsual(scalars[run], 0x20, before, after, CharacterModel.shared)
  }
}
