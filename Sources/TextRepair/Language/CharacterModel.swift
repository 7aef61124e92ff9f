import EmbeddedData

/// A trigram model of characters over some sixty languages: how surprising is a text, in nats?
///
/// Smoothed after Witten and Bell (1991); n-grams and back-off weights lie in one hash table of
/// buckets with eight 16-bit entries (11 bits fingerprint, 5 bits cost), made by
/// `scripts/train-repair-model`. A look-up reads one bucket. Digits count as `0`, white space as
/// the space; what the model has never seen costs by its kind of character.
struct CharacterModel: Sendable {
  /// The model that is built in, read in place.
  static let shared = CharacterModel()

  /// Two words a bucket: the first four of its entries, and the others.
  private let halves: EmbeddedArray<UInt64>
  private let bucketCount: UInt64

  private enum Kind {
    static let unigram: UInt64 = 1
    static let bigram: UInt64 = 2
    static let trigram: UInt64 = 3
    static let backoffFromOne: UInt64 = 4
    static let backoffFromTwo: UInt64 = 5
  }

  private init() {
    var reader = EmbeddedFile(.characterTrigrams, version: 1).reader
    precondition(reader.remainingByteCount % 16 == 0 && !reader.isAtEnd)
    bucketCount = UInt64(reader.remainingByteCount / 16)
    halves = reader.array(of: UInt64.self, count: reader.remainingByteCount / 8)
  }

  /// The cost of `c` after `a` and `b`, in nats: minus the logarithm of its probability.
  func cost(_ a: UInt32, _ b: UInt32, _ c: UInt32) -> Float {
    // Points and vowel signs of Hebrew and Arabic: rarely written, but on a letter no surprise.
    if c >= 0x591, c < 0x660, c < 0x5C8 || c >= 0x64B, b >= 0x591, b < 0x660 { return 4 }
    // The long s: in old prints only.
    if c == 0x17F { return 20 }
    if c == 0xA0 { return cost(a, b, 0x20) + 11 }
    let (a, b, c) = (Self.folded(a), Self.folded(b), Self.folded(c))
    if let steps = entry(Kind.trigram, a, b, c) { return Float(steps) * 0.33 }
    let backoff: Float = entry(Kind.backoffFromTwo, 0, a, b).map { Float($0) * 0.2 } ?? 0.3
    if let steps = entry(Kind.bigram, 0, b, c) { return backoff + Float(steps) * 0.4 }
    let further: Float = entry(Kind.backoffFromOne, 0, 0, b).map { Float($0) * 0.2 } ?? 0.3
    if let steps = entry(Kind.unigram, 0, 0, c) { return backoff + further + Float(steps) * 0.5 }
    return backoff + further + Self.costOfUnseen(c, after: b)
  }

  /// The cost of `c` after `b`, whatever stood before; nil when training never saw the two.
  func cost(of c: UInt32, after b: UInt32) -> Float? {
    entry(Kind.bigram, 0, Self.folded(b), Self.folded(c)).map { Float($0) * 0.4 }
  }

  /// The cost of `c` anywhere; nil when training never saw it.
  func cost(of c: UInt32) -> Float? {
    entry(Kind.unigram, 0, 0, Self.folded(c)).map { Float($0) * 0.5 }
  }

  /// The summed cost of `scalars[range]`, with the two scalars before it as context.
  func cost(of scalars: [UInt32], in range: Range<Int>) -> Float {
    var a = range.lowerBound > 1 ? scalars[range.lowerBound - 2] : 0x20
    var b = range.lowerBound > 0 ? scalars[range.lowerBound - 1] : 0x20
    var sum: Float = 0
    for index in range {
      let c = scalars[index]
      sum += cost(a, b, c)
      (a, b) = (b, c)
    }
    return sum
  }

  @inline(__always)
  private static func folded(_ scalar: UInt32) -> UInt32 {
    if scalar &- 0x30 < 10 { return 0x30 }
    return scalar == 0x0A || scalar == 0x09 || scalar == 0x0D || scalar == 0xA0 ? 0x20 : scalar
  }

  @inline(__always)
  private func entry(_ kind: UInt64, _ a: UInt32, _ b: UInt32, _ c: UInt32) -> UInt16? {
    var hash =
      UInt64(a) &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(b) &* 0xC2B2_AE3D_27D4_EB4F
      &+ UInt64(c) &* 0x1656_67B1_9E37_79F9 &+ kind &* 0x27D4_EB2F_1656_67C5
    hash ^= hash &>> 32
    hash = hash &* 0xD6E8_FEB8_6659_FD93
    hash ^= hash &>> 32
    let bucket = Int(truncatingIfNeeded: ((hash &>> 32) &* bucketCount) &>> 32) &<< 1
    let fingerprint = max(1, hash & 0x7FF) &<< 5
    let pattern = fingerprint &* 0x0001_0001_0001_0001
    let (first, second) = (halves[bucket] ^ pattern, halves[bucket &+ 1] ^ pattern)
    let (inFirst, inSecond) = (Self.matches(first), Self.matches(second))
    if inFirst | inSecond == 0 { return nil }
    return max(Self.steps(first, inFirst), Self.steps(second, inSecond))
  }

  /// The top bits of those of four 16-bit lanes that are below 32.
  @inline(__always)
  private static func matches(_ lanes: UInt64) -> UInt64 {
    let high = lanes & 0xFFE0_FFE0_FFE0_FFE0
    return (high &- 0x0001_0001_0001_0001) & ~high & 0x8000_8000_8000_8000
  }

  /// The greatest of the lanes that match; where fingerprints collide, the cost that is on the safe
  /// side.
  @inline(__always)
  private static func steps(_ lanes: UInt64, _ matches: UInt64) -> UInt16 {
    var rest = matches
    var greatest: UInt16 = 0
    while rest != 0 {
      let lane = UInt64(rest.trailingZeroBitCount & 0x30)
      greatest = max(greatest, UInt16(truncatingIfNeeded: lanes &>> lane) & 31)
      rest &= rest &- 1
    }
    return greatest
  }

  /// What a scalar costs that training never saw, by block: a rare ideograph is likelier than a
  /// private-use character.
  private static func costOfUnseen(_ scalar: UInt32, after: UInt32) -> Float {
    switch scalar {
    case 0..<0x20, 0x7F: 18
    // A C1 control: UTF-8 read as Latin-1 is full of them.
    case 0x80..<0xA0: after < 0x80 ? 18 : 11
    case 0x20..<0x7F: 13
    case 0xA0..<0x250: 17
    case 0x250..<0x370: 18
    case 0x1D00..<0x1E00: 20
    case 0x370..<0x2000: 17
    case 0x2000..<0x2010: 18
    case 0x2010..<0x2C00: 15.5
    case 0x3000..<0x3040: 15
    case 0x3400..<0x4E00: 18
    case 0x4E00..<0xA000: 14
    case 0xAC00..<0xD7A4: 14
    case 0xE000..<0xF900: 21
    case 0xFF61..<0xFFA0: 16
    case 0xFFFD: 15
    case 0x1F000..<0x1FB00: 15
    case 0x20000..<0x32000: 19
    case 0x32000...: 30
    default: 18
    }
  }
}
