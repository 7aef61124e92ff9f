import TextEncodings

/// For every scalar: in which single-byte encodings does it stand for which kind of UTF-8 byte?
///
/// Sets of encodings are bits by their place in `MisreadEncoding.singleByte`.
struct EncodingSets: Sendable {
  /// The sets for text as encodings left it.
  static let shared = EncodingSets(isFolded: false)
  /// The sets for text that was lower-cased afterwards.
  static let folded = EncodingSets(isFolded: true)
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

    /// True when any encoding makes the scalar.
    var isMade: Bool { lead2 | lead3 | continuation != 0 }
  }

  private var blockOfHighBits = [UInt8](repeating: 0, count: 0x400)
  private var entries = [Entry](repeating: Entry(), count: 64)

  private init(isFolded: Bool) {
    // A bit for each encoding.
    precondition(MisreadEncoding.singleByte.count <= UInt64.bitWidth)
    for (bit, misread) in MisreadEncoding.singleByte.enumerated() {
      guard let page = misread.page else { continue }
      for byte in 0x80...0xF4 {
        let scalar = UInt32(page.scalars[byte])
        if scalar != UInt32(CodePage.undefined) {
          add(scalar, byte: byte, bit: bit)
          if isFolded { add(CaseFolding.lower(scalar), byte: byte, bit: bit) }
        }
        if misread.gaps.contains(UInt8(byte)) {
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
      precondition(entries.count / 64 <= UInt8.max, "a block more than its number can say")
      blockOfHighBits[high] = UInt8(entries.count / 64)
      entries.append(contentsOf: repeatElement(Entry(), count: 64))
    }
    let position = Int(blockOfHighBits[high]) * 64 + Int(scalar & 63)
    if byte < 0xC0 {
      entries[position].continuation |= 1 << UInt64(bit)
      if byte == 0x80 { entries[position].opensPunctuation |= 1 << UInt64(bit) }
    } else if byte >= 0xC2 {
      if byte < 0xE0 {
        entries[position].lead2 |= 1 << UInt64(bit)
      } else {
        entries[position].lead3 |= 1 << UInt64(bit)
      }
      if byte == 0xE2 { entries[position].punctuationLead |= 1 << UInt64(bit) }
      if byte == 0xC3 { entries[position].graveLead |= 1 << UInt64(bit) }
    }
  }

  /// What `scalar` is to the encodings after another; the replacement character may be any byte.
  @inline(__always)
  func following(_ scalar: UInt32) -> Entry {
    scalar == 0xFFFD ? Entry(continuation: .max) : self[scalar]
  }

  /// The same for the scalar at `index`, nothing at `end` and beyond.
  @inline(__always)
  func following(in scalars: [UInt32], at index: Int, before end: Int) -> Entry {
    index < end ? following(scalars[index]) : Entry()
  }

  /// All scalars that some encoding makes of a byte above ASCII, in rising order.
  var scalars: [UInt32] {
    blockOfHighBits.indices.flatMap { high in
      let block = Int(blockOfHighBits[high])
      return block == 0
        ? []
        : (0..<64).filter { entries[block * 64 + $0].isMade }.map { UInt32(high * 64 + $0) }
    }
  }

  /// What `scalar` is to the encodings.
  @inline(__always)
  subscript(scalar: UInt32) -> Entry {
    guard scalar < 0x10000 else { return Entry() }
    return entries[Int(blockOfHighBits[Int(scalar &>> 6)]) &* 64 &+ Int(scalar & 63)]
  }
}
