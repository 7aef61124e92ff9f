internal import Model
package import Storage
internal import Synchronization

extension OriginalStore {
  /// Bytes of a segment that are no whole records.
  package struct Damage: Sendable, Equatable {
    package let path: FilePath
    /// Where they are, in bytes.
    package let range: Range<UInt64>
    /// True where a crash has left them behind the last record: nothing that was acknowledged.
    package let isTornTail: Bool
  }

  /// Reads every byte of the segments and says what is damaged. `progress` hears of each segment.
  package func findDamage(_ progress: (FilePath) -> Void = { _ in }) throws -> [Damage] {
    let (segments, tabled) = try catalogue.withLock { catalogue in
      try catalogue.load()
      return (catalogue.segments.keys.sorted(), catalogue.tabled)
    }
    var found: [Damage] = []
    for id in segments {
      let path = id.path(in: folder)
      progress(path)
      var scan = try SegmentScan(try files.open(path, .read), depth: .digests)
      var position: UInt64 = 0
      while position < scan.byteCount {
        let next = try scan.firstRecord(from: position)
        let end = next?.range.lowerBound ?? scan.byteCount
        if end > position {
          let isTorn =
            id.revision == 0 && position >= tabled[id]?.end ?? 0
            && next.map { $0.head.durableByteCount <= position } ?? true
          found.append(Damage(path: path, range: position..<end, isTornTail: isTorn))
        }
        position = next?.range.upperBound ?? scan.byteCount
      }
    }
    return found
  }
}
