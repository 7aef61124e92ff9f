/// Folding of scalars for fingerprints: decomposition, case and accents of the scripts that news is
/// written in. Deliberately rougher than Unicode normalization: it is never shown to anybody.
enum LatinFolding {
  /// Base letters of U+00C0…U+017F; 0 where there is none.
  private static let latin: [UInt8] = expand(
    "7a1c4e4i1d1n5o1*1o4u1y1t1s7a1c4e4i1d1n5o1*1o4u1y1t1y6a8c4d10e8g4h12i2j3k10l9n8o6r8s6t12u2w3y6z1s"
  )
  /// Base letters of U+1E00…U+1EFF.
  private static let latinAdditional: [UInt8] = expand(
    "2a6b2c10d10e2f2g10h4i6k8l6m8n8o4p8r10s8t10u4v10w4x2y6z1h1t1w1y1a5s24a16e4i24o14u8y2l2v2y")

  /// "3a1*" is three times `a` and one gap.
  private static func expand(_ runs: String) -> [UInt8] {
    var letters: [UInt8] = []
    var count = 0
    for byte in runs.utf8 {
      if byte >= 0x30, byte <= 0x39 {
        count = count * 10 + Int(byte - 0x30)
      } else {
        letters += [UInt8](repeating: byte == 0x2A ? 0 : byte, count: count)
        count = 0
      }
    }
    return letters
  }

  /// What `scalar`, which is at least U+0080, is to the folding.
  static func classify(_ scalar: UInt32) -> ScalarClass {
    switch scalar {
    case 0x80..<0xA0: .symbol
    case 0xA0, 0xA1, 0xAB, 0xB7, 0xBB, 0xBF: .boundary
    case 0xAD, 0xB4: .ignored
    case 0xAA: .latin(0x61)
    case 0xBA: .latin(0x6F)
    case 0xA2..<0xC0, 0xD7, 0xF7: .symbol
    case 0xC0..<0x180: .latin(latin[Int(scalar - 0xC0)])
    case 0x180..<0x250: .latin(extendedB(scalar))
    case 0x250..<0x2B0: .latin(0)
    case 0x2B9...0x2BF: .ignored
    case 0x2B0..<0x300: .symbol
    case 0x300..<0x370: .ignored
    case 0x370..<0x530: alphabet(scalar)
    case 0x530..<0x2000: beyondCyrillic(scalar)
    case 0x2000..<0x2070: punctuation(scalar)
    case 0x2070..<0x2C00: .symbol
    default: high(scalar)
    }
  }

  private static func extendedB(_ scalar: UInt32) -> UInt8 {
    switch scalar {
    case 0x1A0, 0x1A1: 0x6F
    case 0x1AF, 0x1B0: 0x75
    case 0x218, 0x219: 0x73
    case 0x21A, 0x21B: 0x74
    default: 0
    }
  }

  /// Greek and Cyrillic: lower case, Greek without accents, ё as е.
  private static func alphabet(_ scalar: UInt32) -> ScalarClass {
    switch scalar {
    case 0x37E, 0x387: .boundary
    case 0x386, 0x3AC: .letter(0x3B1)
    case 0x388, 0x3AD: .letter(0x3B5)
    case 0x389, 0x3AE: .letter(0x3B7)
    case 0x38A, 0x3AF: .letter(0x3B9)
    case 0x38C, 0x3CC: .letter(0x3BF)
    case 0x38E, 0x3CD: .letter(0x3C5)
    case 0x38F, 0x3CE: .letter(0x3C9)
    case 0x3C2: .letter(0x3C3)
    case 0x391..<0x3AC: .letter(scalar + 0x20)
    case 0x401, 0x451: .letter(0x435)
    case 0x400..<0x410: .letter(scalar + 0x50)
    case 0x410..<0x430: .letter(scalar + 0x20)
    case 0x483..<0x48A: .ignored
    case 0x460..<0x530: .letter(scalar | 1)
    default: .letter(scalar)
    }
  }

  private static func beyondCyrillic(_ scalar: UInt32) -> ScalarClass {
    switch scalar {
    case 0x531..<0x557: .letter(scalar + 0x30)
    case 0x559..<0x560, 0x589, 0x58A, 0x5BE, 0x5C0, 0x5C3: .boundary
    case 0x591..<0x5C8, 0x610..<0x61B, 0x640, 0x64B..<0x660, 0x670: .ignored
    case 0x600..<0x610, 0x61B..<0x620, 0x66A..<0x66E, 0x6D4: .boundary
    case 0x964, 0x965, 0x10FB, 0x1361..<0x1369, 0x1680: .boundary
    case 0xE00..<0xF00, 0x1000..<0x10A0, 0x1780..<0x1800: .ideograph(scalar)
    case 0x1E00..<0x1F00: .latin(latinAdditional[Int(scalar - 0x1E00)])
    default: .letter(scalar)
    }
  }

  private static func punctuation(_ scalar: UInt32) -> ScalarClass {
    switch scalar {
    case 0x2018...0x201B, 0x2032, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F: .ignored
    default: .boundary
    }
  }

  private static func high(_ scalar: UInt32) -> ScalarClass {
    switch scalar {
    case 0x3000..<0x3040: .boundary
    case 0x2E80..<0xA000, 0xF900..<0xFB00, 0x20000..<0x32000: .ideograph(scalar)
    case 0xAC00..<0xD7B0: .letter(scalar)
    case 0xFB00..<0xFB07: .latin(0x66)
    case 0xFE00..<0xFE10, 0xFE20..<0xFE30, 0xFEFF, 0xFFFD: .ignored
    case 0xFE10..<0xFE70, 0xFF00..<0xFF10, 0xFF1A..<0xFF21: .boundary
    case 0xFF10..<0xFF1A: .latin(UInt8(scalar - 0xFF10) + 0x30)
    case 0xFF21..<0xFF3B: .latin(UInt8(scalar - 0xFF21) + 0x61)
    case 0xFF41..<0xFF5B: .latin(UInt8(scalar - 0xFF41) + 0x61)
    case 0xFF3B..<0xFF66: .boundary
    case 0xFF66..<0xFFE0: .ideograph(scalar)
    case 0xFFE0..<0x10000, 0x1D000..<0x20000: .symbol
    default: .letter(scalar)
    }
  }
}
