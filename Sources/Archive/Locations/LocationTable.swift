internal import Model
internal import Storage

/// A sorted file that says where originals lie, and of which parts of which segments it knows all.
///
/// Made once, never changed; disposable, since the segments say the same. Its head is held in memory: 8
/// bytes for each 64 originals. A look at it reads one block of 4 KiB, with a checksum.
///
/// File, integers lowest byte first, 8 bytes each unless said: blocks of 64 entries and their CRC-32C; the
/// foot, which is the counts of entries and extents, for each extent segment, end, count, oldest, newest,
/// and the first eight bytes of each block's first digest as a number; the foot's CRC-32C, its length in
/// bytes, and `WINNLOC1`.
struct LocationTable: Sendable {
  /// The file's bytes are not those that were written.
  struct Damaged: Error {}

  let path: FilePath
  let count: Int
  let extents: [SegmentExtent]
  private let fences: [UInt64]
  private let file: any FileHandle

  static let magic = Array("WINNLOC1".utf8)
  static let blockEntryCount = 64
  static let checksumByteCount = 8
  private static let extentByteCount = 40
  private static let countsByteCount = 16
  private static let endByteCount = 24
  private static let footLimit = 1 << 30

  /// Opens a table. Throws `Damaged`, and `StorageError`.
  init(_ path: FilePath, on files: any FileSystem) throws {
    self.path = path
    file = try files.open(path, .read)
    let fileByteCount = try file.size()
    guard fileByteCount >= UInt64(Self.endByteCount + Self.countsByteCount) else { throw Damaged() }
    let end = try file.read(
      at: fileByteCount - UInt64(Self.endByteCount), count: Self.endByteCount)
    guard end.count == Self.endByteCount, end[16...].elementsEqual(Self.magic),
      let footByteCount = Int(exactly: end.word(at: 8)), footByteCount < Self.footLimit,
      footByteCount >= Self.countsByteCount,
      UInt64(footByteCount + Self.endByteCount) <= fileByteCount
    else { throw Damaged() }
    let foot = try file.read(
      at: fileByteCount - UInt64(footByteCount + Self.endByteCount), count: footByteCount)
    guard foot.count == footByteCount, end.word(at: 0) == UInt64(foot.checksum(0..<footByteCount))
    else { throw Damaged() }
    let (count, extentCount) = (foot.word(at: 0), foot.word(at: 8))
    let fenceStart = Self.countsByteCount + Int(clamping: extentCount) &* Self.extentByteCount
    guard count < 1 << 40, extentCount < Self.footLimit, fenceStart <= footByteCount,
      (footByteCount - fenceStart) / 8 == (Int(count) + Self.blockEntryCount - 1)
        / Self.blockEntryCount
    else { throw Damaged() }
    self.count = Int(count)
    extents = (0..<Int(extentCount)).map { index in
      let start = Self.countsByteCount + index * Self.extentByteCount
      return SegmentExtent(
        segment: SegmentID(code: foot.word(at: start)), end: foot.word(at: start + 8),
        count: foot.word(at: start + 16), oldest: Int64(bitPattern: foot.word(at: start + 24)),
        newest: Int64(bitPattern: foot.word(at: start + 32)))
    }
    fences = (0..<(footByteCount - fenceStart) / 8).map { foot.word(at: fenceStart + $0 * 8) }
  }

  /// How many blocks there are.
  var blockCount: Int { fences.count }

  /// The entries of a block, sorted.
  func block(_ index: Int) throws -> [LocationEntry] {
    let bytes = try blockBytes(index)
    let entryCount = (bytes.count - Self.checksumByteCount) / LocationEntry.byteCount
    return (0..<entryCount).map { LocationEntry(bytes, at: $0 * LocationEntry.byteCount) }
  }

  private func blockBytes(_ index: Int) throws -> [UInt8] {
    let first = index * Self.blockEntryCount
    let entryCount = min(Self.blockEntryCount, count - first)
    let length = entryCount * LocationEntry.byteCount
    let blockByteCount =
      Self.blockEntryCount * LocationEntry.byteCount + Self.checksumByteCount
    let bytes = try file.read(
      at: UInt64(index * blockByteCount), count: length + Self.checksumByteCount)
    guard bytes.count == length + Self.checksumByteCount,
      bytes.word(at: length) == UInt64(bytes.checksum(0..<length))
    else { throw Damaged() }
    return bytes
  }

  /// Where the original lies; more than one place after it came again.
  func find(_ digest: Digest) throws -> [OriginalLocation] {
    var found: [OriginalLocation] = []
    let wanted = digest.bytes
    let key = Self.fence(wanted)
    // The first block that begins at or behind the key; what is wanted may begin in the one before.
    var (low, high) = (0, fences.count)
    while low < high {
      let middle = (low + high) / 2
      if fences[middle] < key { low = middle + 1 } else { high = middle }
    }
    for index in max(0, low - 1)..<fences.count {
      if fences[index] > key { break }
      let bytes = try blockBytes(index)
      let entryCount = bytes.count / LocationEntry.byteCount
      for entry in 0..<entryCount {
        let start = entry * LocationEntry.byteCount
        if bytes[start] != wanted[0] || bytes[start + 1] != wanted[1] { continue }
        if bytes[start..<start + Digest.byteCount].elementsEqual(wanted) {
          found.append(LocationEntry(bytes, at: start).location)
        }
      }
    }
    return found
  }

  /// The first eight bytes of a digest, so that their order is the digests'.
  static func fence(_ bytes: [UInt8]) -> UInt64 {
    bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }
}
