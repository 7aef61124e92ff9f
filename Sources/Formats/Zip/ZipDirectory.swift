import Bytes
import Model

/// The table of a zip archive (PKWARE's APPNOTE), also with 64-bit sizes; salvaged from the local
/// headers where the table is missing or damaged.
struct ZipDirectory {
  /// One file in the archive. Names are used to tell formats apart and never as paths.
  struct Entry {
    var name: [UInt8]
    var method: Int
    var isEncrypted: Bool
    /// Upper bound of the compressed data's size.
    var compressedByteCount: Int64
    /// What comes out of it, as the table says; 0 where it does not.
    var statedByteCount: Int64 = 0
    /// Where the entry's local header begins.
    var offset: Int64
  }

  private(set) var entries: [Entry] = []
  /// True when the entries were found without the table.
  private(set) var isSalvaged = false
  private let source: any ByteSource
  private let settings: ScrapeSettings
  private static let tableByteLimit: Int64 = 64 << 20
  private static let entryLimit = 1_000_000

  init(_ source: any ByteSource, settings: ScrapeSettings) throws {
    self.source = source
    self.settings = settings
    if try !readTable() {
      entries = []
      isSalvaged = true
      try salvage(settings)
    }
  }

  private static func number(_ bytes: ArraySlice<UInt8>, _ at: Int, _ count: Int) -> Int64 {
    assert(count <= 8 && at + count <= bytes.count)
    var value: UInt64 = 0
    for index in (0..<count).reversed() {
      value = value << 8 | UInt64(bytes[bytes.startIndex + at + index])
    }
    return Int64(clamping: value)
  }

  /// Reads the central directory; false when there is none, or it makes no sense.
  private mutating func readTable() throws -> Bool {
    let size = source.byteCount
    let tailCount = Int(min(size, 65_557))
    let tail = try source.read(at: size - Int64(tailCount), count: tailCount)
    guard tail.count >= 22,
      let end = (0...(tail.count - 22)).last(where: {
        tail[$0] == 0x50 && tail[$0..<$0 + 4].elementsEqual([0x50, 0x4B, 5, 6])
      })
    else { return false }
    var tableCount = Self.number(tail[end...], 12, 4)
    var tableOffset = Self.number(tail[end...], 16, 4)
    if end >= 20, tail[(end - 20)...].starts(with: [0x50, 0x4B, 6, 7]) {
      let wide = try source.read(at: Self.number(tail[(end - 20)...], 8, 8), count: 56)
      if wide.count == 56, wide.starts(with: [0x50, 0x4B, 6, 6]) {
        tableCount = Self.number(wide[...], 40, 8)
        tableOffset = Self.number(wide[...], 48, 8)
      }
    }
    // checked: both come from the file and may be anything up to the largest integer: no sum of them.
    guard tableCount <= Self.tableByteLimit, tableOffset <= size, tableCount <= size - tableOffset
    else { return false }
    return parse(try source.read(at: tableOffset, count: Int(tableCount)))
  }

  private mutating func parse(_ table: [UInt8]) -> Bool {
    var index = 0
    while index + 46 <= table.count, entries.count < Self.entryLimit {
      let head = table[index...]
      guard head.starts(with: [0x50, 0x4B, 1, 2]) else { return !entries.isEmpty }
      let nameCount = Int(Self.number(head, 28, 2))
      let extraCount = Int(Self.number(head, 30, 2))
      let commentCount = Int(Self.number(head, 32, 2))
      let nameEnd = index + 46 + nameCount
      guard nameEnd + extraCount <= table.count else { return !entries.isEmpty }
      var entry = Entry(
        name: Array(table[(index + 46)..<nameEnd]), method: Int(Self.number(head, 10, 2)),
        isEncrypted: Self.number(head, 8, 2) & 1 != 0,
        compressedByteCount: Self.number(head, 20, 4), statedByteCount: Self.number(head, 24, 4),
        offset: Self.number(head, 42, 4))
      widen(
        &entry, isWide: Self.number(head, 24, 4) == 0xFFFF_FFFF,
        table[nameEnd..<nameEnd + extraCount])
      entries.append(entry)
      index = nameEnd + extraCount + commentCount
    }
    return true
  }

  /// Takes 64-bit sizes and offsets from the extra field with the number 1.
  private func widen(_ entry: inout Entry, isWide: Bool, _ extra: ArraySlice<UInt8>) {
    var index = extra.startIndex
    while index + 4 <= extra.endIndex {
      let kind = Self.number(extra[index...], 0, 2)
      let count = Int(Self.number(extra[index...], 2, 2))
      let end = index + 4 + count
      guard end <= extra.endIndex else { return }
      if kind == 1 {
        var field = extra[(index + 4)..<end]
        func take() -> Int64? {
          guard field.count >= 8 else { return nil }
          defer { field = field.dropFirst(8) }
          return Self.number(field, 0, 8)
        }
        if isWide, let wide = take() { entry.statedByteCount = wide }
        if entry.compressedByteCount == 0xFFFF_FFFF, let wide = take() {
          entry.compressedByteCount = wide
        }
        if entry.offset == 0xFFFF_FFFF, let wide = take() { entry.offset = wide }
      }
      index = end
    }
  }

  /// Finds entries by the mark of their local headers.
  private mutating func salvage(_ settings: ScrapeSettings) throws {
    let window = ByteWindow(SourceStream(source))
    while try window.fill(30), entries.count < Self.entryLimit {
      if let refusal = settings.shouldStop() { throw refusal }
      let bytes = window.bytes
      guard let found = Find.position(of: "PK\u{3}\u{4}", in: bytes, from: window.position) else {
        _ = try window.skip(Int64(max(1, window.available - 3)))
        continue
      }
      _ = try window.skip(Int64(found - window.position))
      guard try window.fill(30) else { break }
      let head = window.bytes[window.position...]
      let nameCount = Int(Self.number(head, 26, 2))
      guard try window.fill(30 + nameCount) else { break }
      let start = window.position
      let local = window.bytes[start...]
      let flags = Self.number(local, 6, 2)
      // Writers that did not know the size beforehand put it behind the data.
      let stated = flags & 8 == 0 ? Self.number(local, 18, 4) : 0
      entries.append(
        Entry(
          name: Array(window.bytes[(start + 30)..<(start + 30 + nameCount)]),
          method: Int(Self.number(local, 8, 2)), isEncrypted: flags & 1 != 0,
          compressedByteCount: stated > 0 ? stated : source.byteCount - window.offset,
          offset: window.offset))
      _ = try window.skip(30 + (stated > 0 ? stated : 0))
    }
  }

  /// More than deflate can make of a byte: who states that does not tell the truth.
  private static let deflateRatio: Int64 = 1_040

  /// True for an entry of which the table itself says that more comes out than may.
  func isBomb(_ entry: Entry) -> Bool {
    guard entry.method != 0, entry.statedByteCount > settings.ratioFreeByteCount else {
      return false
    }
    let ratio = entry.statedByteCount / max(1, entry.compressedByteCount)
    return ratio > settings.ratioLimit && (entry.method != 8 || ratio <= Self.deflateRatio)
  }

  /// The refusal of such an entry.
  var bomb: Refusal {
    Refusals.limit("more than \(settings.ratioLimit) bytes out of each compressed byte: a bomb")
  }

  /// The entry's bytes; throws a refusal for compressions that are not read.
  func stream(of entry: Entry, budget: OutputBudget) throws -> any ByteStream {
    if entry.isEncrypted { throw Refusals.unsupported("an encrypted zip entry") }
    // Before a byte of it is looked at, which may be refused for something else.
    if isBomb(entry) { throw bomb }
    let head = try source.read(at: entry.offset, count: 30)
    guard head.count == 30, head.starts(with: [0x50, 0x4B, 3, 4]) else {
      throw Refusals.broken("a zip archive", "an entry is not where its table says")
    }
    // checked: the head was read at the offset, so the sum stays near the source's size.
    let start = entry.offset + 30 + Self.number(head[...], 26, 2) + Self.number(head[...], 28, 2)
    assert(start >= 30)
    let raw = SourceStream(source, from: start, byteCount: entry.compressedByteCount)
    switch entry.method {
    case 0: return raw
    case 8:
      return DecompressingStream(
        raw, through: Inflater(.none), name: "deflate", budget: budget, firstOffset: start)
    case 93:
      return DecompressingStream(
        raw, through: ZstdDecoder(), name: "zstd", budget: budget, firstOffset: start)
    default: throw Refusals.unsupported("a zip entry of compression method \(entry.method)")
    }
  }
}
