package import Model
package import Storage

/// Reads a log beside the process that writes it: whole records as they come, and where they end.
///
/// Nothing in the folder changes. What is read may be a moment ahead of what is durable. A record that
/// is only half there is read by a later `advance`.
package struct LogFollower {
  /// A segment, as far as it has been read.
  package struct Segment: Sendable {
    package var first: LSN
    package var file: any FileHandle
    /// Header and whole records.
    package var readByteCount: Int
    /// What the segment says its length is; the rest of it is zeros.
    package var fileByteCount: Int
    var salt: UInt32
  }

  /// The newest checkpoint when this was made; `advance` begins after it.
  package let checkpoint: JournalCheckpoint?
  /// The log's own number; 0 where nothing says it yet.
  package private(set) var logNumber: UInt64
  /// The last record that was read.
  package private(set) var last: LSN
  /// The segments that hold everything after the checkpoint, in order.
  package private(set) var segments: [Segment] = []
  private let folder: LogFolder
  private var chain: UInt32 = 0

  /// Begins behind the newest checkpoint.
  ///
  /// Errors: `JournalError`.
  package init(_ path: FilePath, on fileSystem: any FileSystem) throws(JournalError) {
    folder = LogFolder(path, on: fileSystem)
    do throws(StorageError) {
      var found: (checkpoint: JournalCheckpoint, logNumber: UInt64)?
      for lsn in try folder.contents().checkpoints.reversed() where found == nil {
        do throws(JournalError) {
          found = try CheckpointFile.read(lsn, in: folder)
        } catch {
          if case .storage(let cause) = error { throw cause }
        }
      }
      checkpoint = found?.checkpoint
      logNumber = found?.logNumber ?? 0
    } catch { throw .storage(error) }
    last = checkpoint?.lsn ?? .zero
  }

  /// The checkpoint's file: its name, and its bytes.
  package var checkpointFile: (name: String, bytes: [UInt8])? {
    checkpoint.map {
      (
        LogFolder.digits($0.lsn) + ".checkpoint",
        CheckpointFile.encode($0, logNumber: logNumber).bytes
      )
    }
  }

  /// The name of a segment's file.
  package static func name(of segment: Segment) -> String {
    LogFolder.digits(segment.first) + ".wal"
  }

  /// Hands out the records that have been written since, in order; the log's own are left out, except
  /// those that stand for what salvage could not save.
  ///
  /// Errors: `JournalError`, with `.damaged` also where the segment that goes on was cleared away
  /// meanwhile; what `body` throws.
  package mutating func advance(_ body: (JournalRecord) throws -> Void) throws {
    if segments.isEmpty {
      let firsts = try folder.contents().segments
      guard let first = firsts.last(where: { $0 <= last.next }) ?? firsts.first else { return }
      // Where the checkpoint lies within a segment, the records before it are passed over.
      try enter(first)
    }
    while true {
      try read(body)
      let next = last.next
      guard let current = segments.last, current.first < next, try isThere(next) else { return }
      try enter(next)
    }
  }

  private func isThere(_ first: LSN) throws -> Bool {
    try folder.fileSystem.exists(folder.segment(first: first))
  }

  private mutating func enter(_ first: LSN) throws {
    let path = folder.segment(first: first)
    let file = try folder.fileSystem.open(path, .read)
    var reader = try SegmentReader(file)
    guard first <= last.next, let header = try reader.header(), header.first == first,
      segments.isEmpty || header.chain == chain, logNumber == 0 || logNumber == header.logNumber
    else {
      throw JournalError.damaged(
        JournalDamage(
          kind: .segmentHeader, path: path, bytes: 0..<UInt64(SegmentHeader.sectorByteCount),
          first: first, last: nil))
    }
    logNumber = header.logNumber
    chain = header.chain
    segments.append(
      Segment(
        first: first, file: file, readByteCount: SegmentHeader.sectorByteCount,
        fileByteCount: header.fileByteCount, salt: header.salt))
  }

  /// Reads on in the last segment.
  private mutating func read(_ body: (JournalRecord) throws -> Void) throws {
    guard var segment = segments.popLast() else { return }
    defer { segments.append(segment) }
    var reader = try SegmentReader(segment.file)
    let start = checkpoint?.lsn ?? .zero
    // Records before the checkpoint are counted from the segment's own beginning.
    var lsn =
      segment.readByteCount == SegmentHeader.sectorByteCount ? segment.first : last.next
    while let (record, payload) = try reader.record(
      at: segment.readByteCount, lsn: lsn, chain: chain, salt: segment.salt)
    {
      let found = JournalRecord(
        lsn: lsn, type: record.type, version: record.version,
        payload: lsn > start ? Array(reader.window[payload]) : [])
      if lsn > start, record.type < OwnType.first || found.isLost { try body(found) }
      segment.readByteCount += record.frameByteCount
      chain = record.checksum
      last = max(last, lsn)
      lsn = lsn.next
    }
  }
}
