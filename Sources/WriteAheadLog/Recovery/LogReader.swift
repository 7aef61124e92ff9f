package import Model
internal import Storage

/// Reads a log whose end is known to be whole.
package struct LogReader {
  let folder: LogFolder
  let options: JournalOptions

  package init(_ folder: LogFolder, _ options: JournalOptions) {
    self.folder = folder
    self.options = options
  }

  /// Every record of the range, the journal's own too.
  package func records(
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
          at: position, lsn: lsn, chain: link, salt: header.salt)
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
