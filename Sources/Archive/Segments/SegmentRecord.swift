/// One whole record that was found in a segment.
package struct SegmentRecord: Sendable, Hashable {
  package var head: RecordHead
  /// The bytes of its frame.
  package var range: Range<UInt64>
}
