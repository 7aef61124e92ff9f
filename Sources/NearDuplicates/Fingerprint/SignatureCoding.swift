internal import Bytes

/// The stored form of a signature.
///
/// One byte of version; then, all integers little-endian or LEB128: flags, word count, words of the
/// headline, sampling shift, text hash (16 bytes), and the lists, each with its length first: shingles
/// (4 bytes each), positions (differences), numbers (4 bytes each), names (2 bytes each), lines (4
/// bytes each), story terms (3 bytes each: 21 bits of hash, 3 of count), slots (4 bytes each).
extension Signature {
  /// The version that `encoded` writes. Version 2 has no slots; of version 1 everything else is read but
  /// the story terms, which were made in another way; other versions cannot be compared and are not decoded.
  package static let formatVersion: UInt8 = 3

  /// More shingles than any signer keeps.
  private static let shingleLimit = 1 << 14

  /// The stored form, 0.7 to 0.8 kB for a news article.
  package var encoded: [UInt8] {
    assert(shingles.count == positions.count && shingles.count <= Self.shingleLimit)
    var writer = BinaryWriter(
      capacity: 64 + 6 * shingles.count + 4 * lines.count + 5 * storyTerms.count + 4 * slots.count)
    writer.write(byte: Self.formatVersion)
    writer.write(byte: quality.flags)
    writer.write(varint: UInt64(wordCount))
    writer.write(byte: headlineWordCount)
    writer.write(byte: samplingShift)
    writer.write(fixed: textHash.high)
    writer.write(fixed: textHash.low)
    writer.write(count: shingles.count)
    for shingle in shingles { writer.write(fixed: shingle) }
    var last: UInt32 = 0
    for position in positions {
      assert(position >= last, "positions ascend")
      writer.write(varint: UInt64(position &- last))
      last = position
    }
    writer.write(list: numbers) { $0.write(fixed: $1.packed) }
    writer.write(list: names) { $0.write(fixed: $1) }
    writer.write(list: lines) { $0.write(fixed: $1) }
    writer.write(list: storyTerms) { $0.write(fixed: UInt64($1.packed), byteCount: 3) }
    writer.write(list: slots) { $0.write(fixed: $1.packed) }
    return writer.bytes
  }

  /// Reads the stored form; nil when it is of another version or damaged.
  package init?(decoding bytes: [UInt8]) {
    do {
      var reader = BinaryReader(bytes)
      try self.init(&reader)
      try reader.expectEnd()
    } catch {
      return nil
    }
  }

  private init(_ reader: inout BinaryReader) throws(BinaryError) {
    self.init()
    let version = try reader.readByte()
    guard (1...Self.formatVersion).contains(version) else {
      throw .unsupportedVersion(UInt64(version))
    }
    quality = QualityHints(flags: try reader.readByte())
    wordCount = try reader.readVarint32()
    headlineWordCount = try reader.readByte()
    samplingShift = try reader.readByte()
    guard samplingShift <= 16 else { throw .malformed(at: reader.position - 1) }
    textHash = TextHash(high: try reader.readFixed(), low: try reader.readFixed())
    let start = reader.position
    let shingleCount = try reader.readCount(itemByteCount: 5)
    guard shingleCount <= Self.shingleLimit else { throw .malformed(at: start) }
    shingles.reserveCapacity(shingleCount)
    positions.reserveCapacity(shingleCount)
    for _ in 0..<shingleCount { shingles.append(try reader.readFixed()) }
    var last: UInt32 = 0
    for _ in 0..<shingleCount {
      let (position, overflow) = last.addingReportingOverflow(try reader.readVarint32())
      guard !overflow else { throw .malformed(at: reader.position) }
      positions.append(position)
      last = position
    }
    numbers = try Self.list(&reader, byteCount: 4) { PlacedFeature(packed: UInt32($0)) }
    // Comparing asks for order, which damaged bytes may not have.
    names = try Self.list(&reader, byteCount: 2) { UInt16($0) }.sorted()
    lines = try Self.list(&reader, byteCount: 4) { UInt32($0) }
    storyTerms = try Self.list(&reader, byteCount: 3) { StoryTerm(packed: UInt32($0)) }
    if version == 1 { storyTerms = [] }
    if version > 2 {
      slots = try Self.list(&reader, byteCount: 4) { TextSlot(packed: UInt32($0)) }
    }
  }

  /// A list of numbers of a fixed width behind its length.
  private static func list<Element>(
    _ reader: inout BinaryReader, byteCount: Int, _ element: (UInt64) -> Element
  ) throws(BinaryError) -> [Element] {
    let count = try reader.readCount(itemByteCount: byteCount)
    var list: [Element] = []
    list.reserveCapacity(count)
    for _ in 0..<count { list.append(element(try reader.readFixed(byteCount: byteCount))) }
    return list
  }
}

extension QualityHints {
  /// Six bits.
  var flags: UInt8 {
    (repaired ? 1 : 0) | (lossy ? 2 : 0) | (hasURL ? 4 : 0) | (truncated ? 8 : 0)
      | (selfRepeat ? 16 : 0) | (hasUncertainDate ? 32 : 0)
  }

  init(flags: UInt8) {
    self.init(
      repaired: flags & 1 != 0, lossy: flags & 2 != 0, hasURL: flags & 4 != 0,
      truncated: flags & 8 != 0, selfRepeat: flags & 16 != 0,
      hasUncertainDate: flags & 32 != 0)
  }
}
