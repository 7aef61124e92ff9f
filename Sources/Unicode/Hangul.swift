/// Hangul syllables are composed of jamo by arithmetic (The Unicode Standard, section 3.12).
enum Hangul {
  private static let (syllables, leads, vowels, trails) = (
    UInt32(0xAC00), UInt32(0x1100), UInt32(0x1161), UInt32(0x11A7)
  )

  static func isSyllable(_ scalar: UInt32) -> Bool { scalar &- syllables < 11_172 }

  /// Appends the two or three jamo of a syllable.
  static func append(_ syllable: UInt32, to output: inout [UInt32]) {
    assert(isSyllable(syllable))
    let index = syllable - syllables
    output.append(leads + index / 588)
    output.append(vowels + index % 588 / 28)
    if index % 28 != 0 { output.append(trails + index % 28) }
  }

  /// The syllable of a lead and a vowel, or of a syllable and a trail; nil for anything else.
  static func composite(_ first: UInt32, _ second: UInt32) -> UInt32? {
    if first &- leads < 19, second &- vowels < 21 {
      return syllables + ((first - leads) * 21 + second - vowels) * 28
    }
    if isSyllable(first), (first - syllables) % 28 == 0, second > trails, second - trails < 28 {
      return first + second - trails
    }
    return nil
  }
}
