internal import Model
internal import Storage

/// What a log's folder holds, found by reading all of it and changing nothing.
struct LogState: Sendable {
  /// A segment that was read.
  struct Segment: Hashable, Sendable {
    var header: SegmentHeader
    var path: FilePath
    /// The last good record; one below the first when there is none.
    var last: LSN
    /// Where the next record goes.
    var end: Int
    /// Header CRC of the last good record.
    var chain: UInt32
    var recordCount = 0
    /// Where the records begin whose durability nothing bears witness to: the last batch.
    var batchStart: Int
  }

  /// What is behind the last good record of the last segment.
  struct TornTail: Hashable, Sendable {
    var path: FilePath
    var bytes: Range<Int>
  }

  var contents = LogFolder.Contents()
  /// The segments from the one that is needed first, in order.
  var segments: [Segment] = []
  /// Segments and checkpoints that a crash kept from being cleared away.
  var obsolete: [FilePath] = []
  var damagedCheckpoints: [FilePath] = []
  /// The newest one that reads back.
  var checkpoint: JournalCheckpoint?
  var logNumber: UInt64?
  var tornTail: TornTail?
  /// True where salvage has left a record that stands for a lost one.
  var hasLost = false
  /// The newest records may be unclean only after a crash.
  var wasClosed = false

  /// Where a log without segments begins; salvage sets it.
  var startsAfter = LSN.zero

  var last: LSN { segments.last?.last ?? startsAfter }

  /// Reads the whole folder.
  ///
  /// Errors: `.damaged` with the range when something acknowledged is damaged, `.newerFormat`, `.storage`.
  static func read(
    _ folder: LogFolder, options: JournalOptions
  ) throws(JournalError) -> LogState {
    var found = LogState()
    do throws(StorageError) {
      found.contents = try folder.contents()
    } catch { throw .storage(error) }
    let floor = try found.readCheckpoints(folder, options)
    try found.readSegments(folder, from: floor, options)
    return found
  }

  /// Returns the LSN up to which records may be missing.
  private mutating func readCheckpoints(
    _ folder: LogFolder, _ options: JournalOptions
  ) throws(JournalError) -> LSN {
    var valid: [LSN] = []
    for lsn in contents.checkpoints.reversed() {
      // Older ones than are kept were on their way out.
      if valid.count >= max(2, options.keptCheckpointCount) {
        obsolete.append(folder.checkpoint(lsn))
        continue
      }
      guard let (read, id) = try CheckpointFile.read(lsn, in: folder)
      else {
        damagedCheckpoints.append(folder.checkpoint(lsn))
        continue
      }
      valid.append(lsn)
      if checkpoint == nil {
        checkpoint = read
        logNumber = id
      }
    }
    if valid.count >= max(2, options.keptCheckpointCount), let oldest = valid.last,
      damagedCheckpoints.isEmpty
    {
      return oldest
    }
    return valid.first ?? .zero
  }

  private mutating func readSegments(
    _ folder: LogFolder, from floor: LSN, _ options: JournalOptions
  ) throws(JournalError) {
    let firsts = contents.segments
    guard let start = firsts.lastIndex(where: { $0 <= floor.next }) else {
      if firsts.isEmpty && contents.checkpoints.isEmpty { return }
      throw .damaged(
        JournalDamage(
          kind: .checkpointsMissing, path: folder.path, bytes: 0..<0, first: floor.next,
          last: firsts.first.map { LSN($0.rawValue - 1) }))
    }
    obsolete += firsts[..<start].map(folder.segment(first:))
    for (index, first) in firsts.enumerated().dropFirst(start) {
      let isLast = index == firsts.count - 1
      let next = isLast ? nil : firsts[index + 1]
      let segment = try readSegment(first, before: next, folder, options)
      assert(segments.last.map { $0.last.next == first } ?? true, "no hole goes unnoticed")
      segments.append(segment)
    }
  }

  private mutating func readSegment(
    _ first: LSN, before next: LSN?, _ folder: LogFolder, _ options: JournalOptions
  ) throws(JournalError) -> Segment {
    let path = folder.segment(first: first)
    var reader: SegmentReader
    do throws(StorageError) {
      reader = try SegmentReader(folder.fileSystem.open(path, .read))
    } catch { throw .storage(error) }
    let lastOfSegment = next.map { LSN($0.rawValue - 1) }
    guard let header = try reader.header(), header.first == first,
      logNumber == nil || logNumber == header.logNumber
    else {
      throw .damaged(
        JournalDamage(
          kind: .segmentHeader, path: path, bytes: 0..<UInt64(SegmentHeader.sectorByteCount),
          first: first, last: lastOfSegment))
    }
    if let before = segments.last, before.chain != header.chain {
      throw .damaged(
        JournalDamage(
          kind: .segmentHeader, path: path, bytes: 0..<UInt64(SegmentHeader.sectorByteCount),
          first: first, last: lastOfSegment))
    }
    logNumber = header.logNumber
    var segment = Segment(
      header: header, path: path, last: LSN(first.rawValue - 1),
      end: SegmentHeader.sectorByteCount, chain: header.chain,
      batchStart: SegmentHeader.sectorByteCount)
    var durable = LSN.zero
    wasClosed = false
    while let (record, _) = try reader.record(
      at: segment.end, lsn: segment.last.next, chain: segment.chain, salt: header.salt)
    {
      if record.durable > durable {
        durable = record.durable
        segment.batchStart = segment.end
      }
      segment.last = record.lsn
      segment.end += record.frameByteCount
      segment.chain = record.checksum
      segment.recordCount += 1
      wasClosed = record.type == OwnType.closed
      if record.type == OwnType.lost { hasLost = true }
    }
    try judgeEnd(of: segment, before: next, &reader, options)
    return segment
  }

  /// Decides what lies behind the last good record: nothing, a torn tail, or rot.
  private mutating func judgeEnd(
    of segment: Segment, before next: LSN?, _ reader: inout SegmentReader,
    _ options: JournalOptions
  ) throws(JournalError) {
    let lost = segment.last.next
    if next == lost { return }
    let ahead = try reader.lookAhead(
      from: segment.end, salt: segment.header.salt, above: segment.last)
    let size = UInt64(reader.fileByteCount)
    let start = UInt64(segment.end)
    if let successor = next {
      throw .damaged(
        JournalDamage(
          kind: .record, path: segment.path,
          bytes:
            start..<UInt64(
              ahead.successor?.offset ?? max(segment.end, segment.header.fileByteCount)),
          first: lost,
          last: LSN(max((ahead.successor?.lsn ?? successor).rawValue, lost.rawValue + 1) - 1)))
    }
    if ahead.highestDurable > segment.last, let successor = ahead.successor {
      throw .damaged(
        JournalDamage(
          kind: .record, path: segment.path, bytes: start..<UInt64(successor.offset),
          first: lost, last: LSN(max(successor.lsn.rawValue, lost.rawValue + 1) - 1)))
    }
    if let checkpoint, checkpoint.lsn > segment.last {
      throw .damaged(
        JournalDamage(
          kind: .record, path: segment.path,
          bytes: start..<UInt64(max(segment.end, segment.header.fileByteCount)),
          first: lost, last: checkpoint.lsn))
    }
    // No crash makes a file shorter than it was when it got its name.
    if size < UInt64(segment.header.fileByteCount) {
      throw .damaged(
        JournalDamage(
          kind: .segmentCut, path: segment.path,
          bytes: min(start, size)..<UInt64(segment.header.fileByteCount), first: lost, last: nil))
    }
    if ahead.end > segment.end {
      tornTail = TornTail(path: segment.path, bytes: segment.end..<ahead.end)
    }
  }
}
