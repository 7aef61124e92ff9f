/// Looking for bytes eight at a time.
enum Scan {
  private static var lows: UInt64 { 0x0101_0101_0101_0101 }
  private static var highs: UInt64 { 0x8080_8080_8080_8080 }

  /// The highest bit of every byte that is zero; above the lowest such byte there may be others.
  @inline(__always)
  static func zeroBytes(_ word: UInt64) -> UInt64 { (word &- lows) & ~word & highs }

  /// Eight bytes from `index` on, the first lowest; they must be there.
  @inline(__always)
  static func word(_ page: Span<UInt8>, at index: Int) -> UInt64 {
    let eight = page.extracting(index..<(index &+ 8))
    return UInt64(eight[0]) | UInt64(eight[1]) &<< 8 | UInt64(eight[2]) &<< 16
      | UInt64(eight[3]) &<< 24 | UInt64(eight[4]) &<< 32 | UInt64(eight[5]) &<< 40
      | UInt64(eight[6]) &<< 48 | UInt64(eight[7]) &<< 56
  }

  /// The index of the first byte that is one of three, or the page's end.
  @inline(__always)
  static func first(
    of a: UInt8, _ b: UInt8, _ c: UInt8, in page: Span<UInt8>, from start: Int
  ) -> Int {
    let (wideA, wideB, wideC) = (UInt64(a) &* lows, UInt64(b) &* lows, UInt64(c) &* lows)
    var index = start
    while index &+ 8 <= page.count {
      let word = word(page, at: index)
      let hits = zeroBytes(word ^ wideA) | zeroBytes(word ^ wideB) | zeroBytes(word ^ wideC)
      if hits != 0 { return index &+ hits.trailingZeroBitCount &>> 3 }
      index &+= 8
    }
    while index < page.count, page[index] != a, page[index] != b, page[index] != c { index &+= 1 }
    return index
  }

  /// The index of the first byte that is one of two, or the page's end.
  @inline(__always)
  static func first(of a: UInt8, _ b: UInt8, in page: Span<UInt8>, from start: Int) -> Int {
    let (wideA, wideB) = (UInt64(a) &* lows, UInt64(b) &* lows)
    var index = start
    while index &+ 8 <= page.count {
      let word = word(page, at: index)
      let hits = zeroBytes(word ^ wideA) | zeroBytes(word ^ wideB)
      if hits != 0 { return index &+ hits.trailingZeroBitCount &>> 3 }
      index &+= 8
    }
    while index < page.count, page[index] != a, page[index] != b { index &+= 1 }
    return index
  }

  /// The index of the first byte that is this one, or the page's end.
  @inline(__always)
  static func first(of a: UInt8, in page: Span<UInt8>, from start: Int) -> Int {
    first(of: a, a, in: page, from: start)
  }
}
