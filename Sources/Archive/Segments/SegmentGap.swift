/// Bytes of a segment that are no whole records.
struct SegmentGap: Sendable, Hashable {
  /// Where they begin.
  var start: UInt64
  /// Of the segment, in bytes.
  var byteCount: UInt64
  /// Whether whole records follow.
  var hasFollowers = false
  /// True when a later record says that these bytes were durable: they are damaged, and not torn.
  var isDamage = false
}
