/// The tables behind normalization, read from their printed form at first use.
struct NormalizationData: Sendable {
  static let shared = NormalizationData()

  /// Canonical combining class in the lower eight bits; `unstable` when NFC may change the scalar.
  let classes: ScalarTable<UInt16>
  /// Full canonical decompositions, but for Hangul's.
  let canonical: ScalarSequences
  /// Full compatibility decompositions where they differ from the canonical ones.
  let compatible: ScalarSequences
  /// Primary composites by their two parts, the first in the upper half.
  let composites: [UInt64: UInt32]

  /// Set in `classes` for scalars whose property NFC_Quick_Check is not "yes".
  static let unstable: UInt16 = 0x100

  private init() {
    let quick = ScalarTable(runs: Normalization.quickCheckRuns) { UInt16($0) }
    let combining = ScalarTable(runs: Normalization.classRuns) { UInt16($0) }
    var entries: [UInt32: UInt16] = [:]
    for scalar in UInt32(0x300)..<0x3_0000 {
      let value = combining[scalar] | (quick[scalar] != 0 ? Self.unstable : 0)
      if value != 0 { entries[scalar] = value }
    }
    classes = ScalarTable(entries: entries, absent: 0)
    let canonical = ScalarSequences(words: Normalization.canonicalWords)
    self.canonical = canonical
    compatible = ScalarSequences(words: Normalization.compatibleWords)
    var scalar: UInt32 = 0
    var decomposed: [(scalar: UInt32, parts: [UInt32])] = []
    for word in Normalization.composedWords.utf8.split(whereSeparator: ScalarSequences.isBlank) {
      scalar += HexTable.value(word)
      var parts: [UInt32] = []
      canonical.append(scalar, to: &parts)
      decomposed.append((scalar, parts))
    }
    // The full decomposition but for its last scalar is that of the first part, which is shorter.
    decomposed.sort { $0.parts.count < $1.parts.count }
    var composites: [UInt64: UInt32] = [:]
    for (scalar, parts) in decomposed {
      guard let last = parts.last else { continue }
      let first = Self.composed(parts.dropLast(), by: composites)
      composites[UInt64(first) << 32 | UInt64(last)] = scalar
    }
    self.composites = composites
  }

  private static func composed(_ parts: ArraySlice<UInt32>, by composites: [UInt64: UInt32])
    -> UInt32
  {
    parts.dropFirst().reduce(parts.first ?? 0) { first, second in
      composites[UInt64(first) << 32 | UInt64(second)] ?? first
    }
  }
}

/// A sequence of scalars for some scalars.
struct ScalarSequences: Sendable {
  /// Offset in `pool` times 64, plus length; 0 for scalars without a sequence.
  private let places: ScalarTable<UInt32>
  private let pool: [UInt32]

  /// Makes the mapping from pairs; a sequence is at most 63 scalars long.
  init(_ sequences: [UInt32: [UInt32]]) {
    var pool: [UInt32] = []
    var places: [UInt32: UInt32] = [:]
    for (scalar, sequence) in sequences.sorted(by: { $0.key < $1.key }) {
      precondition(sequence.count < 64)
      // Bit 31 tells an empty sequence from none.
      places[scalar] = 1 << 31 | UInt32(pool.count) << 6 | UInt32(sequence.count)
      pool += sequence
    }
    self.pool = pool
    self.places = ScalarTable(entries: places, absent: 0)
  }

  /// Reads words of `distance=scalar.scalar…`.
  init(words: String) {
    var sequences: [UInt32: [UInt32]] = [:]
    var scalar: UInt32 = 0
    for word in words.utf8.split(whereSeparator: Self.isBlank) {
      let sides = word.split(separator: UInt8(ascii: "="))
      scalar += HexTable.value(sides[0])
      sequences[scalar] = sides[1].split(separator: UInt8(ascii: ".")).map(HexTable.value)
    }
    self.init(sequences)
  }

  /// True when the scalar has a sequence.
  func contains(_ scalar: UInt32) -> Bool { places[scalar] != 0 }

  /// Appends the sequence of `scalar`; false, and nothing appended, when it has none.
  @discardableResult
  func append(_ scalar: UInt32, to output: inout [UInt32]) -> Bool {
    let place = places[scalar]
    if place == 0 { return false }
    let start = Int(place & 0x7FFF_FFFF) &>> 6
    for index in start..<start + Int(place & 63) { output.append(pool[index]) }
    return true
  }

  /// Appends the sequence of `scalar` as UTF-8; false when it has none.
  func append(_ scalar: UInt32, toUTF8 output: inout [UInt8]) -> Bool {
    let place = places[scalar]
    if place == 0 { return false }
    let start = Int(place & 0x7FFF_FFFF) &>> 6
    for index in start..<start + Int(place & 63) { UTF8Text.append(pool[index], to: &output) }
    return true
  }

  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A }
}
