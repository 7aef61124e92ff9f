internal import Model
internal import Storage

/// Writes one location table, entry by entry, with little memory.
struct LocationTableWriter {
  private let files: any FileSystem
  private let path: FilePath
  private let file: any FileHandle
  private var bytes: [UInt8] = []
  private var position: UInt64 = 0
  private var blockStart = 0
  private var count = 0
  private var fences: [UInt64] = []
  /// Bytes that are written in one call.
  private static let gatherByteCount = 1 << 20

  private static func temporary(_ path: FilePath) -> FilePath { path.appendingSuffix(".tmp") }

  /// A table that gets its name, `path`, when it is whole and durable.
  init(_ path: FilePath, on files: any FileSystem) throws {
    self.path = path
    self.files = files
    try files.makeFolders(path.parent)
    let temporary = Self.temporary(path)
    if try files.exists(temporary) { try files.remove(temporary) }
    file = try files.open(temporary, .create)
  }

  /// Adds an entry, which must not come before the last one.
  mutating func add(_ entry: LocationEntry) throws {
    if count % LocationTable.blockEntryCount == 0 {
      try endBlock()
      fences.append(LocationTable.fence(entry.digest.bytes))
    }
    entry.encode(to: &bytes)
    count += 1
  }

  private mutating func endBlock() throws {
    if bytes.count > blockStart {
      bytes.append(word: UInt64(bytes.checksum(blockStart..<bytes.count)))
    }
    if bytes.count >= Self.gatherByteCount { try writeOut() }
    blockStart = bytes.count
  }

  private mutating func writeOut() throws {
    try file.write(bytes, at: position)
    position += UInt64(bytes.count)
    bytes.removeAll(keepingCapacity: true)
  }

  /// Makes the table durable and gives it its name.
  mutating func finish(_ extents: [SegmentExtent]) throws {
    try endBlock()
    let start = bytes.count
    bytes.append(word: UInt64(count))
    bytes.append(word: UInt64(extents.count))
    for extent in extents {
      bytes.append(word: extent.segment.code)
      bytes.append(word: extent.end)
      bytes.append(word: extent.count)
      bytes.append(word: UInt64(bitPattern: extent.oldest))
      bytes.append(word: UInt64(bitPattern: extent.newest))
    }
    for fence in fences { bytes.append(word: fence) }
    let end = bytes.count
    bytes.append(word: UInt64(bytes.checksum(start..<end)))
    bytes.append(word: UInt64(end - start))
    bytes += LocationTable.magic
    try writeOut()
    try file.sync(.data)
    try files.rename(Self.temporary(path), to: path, .replace)
    try files.syncFolder(path.parent)
  }

  /// Removes what was written, after a failure.
  func discard() { try? files.remove(Self.temporary(path)) }
}
