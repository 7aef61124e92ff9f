import EmbeddedData

/// The tables behind normalization, read from their embedded file at first use.
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
    var reader = EmbeddedFile(.normalization, version: 1).reader
    let combining = ScalarTable(runs: Self.runs(&reader), outside: 0)
    let canonical = ScalarSequences(&reader)
    compatible = ScalarSequences(&reader)
    let composed = (0..<reader.uint32()).map { _ in reader.uint32() }
    let quick = ScalarTable(runs: Self.runs(&reader), outside: 0)
    precondition(reader.isAtEnd)
    var entries: [UInt32: UInt16] = [:]
    for scalar in UInt32(0x300)..<0x3_0000 {
      let value = combining[scalar] | (quick[scalar] != 0 ? Self.unstable : 0)
      if value != 0 { entries[scalar] = value }
    }
    classes = ScalarTable(entries: entries, absent: 0)
    self.canonical = canonical
    var decomposed = composed.map { scalar in
      var parts: [UInt32] = []
      canonical.append(scalar, to: &parts)
      return (scalar: scalar, parts: parts)
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

  /// Number of runs; then each length and value.
  private static func runs(
    _ reader: inout EmbeddedReader
  ) -> [(length: Int, value: UInt16)] {
    (0..<reader.uint32()).map { _ in
      (length: Int(reader.uint32()), value: UInt16(reader.uint32()))
    }
  }

  private static func composed(_ parts: ArraySlice<UInt32>, by composites: [UInt64: UInt32])
    -> UInt32
  {
    parts.dropFirst().reduce(parts.first ?? 0) { first, second in
      composites[UInt64(first) << 32 | UInt64(second)] ?? first
    }
  }
}
