package import Model
package import Storage

/// Reads whatever is left of a log, past any damage, and changes nothing.
package struct JournalSurvey: Sendable {
  /// One thing that was found, in the order of the log.
  package enum Finding: Hashable, Sendable {
    case segment(path: FilePath, first: LSN, hasHeader: Bool)
    /// A whole record, at a byte offset of the segment named last, and the LSN known durable then.
    case record(JournalRecord, offset: Int, durable: LSN)
    /// Records that were acknowledged, or may have been, and do not read back.
    case damage(JournalDamage)
    /// What a crash left of records that nobody was told about.
    case tornTail(path: FilePath, bytes: Range<UInt64>)
    case checkpoint(path: FilePath, lsn: LSN, byteCount: Int, isValid: Bool)
  }

  let folder: LogFolder
  let options: JournalOptions

  package init(
    _ folder: FilePath, on fileSystem: any FileSystem, options: JournalOptions = JournalOptions()
  ) {
    self.folder = LogFolder(folder, on: fileSystem)
    self.options = options
  }

  /// Hands out all findings: checkpoints first, then segment by segment.
  ///
  /// Errors: `JournalError.storage`, `.newerFormat`, and what `body` throws.
  package func run(_ body: (Finding) throws -> Void) throws {
    let contents = try folder.contents()
    let identity = try folder.identity()
    var newestCheckpoint = LSN.zero
    for lsn in contents.checkpoints {
      // One of another log says nothing of this one.
      let read = try CheckpointFile.read(lsn, in: folder).flatMap {
        $0.logNumber == identity ? $0 : nil
      }
      if read != nil { newestCheckpoint = lsn }
      try body(
        .checkpoint(
          path: folder.checkpoint(lsn), lsn: lsn, byteCount: read?.checkpoint.payload.count ?? 0,
          isValid: read != nil))
    }
    var last: LSN?
    for (index, first) in contents.segments.enumerated() {
      // What is below the newest checkpoint may have been cleared away; nothing else may be missing.
      let accounted = last ?? newestCheckpoint
      if accounted.next < first {
        try body(
          .damage(
            JournalDamage(
              kind: .segmentMissing, path: folder.segment(first: accounted.next), bytes: 0..<0,
              first: accounted.next, last: LSN(first.rawValue - 1))))
      }
      let next = index + 1 < contents.segments.count ? contents.segments[index + 1] : nil
      last = try survey(
        first, before: next, after: max(last ?? .zero, LSN(first.rawValue - 1)), newestCheckpoint,
        of: identity, body)
    }
  }

  /// Returns the LSN up to which everything is accounted for, as record or as damage.
  private func survey(
    _ first: LSN, before next: LSN?, after previous: LSN, _ newestCheckpoint: LSN,
    of identity: UInt64?, _ body: (Finding) throws -> Void
  ) throws -> LSN {
    let path = folder.segment(first: first)
    var reader = try SegmentReader(folder.fileSystem.open(path, .read))
    let header = try reader.header().flatMap { $0.first == first ? $0 : nil }
    try body(.segment(path: path, first: first, hasHeader: header != nil))
    if let header, header.logNumber != identity {
      // Of another log: its records are not this one's, and nothing tells how many are lost.
      let end = next.map { LSN($0.rawValue - 1) } ?? max(previous, newestCheckpoint)
      try body(
        .damage(
          JournalDamage(
            kind: .segmentForeign, path: path, bytes: 0..<UInt64(reader.fileByteCount),
            first: previous.next, last: end > previous ? end : nil)))
      return end
    }
    var salt = header?.salt
    var last = previous
    var position = SegmentHeader.sectorByteCount
    var lookedAhead: SegmentReader.LookAhead?
    while true {
      while let found = try anyRecord(&reader, at: position, salt: salt, above: last) {
        if found.lsn != last.next { break }
        salt = found.header.salt
        try body(.record(found.record, offset: position, durable: found.header.durable))
        last = found.lsn
        position += found.header.frameByteCount
      }
      // Once is enough for a segment: what shows that later records were durable stays true.
      let ahead = try lookedAhead ?? reader.lookAhead(from: position, salt: salt, above: last)
      lookedAhead = ahead
      let resumed = try resume(&reader, after: position, salt: salt, above: last)
      if next == nil && ahead.highestDurable <= last && newestCheckpoint <= last && header != nil {
        if ahead.end > position {
          try body(.tornTail(path: path, bytes: UInt64(position)..<UInt64(ahead.end)))
        }
        return last
      }
      let end = resumed.map { LSN($0.lsn.rawValue - 1) } ?? next.map { LSN($0.rawValue - 1) }
      if end == last { return last }
      let lostLast = end ?? (newestCheckpoint > last ? newestCheckpoint : nil)
      if resumed != nil || lostLast != nil || ahead.end > position {
        try body(
          .damage(
            JournalDamage(
              kind: .record, path: path,
              bytes: UInt64(
                position)..<UInt64(
                  resumed?.offset ?? max(position, header?.fileByteCount ?? ahead.end)),
              first: last.next, last: lostLast)))
      }
      guard let resumed else { return lostLast ?? last }
      last = LSN(resumed.lsn.rawValue - 1)
      position = resumed.offset
    }
  }

  private struct Found {
    var header: RecordHeader
    var record: JournalRecord
    var lsn: LSN { header.lsn }
  }

  /// The record at `offset`, if it is whole; its chain is not asked for, since the one before may be lost.
  private func anyRecord(
    _ reader: inout SegmentReader, at offset: Int, salt: UInt32?, above last: LSN
  ) throws(JournalError) -> Found? {
    guard let at = try reader.load(offset, RecordHeader.byteCount),
      let header = RecordHeader(reader.window, at: at), header.lsn > last,
      salt == nil || salt == header.salt, header.lsn.rawValue < 1 << 62,
      let (_, payload) = try reader.record(
        at: offset, lsn: header.lsn, chain: header.chain, salt: header.salt)
    else { return nil }
    return Found(
      header: header,
      record: JournalRecord(
        lsn: header.lsn, type: header.type, version: header.version,
        payload: Array(reader.window[payload])))
  }

  /// The next place where a whole record stands.
  private func resume(
    _ reader: inout SegmentReader, after position: Int, salt: UInt32?, above last: LSN
  ) throws(JournalError) -> (lsn: LSN, offset: Int)? {
    var offset = position + 8
    while let at = try reader.load(offset, RecordHeader.byteCount) {
      if reader.window.u32(at: at) == RecordHeader.magic,
        let found = try anyRecord(&reader, at: offset, salt: salt, above: last)
      {
        return (found.lsn, offset)
      }
      offset += 8
    }
    return nil
  }
}
