/// A record's number in the log, from 1, without holes; 0 is before the first record.
package struct LSN: Hashable, Comparable, Sendable, CustomStringConvertible {
  package var rawValue: UInt64

  package init(_ rawValue: UInt64) {
    self.rawValue = rawValue
  }

  /// Before the first record.
  package static let zero = LSN(0)

  /// The number after this one.
  package var next: LSN {
    assert(rawValue < .max, "no log is that long")
    return LSN(rawValue + 1)
  }

  /// Earlier records are smaller.
  package static func < (left: LSN, right: LSN) -> Bool { left.rawValue < right.rawValue }

  /// The plain number.
  package var description: String { String(rawValue) }
}
