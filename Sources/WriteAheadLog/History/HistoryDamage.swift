/// A stretch of a history segment that does not read back.
package struct HistoryDamage: Hashable, Sendable {
  /// The entries that are lost, by their place in the segment from 0.
  package var entries: Range<Int>
  /// The bytes of the file that hold them.
  package var bytes: Range<UInt64>
}
