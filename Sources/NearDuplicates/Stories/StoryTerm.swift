/// One word or name of an article, and how often it is used there: three bytes.
package struct StoryTerm: Sendable, Equatable {
  /// 21 bits of the hash of a word's first letters, of letters side by side, or of a name.
  package var hash: UInt32
  /// A code for the uses in the text, 1…7; uses in the headline and the first words count more.
  package var uses: UInt8

  static let hashBitCount: UInt32 = 21
  static let hashMask: UInt32 = 1 << hashBitCount - 1
  /// What a code stands for: at least so many uses.
  static let useCounts = [1, 1, 2, 3, 4, 5, 7, 9]
  /// 1 + ln of the number of uses, by its code.
  static let useWeights: [Float] = useCounts.map { Float(1 + NaturalLogarithm.of(Double($0))) }

  /// A term that is used so often.
  init(hash: UInt32, useCount: Int) {
    self.hash = hash & Self.hashMask
    uses = UInt8(Self.useCounts.lastIndex { $0 <= useCount } ?? 1)
  }

  var packed: UInt32 { hash | UInt32(uses) << Self.hashBitCount }

  init(packed: UInt32) {
    hash = packed & Self.hashMask
    uses = UInt8(truncatingIfNeeded: packed >> Self.hashBitCount) & 7
  }
}
