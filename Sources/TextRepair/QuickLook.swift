import TextEncodings

/// The first look at a text: is there anything that repair would have to look at closely?
///
/// One pass over the bytes: two table reads a byte of ASCII, two a scalar beyond. Text without a
/// sign of damage is done with after it.
struct QuickLook {
  /// True when a pattern of characters needs the passes of clean-up.
  private(set) var needsCleanup = false
  /// True when the text could be mojibake: pieces that a reader could have made of UTF-8, or words
  /// that are likely in no language.
  private(set) var needsEncoding = false

  /// True when there is anything besides ASCII.
  private(set) var hasNonASCII = false
  /// What the characters beyond ASCII cost in the model, in nats; how many windows were judged; how
  /// many scalars that took. All since the first scan.
  private(set) var cost: Float = 0
  private(set) var count: Float = 0
  private(set) var seen = 0

  private let languageLimit: Int
  /// Scalars of the block in runs that open with one of another script than Latin.
  private var foreignCount = 0
  /// The short ones of them.
  private var foreignPieces: [Range<Int>] = []
  private var run: [UInt32] = []

  /// A look that judges the language by `languageLimit` scalars beyond ASCII.
  init(languageLimit: Int) {
    self.languageLimit = languageLimit
    run.reserveCapacity(256)
  }

  /// Looks at UTF-8; malformed bytes are taken for whatever their bits say.
  mutating func scan(_ bytes: Span<UInt8>) {
    (needsCleanup, needsEncoding, hasNonASCII) = (false, false, false)
    foreignCount = 0
    foreignPieces.removeAll(keepingCapacity: true)
    let (left, right) = (ASCIIPairs.left, ASCIIPairs.right)
    var wanted: UInt8 = 0xFF
    var index = 0
    var previous = left[0x0A]
    while index < bytes.count {
      // Four pairs at once, as long as nothing shows.
      if index &+ 4 <= bytes.count {
        let (a, b) = (Int(bytes[index]), Int(bytes[index &+ 1]))
        let (c, d) = (Int(bytes[index &+ 2]), Int(bytes[index &+ 3]))
        let hits =
          previous & right[a] | left[a] & right[b] | left[b] & right[c] | left[c] & right[d]
        if hits & wanted == 0 {
          previous = left[d]
          index &+= 4
          continue
        }
      }
      let byte = bytes[index]
      let hit = previous & right[Int(byte)] & wanted
      previous = left[Int(byte)]
      if hit == 0 {
        index &+= 1
        continue
      }
      if !needsCleanup, ASCIIPairs.isReason(hit, bytes, at: index) {
        needsCleanup = true
        wanted = ASCIIPairs.beyond
      }
      if byte < 0x80 {
        index &+= 1
        continue
      }
      if needsCleanup && needsEncoding && hasNonASCII && seen >= languageLimit { return }
      index = lookAtRun(bytes, from: index)
      if needsCleanup { wanted = ASCIIPairs.beyond }
    }
    if !foreignPieces.isEmpty { lookAtForeignPieces(bytes) }
  }

  // MARK: Beyond ASCII

  /// Judges the run of scalars beyond ASCII that starts here, and returns where it ends.
  private mutating func lookAtRun(_ bytes: Span<UInt8>, from start: Int) -> Int {
    hasNonASCII = true
    let table = SuspectPairs.shared
    var index = start
    var count = 0
    var bits: UInt16 = 0
    var isSuspect = false
    var (first, scalar): (UInt32, UInt32) = (0, 0)
    var last = SuspectPairs.Entry()
    while index < bytes.count, bytes[index] >= 0x80, count < 256 {
      let length: Int
      (scalar, length) = Self.scalar(bytes, at: index)
      if count == 0 { first = scalar }
      index &+= length
      count &+= 1
      let entry = table[scalar]
      bits |= entry.bits
      isSuspect = table.areSuspect(last, entry) || isSuspect
      last = entry
    }
    let before = start > 0 ? UInt32(bytes[start - 1]) : 0x0A
    let after = index < bytes.count ? UInt32(bytes[index]) : 0x0A
    if first >= 0x370 {
      foreignCount += count
      if count < 4, foreignPieces.count < Self.foreignPieceLimit {
        foreignPieces.append(start..<index)
      }
    }
    isSuspect = isSuspect || table.isSuspect(after: before, first, scalar, before: after)
    let all = SuspectPairs.Entry(bits: bits)
    let isWordOrAlone =
      all.isIdeograph
      && (count == 1 || SuspectPairs.isLetter(before) || SuspectPairs.isLetter(after))
    if isSuspect || all.isNotable || isWordOrAlone || seen < languageLimit {
      read(bytes, start..<index)
      lookClosely(
        all, isSuspect: isSuspect, start > 1 && bytes[start - 2] < 0x80 ? bytes[start - 2] : 0x20,
        before, after)
    }
    return index
  }

  /// Takes a run apart into `run`.
  private mutating func read(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    run.removeAll(keepingCapacity: true)
    var index = range.lowerBound
    while index < range.upperBound {
      let (scalar, length) = Self.scalar(bytes, at: index)
      run.append(scalar)
      index &+= length
    }
  }

  /// Judges the run that was read.
  private mutating func lookClosely(
    _ all: SuspectPairs.Entry, isSuspect: Bool, _ beforeThat: UInt8, _ before: UInt32,
    _ after: UInt32
  ) {
    if all.concernsCleanup && !needsCleanup { needsCleanup = Self.isReason(run, before, after) }
    if seen < languageLimit { judge(UInt32(beforeThat), before, after) }
    if needsEncoding { return }
    if all.isIdeograph {
      // Rare ones, one alone, or some that a Latin word runs into.
      let touchesWord = SuspectPairs.isLetter(before) || SuspectPairs.isLetter(after)
      if all.isRare || touchesWord || run.count == 1 {
        needsEncoding = isMadeByMultiByteReader(before, after)
      }
    }
    if isSuspect {
      needsEncoding = needsEncoding || isMadeByReader(before, after)
    } else if run.count == 1, all.opensPunctuation, !SuspectPairs.isLetter(before) {
      needsEncoding =
        needsEncoding || CharacterModel.shared.cost(before, run[0], after) > Self.naturalCost
    }
  }

  /// Short runs of another script that are looked at in a Latin block.
  private static let foreignPieceLimit = 8

  /// In a block that is Latin for the most part, any short run of another script is suspect.
  private mutating func lookAtForeignPieces(_ bytes: Span<UInt8>) {
    guard !needsEncoding, foreignCount * 8 < bytes.count else { return }
    for range in foreignPieces where !needsEncoding {
      read(bytes, range)
      needsEncoding = isMadeByReader(
        range.lowerBound > 0 ? UInt32(bytes[range.lowerBound - 1]) : 0x0A,
        range.upperBound < bytes.count ? UInt32(bytes[range.upperBound]) : 0x0A)
    }
  }

  /// True when a reader could have made half of the run, and the run is no usual word.
  private mutating func isMadeByReader(_ before: UInt32, _ after: UInt32) -> Bool {
    if SuspectPairs.isUsual(run[...], 0x20, before, after) { return false }
    run.append(after)
    defer { run.removeLast() }
    return Coverage.readers(of: run, 0..<run.count - 1, ReaderSets.either) != 0
  }

  /// What a letter costs at most after two others in usual words, in nats.
  private static let naturalCost: Float = 5

  /// Adds the run's cost in the model.
  private mutating func judge(_ beforeThat: UInt32, _ before: UInt32, _ after: UInt32) {
    let model = CharacterModel.shared
    var (a, b) = (beforeThat, before)
    for c in run {
      cost += model.cost(a, b, c)
      (a, b) = (b, c)
    }
    cost += model.cost(a, b, after < 0x80 ? after : 0x20)
    count += Float(run.count + 1)
    seen += run.count
  }

  /// True when the run's start, or what stands around its first rare ideograph, could be UTF-8.
  private func isMadeByMultiByteReader(_ before: UInt32, _ after: UInt32) -> Bool {
    let table = SuspectPairs.shared
    let rare = run.firstIndex { table[$0].isRare } ?? 0
    let start = max(0, rare - 3)
    let window = run[start..<min(run.count, rare + 5)]
    // A rare one among usual ones is a name.
    if window.count > 4, window.count(where: { table[$0].isRare }) < 2 {
      let (a, b) = (start > 1 ? run[start - 2] : 0x20, start > 0 ? run[start - 1] : before)
      let end = start + window.count
      let next = end < run.count ? run[end] : after
      if SuspectPairs.cost(of: window, a, b, next) < Self.usualIdeographs { return false }
    }
    return MultiByteEvidence.readers(of: run[...]) != 0
      || rare > MultiByteEvidence.limit / 2
        && MultiByteEvidence.readers(of: run[max(0, rare - 2)...]) != 0
  }

  /// What an ideograph costs on average among usual ones, a rare one counted, in nats.
  private static let usualIdeographs: Float = 8.5

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
        // One that closes a sentence, or one apart from what it opens.
        let left = index > 0 ? run[index - 1] : before
        let right = index + 1 < run.count ? run[index + 1] : after
        let closes = left == 0x2E || left == 0x2C || left == 0x21 || left == 0x3F
        if right <= 0x20, closes || left <= 0x20 { return true }
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
      index &+ offset < bytes.count ? UInt32(bytes[index &+ offset]) & 0x3F : 0
    }
    if first < 0xE0 { return ((first & 0x1F) &<< 6 | rest(1), 2) }
    if first < 0xF0 { return ((first & 0x0F) &<< 12 | rest(1) &<< 6 | rest(2), 3) }
    return ((first & 0x07) &<< 18 | rest(1) &<< 12 | rest(2) &<< 6 | rest(3), 4)
  }
}

/// Pairs of bytes in ASCII text that clean-up may have to do with: a table for the left byte, one
/// for the right, a bit for each pattern.
private enum ASCIIPairs {
  static let space: UInt8 = 1
  static let comma: UInt8 = 2
  static let period: UInt8 = 4
  static let lineFeed: UInt8 = 8
  static let less: UInt8 = 16
  static let ampersand: UInt8 = 32
  /// A byte that is a reason by itself.
  static let single: UInt8 = 64
  /// Not ASCII.
  static let beyond: UInt8 = 128

  static let left: [UInt8] = (0...255).map { byte in
    let own: UInt8 =
      switch byte {
      case 0x0A: lineFeed
      case 0x20: space
      case 0x26: ampersand
      case 0x2C: comma
      case 0x2E: period
      case 0x3C: less
      default: 0
      }
    return own | single | beyond
  }

  static let right: [UInt8] = (0...255).map { value in
    let byte = UInt8(value)
    var bits: UInt8 = byte >= 0x80 ? beyond : 0
    if byte < 0x20 && byte != 0x0A || byte == 0x7F || byte == 0x5C || byte == 0x60 {
      bits |= single
    }
    if byte <= 0x20 && byte != 0x0A || byte == 0x2C { bits |= space }
    // The first letters of the words that stand twice by mistake: "the the".
    if [0x61, 0x62, 0x66, 0x6F, 0x74, 0x77].contains(byte) { bits |= space }
    if byte == 0x2C || opensWord(byte) { bits |= comma }
    if opensWord(byte) && byte &- 0x61 >= 26 { bits |= period }
    if opensWord(byte) { bits |= lineFeed }
    if byte == 0x21 { bits |= less }
    if byte == 0x23 || byte < 0x80 && (byte | 0x20) &- 0x61 < 26 { bits |= ampersand }
    return bits
  }

  /// True for ASCII letters and for the first bytes of letters of two bytes.
  private static func opensWord(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0xC3 < 0x1D
  }

  /// True when the pattern that the pair of bytes up to `index` hints at is there.
  static func isReason(_ hit: UInt8, _ bytes: Span<UInt8>, at index: Int) -> Bool {
    if hit & (single | comma | less | ampersand) != 0 { return true }
    let before = index > 1 ? bytes[index - 2] : 0x0A
    if hit & space != 0 {
      // Of the languages at hand, English is the one where no one sets a space before a comma.
      if bytes[index] == 0x2C { return before < 0x80 }
      return bytes[index] <= 0x20 || isDoubled(bytes, at: index)
    }
    if hit & period != 0 { return before >= 0x61 }
    // The start of a text is no line's end.
    return hit & lineFeed != 0 && index > 0
      && (before >= 0x61 || before == 0x2C || before == 0x2D)
  }

  /// True when the word of two to four letters before the space stands behind it again.
  private static func isDoubled(_ bytes: Span<UInt8>, at index: Int) -> Bool {
    for length in 2...4 where index > length && bytes[index - 1 - length] == bytes[index] {
      if index > length + 1, bytes[index - 2 - length] != 0x20 { continue }
      guard index + length < bytes.count, bytes[index + length] == 0x20 else { continue }
      if (1..<length).allSatisfy({ bytes[index + $0] == bytes[index - 1 - length + $0] }) {
        return true
      }
    }
    return false
  }
}

/// Which multi-byte readers could have made a run of scalars from UTF-8?
enum MultiByteEvidence {
  /// Scalars of a run that are looked at.
  static let limit = 24

  /// Bits by place in `Reader.multiByte`.
  static func readers(of run: ArraySlice<UInt32>) -> UInt8 {
    guard run.contains(where: Segment.isIdeograph) else { return 0 }
    var result: UInt8 = 0
    var bytes: [UInt8] = []
    bytes.reserveCapacity(3 * limit)
    for (bit, reader) in Reader.multiByte.enumerated() {
      bytes.removeAll(keepingCapacity: true)
      for scalar in run.prefix(limit) {
        if scalar < 0x100 {
          bytes.append(UInt8(scalar))
        } else if scalar == 0xF8F0 {
          bytes.append(0xA0)
        } else if let western = western.byte(for: scalar) {
          bytes.append(western)
        } else {
          var code = reader.code(for: scalar)
          if code == 0 { code = 0x100_00FF }
          for _ in 0..<code >> 24 {
            bytes.append(UInt8(truncatingIfNeeded: code))
            code >>= 8
          }
        }
      }
      if isMostlyUTF8(bytes) { result |= 1 << UInt8(bit) }
    }
    return result
  }

  private static let western = CodePage.named(.windows1252)

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
