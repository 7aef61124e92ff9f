/// The stored form of a signature.
///
/// One byte of version; then, all integers little-endian or LEB128: flags, word count, words of the headline, sampling
/// shift, text hash (16 bytes), and the lists, each with its length first: shingles (4 bytes each),
/// positions (differences), numbers (4 bytes each), names (2 bytes each), lines (4 bytes each), story terms (3 bytes
/// each: 21 bits of hash, 3 of count).
extension Signature {
  /// The version that `encoded` writes. Another version cannot be compared and is not decoded.
  package static let formatVersion: UInt8 = 1

  /// More shingles than any signer keeps.
  private static let shingleLimit = 1 << 14

  /// The stored form, 0.6 to 0.7 kB for a news article.
  package var encoded: [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(64 + 6 * shingles.count + 4 * lines.count + 5 * storyTerms.count)
    out.append(Self.formatVersion)
    out.append(quality.flags)
    out.appendVariable(wordCount)
    out.append(headlineWordCount)
    out.append(samplingShift)
    out.appendFixed(textHash.high, byteCount: 8)
    out.appendFixed(textHash.low, byteCount: 8)
    out.appendVariable(UInt32(shingles.count))
    for shingle in shingles { out.appendFixed(UInt64(shingle), byteCount: 4) }
    var last: UInt32 = 0
    for position in positions {
      out.appendVariable(position &- last)
      last = position
    }
    out.appendVariable(UInt32(numbers.count))
    for number in numbers { out.appendFixed(UInt64(number.packed), byteCount: 4) }
    out.appendVariable(UInt32(names.count))
    for name in names { out.appendFixed(UInt64(name), byteCount: 2) }
    out.appendVariable(UInt32(lines.count))
    for line in lines { out.appendFixed(UInt64(line), byteCount: 4) }
    out.appendVariable(UInt32(storyTerms.count))
    for term in storyTerms {
      out.appendFixed(UInt64(term.packed), byteCount: 3)
    }
    return out
  }

  /// Reads the stored form; nil when it is of another version or damaged.
  package init?(decoding bytes: [UInt8]) {
    self.init()
    var reader = ByteReader(bytes: bytes)
    guard reader.byte() == Self.formatVersion, let flags = reader.byte(),
      let wordCount = reader.variable(), let headlineWordCount = reader.byte(),
      let shift = reader.byte(), shift <= 16,
      let high = reader.fixed(byteCount: 8), let low = reader.fixed(byteCount: 8)
    else { return nil }
    quality = QualityHints(flags: flags)
    self.wordCount = wordCount
    self.headlineWordCount = headlineWordCount
    samplingShift = shift
    textHash = TextHash(high: high, low: low)
    guard let shingleCount = reader.count(itemByteCount: 5), shingleCount <= Self.shingleLimit
    else {
      return nil
    }
    shingles = reader.list(shingleCount, byteCount: 4)
    var last: UInt32 = 0
    for _ in 0..<shingleCount {
      guard let step = reader.variable(), step <= UInt32.max - last else { return nil }
      last += step
      positions.append(last)
    }
    guard let numberCount = reader.count(itemByteCount: 4) else { return nil }
    numbers = reader.list(numberCount, byteCount: 4).map { PlacedFeature(packed: $0) }
    guard let nameCount = reader.count(itemByteCount: 2) else { return nil }
    names = reader.list(nameCount, byteCount: 2)
    guard let lineCount = reader.count(itemByteCount: 4) else { return nil }
    lines = reader.list(lineCount, byteCount: 4)
    guard let termCount = reader.count(itemByteCount: 3) else { return nil }
    for _ in 0..<termCount {
      guard let packed = reader.fixed(byteCount: 3) else { return nil }
      storyTerms.append(StoryTerm(packed: UInt32(packed)))
    }
    guard reader.isAtEnd else { return nil }
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

extension [UInt8] {
  /// The low bytes of a value, lowest first.
  mutating func appendFixed(_ value: UInt64, byteCount: Int) {
    for index in 0..<byteCount {
      append(UInt8(truncatingIfNeeded: value >> UInt64(8 * index)))
    }
  }

  /// LEB128: seven bits a byte, lowest first.
  mutating func appendVariable(_ value: UInt32) {
    var rest = value
    while rest >= 0x80 {
      append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    append(UInt8(rest))
  }
}

/// Reads what the extension above writes; every read may say that the bytes have ended.
struct ByteReader {
  let bytes: [UInt8]
  private(set) var at = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { at == bytes.count }

  mutating func byte() -> UInt8? {
    guard at < bytes.count else { return nil }
    at += 1
    return bytes[at - 1]
  }

  mutating func fixed(byteCount: Int) -> UInt64? {
    guard bytes.count - at >= byteCount else { return nil }
    var value: UInt64 = 0
    for index in 0..<byteCount { value |= UInt64(bytes[at + index]) << UInt64(8 * index) }
    at += byteCount
    return value
  }

  mutating func variable() -> UInt32? {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), through: 28, by: 7) {
      guard let next = byte() else { return nil }
      value |= UInt64(next & 0x7F) << shift
      if next & 0x80 == 0 { return UInt32(exactly: value) }
    }
    return nil
  }

  /// The length of a list whose items take at least `itemByteCount` each: never more than is left.
  mutating func count(itemByteCount: Int) -> Int? {
    guard let count = variable(), Int(count) <= (bytes.count - at) / itemByteCount else {
      return nil
    }
    return Int(count)
  }

  /// A list that `count` has found to fit.
  mutating func list<Value: FixedWidthInteger & UnsignedInteger>(
    _ count: Int, byteCount: Int
  ) -> [Value] {
    var values: [Value] = []
    values.reserveCapacity(count)
    for _ in 0..<count {
      guard let value = fixed(byteCount: byteCount) else { break }
      values.append(Value(truncatingIfNeeded: value))
    }
    return values
  }
}
