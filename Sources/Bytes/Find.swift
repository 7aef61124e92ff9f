/// Looking for bytes in bytes, eight at a time.
///
/// Positions are indices of what is searched: of an array slice, its own indices.
package enum Find {
  /// The index of the first `byte` at or after `start`; `nil` when there is none.
  package static func first(_ byte: UInt8, in bytes: Span<UInt8>, from start: Int = 0) -> Int? {
    assert(start >= 0 && start <= bytes.count)
    let pattern = UInt64(byte) &* lowBits
    var index = start
    while index &+ 8 <= bytes.count {
      let hits = zeroBytes(word(bytes, at: index) ^ pattern)
      if hits != 0 { return index &+ hits.trailingZeroBitCount &>> 3 }
      index &+= 8
    }
    while index < bytes.count {
      if bytes[index] == byte { return index }
      index &+= 1
    }
    return nil
  }

  /// The index of the first of two bytes at or after `start`; `nil` when there is neither.
  package static func first(
    _ one: UInt8, or other: UInt8, in bytes: Span<UInt8>, from start: Int = 0
  ) -> Int? {
    assert(start >= 0 && start <= bytes.count)
    let (onePattern, otherPattern) = (UInt64(one) &* lowBits, UInt64(other) &* lowBits)
    var index = start
    while index &+ 8 <= bytes.count {
      let word = word(bytes, at: index)
      let hits = zeroBytes(word ^ onePattern) | zeroBytes(word ^ otherPattern)
      if hits != 0 { return index &+ hits.trailingZeroBitCount &>> 3 }
      index &+= 8
    }
    while index < bytes.count {
      if bytes[index] == one || bytes[index] == other { return index }
      index &+= 1
    }
    return nil
  }

  /// Where `wanted` first begins at or after `start`; `nil` when it does not occur. Nothing at all
  /// is found at `start`.
  package static func position(
    of wanted: Span<UInt8>, in bytes: Span<UInt8>, from start: Int = 0
  ) -> Int? {
    guard !wanted.isEmpty else { return start <= bytes.count ? start : nil }
    let last = bytes.count - wanted.count
    var index = start
    while index <= last, let candidate = first(wanted[0], in: bytes, from: index) {
      guard candidate <= last else { return nil }
      if matches(wanted, in: bytes, at: candidate) { return candidate }
      index = candidate &+ 1
    }
    return nil
  }

  /// Where `wanted` first begins in an array at or after `start`.
  package static func position(
    of wanted: [UInt8], in bytes: [UInt8], from start: Int = 0
  ) -> Int? {
    position(of: wanted.span, in: bytes.span, from: start)
  }

  /// Where a word first begins in an array at or after `start`.
  package static func position(
    of word: StaticString, in bytes: [UInt8], from start: Int = 0
  ) -> Int? {
    position(of: word, in: bytes.span, from: start)
  }

  /// Where a word first begins in a part of an array, as the part's own index.
  package static func position(of word: StaticString, in bytes: ArraySlice<UInt8>) -> Int? {
    position(of: word, in: bytes.span, from: 0).map { bytes.startIndex + $0 }
  }

  /// Where a word first begins at or after `start`.
  package static func position(
    of word: StaticString, in bytes: Span<UInt8>, from start: Int = 0
  ) -> Int? {
    precondition(word.hasPointerRepresentation)
    // A StaticString's bytes live as long as the program.
    let wanted = unsafe Span(
      _unsafeStart: word.utf8Start, count: word.utf8CodeUnitCount)
    return position(of: wanted, in: bytes, from: start)
  }

  /// Whether `wanted` occurs in `bytes`.
  package static func contains(_ wanted: [UInt8], in bytes: Span<UInt8>) -> Bool {
    position(of: wanted.span, in: bytes) != nil
  }

  /// Whether a word occurs in `bytes`.
  package static func contains(_ word: StaticString, in bytes: Span<UInt8>) -> Bool {
    position(of: word, in: bytes) != nil
  }

  /// Whether a word occurs in a part of an array.
  package static func contains(_ word: StaticString, in bytes: ArraySlice<UInt8>) -> Bool {
    position(of: word, in: bytes) != nil
  }

  /// Whether `wanted` stands at `index`; false where it would reach beyond the end.
  package static func matches(
    _ wanted: Span<UInt8>, in bytes: Span<UInt8>, at index: Int
  ) -> Bool {
    guard index >= 0, index <= bytes.count - wanted.count else { return false }
    var length = 0
    while length < wanted.count {
      if bytes[index &+ length] != wanted[length] { return false }
      length &+= 1
    }
    return true
  }

  private static var lowBits: UInt64 { 0x0101_0101_0101_0101 }
  private static var highBits: UInt64 { 0x8080_8080_8080_8080 }

  /// The highest bit of every byte that is zero. Above the lowest such byte others may be marked
  /// wrongly, so only the lowest mark counts.
  @inline(__always)
  private static func zeroBytes(_ word: UInt64) -> UInt64 { (word &- lowBits) & ~word & highBits }

  /// Eight bytes from `index` on, the first lowest; the compiler makes one load of it.
  @inline(__always)
  private static func word(_ bytes: Span<UInt8>, at index: Int) -> UInt64 {
    let eight = bytes.extracting(index..<(index &+ 8))
    return UInt64(eight[0]) | UInt64(eight[1]) &<< 8 | UInt64(eight[2]) &<< 16
      | UInt64(eight[3]) &<< 24 | UInt64(eight[4]) &<< 32 | UInt64(eight[5]) &<< 40
      | UInt64(eight[6]) &<< 48 | UInt64(eight[7]) &<< 56
  }
}
