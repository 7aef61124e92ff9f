internal import Bytes

/// A block of a history segment: entries, each behind its length, as one zstd frame behind a header
/// of 32 bytes. `docs/JOURNAL_FORMAT.md` has the layout.
struct HistoryBlock: Hashable, Sendable {
  static let headerByteCount = 32
  static let magic: UInt32 = 0x4B4C_4257
  /// A block is closed when its entries reach this, in bytes.
  static let closingByteCount = 128 << 10
  /// Longer blocks are no blocks: the greatest entry behind a block that was all but full.
  static let byteLimit = 4 << 20
  /// Longer entries are not taken.
  static let entryByteLimit = byteLimit - closingByteCount - 4

  /// The number of the block's first entry in its segment, from 0.
  var firstEntry: UInt32
  var entryCount: UInt32
  /// The frame's length, and its content's.
  var storedByteCount: Int
  var byteCount: Int
  var frameChecksum: UInt32

  /// A block as it is written: header and frame.
  static func encode(_ entries: ArraySlice<[UInt8]>, first: Int, with zstd: Zstd) -> [UInt8] {
    precondition(!entries.isEmpty)
    var content = BinaryWriter(capacity: entries.reduce(0) { $0 + $1.count + 4 })
    for entry in entries {
      content.write(fixed: UInt32(entry.count))
      content.write(raw: entry)
    }
    precondition(content.bytes.count <= byteLimit)
    let frame = zstd.compress(content.bytes)
    var bytes = [UInt8](repeating: 0, count: headerByteCount)
    bytes.put(magic, at: 0)
    bytes.put(UInt32(first), at: 8)
    bytes.put(UInt32(entries.count), at: 12)
    bytes.put(UInt32(frame.count), at: 16)
    bytes.put(UInt32(content.bytes.count), at: 20)
    bytes.put(frame.checksum(0..<frame.count), at: 24)
    bytes.put(bytes.checksum(8..<headerByteCount), at: 4)
    return bytes + frame
  }

  /// Reads a header at `offset`, if it is there and whole.
  init?(_ bytes: [UInt8], at offset: Int) {
    guard offset >= 0, offset + Self.headerByteCount <= bytes.count,
      bytes.u32(at: offset) == Self.magic,
      bytes.u32(at: offset + 4) == bytes.checksum(offset + 8..<offset + Self.headerByteCount)
    else { return nil }
    firstEntry = bytes.u32(at: offset + 8)
    entryCount = bytes.u32(at: offset + 12)
    storedByteCount = Int(bytes.u32(at: offset + 16))
    byteCount = Int(bytes.u32(at: offset + 20))
    frameChecksum = bytes.u32(at: offset + 24)
    guard byteCount <= Self.byteLimit, storedByteCount <= 2 * Self.byteLimit else { return nil }
  }

  /// The entries of this block; `nil` when the frame is damaged.
  func entries(of frame: [UInt8], with zstd: Zstd) -> [[UInt8]]? {
    guard frame.count == storedByteCount, frame.checksum(0..<frame.count) == frameChecksum,
      let content = zstd.expand(frame, count: byteCount)
    else { return nil }
    var reader = BinaryReader(content)
    var entries: [[UInt8]] = []
    do throws(BinaryError) {
      for _ in 0..<entryCount {
        entries.append(try reader.readRaw(count: Int(reader.readFixed(as: UInt32.self))))
      }
      try reader.expectEnd()
    } catch { return nil }
    return entries
  }
}
