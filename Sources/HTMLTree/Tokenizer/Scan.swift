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
    let wide = UInt64(a) &* lows
    var index = start
    while index &+ 16 <= page.count {
      let (low, high) = (word(page, at: index), word(page, at: index &+ 8))
      let (lowHits, highHits) = (zeroBytes(low ^ wide), zeroBytes(high ^ wide))
      if lowHits | highHits != 0 {
        return lowHits != 0
          ? index &+ lowHits.trailingZeroBitCount &>> 3
          : index &+ 8 &+ highHits.trailingZeroBitCount &>> 3
      }
      index &+= 16
    }
    while index < page.count, page[index] != a { index &+= 1 }
    return index
  }

  /// Whether any byte is one of two.
  static func contains(_ one: UInt8, _ other: UInt8, in page: Span<UInt8>) -> Bool {
    let (wideA, wideB) = (UInt64(one) &* lows, UInt64(other) &* lows)
    var index = 0
    while index &+ 32 <= page.count {
      let a = word(page, at: index)
      let b = word(page, at: index &+ 8)
      let c = word(page, at: index &+ 16)
      let d = word(page, at: index &+ 24)
      let hits =
        zeroBytes(a ^ wideA) | zeroBytes(b ^ wideA) | zeroBytes(c ^ wideA) | zeroBytes(d ^ wideA)
        | zeroBytes(a ^ wideB) | zeroBytes(b ^ wideB) | zeroBytes(c ^ wideB) | zeroBytes(d ^ wideB)
      if hits != 0 { return true }
      index &+= 32
    }
    while index < page.count {
      if page[index] == one || page[index] == other { return true }
      index &+= 1
    }
    return false
  }

  /// Eight bytes with ASCII capitals made small letters.
  @inline(__always)
  static func lowered(_ word: UInt64) -> UInt64 {
    let low = word & ~highs
    let fromA = low &+ (0x80 &- 0x41) &* lows
    let beyondZ = low &+ (0x7F &- 0x5A) &* lows
    return word | ((fromA ^ beyondZ) & ~word & highs) &>> 2
  }

  /// Where a name in a tag ends: at white space, `/`, `>` and, where `stopsAtEquals`, `=`; or at
  /// another control character or the page's end, which the caller must look at.
  @inline(__always)
  static func nameEnd(_ page: Span<UInt8>, from start: Int, stopsAtEquals: Bool) -> Int {
    var index = start
    while index &+ 8 <= page.count {
      let hits = nameStops(word(page, at: index), stopsAtEquals: stopsAtEquals)
      if hits != 0 { return index &+ hits.trailingZeroBitCount &>> 3 }
      index &+= 8
    }
    while index < page.count {
      let byte = page[index]
      if byte <= 0x20 || byte == 0x2F || byte == 0x3E || (stopsAtEquals && byte == 0x3D) { break }
      index &+= 1
    }
    return index
  }

  /// The highest bit of every byte at which `nameEnd` stops; only the lowest one is sure.
  @inline(__always)
  static func nameStops(_ word: UInt64, stopsAtEquals: Bool) -> UInt64 {
    var hits = (word &- 0x21 &* lows) & ~word & highs
    hits |= zeroBytes(word ^ 0x2F &* lows) | zeroBytes(word ^ 0x3E &* lows)
    if stopsAtEquals { hits |= zeroBytes(word ^ 0x3D &* lows) }
    return hits
  }
}
