/// Where a reader stands in a file, as bytes for the journal.
package struct ReaderPosition: Sendable, Hashable {
  /// Records given out so far.
  package var ordinal: Int
  var state: Int64
  /// Records given out of the one that begins at `state` and holds many itself.
  var innerCount = 0

  init(ordinal: Int, state: Int64, innerCount: Int = 0) {
    assert(ordinal >= 0 && state >= 0 && 0...ordinal ~= innerCount)
    self.ordinal = ordinal
    self.state = state
    self.innerCount = innerCount
  }

  /// Reads what `bytes` gave; nil for anything else.
  package init?(bytes: [UInt8]) {
    guard bytes.count == 25, bytes[0] == 2 else { return nil }
    func number(_ range: Range<Int>) -> Int64 {
      bytes[range].reversed().reduce(0) { $0 << 8 | Int64($1) }
    }
    let (ordinal, state, innerCount) = (number(1..<9), number(9..<17), number(17..<25))
    guard ordinal >= 0, state >= 0, 0...ordinal ~= innerCount else { return nil }
    self.init(ordinal: Int(ordinal), state: state, innerCount: Int(innerCount))
  }

  /// Twenty-five bytes: a version, then the three numbers, lowest byte first.
  package var bytes: [UInt8] {
    [2]
      + [Int64(ordinal), state, Int64(innerCount)].flatMap { number in
        (0..<8).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
      }
  }
}
