/// How an archive is kept.
package struct OriginalStoreOptions: Sendable {
  /// zstd's level, 1 to 19.
  package var level: Int32 = 3
  /// A segment of this many bytes is full. A takedown writes one anew.
  package var segmentByteLimit: UInt64 = 64 << 20
  /// Longer originals get a segment of their own and are never held in memory, in bytes.
  package var heldByteCount: UInt64 = 8 << 20
  /// Bytes that gather in memory at most before they are written and synced.
  package var gatherByteCount = 4 << 20
  /// Originals that are held in memory, and read at a start, before a location table is written.
  package var recentCount = 16_384
  /// Location tables that would have more entries than this are not merged.
  package var mergedCount = 4 << 20
  /// The time now, in milliseconds since 1970.
  package var clock: @Sendable () -> Int64 = OriginalStoreOptions.systemClock

  package init() {}
}
