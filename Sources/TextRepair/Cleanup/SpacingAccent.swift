import Unicode

/// An accent that takes a place of its own, and the letters that it is set on.
struct SpacingAccent {
  let scalar: UInt32
  private let mark: UInt32
  private let letters: [UInt32]

  /// Nil for any other scalar.
  init?(_ scalar: UInt32) {
    guard let known = Self.known[scalar] else { return nil }
    self.scalar = scalar
    (mark, letters) = known
  }

  /// The one scalar that a letter and this accent compose to; nil when the letter does not bear it.
  func composed(with letter: UInt32) -> UInt32? {
    // Scanners leave the dot of an i away.
    let plain = letter == 0x131 ? 0x69 : letter
    guard letters.contains(plain) else { return nil }
    let composed = Normalization.normalized([plain, mark], .nfc)
    return composed.count == 1 ? composed[0] : nil
  }

  /// The combining mark of each accent, and its letters in either case.
  private static let known: [UInt32: (UInt32, [UInt32])] = {
    var known: [UInt32: (UInt32, [UInt32])] = [:]
    for (scalar, mark, letters) in table {
      known[scalar] = (mark, (letters + letters.uppercased()).unicodeScalars.map(\.value))
    }
    return known
  }()

  private static let table: [(UInt32, UInt32, String)] = [
    (0x60, 0x300, "aeiou"), (0xB4, 0x301, "aeiouy"), (0xA8, 0x308, "aeiouy"),
    (0xB8, 0x327, "cst"), (0x2C6, 0x302, "aeiou"), (0x2C7, 0x30C, "cdenrstz"),
    (0x2D8, 0x306, "agu"), (0x2DA, 0x30A, "au"), (0x2DB, 0x328, "aeiu"), (0x2DC, 0x303, "ano"),
    (0x2DD, 0x30B, "ou"),
  ]
}
