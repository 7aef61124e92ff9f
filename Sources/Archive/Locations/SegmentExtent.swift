/// What is known of a part of a segment: how far it reaches, and what lies in it.
struct SegmentExtent: Sendable, Hashable {
  var segment: SegmentID
  /// Up to here, in bytes, the segment is durable and its records are known.
  var end: UInt64
  /// Originals.
  var count: UInt64 = 0
  /// When its oldest and its newest original were stored, in seconds since 1970.
  var oldest: Int64 = .max
  var newest: Int64 = .min

  /// Takes in an original that lies in it.
  mutating func add(_ location: OriginalLocation) {
    count += 1
    oldest = min(oldest, location.seconds)
    newest = max(newest, location.seconds)
  }

  /// Takes in another part of the same segment.
  mutating func add(_ other: SegmentExtent) {
    end = max(end, other.end)
    count += other.count
    oldest = min(oldest, other.oldest)
    newest = max(newest, other.newest)
  }
}
