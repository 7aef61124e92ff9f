package import Model
internal import Storage

/// Writes the log: frames, segments, syncs, one thing after another. Knows nothing of threads.
package struct LogWriter: Sendable {
  package let folder: LogFolder
  let options: JournalOptions
  package let factory: SegmentFactory
  package let logNumber: UInt64
  private var random: SaltSource
  private var segment: Open?
  package private(set) var next: LSN
  package private(set) var durable: LSN
  private var chain: UInt32
  /// Frames that are not written yet.
  private var buffer: [UInt8] = []
  /// The error that ended this writer.
  private(set) var poison: StorageError?
  private(set) var syncCount = 0
  private(set) var writtenByteCount: UInt64 = 0

  private struct Open: Sendable {
    var file: any FileHandle
    var header: SegmentHeader
    /// Where `buffer` goes.
    var position: Int
  }

  /// Continues where recovery found the log's end.
  init(
    _ folder: LogFolder, _ options: JournalOptions, after inspection: LogState,
    file: (any FileHandle)?
  ) {
    self.folder = folder
    self.options = options
    factory = SegmentFactory(
      folder, options: options, hasSpare: inspection.contents.hasSpare)
    var random = SaltSource(seed: options.seed, last: inspection.last)
    logNumber = inspection.logNumber ?? random.next()
    self.random = random
    next = inspection.last.next
    durable = inspection.last
    chain = inspection.segments.last?.chain ?? 0
    if let last = inspection.segments.last, let file {
      segment = Open(file: file, header: last.header, position: last.end)
    }
  }

  /// Writes records without making them durable. Segments fill up and change underneath.
  ///
  /// Errors: `.outOfSpace` (what could not be written has not been; `next` says from which LSN on),
  /// `.poisoned`.
  package mutating func write(_ entries: [JournalEntry]) throws(JournalError) {
    if let poison { throw .poisoned(poison) }
    assert(durable < next)
    for entry in entries {
      let size = RecordHeader.frameByteCount(payload: entry.payload.count)
      if let open = segment, open.position + buffer.count + size <= open.header.fileByteCount {
      } else {
        try changeSegment(for: size)
      }
      guard let open = segment else { preconditionFailure("a segment was just made") }
      chain = RecordHeader.append(
        entry, lsn: next, durable: durable, chain: chain, salt: open.header.salt, to: &buffer)
      next = next.next
      if buffer.count >= options.gatherByteLimit { try writeOut() }
    }
    try writeOut()
  }

  /// Makes everything that was written durable. After an error this writer is done for.
  package mutating func sync() throws(JournalError) {
    if let poison { throw .poisoned(poison) }
    guard let open = segment, durable.next < next else { return }
    do throws(StorageError) {
      try open.file.sync(.data)
    } catch { throw stop(error) }
    syncCount += 1
    durable = LSN(next.rawValue - 1)
    assert(buffer.isEmpty, "what is not written is not durable")
  }

  private mutating func writeOut() throws(JournalError) {
    guard let open = segment, !buffer.isEmpty else { return }
    do throws(StorageError) {
      try open.file.write(buffer, at: UInt64(open.position))
    } catch { throw stop(error) }
    assert(open.position + buffer.count <= open.header.fileByteCount, "records end with the file")
    segment?.position += buffer.count
    writtenByteCount += UInt64(buffer.count)
    buffer.removeAll(keepingCapacity: true)
  }

  /// Makes the full segment durable, then goes to a new one.
  private mutating func changeSegment(for size: Int) throws(JournalError) {
    // Before anything can be thrown: what has its number already is written, or `sync` would lie.
    try writeOut()
    // Never try what cannot fit into any segment, and make no endless row of empty ones.
    if size > options.usedSegmentByteCount - SegmentHeader.sectorByteCount {
      throw .payloadTooLong(byteCount: size - RecordHeader.byteCount)
    }
    try sync()
    let header = SegmentHeader(
      logNumber: logNumber, first: next, fileByteCount: options.usedSegmentByteCount,
      salt: UInt32(truncatingIfNeeded: random.next()), chain: chain)
    do throws(SegmentFactory.Failure) {
      segment = Open(
        file: try factory.makeSegment(header), header: header,
        position: SegmentHeader.sectorByteCount)
    } catch {
      if error.isSafe { throw .outOfSpace(error.cause) }
      throw stop(error.cause)
    }
  }

  /// Any failure to write or sync leaves unknown bytes on the disk: nothing more is acknowledged.
  private mutating func stop(_ cause: StorageError) -> JournalError {
    poison = cause
    return .poisoned(cause)
  }
}
