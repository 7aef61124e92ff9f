import EmbeddedData

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

  /// Reads a number of sequences; of each its scalar, its length and its scalars.
  init(_ reader: inout EmbeddedReader) {
    var sequences: [UInt32: [UInt32]] = [:]
    for _ in 0..<reader.uint32() {
      let scalar = reader.uint32()
      sequences[scalar] = (0..<reader.uint32()).map { _ in reader.uint32() }
    }
    self.init(sequences)
  }

  /// True when the scalar has a sequence.
  func contains(_ scalar: UInt32) -> Bool { places[scalar] != 0 }

  /// Appends the sequence of `scalar`; false, and nothing appended, when it has none.
  @discardableResult
  func append(_ scalar: UInt32, to output: inout [UInt32]) -> Bool {
    let position = places[scalar]
    if position == 0 { return false }
    let start = Int(position & 0x7FFF_FFFF) &>> 6
    for index in start..<start + Int(position & 63) { output.append(pool[index]) }
    return true
  }

  /// Appends the sequence of `scalar` as UTF-8; false when it has none.
  func append(_ scalar: UInt32, toUTF8 output: inout [UInt8]) -> Bool {
    let position = places[scalar]
    if position == 0 { return false }
    let start = Int(position & 0x7FFF_FFFF) &>> 6
    for index in start..<start + Int(position & 63) { UTF8Text.append(pool[index], to: &output) }
    return true
  }
}
