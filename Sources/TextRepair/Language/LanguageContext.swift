/// The character model, and what the document at hand makes likely beyond it.
struct LanguageContext {
  /// What the model says, remembered for all that one repair asks.
  let recent: RecentCosts
  /// True when the document's letters are for the most part ASCII: letters of other scripts are
  /// then more surprising than the model, which knows no documents, believes.
  let isMostlyLatin: Bool

  init(_ texts: some Sequence<[UInt32]>, recent: RecentCosts) {
    self.recent = recent
    var (latin, other) = (0, 0)
    for text in texts {
      for scalar in text.prefix(4000) {
        if scalar | 0x20 >= 0x61 && scalar | 0x20 <= 0x7A {
          latin += 1
        } else if scalar >= 0x250 && !(scalar >= 0x2000 && scalar < 0x2C00) {
          other += 1
        }
      }
    }
    isMostlyLatin = latin > 2 * other
  }

  /// The cost of `c` after `a` and `b`, in nats.
  @inline(__always)
  func cost(_ a: UInt32, _ b: UInt32, _ c: UInt32) -> Float {
    let cost = recent.cost(a, b, c)
    guard isMostlyLatin, c >= 0x370 else { return cost }
    if c < 0x1E00 { return c >= 0x530 ? cost + 5 : b | 0x20 &- 0x61 < 26 ? cost : cost + 2 }
    if c < 0x2010 && c >= 0x200B { return cost + 8 }
    return c >= 0x2E80 && c < 0xFB00 ? cost + 6 : cost
  }

  /// The two scalars before `index`, spaces where there are none.
  func before(_ index: Int, _ scalars: [UInt32]) -> (UInt32, UInt32) {
    assert(0...scalars.count ~= index)
    return (index > 1 ? scalars[index - 2] : 0x20, index > 0 ? scalars[index - 1] : 0x20)
  }

  /// The summed cost of a text, spaces before it.
  func cost(of scalars: [UInt32]) -> Float {
    var (a, b) = (UInt32(0x20), UInt32(0x20))
    var sum: Float = 0
    for c in scalars {
      sum += cost(a, b, c)
      (a, b) = (b, c)
    }
    return sum
  }

  /// The same, but only of scalars beyond ASCII and the two after each; counted until it is more
  /// than `limit`.
  func costBeyondASCII(of scalars: [UInt32], upTo limit: Float = .infinity) -> Float {
    var (a, b) = (UInt32(0x20), UInt32(0x20))
    var sum: Float = 0
    for c in scalars {
      if a | b | c >= 0x80 {
        sum += cost(a, b, c)
        if sum > limit { break }
      }
      (a, b) = (b, c)
    }
    return sum
  }

  /// Running sums of the costs of `scalars[range]`: one more value than scalars, the first 0.
  func costs(of scalars: [UInt32], in range: Range<Int>) -> [Float] {
    var (a, b) = before(range.lowerBound, scalars)
    var sums: [Float] = [0]
    sums.reserveCapacity(range.count + 1)
    var sum: Float = 0
    for index in range {
      let c = scalars[index]
      sum += cost(a, b, c)
      sums.append(sum)
      (a, b) = (b, c)
    }
    return sums
  }
}
