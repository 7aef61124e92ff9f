import TextEncodings

/// The first look at a text: is there anything that repair would have to look at closely?
///
/// One pass over the bytes. Text without a sign of damage is done with after it.
struct QuickLook {
  /// True when a pattern of characters needs the passes of clean-up.
  private(set) var needsCleanup = false
  /// True when the text could be mojibake: pieces that a reader could have made of UTF-8, or words
  /// that are likely in no language.
  private(set) var needsEncoding = false

  /// True when there is anything besides ASCII.
  private(set) var hasNonASCII = false
  /// What the characters beyond ASCII cost in the model, in nats; how many windows were judged; how
  /// many scalars that took.
  private(set) var cost: Float = 0
  private(set) var count: Float = 0
  private(set) var seen = 0

  private let languageLimit: Int
  private var run: [UInt32] = []

  /// Looks at UTF-8; malformed bytes are taken for U+FFFD.
  init(_ bytes: Span<UInt8>, languageLimit: Int) {
    self.languageLimit = languageLimit
    let kinds = Self.kinds
    var index = 0
    var wordStart = 0
    while index < bytes.count {
      let byte = bytes[index]
      let kind = kinds[Int(byte)]
      if kind == Kind.plain {
        index += 1
      } else if kind == Kind.upper {
        index = lookAtRun(bytes, from: index)
      } else {
        if !needsCleanup {
          needsCleanup = Self.isReason(kind, bytes, at: index, wordStart: wordStart)
        }
        index += 1
        if byte <= 0x20 { wordStart = index }
      }
      if needsCleanup && needsEncoding && seen >= languageLimit { return }
    }
  }

  // MARK: ASCII

  private enum Kind {
    static let plain: UInt8 = 0
    static let reason: UInt8 = 1
    static let space: UInt8 = 2
    static let comma: UInt8 = 3
    static let period: UInt8 = 4
    static let lineFeed: UInt8 = 5
    static let less: UInt8 = 6
    static let ampersand: UInt8 = 8
    static let upper: UInt8 = 7
  }

  private static let kinds: [UInt8] = (0...255).map { byte in
    switch byte {
    case 0x0A: Kind.lineFeed
    case 0..<0x20, 0x7F, 0x5C, 0x60: Kind.reason
    case 0x26: Kind.ampersand
    case 0x20: Kind.space
    case 0x2C: Kind.comma
    case 0x2E: Kind.period
    case 0x3C: Kind.less
    case 0x80...: Kind.upper
    default: Kind.plain
    }
  }

  private static func isReason(
    _ kind: UInt8, _ bytes: Span<UInt8>, at index: Int, wordStart: Int
  ) -> Bool {
    let next = index + 1 < bytes.count ? bytes[index + 1] : 0x0A
    let before = index > 0 ? bytes[index - 1] : 0x0A
    switch kind {
    case Kind.space:
      if next <= 0x20 || next == 0x2C { return next != 0x0A }
      // The same word again?
      let length = index - wordStart
      guard length >= 2, length <= 4, next == bytes[wordStart], index + length < bytes.count else {
        return false
      }
      for offset in 1..<length where bytes[index + 1 + offset] != bytes[wordStart + offset] {
        return false
      }
      return index + 1 + length < bytes.count && bytes[index + 1 + length] == 0x20
    case Kind.comma: return next == 0x2C || opensWord(next)
    case Kind.period: return before >= 0x61 && opensWord(next) && next &- 0x61 >= 26
    case Kind.lineFeed:
      return opensWord(next) && (before >= 0x61 || before == 0x2C || before == 0x2D)
    case Kind.less: return next == 0x21
    case Kind.ampersand: return next == 0x23 || (next | 0x20) &- 0x61 < 26
    default: return true
    }
  }

  /// True for ASCII letters and for the first bytes of letters of two bytes.
  @inline(__always)
  private static func opensWord(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0xC3 < 0x1D
  }

  // MARK: Beyond ASCII

  /// Reads a run of scalars beyond ASCII, judges it, and returns where it ends.
  private mutating func lookAtRun(_ bytes: Span<UInt8>, from start: Int) -> Int {
    hasNonASCII = true
    run.removeAll(keepingCapacity: true)
    var index = start
    while index < bytes.count, bytes[index] >= 0x80, run.count < 256 {
      let (scalar, length) = Self.scalar(bytes, at: index)
      run.append(scalar)
      index += length
    }
    let before = start > 0 ? UInt32(bytes[start - 1]) : 0x0A
    let beforeThat = start > 1 ? UInt32(bytes[start - 2]) : 0x20
    let after = index < bytes.count ? UInt32(bytes[index]) : 0x0A
    if !needsCleanup { needsCleanup = Self.isReason(run, before, after) }
    if seen < languageLimit {
      var (a, b) = (beforeThat < 0x80 ? beforeThat : 0x20, before)
      for c in run {
        cost += CharacterModel.shared.cost(a, b, c)
        (a, b) = (b, c)
      }
      cost += CharacterModel.shared.cost(a, b, after < 0x80 ? after : 0x20)
      count += Float(run.count + 1)
      seen += run.count
    }
    if needsEncoding { return index }
    if run.count > 1 || after == 0x20 && ReaderSets.shared[run[0]].graveLead != 0 {
      run.append(after)
      let readers = Coverage.readers(of: run, 0..<run.count - 1, ReaderSets.either)
      needsEncoding = readers != 0 || MultiByteEvidence.readers(of: run[0..<run.count - 1]) != 0
    } else {
      needsEncoding =
        ReaderSets.shared[run[0]].punctuationLead & 1 != 0 && !(before | 0x20 &- 0x61 < 26)
        || MultiByteEvidence.readers(of: run[0..<1]) != 0
    }
    return index
  }

  private static func isReason(_ run: [UInt32], _ before: UInt32, _ after: UInt32) -> Bool {
    for index in run.indices {
      let scalar = run[index]
      switch scalar {
      case 0x80..<0xA0, 0xAD, 0xB4, 0xA8, 0x300..<0x370, 0x200B...0x200F, 0x2028...0x202E,
        0x2060...0x2069, 0xFEFF, 0xFB00...0xFB06, 0xFF01...0xFF5E, 0x1D400...0x1D7FF:
        if scalar == 0x200C || scalar == 0x200D { continue }
        if scalar >= 0xFF01 && scalar <= 0xFF5E && scalar != 0xFEFF {
          // Full-width letters; the punctuation belongs to East Asian text.
          let letter = scalar - 0xFEE0
          guard (letter | 0x20) &- 0x61 < 26 else { continue }
        }
        return true
      case 0xA0:
        let left = index > 0 ? run[index - 1] : before
        let right = index + 1 < run.count ? run[index + 1] : after
        if left == 0x2C || left >= 0x41, right >= 0x41 { return true }
      case 0x201C:
        let right = index + 1 < run.count ? run[index + 1] : after
        if right <= 0x20 { return true }
      case 0x201D:
        let left = index > 0 ? run[index - 1] : before
        if left == 0x20 { return true }
      default: continue
      }
    }
    return false
  }

  /// The scalar at `index` and its length. The text is valid UTF-8 but for what this lets pass.
  @inline(__always)
  private static func scalar(_ bytes: Span<UInt8>, at index: Int) -> (UInt32, Int) {
    let first = UInt32(bytes[index])
    func rest(_ offset: Int) -> UInt32 {
      index + offset < bytes.count ? UInt32(bytes[index + offset]) & 0x3F : 0
    }
    if first < 0xE0 { return ((first & 0x1F) << 6 | rest(1), 2) }
    if first < 0xF0 { return ((first & 0x0F) << 12 | rest(1) << 6 | rest(2), 3) }
    return ((first & 0x07) << 18 | rest(1) << 12 | rest(2) << 6 | rest(3), 4)
  }
}

/// Which multi-byte readers could have made a run of scalars from UTF-8?
enum MultiByteEvidence {
  /// Scalars of a run that are looked at.
  private static let limit = 24

  /// Bits by place in `Reader.multiByte`.
  static func readers(of run: ArraySlice<UInt32>) -> UInt8 {
    guard run.contains(where: Segment.isIdeograph) else { return 0 }
    var result: UInt8 = 0
    var bytes: [UInt8] = []
    for (bit, reader) in Reader.multiByte.enumerated() {
      bytes.removeAll(keepingCapacity: true)
      for scalar in run.prefix(limit) {
        if scalar < 0x100 {
          bytes.append(UInt8(scalar))
        } else if scalar == 0xF8F0 {
          bytes.append(0xA0)
        } else if let western = CodePage.named(.windows1252).byte(for: scalar) {
          bytes.append(western)
        } else if !reader.encoding.append(scalar, to: &bytes) {
          bytes.append(0xFF)
        }
      }
      if isMostlyUTF8(bytes) { result |= 1 << UInt8(bit) }
    }
    return result
  }

  /// True when at least two thirds of the bytes are whole UTF-8 sequences.
  private static func isMostlyUTF8(_ bytes: [UInt8]) -> Bool {
    var index = 0
    var whole = 0
    while index < bytes.count {
      let byte = bytes[index]
      let length = byte < 0x80 ? 1 : byte < 0xC2 ? 0 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
      var end = index + 1
      while end < bytes.count, end - index < length, bytes[end] & 0xC0 == 0x80 { end += 1 }
      // The last sequence may go on behind what was looked at.
      if length > 1, end - index == length || end == bytes.count && end - index > 1 {
        whole += end - index
      }
      if byte < 0x80 { whole += 1 }
      index = end
    }
    return whole * 3 >= bytes.count * 2 && bytes.contains { $0 >= 0xC2 }
  }
}
