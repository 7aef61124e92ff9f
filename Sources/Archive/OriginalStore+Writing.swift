package import Model
package import Storage
internal import Synchronization

extension OriginalStore {
  /// Makes ready for writing: cuts a torn tail, removes what an interruption has left. For the one process
  /// that writes, at its start; nothing where there is no archive.
  ///
  /// Others may be reading: nothing that they know of goes.
  package func prepareForWriting() throws {
    guard try files.exists(folder) else { return }
    try writer.withLock { try prepare(&$0) }
  }

  func prepare(_ writer: inout SegmentWriter) throws {
    if let poison = writer.poison { throw poison }
    if writer.isReady { return }
    try writer.prepare(folder)
    let found = try FolderListing(folder, on: files)
    try remove(found.leftovers + found.superseded.map { $0.path(in: folder) }, &writer)
    try catalogue.withLock { catalogue in
      let gaps = try catalogue.reload()
      var damaged: Set<SegmentID> = []
      for (id, gap) in gaps {
        if id.revision == 0, !gap.isDamage {
          try cut(id, to: gap.start, &writer)
          try catalogue.reread(id)
        } else {
          damaged.insert(id)
        }
      }
      for (id, extent) in catalogue.segments where id.revision == 0 {
        let known = catalogue.tabled[id]?.end ?? 0
        if extent.end > known { try harden(id, known..<extent.end, &writer) }
      }
      let growing = catalogue.segments.keys.filter { $0.revision == 0 && !damaged.contains($0) }
      try writer.resume(after: catalogue.segments, growing: growing.max())
    }
  }

  private func remove(_ paths: [FilePath], _ writer: inout SegmentWriter) throws {
    var touched: Set<FilePath> = []
    for path in paths {
      do throws(StorageError) {
        try files.remove(path)
      } catch {
        // Gone is what was wanted.
        if error.errno != .noSuchFileOrDirectory { throw error }
      }
      touched.insert(path.parent)
    }
    for folder in touched { try writer.syncFolder(folder) }
  }

  private func cut(
    _ id: SegmentID, to end: UInt64, _ writer: inout SegmentWriter
  ) throws {
    let file = try files.open(id.path(in: folder), .readWrite)
    try file.truncate(to: end)
    try writer.sync(file)
  }

  /// Makes records durable that were found behind what the tables know: the process that wrote them may
  /// have been ended before its sync. They are written anew, since after a failed sync the kernel holds
  /// pages that it takes for written.
  private func harden(
    _ id: SegmentID, _ range: Range<UInt64>, _ writer: inout SegmentWriter
  ) throws {
    let path = id.path(in: folder)
    let file = try files.open(path, .readWrite)
    var position = range.lowerBound
    while position < range.upperBound {
      let count = min(UInt64(Self.chunkByteCount), range.upperBound - position)
      let bytes = try file.read(at: position, count: Int(count))
      guard !bytes.isEmpty else { break }
      try file.write(bytes, at: position)
      position += UInt64(bytes.count)
    }
    try writer.sync(file)
    try writer.syncFolder(path.parent)
  }

  /// True once a sync has failed: from then on every call that stores fails with that failure.
  package var hasStopped: Bool { writer.withLock { $0.poison != nil } }

  /// Stores all bytes of an open file, unless the archive has them already.
  ///
  /// A file whose digest the caller has worked out (`known`) is not read when it is there already.
  /// Throws `OriginalError.changed` when the file's size or times change meanwhile. After a sync has
  /// failed, it always throws that failure.
  package func store(
    _ file: any FileHandle, known: Digest? = nil, durability: Durability = .atOnce
  ) throws -> Stored {
    let before = try file.status()
    let found = try writer.withLock { writer in
      try find(known, size: before.size, durability, &writer)
    }
    if let found { return found }
    if before.size > options.heldByteCount { return try storeLarge(file, before, known: known) }
    let bytes = try file.read(at: 0, count: Int(clamping: before.size) &+ 1)
    let after = try file.status()
    guard UInt64(bytes.count) == before.size, after.size == before.size,
      after.modified == before.modified
    else { throw OriginalError.changed(path: file.path) }
    let digest = Digest(of: bytes)
    let seconds = options.clock() / 1_000
    return try writer.withLock { writer in
      // Somebody may have stored the same bytes meanwhile; what is known has just been looked for.
      if digest != known || writer.isPending(digest),
        let found = try find(digest, size: before.size, durability, &writer)
      {
        return found
      }
      let isNew = try location(of: digest, refreshing: false) == nil
      try append(digest, bytes, seconds: seconds, &writer)
      if durability == .atOnce { try commit(&writer) }
      return Stored(digest: digest, size: before.size, isNew: isNew)
    }
  }

  /// What is to be said of an original that is there, or on its way; nil where it has to be stored.
  private func find(
    _ digest: Digest?, size: UInt64, _ durability: Durability, _ writer: inout SegmentWriter
  ) throws -> Stored? {
    try prepare(&writer)
    // Here, so that a full disk is told before anything more is taken into memory.
    if writer.gatheredByteCount >= options.gatherByteCount { try commit(&writer) }
    guard let digest else { return nil }
    if writer.isPending(digest) {
      if durability == .atOnce { try commit(&writer) }
    } else {
      guard let found = try location(of: digest, refreshing: false) else { return nil }
      if let time = writer.renewalTime, found.time < time { return nil }
    }
    return Stored(digest: digest, size: size, isNew: false)
  }

  /// Takes a record into memory; into another segment when this one is full.
  func append(
    _ digest: Digest, _ bytes: [UInt8], seconds: Int64, _ writer: inout SegmentWriter
  ) throws {
    if writer.isFull {
      try commit(&writer)
      writer.seal()
    }
    try writer.add(digest, bytes, seconds: seconds)
  }

  /// Writes and syncs what was gathered; from then on it is in the archive.
  func commit(_ writer: inout SegmentWriter) throws {
    let durable = try writer.commit()
    if durable.isEmpty { return }
    catalogue.withLock { catalogue in
      for entry in durable { catalogue.add(entry) }
      writeTable(&catalogue, ifAtLeast: options.recentCount)
    }
  }

  /// Writes a location table when memory knows of so many originals that none holds.
  func writeTable(_ catalogue: inout Catalogue, ifAtLeast count: Int) {
    guard catalogue.recent.count >= max(1, count) else { return }
    // Without one a start reads more: nothing depends on it.
    try? catalogue.writeTable(mergedCount: options.mergedCount)
  }

  /// Makes all originals that were stored so far durable.
  ///
  /// When it throws, those that were not done are done by the next call; after a sync has failed, every
  /// later call throws that failure.
  package func sync() throws {
    try writer.withLock { writer in
      if writer.isReady || writer.poison != nil { try commit(&writer) }
    }
  }

  /// Makes all durable and writes down where it lies, so that the next start reads no segment.
  package func close() throws {
    try sync()
    writer.withLock { writer in
      guard writer.isReady else { return }
      catalogue.withLock { writeTable(&$0, ifAtLeast: 1) }
    }
  }

  /// Has originals that were stored before `time`, in nanoseconds since 1970, stored anew when their
  /// bytes come again; nil for never.
  package func renew(storedBefore time: Int64?) { writer.withLock { $0.renewalTime = time } }
}
