/// Where an original lies in the archive.
struct OriginalLocation: Sendable, Hashable {
  var segment: SegmentID
  /// Where its record's frame begins in the segment, in bytes.
  var offset: UInt64
  /// Of the frame, in bytes.
  var frameByteCount: UInt64
  /// When it was stored, in seconds since 1970.
  var seconds: Int64

  /// The frame's bytes in the segment.
  var range: Range<UInt64> { offset..<offset &+ frameByteCount }

  /// Whether it counts as stored after `other`.
  func isNewer(than other: OriginalLocation) -> Bool {
    (seconds, segment, offset) > (other.seconds, other.segment, other.offset)
  }
}
