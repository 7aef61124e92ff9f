import TextEncodings

/// A stretch of a text that some reader could have made: non-ASCII scalars, joined over single
/// ASCII ones, and the space after them.
struct Segment {
  /// Number of the field, and the stretch in it.
  var field: Int
  var range: Range<Int>
  /// Single-byte readers of which two neighbours could be a piece of UTF-8, by number.
  var evidence: UInt64
  /// True when there are ideographs, syllables or half-width kana: work for multi-byte readers.
  var hasIdeographs: Bool

  /// Longest segment for one search; bounds its memory.
  private static let limit = 2048

  /// The segments of a text that are worth a look.
  static func all(in scalars: [UInt32], field: Int, isFolded: Bool) -> [Segment] {
    let sets = isFolded ? ReaderSets.folded : ReaderSets.shared
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
      var hasIdeographs = false
      var lead: UInt64 = 0
      var graveLead: UInt64 = 0
      while index < scalars.count, index - end <= 1, index - start < limit {
        let scalar = scalars[index]
        if scalar >= 0x80 {
          let entry = sets[scalar]
          evidence |= lead & (scalar == 0xFFFD ? .max : entry.continuation)
          lead = entry.lead
          graveLead = entry.graveLead
          hasIdeographs = hasIdeographs || isIdeograph(scalar)
          end = index + 1
        } else {
          // "à" lost its second half, NBSP, to a space.
          if scalar == 0x20 { evidence |= graveLead }
          lead = 0
          graveLead = 0
        }
        index += 1
      }
      index = end
      if end < scalars.count, scalars[end] == 0x20 || scalars[end] == 0x3F { end += 1 }
      if evidence != 0 || hasIdeographs || true {
        segments.append(
          Segment(
            field: field, range: start..<end, evidence: evidence, hasIdeographs: hasIdeographs))
      }
      index = max(index, end)
    }
    return segments
  }

  private static func isIdeograph(_ scalar: UInt32) -> Bool {
    scalar >= 0x2E80 && (scalar < 0xFB00 || scalar &- 0xFF61 < 0x3F || scalar >= 0x20000)
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

  struct Entry: Sendable {
    /// Readers in which the scalar is a byte that opens a UTF-8 sequence.
    var lead: UInt64 = 0
    /// Readers in which it is a byte that continues one.
    var continuation: UInt64 = 0
    /// Readers in which it is 0xC3, which with 0xA0 is "à".
    var graveLead: UInt64 = 0
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
    } else if byte >= 0xC2 {
      entries[place].lead |= 1 << UInt64(bit)
      if byte == 0xC3 { entries[place].graveLead |= 1 << UInt64(bit) }
    }
  }

  /// What `scalar` is to the readers.
  @inline(__always)
  subscript(scalar: UInt32) -> Entry {
    guard scalar < 0x10000 else { return Entry() }
    return entries[Int(blockOfHighBits[Int(scalar &>> 6)]) &* 64 &+ Int(scalar & 63)]
  }
}
