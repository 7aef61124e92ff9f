internal import Bytes
internal import Model
internal import Storage

/// Finds the records of a segment, one after the other, with little memory.
struct SegmentScan {
  /// What a scan makes sure of beside the layout of a record.
  enum Depth: Sendable, Equatable {
    /// That its head can be read.
    case heads
    /// That its checksum is right.
    case checksums
    /// That its bytes have the digest that its head says.
    case digests
  }

  private let file: any FileHandle
  /// Where the segment ended when the scan began.
  let byteCount: UInt64
  /// What is made sure of from now on.
  var depth: Depth
  private let reader: FrameReader
  private var window: [UInt8] = []
  private var windowStart: UInt64 = 0
  private static let windowByteCount: UInt64 = 256 << 10

  /// `limit`: What comes from there on counts as not there.
  init(_ file: any FileHandle, depth: Depth, upTo limit: UInt64 = .max) throws {
    self.file = file
    self.depth = depth
    byteCount = min(try file.size(), limit)
    do { reader = try FrameReader() } catch {
      throw OriginalError.failed(path: file.path, detail: "no memory")
    }
  }

  /// The record that begins at `offset`; nil where no whole one does.
  mutating func record(at offset: UInt64) throws -> SegmentRecord? {
    guard let end = try frameEnd(offset), let head = try head(offset..<end) else { return nil }
    return SegmentRecord(head: head, range: offset..<end)
  }

  /// The first whole record that begins at `offset` or behind it; nil where none does.
  mutating func firstRecord(from offset: UInt64) throws -> SegmentRecord? {
    var position = offset
    while position < byteCount {
      let bytes = Array(try bytes(at: position, count: Int(Self.windowByteCount)))
      guard let found = Find.position(of: FrameLayout.magic, in: bytes) else {
        // A frame may begin at the window's end.
        guard bytes.count >= Int(Self.windowByteCount) else { return nil }
        position += UInt64(bytes.count - FrameLayout.magic.count + 1)
        continue
      }
      let start = position + UInt64(found)
      if let record = try record(at: start) { return record }
      position = start + 1
    }
    return nil
  }

  /// Where the frame that begins at `offset` ends; nil where none of ours begins or its end is not there.
  private mutating func frameEnd(_ offset: UInt64) throws -> UInt64? {
    let header = try bytes(at: offset, count: FrameLayout.headerLimit)
    guard let length = FrameLayout.headerByteCount(header) else { return nil }
    var position = offset + UInt64(length)
    while true {
      let bytes = try bytes(at: position, count: FrameLayout.blockHeaderByteCount)
      guard let block = FrameLayout.block(bytes) else { return nil }
      // checked: a block has 128 KiB at most, and each step ends within the file or the walk ends.
      position += UInt64(FrameLayout.blockHeaderByteCount + block.byteCount)
      if position > byteCount { return nil }
      if block.isLast { break }
    }
    position += FrameLayout.checksumByteCount
    return position <= byteCount ? position : nil
  }

  private struct Enough: Error {}

  /// What the head of the record in these bytes says; nil where it is none, or not sound.
  private mutating func head(_ range: Range<UInt64>) throws -> RecordHead? {
    var block = RecordBlock()
    let hasher = depth == .digests ? DigestHasher() : nil
    let isHeadEnough = depth == .heads
    reader.reset()
    do {
      var position = range.lowerBound
      while position < range.upperBound {
        let count = Int(min(Self.windowByteCount, range.upperBound - position))
        let piece = Array(try bytes(at: position, count: count))
        guard !piece.isEmpty else { return nil }
        position += UInt64(piece.count)
        try reader.read(piece.span) { content in
          try block.take(content) { hasher?.update($0) }
          if isHeadEnough, block.head != nil { throw Enough() }
        }
      }
    } catch is Enough {
      return block.head
    } catch is ZstdError {
      return nil
    }
    guard let head = block.head, reader.isFinished, block.isWhole else { return nil }
    if let hasher, hasher.finish() != head.digest { return nil }
    return head
  }

  /// Up to `count` bytes; fewer only at the segment's end.
  private mutating func bytes(at offset: UInt64, count: Int) throws -> ArraySlice<UInt8> {
    guard offset < byteCount else { return [] }
    let wanted = Int(min(UInt64(count), byteCount &- offset))
    let isHeld =
      offset >= windowStart && offset - windowStart <= UInt64(window.count)
      && UInt64(window.count) - (offset - windowStart) >= UInt64(wanted)
    if !isHeld {
      window = try file.read(
        at: offset, count: Int(min(max(Self.windowByteCount, UInt64(wanted)), byteCount &- offset)))
      windowStart = offset
    }
    let start = Int(offset - windowStart)
    return window[start..<min(window.count, start + wanted)]
  }
}
