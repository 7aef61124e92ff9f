package import Model
internal import Storage
internal import Synchronization

/// What goes: by takedown, and because it has expired.
extension OriginalStore {
  /// What an expiry took out.
  package struct Expired: Sendable, Equatable {
    /// Originals.
    package var count = 0
    /// Bytes that they took on the disk.
    package var byteCount: UInt64 = 0
  }

  /// Takes an original out, durably, so that no segment holds a byte of it; false when it was not there.
  ///
  /// Each segment that holds it is written anew without it, which needs as much space as the segment, 64 MiB
  /// at most. Others may be storing meanwhile, but not the same bytes.
  package func remove(_ digest: Digest) throws -> Bool { try !remove([digest]).isEmpty }

  /// Takes originals out as `remove` of one does; a segment that holds many of them is written anew once.
  ///
  /// Returns those that were there.
  package func remove(_ digests: Set<Digest>) throws -> Set<Digest> {
    guard !digests.isEmpty else { return [] }
    return try writer.withLock { writer in
      try prepare(&writer)
      try commit(&writer)
      var found: Set<Digest> = []
      while true {
        var ranges: [SegmentID: [Range<UInt64>]] = [:]
        for digest in digests {
          let locations = try catalogue.withLock { try $0.locations(of: digest) }
          for location in locations {
            found.insert(digest)
            ranges[location.segment, default: []].append(location.range)
          }
        }
        guard !ranges.isEmpty else { break }
        for id in ranges.keys.sorted() {
          try rewrite(id, without: ranges[id] ?? [], &writer)
        }
      }
      for digest in digests where try former.time(of: digest) != nil {
        found.insert(digest)
        try former.remove([digest], from: former.path(of: digest).parent)
      }
      return found
    }
  }

  /// Takes out what was stored before `cutoff`, in milliseconds since 1970, and not since.
  ///
  /// The cutoff is on record before the first original goes: from then on none of them is given out any
  /// more, and an audit can tell what has expired from what was lost. A segment goes when all in it has
  /// expired, and is written anew when half of its bytes have: until then the rest of them stays on the
  /// disk. `isCancelled` is asked between segments.
  package func removeExpired(before cutoff: Int64, isCancelled: () -> Bool = { false }) throws
    -> Expired
  {
    var expired = Expired()
    guard try files.exists(folder) else { return expired }
    let old = try writer.withLock { writer in
      try prepare(&writer)
      try commit(&writer)
      let old = catalogue.withLock { catalogue in
        catalogue.segments.values.filter { $0.oldest < cutoff / 1_000 }
      }
      if try !old.isEmpty || hasFormer(before: cutoff) { try note(cutoff) }
      return old
    }
    for extent in old.sorted(by: { $0.segment < $1.segment }) where !isCancelled() {
      let gone = try writer.withLock { try expire(extent.segment, before: cutoff, &$0) }
      expired.count += gone.count
      expired.byteCount &+= gone.byteCount
    }
    let gone = try removeFormer(before: cutoff, isCancelled: isCancelled)
    expired.count += gone.count
    expired.byteCount &+= gone.byteCount
    return expired
  }

  private func note(_ cutoff: Int64) throws {
    let note = ExpiryNote(folder, on: files)
    if let noted = try note.read(), noted >= cutoff { return }
    try note.write(cutoff)
    catalogue.withLock { $0.expiredBefore = cutoff }
  }

  private func expire(
    _ id: SegmentID, before cutoff: Int64, _ writer: inout SegmentWriter
  ) throws -> Expired {
    try commit(&writer)
    guard let extent = catalogue.withLock({ $0.segments[id] }) else { return Expired() }
    let file = try files.open(id.path(in: folder), .read)
    let byteCount = try file.size()
    if extent.newest < cutoff / 1_000 {
      if writer.activeID == id { writer.seal() }
      try drop(id, &writer)
      return Expired(count: Int(extent.count), byteCount: byteCount)
    }
    var scan = try SegmentScan(file, depth: .heads)
    var ranges: [Range<UInt64>] = []
    var position: UInt64 = 0
    while let record = try scan.firstRecord(from: position) {
      position = record.range.upperBound
      if record.head.seconds < cutoff / 1_000 { ranges.append(record.range) }
    }
    let goneByteCount = ranges.reduce(UInt64(0)) { $0 + UInt64($1.count) }
    guard goneByteCount >= byteCount / 2, !ranges.isEmpty else { return Expired() }
    try rewrite(id, without: ranges, &writer)
    return Expired(count: ranges.count, byteCount: goneByteCount)
  }

  /// Writes a segment anew without some of its records, and removes the former one; only removes it when
  /// nothing is left.
  private func rewrite(
    _ id: SegmentID, without ranges: [Range<UInt64>], _ writer: inout SegmentWriter
  ) throws {
    if writer.activeID == id { writer.seal() }
    let source = try files.open(id.path(in: folder), .read)
    let kept = Self.rest(of: 0..<(try source.size()), without: ranges)
    if kept.isEmpty { return try drop(id, &writer) }
    precondition(
      id.revision < SegmentID.revisionLimit, "a segment is written anew for each takedown")
    let new = SegmentID(number: id.number, revision: id.revision + 1)
    let (path, temporary) = (new.path(in: folder), Self.temporary(for: new, in: folder))
    if try files.exists(temporary) { try files.remove(temporary) }
    do {
      let target = try files.open(temporary, .create)
      var written: UInt64 = 0
      for range in kept {
        var position = range.lowerBound
        while position < range.upperBound {
          let count = min(UInt64(Self.chunkByteCount), range.upperBound - position)
          let bytes = try source.read(at: position, count: Int(count))
          guard !bytes.isEmpty else {
            throw OriginalError.damaged(path: source.path, detail: "it has become shorter")
          }
          try target.write(bytes, at: written)
          position += UInt64(bytes.count)
          written += UInt64(bytes.count)
        }
      }
      try writer.sync(target)
    } catch {
      try? files.remove(temporary)
      throw error
    }
    try files.rename(temporary, to: path, .replace)
    // The new one's name is durable before the former one goes.
    try writer.syncFolder(path.parent)
    try catalogue.withLock { catalogue in
      catalogue.forget(id)
      _ = try catalogue.read(new, from: 0, depth: .heads)
      writeTable(&catalogue, ifAtLeast: options.recentCount)
    }
    try files.remove(id.path(in: folder))
    try writer.syncFolder(path.parent)
  }

  /// Removes a segment, durably.
  private func drop(_ id: SegmentID, _ writer: inout SegmentWriter) throws {
    let path = id.path(in: folder)
    try files.remove(path)
    try writer.syncFolder(path.parent)
    catalogue.withLock { $0.forget(id) }
  }

  /// What is left of a file without some ranges.
  static func rest(
    of whole: Range<UInt64>, without ranges: [Range<UInt64>]
  ) -> [Range<UInt64>] {
    var (rest, position): ([Range<UInt64>], UInt64) = ([], whole.lowerBound)
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if range.lowerBound > position { rest.append(position..<range.lowerBound) }
      position = max(position, range.upperBound)
    }
    if position < whole.upperBound { rest.append(position..<whole.upperBound) }
    return rest
  }
}
