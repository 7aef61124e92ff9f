internal import Model
internal import Storage

/// Reads one segment from front to back through a window, so that memory does not depend on its size.
struct SegmentReader {
  /// Enough for the longest record, and large enough that reading is sequential.
  static let windowByteCount = 2 << 20

  let file: any FileHandle
  let path: FilePath
  let fileByteCount: Int
  private(set) var window: [UInt8] = []
  private var windowStart = 0

  init(_ file: any FileHandle) throws(StorageError) {
    self.file = file
    path = file.path
    fileByteCount = Int(clamping: try file.size())
  }

  /// What the header says; nil when it is not valid.
  mutating func header() throws(JournalError) -> SegmentHeader? {
    guard let at = try load(0, FileHeader.byteCount), at == 0 else { return nil }
    switch FileHeader.check(window, magic: SegmentHeader.magic) {
    case .valid: return SegmentHeader(valid: window)
    case .invalid: return nil
    case .newer: throw .newerFormat(path: path)
    case .older: throw .olderFormat(path: path)
    }
  }

  /// The record at `offset` if it is whole and is the one expected there; nil when it is not.
  ///
  /// `payload` is its place in `window`, until the next call.
  mutating func record(
    at offset: Int, lsn: LSN, chain: UInt32, salt: UInt32
  ) throws(JournalError) -> (header: RecordHeader, payload: Range<Int>)? {
    guard let at = try load(offset, RecordHeader.byteCount),
      let header = RecordHeader(window, at: at),
      header.salt == salt, header.lsn == lsn, header.chain == chain,
      let start = try load(offset, RecordHeader.byteCount + header.payloadByteCount)
    else { return nil }
    let payload =
      start + RecordHeader.byteCount..<start + RecordHeader.byteCount + header.payloadByteCount
    guard window.checksum(payload) == header.payloadChecksum else { return nil }
    if header.flags != 0 { throw .newerFormat(path: path) }
    return (header, payload)
  }

  /// Makes the bytes from `offset` on available, and returns where they are in `window`; nil when
  /// the file ends before.
  mutating func load(_ offset: Int, _ count: Int) throws(JournalError) -> Int? {
    guard offset >= 0, count <= fileByteCount - offset else { return nil }
    if offset < windowStart || offset + count > windowStart + window.count {
      let wanted = min(fileByteCount - offset, max(count, Self.windowByteCount))
      do throws(StorageError) {
        if window.count == wanted {
          if try file.read(into: &window, at: UInt64(offset)) < wanted { return nil }
        } else {
          window = try file.read(at: UInt64(offset), count: wanted)
          if window.count < wanted { return nil }
        }
      } catch { throw .storage(error) }
      windowStart = offset
    }
    assert(offset >= windowStart && offset + count <= windowStart + window.count)
    return offset - windowStart
  }

  /// What lies behind the last good record.
  struct LookAhead: Hashable, Sendable {
    /// The end of the last 8 bytes that are not zero; the start when all are.
    var end: Int
    /// The record with the lowest LSN beyond the one that is missing, and its place.
    var successor: Place?
    /// The highest LSN that any record after the bad place shows to have been durable.
    var highestDurable = LSN.zero

    struct Place: Hashable, Sendable {
      var lsn: LSN
      var offset: Int
    }
  }

  /// Tries every multiple of 8 from `offset` on for headers of records that come later than the
  /// one after `last`.
  mutating func lookAhead(
    from offset: Int, salt: UInt32?, above last: LSN
  ) throws(JournalError) -> LookAhead {
    var found = LookAhead(end: offset)
    var position = offset
    while position < fileByteCount {
      // A window of whole words; a header may reach into the next one, so each is loaded again there.
      guard let at = try load(position, min(8, fileByteCount - position)) else { break }
      var index = at
      while index + 8 <= window.count {
        let word = window.u64(at: index)
        if word != 0 {
          let place = position + index - at
          found.end = place + 8
          if UInt32(truncatingIfNeeded: word) == RecordHeader.magic {
            if index + RecordHeader.byteCount > window.count,
              place + RecordHeader.byteCount <= fileByteCount
            {
              break
            }
            found.note(RecordHeader(window, at: index), at: place, salt: salt, above: last)
          }
        }
        index += 8
      }
      let advanced = index - at
      if advanced > 0 {
        position += advanced
      } else if try load(position, min(RecordHeader.byteCount, fileByteCount - position)) == nil {
        break
      } else if fileByteCount - position < 8 {
        break
      }
    }
    return found
  }
}

extension SegmentReader.LookAhead {
  fileprivate mutating func note(
    _ header: RecordHeader?, at offset: Int, salt: UInt32?, above last: LSN
  ) {
    // The header of the very next record proves nothing by itself: it may be why we look ahead.
    guard let header, header.lsn > last.next, salt == nil || header.salt == salt else { return }
    let place = Place(lsn: header.lsn, offset: offset)
    if successor.map({ header.lsn < $0.lsn }) ?? true { successor = place }
    highestDurable = max(highestDurable, header.durable)
  }
}
