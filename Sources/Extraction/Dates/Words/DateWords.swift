import Unicode

/// The one form in which words of dates are compared, however they are written.
enum DateWords {
  /// `word` (lower case) without accents, vowel points and the differences of spelling that
  /// capitals and decomposed letters bring; Hangul composed.
  ///
  /// Greek has no accents in capitals, Turkish two letters i, Arabic writes its alef with and
  /// without a sign: the same month in all of them.
  static func folded(_ word: [UInt8]) -> [UInt8] {
    if word.allSatisfy({ $0 < 0x80 }) { return word }
    let text = Normalization.normalized(word, .nfd)
    var kept = ""
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
      switch scalar.value {
      case 0x300...0x36F, 0x64B...0x655, 0x640, 0x200C, 0x200D: continue
      case 0x131: kept.unicodeScalars.append("i")
      case 0x3C2: kept.unicodeScalars.append("σ")
      case 0xB5: kept.unicodeScalars.append("μ")
      case 0x6CC, 0x649: kept.unicodeScalars.append("\u{64A}")
      case 0x6A9: kept.unicodeScalars.append("\u{643}")
      default: kept.unicodeScalars.append(scalar)
      }
    }
    return Normalization.nfc(Array(kept.utf8))
  }

  /// True for the vowels and final consonants of decomposed Hangul.
  static func isConjoining(_ scalar: Unicode.Scalar) -> Bool {
    (0x1160...0x11FF).contains(scalar.value)
  }

  /// The words of a list, each in its one form.
  static func set(_ list: String) -> Set<[UInt8]> {
    Set(list.split { $0 == " " || $0 == "\n" }.map { folded(Array($0.utf8)) })
  }
}
