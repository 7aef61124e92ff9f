import TextEncodings
import Unicode

/// Text of one legacy encoding that was read as another: KOI8-R as Windows-1251, Big5 as GBK.
///
/// No byte pattern gives such damage away, only the language: what came out is no text in any. So
/// pairs are tried on a sample, and the gain in likelihood decides.
struct LegacyPair {
  /// What the text was written in.
  let source: TextEncoding
  /// What it was read as.
  let misread: MisreadEncoding

  /// How surprising the pair is, in nats.
  var prior: Float {
    var prior: Float = 8
    if source != .windows1252 {
      switch source {
      case .page(.windows1251), .page(.windows1250): prior += 1
      case .codePage: prior += 2
      default: prior += 3
      }
    }
    prior += misread.prior - 6
    if source != .windows1252 && misread.prior > 7 { prior += 1 }
    return prior
  }

  var rule: String { "mojibake.\(source.printedName)-as-\(misread.name)" }

  /// Nats by which a pair has to win, beyond its prior.
  private static let threshold: Float = -0.5
  /// The same where other parts of the document are fine: whoever misread would have misread all.
  private static let partialThreshold: Float = 25
  /// The same where all the evidence is one word in English: most likely a name.
  private static let singleWordThreshold: Float = 12

  /// Counts what a pair changes, and what of that are marks in their usual places.
  private static func count(
    _ marks: inout (kept: Int, changed: Int), _ sample: [UInt32], _ decoded: [UInt32]
  ) {
    guard sample.count == decoded.count else { return }
    for index in sample.indices where sample[index] != decoded[index] {
      marks.changed += 1
      let before = index > 0 ? sample[index - 1] : 0x20
      let after = index + 1 < sample.count ? sample[index + 1] : 0x20
      if isMark(sample[index], before, after) { marks.kept += 1 }
    }
  }

  /// Ideographs after ideographs: text in them comes in runs.
  private static func ideographsInRuns(_ scalars: [UInt32]) -> Int {
    var count = 0
    for index in scalars.indices.dropFirst()
    where Segment.isIdeograph(scalars[index]) && Segment.isIdeograph(scalars[index - 1]) {
      count += 1
    }
    return count
  }

  private static func isMark(_ scalar: UInt32, _ before: UInt32, _ after: UInt32) -> Bool {
    switch scalar {
    case 0x2018, 0x201A, 0x201C, 0x201E, 0xAB, 0x2039: before <= 0x2F
    // Tokenizers set spaces around them.
    case 0x2019, 0x201D, 0x2026, 0xBB, 0x203A, 0x2122, 0xAE: before > 0x20 || after <= 0x20
    case 0x2200..<0x2300: !(Typography.isLetter(before) && Typography.isLetter(after))
    case 0x2010...0x2015, 0x2022, 0x20AC, 0xA3, 0xA9, 0xB0, 0xA7, 0xB6, 0x2032, 0x2033: true
    case 0x2500..<0x2600, 0x200B...0x200F, 0x80..<0xA0, 0xB7, 0xE000...0xF8FF: true
    // One letter of another script, on its own: a symbol.
    default: scalar >= 0x370 && !Typography.isLetter(before) && !Typography.isLetter(after)
    }
  }

  /// The pair that explains the document best, with its gain beyond the prior; nil when none does.
  static func best(
    for texts: [[UInt32]], _ context: LanguageContext, isPartial: Bool
  ) -> (pair: LegacyPair, gain: Float)? {
    let (samples, wordCount) = samples(of: texts)
    guard isSuspicious(samples, context) else { return nil }
    let ideographs = samples.reduce(0) { $0 + $1.count { Segment.isIdeograph($0) } }
    // All pairs by their letters, the better ones on a short piece, the best on the whole sample.
    assert(!samples.isEmpty)
    let probe = [probe(of: samples)]
    let literal = literalCosts(of: probe, context)
    var ranked: [(pair: LegacyPair, gain: Float)] = []
    var known: [ObjectIdentifier: [Encoded]] = [:]
    let share = asciiShare(of: texts)
    let isLatin = share > 4
    let isEnglish = texts.contains(where: Typography.isEnglish)
    let isHomoglyphic = share > 1 && holdsHomoglyphs(samples, kinds: isEnglish ? 1 : 4)
    for pair in shortlist(for: samples, hasIdeographs: ideographs >= 4) {
      // Of a text in Cyrillic, Greek, Hebrew, Arabic or Thai the most would not be Latin letters.
      if isLatin, isForeign(pair.source) { continue }
      if isHomoglyphic, isForeign(pair.misread.encoding) { continue }
      let misread = ObjectIdentifier(pair.misread)
      let bytes = known[misread] ?? probe.compactMap { encoded($0, by: pair.misread) }
      known[misread] = bytes
      if bytes.isEmpty { continue }
      if let gain = pair.gain(on: probe, bytes, literal, context) { ranked.append((pair, gain)) }
    }
    ranked.sort { $0.gain > $1.gain }
    var best: (pair: LegacyPair, gain: Float)?
    let fullLiteral = literalCosts(of: samples, context)
    let isName = wordCount < 2 && isEnglish
    for (pair, _) in ranked.prefix(6) {
      let bytes = samples.compactMap { encoded($0, by: pair.misread) }
      guard bytes.count == samples.count,
        let gain = pair.gain(on: samples, bytes, fullLiteral, context)
      else {
        continue
      }
      let least = isPartial ? partialThreshold : isName ? singleWordThreshold : threshold
      if gain > best?.gain ?? least, pair.isSupported(samples, bytes) { best = (pair, gain) }
    }
    return best
  }

  /// True for single-byte pages of other scripts than Latin.
  private static func isForeign(_ encoding: TextEncoding) -> Bool {
    guard case .codePage(let name, _) = encoding else { return false }
    let letters = CodePage.named(name).scalars[0xC0...].filter {
      $0 != CodePage.undefined && $0 >= 0x370 && $0 < 0x2000
    }
    return letters.count > 16
  }

  /// True when most of what is not ASCII are Cyrillic letters that look like Latin ones: set to deceive,
  /// not damaged.
  private static func holdsHomoglyphs(_ samples: [[UInt32]], kinds: Int) -> Bool {
    var (alike, all) = (0, 0)
    var distinct: Set<UInt32> = []
    for sample in samples {
      for scalar in sample where scalar >= 0x370 && scalar < 0x2000 {
        all += 1
        guard homoglyphs.contains(scalar) else { continue }
        alike += 1
        distinct.insert(scalar)
      }
    }
    return distinct.count >= kinds && alike * 4 >= all * 3
  }

  /// How many ASCII letters there are for each scalar beyond ASCII.
  private static func asciiShare(of texts: [[UInt32]]) -> Float {
    var (ascii, other): (Float, Float) = (0, 1)
    for text in texts {
      for scalar in text {
        if scalar >= 0x80 { other += 1 } else if SuspectPairs.isLetter(scalar) { ascii += 1 }
      }
    }
    return ascii / other
  }

  private static let homoglyphs = Set("аеорсухіѕјԁһвкмнтАВЕКМНОРСТХІЅЈ".unicodeScalars.map(\.value))

  /// What samples cost as they stand and with their accents composed, in nats; plain ASCII, the
  /// same in every reading, is left out. What clean-up makes of them is no gain of a pair.
  private static func literalCosts(
    of samples: [[UInt32]], _ context: LanguageContext
  ) -> (plain: Float, composed: Float) {
    let western = CodePage.named(.windows1252, filledBy: .latin1).scalars
    let samples = samples.map { $0.map { $0 &- 0x80 < 0x20 ? UInt32(western[Int($0)]) : $0 } }
    func cost(_ samples: some Sequence<[UInt32]>) -> Float {
      samples.reduce(0) { $0 + context.costBeyondASCII(of: $1) }
    }
    let cleaned = cost(samples.map(cleaned))
    return (
      min(cost(samples), cleaned),
      min(cost(samples.map { Normalization.normalized($0, .nfc) }), cleaned)
    )
  }

  /// A sample without soft hyphens, and with its spacing accents on their letters.
  private static func cleaned(_ sample: [UInt32]) -> [UInt32] {
    var log = EditLog(sample.filter { $0 != 0xAD })
    log.apply(Typography.accents(in: log.scalars))
    return log.scalars
  }

  /// How much likelier the samples become, in nats, the prior taken off; nil when what changes
  /// speaks against the pair.
  private func gain(
    on samples: [[UInt32]], _ encoded: [Encoded], _ literal: (plain: Float, composed: Float),
    _ context: LanguageContext
  ) -> Float? {
    // Letters whose accents stand apart are one way to write, not damage.
    let isDecomposing = misread.encoding == .codePage(.windows1258, filledBy: .none)
    var gain = (isDecomposing ? literal.composed : literal.plain) - prior
    var marks = (kept: 0, changed: 0)
    var letters = (ideographs: 0, others: 0)
    for (sample, bytes) in zip(samples, encoded) {
      let decoded = decoded(bytes).scalars
      gain -= context.costBeyondASCII(of: decoded, upTo: gain + 8)
      if gain < -8 { return nil }
      Self.count(&marks, sample, decoded)
      if Self.isMultiByte(source) {
        letters.ideographs += Self.ideographsInRuns(decoded)
        letters.others += decoded.count { $0 | 0x20 >= 0x61 && $0 < 0x2E80 }
      }
    }
    if Self.isMultiByte(source) {
      if letters.ideographs < 3 || letters.ideographs * 3 < letters.others { return nil }
    }
    // Quotation marks and dashes where they belong are no damage, however rare.
    return marks.kept * 2 > marks.changed ? nil : gain
  }

  /// True for encodings with more bytes than one for a scalar.
  static func isMultiByte(_ encoding: TextEncoding) -> Bool {
    if case .codePage = encoding { return false }
    return true
  }

  /// True when the text is less likely than text in any language would be.
  ///
  /// Text in known languages costs some 3 nats a character, damaged text 10.
  private static func isSuspicious(_ samples: [[UInt32]], _ context: LanguageContext) -> Bool {
    var cost: Float = 0
    var count: Float = 0
    for sample in samples {
      var (a, b) = (UInt32(0x20), UInt32(0x20))
      for c in Normalization.normalized(cleaned(sample), .nfc) {
        if a >= 0x80 || b >= 0x80 || c >= 0x80 {
          cost += context.cost(a, b, c)
          count += 1
        }
        (a, b) = (b, c)
      }
    }
    return cost > 3.8 * count && cost - 2.5 * count > 10
  }
}
