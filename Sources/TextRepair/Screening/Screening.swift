/// The first look at a text: is there anything that repair would have to look at closely?
///
/// One pass over the bytes: two table reads a byte of ASCII, two a scalar beyond. Text without a
/// sign of damage is done with after it.
struct Screening {
  /// True when a pattern of characters needs the passes of clean-up.
  private(set) var needsCleanup = false
  /// True when the text could be mojibake: pieces that an encoding could have made of UTF-8, or words
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
  private let table = SuspectPairs.shared
  /// Scalars of the block in runs that open with one of another script than Latin.
  private var foreignCount = 0
  /// The short ones of them.
  private var foreignPieces: [Range<Int>] = []
  private var run: [UInt32] = []
  private var holdsOddQuote = false

  /// A look that judges the language by `languageLimit` scalars beyond ASCII.
  init(languageLimit: Int) {
    self.languageLimit = languageLimit
    run.reserveCapacity(256)
  }

  /// Looks at UTF-8; malformed bytes are taken for whatever their bits say.
  mutating func scan(_ bytes: Span<UInt8>) {
    (needsCleanup, needsEncoding, hasNonASCII) = (false, false, false)
    (foreignCount, holdsOddQuote) = (0, false)
    foreignPieces.removeAll(keepingCapacity: true)
    let (leftTable, rightTable) = (ASCIIPairs.left, ASCIIPairs.right)
    let left = leftTable.span
    let right = rightTable.span
    // Every byte has its place in the tables.
    precondition(left.count == 256 && right.count == 256)
    var wanted: UInt8 = 0xFF
    var index = 0
    var previous = left[0x0A]
    while index < bytes.count {
      // Four pairs at once, as long as nothing shows.
      if index &+ 4 <= bytes.count {
        let (a, b) = unsafe (
          Int(bytes[unchecked: index]), Int(bytes[unchecked: index &+ 1])
        )
        let (c, d) = unsafe (
          Int(bytes[unchecked: index &+ 2]), Int(bytes[unchecked: index &+ 3])
        )
        let hits =
          unsafe (previous & right[unchecked: a] | left[unchecked: a] & right[unchecked: b]
          | left[unchecked: b] & right[unchecked: c] | left[unchecked: c] & right[unchecked: d])
        if hits & wanted == 0 {
          previous = unsafe left[unchecked: d]
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
    if holdsOddQuote, !needsCleanup { needsCleanup = Self.holdsClosingQuote(bytes) }
  }

  // MARK: Beyond ASCII

  /// Judges the run of scalars beyond ASCII that starts here, and returns where it ends.
  private mutating func lookAtRun(_ bytes: Span<UInt8>, from start: Int) -> Int {
    assert(bytes[start] >= 0x80, "a run starts beyond ASCII")
    hasNonASCII = true
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
    if scalar == 0x2019, !needsCleanup {
      needsCleanup = LostCapitals.mayBeName(bytes, before: index - 3, behind: index)
    }
    // Vietnamese letters are not foreign to Latin text.
    if first >= 0x370, first &- 0x1E00 >= 0x100 {
      foreignCount += count
      if count < 4, foreignPieces.count < Self.foreignPieceLimit {
        foreignPieces.append(start..<index)
      }
    }
    isSuspect =
      isSuspect || table.isSuspect(after: before, first, scalar, before: after, count: count)
    let all = SuspectPairs.Entry(bits: bits)
    let touchesWord =
      all.isIdeograph && (SuspectPairs.isLetter(before) || SuspectPairs.isLetter(after))
    let mayBeDamaged = isSuspect || touchesWord || all.isRare || all.opensPunctuation
    if mayBeDamaged && !needsEncoding || all.concernsCleanup && !needsCleanup
      || seen < languageLimit
    {
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
    if all.concernsCleanup && !needsCleanup {
      needsCleanup = Self.isReason(run, before, after)
      holdsOddQuote = holdsOddQuote || Self.holdsOddQuote(run, before, after)
    }
    if seen < languageLimit { judge(UInt32(beforeThat), before, after) }
    if needsEncoding { return }
    if all.isIdeograph {
      // Rare ones side by side, or one that a Latin word runs into. Other short runs are looked at
      // when the block turns out to be Latin.
      let touchesWord = SuspectPairs.isLetter(before) || SuspectPairs.isLetter(after)
      let rareCount = run.prefix(MultiByteEvidence.limit).count { SuspectPairs.shared[$0].isRare }
      if rareCount > 1 || touchesWord && (rareCount > 0 || run.count < 4) {
        needsEncoding = isMadeByMultiByteEncoding(before, after)
      }
    }
    if isSuspect {
      needsEncoding = needsEncoding || isMadeByEncoding(before, after)
    } else if run.count == 1, all.opensPunctuation, !SuspectPairs.isLetter(before) {
      needsEncoding =
        needsEncoding || CharacterModel.shared.cost(before, run[0], after) > Self.naturalCost
    }
  }

  /// Short runs of another script that are looked at in a Latin block.
  private static let foreignPieceLimit = 16

  /// In a block that is Latin for the most part, any short run of another script is suspect.
  private mutating func lookAtForeignPieces(_ bytes: Span<UInt8>) {
    assert(foreignPieces.allSatisfy { $0.lowerBound < bytes.count })
    guard !needsEncoding, foreignCount * 8 < bytes.count else { return }
    for range in foreignPieces where !needsEncoding {
      read(bytes, range)
      // Dashes and quotation marks alone are no letters of an encoding.
      if run.allSatisfy({ $0 &- 0x2010 < 0x18 }) { continue }
      let before = range.lowerBound > 0 ? UInt32(bytes[range.lowerBound - 1]) : 0x0A
      let after = range.upperBound < bytes.count ? UInt32(bytes[range.upperBound]) : 0x0A
      needsEncoding =
        isMadeByEncoding(before, after)
        || run.contains(where: Segment.isIdeograph) && isMadeByMultiByteEncoding(before, after)
    }
  }

  /// True when an encoding could have made half of the run, and the run is no usual word.
  private mutating func isMadeByEncoding(_ before: UInt32, _ after: UInt32) -> Bool {
    if SuspectPairs.isUsual(run[...], 0x20, before, after) { return false }
    run.append(after)
    defer { run.removeLast() }
    return Coverage.misreads(of: run, 0..<run.count - 1, EncodingSets.either) != 0
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
  private func isMadeByMultiByteEncoding(_ before: UInt32, _ after: UInt32) -> Bool {
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
    return MultiByteEvidence.misreads(of: run[...]) != 0
      || rare > MultiByteEvidence.limit / 2
        && MultiByteEvidence.misreads(of: run[max(0, rare - 2)...]) != 0
  }

  /// What an ideograph costs on average among usual ones, a rare one counted, in nats.
  private static let usualIdeographs: Float = 8.5

  /// True for an opening quotation mark that closes a sentence, or is apart from what it opens.
  private static func holdsOddQuote(_ run: [UInt32], _ before: UInt32, _ after: UInt32) -> Bool {
    guard let index = run.lastIndex(of: 0x201C) else { return false }
    let left = index > 0 ? run[index - 1] : before
    let right = index + 1 < run.count ? run[index + 1] : after
    let closes = left == 0x2E || left == 0x2C || left == 0x21 || left == 0x3F
    return right <= 0x20 && (closes || left <= 0x20)
  }

  /// True when the block holds U+201D: only beside it can U+201C be the wrong one.
  private static func holdsClosingQuote(_ bytes: Span<UInt8>) -> Bool {
    var index = 2
    while index < bytes.count {
      if bytes[index] == 0x9D, bytes[index &- 1] == 0x80, bytes[index &- 2] == 0xE2 { return true }
      index &+= 1
    }
    return false
  }

  private static func isReason(_ run: [UInt32], _ before: UInt32, _ after: UInt32) -> Bool {
    for index in run.indices {
      let scalar = run[index]
      switch scalar {
      case 0x80..<0xA0, 0xAD, 0xB4, 0xA8, 0xB8, 0x2C6...0x2C7, 0x2D8...0x2DD, 0x300..<0x370,
        0x200B...0x200F, 0x2028...0x202E,
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
      default: continue
      }
    }
    return false
  }

  /// The scalar at `index` and its length. The text is valid UTF-8 but for what this lets pass.
  @inline(__always)
  private static func scalar(_ bytes: Span<UInt8>, at index: Int) -> (UInt32, Int) {
    assert(bytes[index] >= 0x80)
    let first = UInt32(bytes[index])
    func rest(_ offset: Int) -> UInt32 {
      index &+ offset < bytes.count ? UInt32(bytes[index &+ offset]) & 0x3F : 0
    }
    if first < 0xE0 { return ((first & 0x1F) &<< 6 | rest(1), 2) }
    if first < 0xF0 { return ((first & 0x0F) &<< 12 | rest(1) &<< 6 | rest(2), 3) }
    return ((first & 0x07) &<< 18 | rest(1) &<< 12 | rest(2) &<< 6 | rest(3), 4)
  }
}
