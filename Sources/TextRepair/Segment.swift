import TextEncodings

/// A stretch of a text that some reader could have made: non-ASCII scalars, joined over single
/// ASCII ones, and the space after them.
struct Segment {
  /// Number of the field, and the stretch in it.
  var field: Int
  var range: Range<Int>
  /// Single-byte readers of which two neighbours could be a piece of UTF-8, by number.
  var evidence: UInt64
  /// Multi-byte readers of which a piece could be UTF-8, by number.
  var multiByte: UInt8

  /// Longest segment for one search; bounds its memory.
  private static let limit = 2048
  /// Scalars of segments with evidence, after which no more evidence is gathered: it would change
  /// nothing, and what another reader did comes first once this one's work is undone.
  private static let evidenceLimit = 4000

  /// The stretches of non-ASCII scalars in a text, joined over single ASCII ones. In a text that
  /// is `natural` for the most part only what is suspect counts as evidence.
  static func all(
    in text: [UInt32], field: Int, isFolded: Bool, isNatural: Bool, _ evidenceCount: inout Int
  ) -> [Segment] {
    let sets = isFolded ? ReaderSets.folded : ReaderSets.shared
    let suspects = SuspectPairs.shared
    let scalars = text.span
    var segments: [Segment] = []
    var index = 0
    while index < scalars.count {
      if scalars[index] < 0x80 {
        index += 1
        continue
      }
      let start = index
      var end = index
      var evidence: UInt64 = 0
      var multiByte: UInt8 = 0
      while index < scalars.count, index - end <= 1, index - start < limit {
        if scalars[index] < 0x80 {
          index += 1
          continue
        }
        let runStart = index
        var highest: UInt32 = 0
        while index < scalars.count, scalars[index] >= 0x80, index - start < limit {
          highest = max(highest, scalars[index])
          index += 1
        }
        end = index
        if evidenceCount > evidenceLimit { continue }
        if !isNatural || suspects.holdsSuspects(text, runStart..<index) {
          evidence |= Coverage.readers(of: text, runStart..<index, sets)
        }
        if highest >= 0x2E80, suspects.holdsOddIdeographs(text, runStart..<index) {
          multiByte |= MultiByteEvidence.readers(of: text[runStart..<index])
        }
      }
      index = end
      if end < scalars.count, scalars[end] == 0x20 || scalars[end] == 0x3F { end += 1 }
      segments.append(
        Segment(field: field, range: start..<end, evidence: evidence, multiByte: multiByte))
      if evidence != 0 || multiByte != 0 { evidenceCount += end - start }
      index = max(index, end)
    }
    return segments
  }

  /// True for what multi-byte readers make: ideographs, kana, syllables.
  static func isIdeograph(_ scalar: UInt32) -> Bool {
    scalar >= 0x2E80 && (scalar < 0xFB00 || scalar &- 0xFF61 < 0x3F || scalar >= 0x20000)
  }
}

/// Which readers could have made the better part of a run of non-ASCII scalars?
enum Coverage {
  /// Single-byte readers, by number, in which at least half of the run is whole UTF-8 sequences.
  ///
  /// A sequence counts that has two bytes, three, or four; or the two that open general
  /// punctuation, of which readers like to lose the third.
  static func readers(of scalars: [UInt32], _ run: Range<Int>, _ sets: ReaderSets) -> UInt64 {
    // How many scalars each reader covers, as bit-sliced counters; saturating.
    var counter: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0, 0, 0)
    var any: UInt64 = 0
    // Readers for which the scalar at hand belongs to a sequence that began before.
    var open2: UInt64 = 0
    var open1: UInt64 = 0
    func add(_ mask: UInt64) {
      var carry = mask
      (counter.0, carry) = (counter.0 ^ carry, counter.0 & carry)
      (counter.1, carry) = (counter.1 ^ carry, counter.1 & carry)
      (counter.2, carry) = (counter.2 ^ carry, counter.2 & carry)
      (counter.3, carry) = (counter.3 ^ carry, counter.3 & carry)
      (counter.4, carry) = (counter.4 ^ carry, counter.4 & carry)
      counter.5 |= carry
    }
    var entry = sets[scalars[run.lowerBound]]
    var next = sets.following(in: scalars, at: run.lowerBound + 1, before: scalars.count)
    for index in run {
      let third = sets.following(in: scalars, at: index + 2, before: run.upperBound)
      let two = entry.lead2 & next.continuation
      let three = entry.lead3 & next.continuation & third.continuation
      let cut = entry.punctuationLead & next.opensPunctuation
      let follower = index + 1 < scalars.count ? scalars[index + 1] : 0
      let grave = follower == 0x20 ? entry.graveLead : 0
      let starts = two | three | cut | grave
      add(starts | open1)
      any |= starts
      let continues = open2
      open1 = starts | continues
      open2 = three
      entry = follower == 0xFFFD ? ReaderSets.Entry() : next
      // The last scalar may look at what stands behind the run.
      next =
        index + 2 == run.upperBound
        ? sets.following(in: scalars, at: index + 2, before: scalars.count) : third
    }
    guard any != 0 else { return 0 }
    return majority(of: any, counter, count: run.count)
  }

  private static func majority(
    of readers: UInt64, _ counter: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64), count: Int
  ) -> UInt64 {
    var result: UInt64 = 0
    var rest = readers
    while rest != 0 {
      let bit = rest & (0 &- rest)
      rest &= rest - 1
      var covered = counter.0 & bit != 0 ? 1 : 0
      covered += counter.1 & bit != 0 ? 2 : 0
      covered += counter.2 & bit != 0 ? 4 : 0
      covered += counter.3 & bit != 0 ? 8 : 0
      covered += counter.4 & bit != 0 ? 16 : 0
      covered += counter.5 & bit != 0 ? 32 : 0
      if covered * 2 >= min(count, 40) { result |= bit }
    }
    return result
  }
}

/// For every scalar: in which single-byte readers does it stand for which kind of UTF-8 byte?
///
/// Sets of readers are bits by their place in `Reader.singleByte`.
struct ReaderSets: Sendable {
  /// The sets for text as readers left it.
  static let shared = ReaderSets(isFolded: false)
  /// The sets for text that was lower-cased afterwards.
  static let folded = ReaderSets(isFolded: true)
  /// The sets for both, for a first look.
  static let either = folded

  struct Entry: Sendable {
    /// Readers in which the scalar is a byte that opens a UTF-8 sequence of two bytes.
    var lead2: UInt64 = 0
    /// The same for three or four bytes.
    var lead3: UInt64 = 0
    /// Readers in which it is 0xE2, which opens general punctuation.
    var punctuationLead: UInt64 = 0
    /// Readers in which it is 0x80, which follows there.
    var opensPunctuation: UInt64 = 0
    /// Readers in which it is a byte that continues one.
    var continuation: UInt64 = 0
    /// Readers in which it is 0xC3, which with 0xA0 is "à".
    var graveLead: UInt64 = 0

    /// True when any reader makes the scalar.
    var isMade: Bool { lead2 | lead3 | continuation != 0 }
  }

  private var blockOfHighBits = [UInt8](repeating: 0, count: 0x400)
  private var entries = [Entry](repeating: Entry(), count: 64)

  private init(isFolded: Bool) {
    for (bit, reader) in Reader.singleByte.enumerated() {
      guard let page = reader.page else { continue }
      for byte in 0x80...0xF4 {
        let scalar = UInt32(page.scalars[byte])
        if scalar != UInt32(CodePage.undefined) {
          add(scalar, byte: byte, bit: bit)
          if isFolded { add(CaseFolding.lower(scalar), byte: byte, bit: bit) }
        }
        if reader.gaps.contains(UInt8(byte)) {
          add(UInt32(byte), byte: byte, bit: bit)
          let western = UInt32(CodePage.named(.windows1252).scalars[byte])
          if western != UInt32(CodePage.undefined) { add(western, byte: byte, bit: bit) }
        }
      }
    }
  }

  private mutating func add(_ scalar: UInt32, byte: Int, bit: Int) {
    let high = Int(scalar >> 6)
    if blockOfHighBits[high] == 0 {
      blockOfHighBits[high] = UInt8(entries.count / 64)
      entries.append(contentsOf: repeatElement(Entry(), count: 64))
    }
    let place = Int(blockOfHighBits[high]) * 64 + Int(scalar & 63)
    if byte < 0xC0 {
      entries[place].continuation |= 1 << UInt64(bit)
      if byte == 0x80 { entries[place].opensPunctuation |= 1 << UInt64(bit) }
    } else if byte >= 0xC2 {
      if byte < 0xE0 {
        entries[place].lead2 |= 1 << UInt64(bit)
      } else {
        entries[place].lead3 |= 1 << UInt64(bit)
      }
      if byte == 0xE2 { entries[place].punctuationLead |= 1 << UInt64(bit) }
      if byte == 0xC3 { entries[place].graveLead |= 1 << UInt64(bit) }
    }
  }

  /// What `scalar` is to the readers after another; the replacement character may be any byte.
  @inline(__always)
  func following(_ scalar: UInt32) -> Entry {
    scalar == 0xFFFD ? Entry(continuation: .max) : self[scalar]
  }

  /// The same for the scalar at `index`, nothing at `end` and beyond.
  @inline(__always)
  func following(in scalars: [UInt32], at index: Int, before end: Int) -> Entry {
    index < end ? following(scalars[index]) : Entry()
  }

  /// All scalars that some reader makes of a byte above ASCII, in rising order.
  var scalars: [UInt32] {
    blockOfHighBits.indices.flatMap { high in
      let block = Int(blockOfHighBits[high])
      return block == 0
        ? []
        : (0..<64).filter { entries[block * 64 + $0].isMade }.map { UInt32(high * 64 + $0) }
    }
  }

  /// What `scalar` is to the readers.
  @inline(__always)
  subscript(scalar: UInt32) -> Entry {
    guard scalar < 0x10000 else { return Entry() }
    return entries[Int(blockOfHighBits[Int(scalar &>> 6)]) &* 64 &+ Int(scalar & 63)]
  }
}
