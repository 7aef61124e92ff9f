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
      found += try Self.damage(
        of: id, in: try files.open(path, .read), named: path, durable: tabled[id]?.end ?? 0)
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

  /// Reads a segment and says what of it is damaged, wherever its bytes lie.
  ///
  /// `limit`: What comes from there on is not looked at. `soundEnd`: Up to here records are only walked
  /// over, since they have been read before. `durable`: What comes before has been acknowledged.
  package static func damage(
    of id: SegmentID, in file: any FileHandle, named path: FilePath, upTo limit: UInt64 = .max,
    soundEnd: UInt64 = 0, durable: UInt64
  ) throws -> [Damage] {
    var found: [Damage] = []
    var scan = try SegmentScan(file, depth: soundEnd > 0 ? .heads : .digests, upTo: limit)
    var position: UInt64 = 0
    while position < scan.byteCount {
      let next = try scan.firstRecord(from: position)
      if scan.depth == .heads, next.map({ $0.range.upperBound > soundEnd }) ?? true {
        // From here on, the same place again, every byte counts.
        scan.depth = .digests
        continue
      }
      let end = next?.range.lowerBound ?? scan.byteCount
      if end > position {
        let isTorn =
          id.revision == 0 && position >= durable
          && next.map { $0.head.durableByteCount <= position } ?? true
        found.append(Damage(path: path, range: position..<end, isTornTail: isTorn))
      }
      position = next?.range.upperBound ?? scan.byteCount
    }
    return found
  }

  /// Whether the original's record lies in bytes that are damaged.
  package func lies(_ digest: Digest, in damage: [Damage]) throws -> Bool {
    guard case .segment(let location) = try location(of: digest, refreshing: false) else {
      return false
    }
    let path = location.segment.path(in: folder)
    return damage.contains { $0.path == path && $0.range.overlaps(location.range) }
  }

  /// Up to where the records of each segment are known to be durable, in bytes.
  package func durableEnds() throws -> [SegmentID: UInt64] {
    try catalogue.withLock { catalogue in
      try catalogue.load()
      return catalogue.tabled.mapValues(\.end)
    }
  }
}
