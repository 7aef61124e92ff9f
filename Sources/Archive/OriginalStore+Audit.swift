package import Model
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

  /// What came of reading a part of the originals.
  package struct PartReading: Sendable, Equatable {
    /// Originals that were read.
    package var count = 0
    /// Bytes of these, as they came.
    package var byteCount: UInt64 = 0
    /// Originals that could not be read, or are not what their digest says, with why.
    package var damaged: [Digest: String] = [:]

    package init() {}
  }

  /// Reads the originals whose digest lies in a part (`Digest.part(of:)`) and holds each against its digest,
  /// also beside a writer: what is taken out meanwhile is passed over.
  ///
  /// `progress`: Hears how many of how many were read, after each.
  package func readPart(
    _ number: Int, of count: Int, _ progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws -> PartReading {
    func isWanted(_ digest: Digest) -> Bool { digest.part(of: count) == number }
    var digests = try catalogue.withLock { catalogue in
      try catalogue.load()
      if !catalogue.isWriters { try catalogue.refresh() }
      return try catalogue.originals(isWanted)
    }
    for subfolder in try former.subfolders() {
      digests += try former.digests(in: subfolder).filter(isWanted)
    }
    var reading = PartReading()
    for digest in digests {
      do {
        var length: UInt64 = 0
        try withOriginal(digest) { length += UInt64($0.count) }
        reading.byteCount &+= length
      } catch OriginalError.missing {
        continue
      } catch let error as OriginalError {
        reading.damaged[digest] = error.description
      } catch let error as StorageError {
        // One that the disk gives up is no reason to leave the others unread.
        reading.damaged[digest] = "\(error)"
      }
      reading.count += 1
      progress(reading.count, digests.count)
    }
    return reading
  }
}
