internal import Model
internal import Storage

/// Reads one history segment block by block, so that memory does not depend on its size.
struct HistoryReader {
  private let file: any FileHandle
  private let path: FilePath
  /// The file's size in bytes, which the header's must be.
  let size: UInt64
  let header: HistoryHeader
  private let zstd = Zstd()
  private(set) var damage: [HistoryDamage] = []
  private var position = UInt64(FileHeader.byteCount)
  private var nextEntry = 0

  /// Errors: `.damaged` for a header that does not read back or names another segment,
  /// `.newerFormat`, `.olderFormat`, `StorageError`.
  init(_ file: any FileHandle, checkpoint: LSN) throws {
    self.file = file
    path = file.path
    size = try file.size()
    let bytes = try file.read(at: 0, count: FileHeader.byteCount)
    switch FileHeader.check(bytes, magic: HistoryHeader.magic) {
    case .valid: header = HistoryHeader(valid: bytes)
    case .invalid: throw HistoryError.damaged(path: path)
    case .newer: throw HistoryError.newerFormat(path: path)
    case .older: throw HistoryError.olderFormat(path: path)
    }
    guard header.checkpoint == checkpoint else { throw HistoryError.damaged(path: path) }
  }

  /// Hands out all entries that read back, in order, each with its place in the segment, and notes
  /// the blocks that do not.
  mutating func run(_ body: (Int, [UInt8]) throws -> Void) throws {
    let total = Int(clamping: header.entryCount)
    while position < size || nextEntry < total {
      let found = try nextBlock()
      let first = found.map { Int($0.block.firstEntry) } ?? total
      if found == nil || found?.start != position || first != nextEntry {
        note(nextEntry..<max(nextEntry, first), position..<(found?.start ?? max(size, position)))
      }
      guard let found else { break }
      let (block, start) = found
      let end = start + UInt64(HistoryBlock.headerByteCount + block.storedByteCount)
      let frame = try file.read(
        at: start + UInt64(HistoryBlock.headerByteCount), count: block.storedByteCount)
      assert(end > start && first >= nextEntry, "every block leads on")
      nextEntry = first + Int(block.entryCount)
      if let entries = block.entries(of: frame, with: zstd) {
        for (index, entry) in entries.enumerated() { try body(first + index, entry) }
        position = end
      } else {
        note(first..<nextEntry, start..<min(end, size))
        // The length may be believed, since the header's own checksum was right.
        position = min(end, size)
      }
    }
    if size != header.fileByteCount && damage.isEmpty {
      note(nextEntry..<nextEntry, min(size, header.fileByteCount)..<max(size, header.fileByteCount))
    }
  }

  private mutating func note(_ entries: Range<Int>, _ bytes: Range<UInt64>) {
    damage.append(HistoryDamage(entries: entries, bytes: bytes))
  }

  /// The next whole header at or after `position` that continues the segment, by trying every byte
  /// where none stands at `position` itself.
  private func nextBlock() throws(StorageError) -> (block: HistoryBlock, start: UInt64)? {
    var start = position
    while start < size {
      let window = try file.read(
        at: start, count: Int(min(size - start, UInt64(HistoryBlock.closingByteCount))))
      if window.count < HistoryBlock.headerByteCount { return nil }
      for offset in 0...(window.count - HistoryBlock.headerByteCount) {
        guard let block = HistoryBlock(window, at: offset), continues(block) else { continue }
        return (block, start + UInt64(offset))
      }
      start += UInt64(window.count - HistoryBlock.headerByteCount + 1)
    }
    return nil
  }

  private func continues(_ block: HistoryBlock) -> Bool {
    Int(block.firstEntry) >= nextEntry
      && UInt64(block.firstEntry) + UInt64(block.entryCount) <= header.entryCount
  }
}
