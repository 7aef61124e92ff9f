import TextEncodings
import Unicode

/// Repairs of single characters that no text is meant to hold: C1 controls that were quotes,
/// control and invisible characters, odd line ends, spacing.
enum Cleanup {
  /// Cleans one field.
  static func clean(_ log: inout EditLog) {
    let traits = TextTraits(log.scalars)
    if traits.contains(.control) { log.apply(controls(in: log.scalars)) }
    if traits.contains(.mark) { log.apply(compositions(in: log.scalars)) }
  }

  /// Accents that stand apart from their letters, composed as NFC does. Only the general combining
  /// marks: scripts whose composites NFC avoids stay as they were written.
  private static func compositions(in scalars: [UInt32]) -> [Edit] {
    var edits: [Edit] = []
    var index = 1
    while index < scalars.count {
      guard isGeneralMark(scalars[index]) else {
        index += 1
        continue
      }
      var end = index + 1
      while end < scalars.count, isGeneralMark(scalars[end]), end - index < 30 { end += 1 }
      assert(end <= scalars.count)
      let composed = Normalization.normalized(Array(scalars[index - 1..<end]), .nfc)
      if composed.count < end - index + 1 {
        edits.append(Edit(range: index - 1..<end, replacement: composed, rule: "composition"))
      }
      index = end
    }
    return edits
  }

  private static func isGeneralMark(_ scalar: UInt32) -> Bool { scalar &- 0x300 < 0x70 }

  // MARK: Controls

  private static func controls(in scalars: [UInt32]) -> [Edit] {
    var edits: [Edit] = []
    let hasRightToLeft = scalars.contains(where: isRightToLeft)
    let isCentralEuropean = scalars.contains { $0 &- 0x80 < 0x20 } && isCentralEuropean(scalars)
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      if scalar >= 0x20 && scalar < 0x7F || scalar == 0x0A {
        index += 1
        continue
      }
      let before = index > 0 ? scalars[index - 1] : 0x0A
      let after = index + 1 < scalars.count ? scalars[index + 1] : 0x0A
      var end = index + 1
      var replacement: [UInt32]?
      var rule = "control"
      switch scalar {
      case 0x0D:
        replacement = after == 0x0A ? [] : [0x0A]
        rule = "line-end"
      case 0x85 where isSentenceEnd(before) && after > 0x20, 0x2028, 0x2029:
        replacement = [0x0A]
        rule = "line-end"
      case 0x09:
        if before > 0x20 && after > 0x20 && isWordLike(before) && isWordLike(after) {
          replacement = [0x20]
          rule = "space"
        }
      case 0x0B, 0x0C:
        let joinsWords = before > 0x20 && after > 0x20
        replacement = joinsWords ? [scalar == 0x0C ? 0x0A : 0x20] : []
      case 0x1B:
        end = endOfEscapeSequence(scalars, at: index)
        replacement = []
      case 0..<0x20, 0x7F: replacement = []
      case 0x80..<0xA0:
        let western = CodePage.named(.windows1252).scalars[Int(scalar)]
        rule = "c1.windows-1252"
        replacement = western == CodePage.undefined ? nil : [UInt32(western)]
        if let letter = letterOfMacRoman(scalars, at: index) {
          rule = "c1.macintosh"
          replacement = [letter]
        } else if isCentralEuropean {
          let central = CodePage.named(.windows1250).scalars[Int(scalar)]
          if central != CodePage.undefined, UInt32(central) != replacement?.first {
            rule = "c1.windows-1250"
            replacement = [UInt32(central)]
          }
        }
      case 0xFEFF, 0x2060, 0xAD:
        replacement = []
        rule = "invisible"
      case 0x200B where !isSpaceless(before) && !isSpaceless(after):
        replacement = []
        rule = "invisible"
      case 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069:
        if !hasRightToLeft {
          replacement = []
          rule = "invisible"
        }
      default: break
      }
      assert(end > index && end <= scalars.count)
      if let replacement {
        edits.append(Edit(range: index..<end, replacement: replacement, rule: rule))
      }
      index = end
    }
    return edits
  }

  /// True for letters of Windows-1250 that Windows-1252 lacks, twice: then the signs beside them come of
  /// the same page.
  private static func isCentralEuropean(_ scalars: [UInt32]) -> Bool {
    let central = CodePage.named(.windows1250)
    let western = CodePage.named(.windows1252)
    var count = 0
    for scalar in scalars where scalar >= 0x100 && scalar < 0x180 {
      guard central.byte(for: scalar) != nil, western.byte(for: scalar) == nil else { continue }
      count += 1
      if count == 2 { return true }
    }
    return false
  }

  private static let contractions: Set<[UInt32]> = Set(
    ["s", "t", "d", "m", "ll", "re", "ve"].map { $0.unicodeScalars.map(\.value) })

  /// Nats by which a Mac letter has to be likelier than Windows-1252's sign.
  private static let leadOfMacRoman: Float = 5

  /// The letter that a C1 control inside a word is in Mac Roman, where it makes the likelier word.
  private static func letterOfMacRoman(_ scalars: [UInt32], at index: Int) -> UInt32? {
    guard index > 1, index + 2 < scalars.count, SuspectPairs.isLetter(scalars[index - 1]),
      SuspectPairs.isLetter(scalars[index + 1])
    else { return nil }
    let byte = Int(scalars[index])
    let mac = UInt32(CodePage.named(.macRoman).scalars[byte])
    let western = UInt32(CodePage.named(.windows1252, filledBy: .latin1).scalars[byte])
    guard Typography.isLetter(mac), !Typography.isLetter(western) else { return nil }
    // What English writes behind an apostrophe: `it's`, `we'll`.
    let rest = scalars[(index + 1)...].prefix(3).prefix { SuspectPairs.isLetter($0) }
    if contractions.contains(Array(rest)) { return nil }
    func cost(_ scalar: UInt32) -> Float {
      let window =
        [scalars[index - 2], scalars[index - 1], scalar] + scalars[index + 1...index + 2]
      return CharacterModel.shared.cost(of: window, in: 2..<5)
    }
    return cost(mac) + leadOfMacRoman < cost(western) ? mac : nil
  }

  private static func endOfEscapeSequence(_ scalars: [UInt32], at start: Int) -> Int {
    guard start + 1 < scalars.count, scalars[start + 1] == 0x5B else { return start + 1 }
    var end = start + 2
    while end < scalars.count, end - start < 32 {
      let scalar = scalars[end]
      end += 1
      if scalar >= 0x40 && scalar < 0x7F { return end }
      guard scalar >= 0x20 && scalar < 0x40 else { break }
    }
    return start + 1
  }

  private static func isSentenceEnd(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x2E, 0x21, 0x3F, 0x2026, 0x201D, 0x22, 0x3002, 0xBB: true
    default: false
    }
  }

  static func isWordLike(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x2C, 0x2E, 0x3A, 0x3B, 0x21, 0x3F, 0x28, 0x29, 0x22, 0x27: true
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    case 0..<0xA0: false
    default: true
    }
  }

  /// Scripts that write no spaces use the zero-width space to mark where words end.
  private static func isSpaceless(_ scalar: UInt32) -> Bool {
    scalar >= 0xE00 && scalar < 0xF00 || scalar >= 0x1000 && scalar < 0x10A0
      || scalar >= 0x1780 && scalar < 0x1800
  }

  private static func isRightToLeft(_ scalar: UInt32) -> Bool {
    scalar >= 0x590 && scalar < 0x900 || scalar >= 0xFB1D && scalar < 0xFF00 && scalar != 0xFEFF
  }
}
