package import Model
internal import Storage
internal import Synchronization

extension Journal {
  /// Hands out the records from `start` on that were durable when this was called, in order.
  ///
  /// Blocks. The journal's own records are left out, except those that stand for what salvage could
  /// not save. Records below the first segment that is kept are gone; replay begins at the first one
  /// that is there. Errors: `JournalError`, and what `body` throws, which ends the replay.
  package func replay(
    from start: LSN, _ body: (JournalRecord) throws -> Void
  ) throws {
    let end = queue.withLock { $0.durable }
    try LogReader(folder, options).records(from: start, through: end) { record in
      if record.type < OwnType.first || record.isLost { try body(record) }
    }
  }
}

/// Reads a log whose end is known to be whole.
struct LogReader {
  let folder: LogFolder
  let options: JournalOptions

  init(_ folder: LogFolder, _ options: JournalOptions) {
    self.folder = folder
    self.options = options
  }

  /// Every record of the range, the journal's own too.
  func records(
    from start: LSN, through end: LSN, _ body: (JournalRecord) throws -> Void
  ) throws {
    let firsts = try folder.contents().segments
    guard start <= end, let begin = firsts.lastIndex(where: { $0 <= start }) ?? firsts.indices.first
    else { return }
    var chain: UInt32?
    for first in firsts[begin...] where first <= end {
      var reader = try SegmentReader(folder.fileSystem.open(folder.segment(first: first), .read))
      guard let header = try reader.header(), header.first == first,
        chain == nil || chain == header.chain
      else {
        throw damaged(.segmentHeader, reader.path, 0..<SegmentHeader.sectorByteCount, first, end)
      }
      var position = SegmentHeader.sectorByteCount
      var lsn = first
      var link = header.chain
      while lsn <= end,
        let (record, payload) = try reader.record(
          at: position, lsn: lsn, chain: link, salt: header.salt, bugs: options.plantedBugs)
      {
        if lsn >= start {
          try body(
            JournalRecord(
              lsn: lsn, type: record.type, version: record.version,
              payload: Array(reader.window[payload])))
        }
        position += record.frameByteCount
        link = record.checksum
        lsn = lsn.next
      }
      let following = firsts.first { $0 > first }
      if lsn <= end && following != lsn {
        throw damaged(.record, reader.path, position..<reader.fileByteCount, lsn, end)
      }
      chain = link
    }
  }

  private func damaged(
    _ kind: JournalDamage.Kind, _ path: FilePath, _ bytes: Range<Int>, _ first: LSN, _ last: LSN
  ) -> JournalError {
    .damaged(
      JournalDamage(
        kind: kind, path: path, bytes: UInt64(bytes.lowerBound)..<UInt64(bytes.upperBound),
        first: first, last: last))
  }
}
