import TextEncodings

/// Text of one legacy encoding that was read as another: KOI8-R as Windows-1251, Big5 as GBK.
///
/// No byte pattern gives such damage away, only the language: what came out is no text in any. So
/// pairs are tried on a sample, and the gain in likelihood decides.
struct LegacyPair {
  /// What the text was written in.
  let source: TextEncoding
  /// What it was read as.
  let reader: Reader

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
    prior += reader.prior - 6
    if source != .windows1252 && reader.prior > 7 { prior += 1 }
    return prior
  }

  var rule: String { "mojibake.\(source.printedName)-as-\(reader.name)" }

  /// Nats by which a pair has to win, beyond its prior.
  private static let threshold: Float = 3.5
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
      if isHomoglyphic, isForeign(pair.reader.encoding) { continue }
      let reader = ObjectIdentifier(pair.reader)
      let bytes = known[reader] ?? probe.compactMap { encoded($0, by: pair.reader) }
      known[reader] = bytes
      if bytes.isEmpty { continue }
      if let gain = pair.gain(on: probe, bytes, literal, context) { ranked.append((pair, gain)) }
    }
    ranked.sort { $0.gain > $1.gain }
    var best: (pair: LegacyPair, gain: Float)?
    let fullLiteral = literalCosts(of: samples, context)
    let isName = wordCount < 2 && isEnglish
    for (pair, _) in ranked.prefix(6) {
      let bytes = samples.compactMap { encoded($0, by: pair.reader) }
      guard bytes.count == samples.count,
        let gain = pair.gain(on: samples, bytes, fullLiteral, context)
      else {
        continue
      }
      let least = isPartial ? partialThreshold : isName ? singleWordThreshold : threshold
      if gain > best?.gain ?? least { best = (pair, gain) }
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

  /// Single-byte pairs that are worth a closer look.
  private static let shortlistLimit = 40

  /// The pairs whose letters, one by one, are likeliest; and all that a multi-byte source is in.
  private static func shortlist(for samples: [[UInt32]], hasIdeographs: Bool) -> [LegacyPair] {
    // Text of a multi-byte source is for the most part not ASCII.
    var (foreign, latin) = (0, 0)
    for sample in samples {
      for scalar in sample {
        if scalar >= 0x80 { foreign += 1 } else if SuspectPairs.isLetter(scalar) { latin += 1 }
      }
    }
    let takesMultiByte = foreign * 3 >= latin
    var counts: [UInt32: Float] = [:]
    for sample in samples {
      for scalar in sample where scalar >= 0x80 { counts[scalar, default: 0] += 1 }
    }
    let letters = counts.sorted { $0.key < $1.key }
    let total = letters.reduce(0) { $0 + $1.value }
    let length = samples.reduce(0) { $0 + $1.count }
    var ranked: [(pair: LegacyPair, cost: Float)] = []
    var others: [LegacyPair] = []
    var bytes: [(byte: Int, count: Float)] = []
    for (number, reader) in readers.enumerated() where reader.page != nil || hasIdeographs {
      bytes.removeAll(keepingCapacity: true)
      var known: Float = 0
      if reader.page != nil {
        for letter in letters {
          let byte = Int(reader.byte(for: letter.key))
          if byte == 0 { continue }
          bytes.append((byte, letter.value))
          known += letter.value
        }
        guard total - known <= 2 || (total - known) * 30 <= Float(length) else { continue }
      }
      for candidate in candidates[number] {
        guard let table = candidate.letterCosts else {
          if takesMultiByte { others.append(candidate.pair) }
          continue
        }
        // A multi-byte reader scrambles single-byte text beyond recognition.
        if reader.page == nil { continue }
        var cost = candidate.prior
        for (byte, count) in bytes { cost += count * table[byte] }
        ranked.append((candidate.pair, cost - known * 14))
      }
    }
    let costs = ranked.map(\.cost).sorted()
    let limit = costs.count > 4 * shortlistLimit ? costs[4 * shortlistLimit] : .infinity
    // Many pages agree on the few letters of a text: the likeliest pair stands for all.
    var known: Set<[UInt16]> = []
    var shortlist: [LegacyPair] = []
    for (pair, cost) in ranked.filter({ $0.cost < limit }).sorted(by: { $0.cost < $1.cost }) {
      guard shortlist.count < shortlistLimit, cost < limit else { break }
      let reading = letters.map { pair.source.scalar(for: pair.reader.byte(for: $0.key)) }
      if known.insert(reading).inserted { shortlist.append(pair) }
    }
    return shortlist + others
  }

  /// A pair that can be, and what its shortlisting takes.
  private struct Candidate {
    var pair: LegacyPair
    var prior: Float
    /// What each byte of a single-byte source costs as a letter on its own, in nats.
    var letterCosts: [Float]?
  }

  /// All pairs, by their reader's place in `readers`.
  private static let candidates: [[Candidate]] = {
    let costs = sources.map(letterCosts)
    return readers.map { reader in
      zip(sources, costs).filter { $0.0.printedName != reader.name }.map { source, costs in
        let pair = LegacyPair(source: source, reader: reader)
        return Candidate(pair: pair, prior: pair.prior, letterCosts: costs)
      }
    }
  }()

  private static func letterCosts(of source: TextEncoding) -> [Float]? {
    guard case .codePage(let name, _) = source else { return nil }
    return CodePage.named(name).scalars.map {
      $0 == CodePage.undefined ? 24 : CharacterModel.shared.cost(of: UInt32($0)) ?? 17
    }
  }

  /// How much likelier the samples become, in nats, the prior taken off; nil when what changes
  /// speaks against the pair.
  private func gain(
    on samples: [[UInt32]], _ encoded: [Encoded], _ literal: (plain: Float, composed: Float),
    _ context: LanguageContext
  ) -> Float? {
    // Letters whose accents stand apart are one way to write, not damage.
    let isDecomposing = reader.encoding == .codePage(.windows1258, filledBy: .none)
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

  private static func isMultiByte(_ encoding: TextEncoding) -> Bool {
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
    return cost > 3.8 * count && cost - 2.5 * count > 13
  }

  /// One unit of a text taken back to bytes: a scalar, and where its bytes begin.
  struct Encoded {
    var bytes: [UInt8] = []
    /// Number of the scalar that each byte comes from.
    var origin: [Int32] = []
    /// Scalars that the reader cannot have made; they stay, and no code runs across them.
    var foreign: [Bool] = []
    var scalars: [UInt32] = []
  }

  /// The bytes of `scalars`; nil when the reader cannot have made too many of them.
  static func encoded(_ scalars: [UInt32], by reader: Reader) -> Encoded? {
    var result = Encoded()
    result.scalars = scalars
    var foreignCount = 0
    for (index, scalar) in scalars.enumerated() {
      if scalar < 0x80 {
        result.bytes.append(UInt8(scalar))
        result.origin.append(Int32(index))
        result.foreign.append(false)
        continue
      }
      var found: Reader.Bytes?
      reader.forEachBytes(of: scalar) { bytes in
        // The Latin letters of Hong Kong's supplement are rarer than bytes that Big5 does not know.
        let isByte = bytes.count == 1 && reader.encoding == .big5
        if isByte || bytes.cost < found?.cost ?? 1 { found = bytes }
      }
      guard let found else {
        foreignCount += 1
        if foreignCount > 2 && foreignCount * 30 > scalars.count { return nil }
        result.bytes.append(0)
        result.origin.append(Int32(index))
        result.foreign.append(true)
        continue
      }
      for position in 0..<found.count {
        result.bytes.append(UInt8(truncatingIfNeeded: found.packed >> (8 * UInt32(position))))
        result.origin.append(Int32(index))
        result.foreign.append(false)
      }
    }
    return result
  }

  /// A text read from bytes anew; `ends` counts, for each scalar, the bytes up to its end.
  struct Decoded {
    var scalars: [UInt32] = []
    var ends: [Int] = []
  }

  /// Reads the bytes as the source's. Bytes that it does not know keep their scalar.
  func decoded(_ encoded: Encoded) -> Decoded {
    var result = Decoded()
    result.scalars.reserveCapacity(encoded.bytes.count)
    result.ends.reserveCapacity(encoded.bytes.count)
    let bytes = encoded.bytes
    var index = 0
    let page: CodePage? =
      if case .codePage(let name, _) = source { CodePage.named(name) } else { nil }
    while index < bytes.count {
      let byte = bytes[index]
      if byte < 0x80 && !encoded.foreign[index] {
        result.scalars.append(UInt32(byte))
        index += 1
      } else if encoded.foreign[index] {
        result.scalars.append(encoded.scalars[Int(encoded.origin[index])])
        index += 1
      } else if let page {
        let scalar = page.scalars[Int(byte)]
        result.scalars.append(scalar == CodePage.undefined ? UInt32(byte) : UInt32(scalar))
        index += 1
      } else {
        let next = index + 1 < bytes.count && !encoded.foreign[index + 1] ? bytes[index + 1] : 0
        let third = index + 2 < bytes.count && !encoded.foreign[index + 2] ? bytes[index + 2] : 0
        let (scalar, length) = Self.character(byte, next, third, source)
        result.scalars.append(scalar ?? UInt32(byte))
        index += scalar == nil ? 1 : length
      }
      result.ends.append(index)
    }
    return result
  }

  /// The scalar that a multi-byte encoding has at the start of up to three bytes, and its length.
  private static func character(
    _ first: UInt8, _ second: UInt8, _ third: UInt8, _ encoding: TextEncoding
  ) -> (scalar: UInt32?, length: Int) {
    let code = UInt16(first) << 8 | UInt16(second)
    switch encoding {
    case .gb18030: return (second >= 0x40 ? DoubleByteSet.gb18030.scalar(for: code) : nil, 2)
    case .big5: return (DoubleByteSet.big5.scalar(for: code), 2)
    case .eucKR: return (DoubleByteSet.ks.scalar(for: code), 2)
    case .shiftJIS:
      if first >= 0xA1 && first <= 0xDF { return (UInt32(first) - 0xA1 + 0xFF61, 1) }
      guard first >= 0x81, first < 0xA0 || first >= 0xE0, first <= 0xFC, second >= 0x40,
        second != 0x7F, second <= 0xFC
      else {
        return (nil, 1)
      }
      let lead = Int(first) - (first < 0xA0 ? 0x81 : 0xC1)
      let pointer = lead * 188 + Int(second) - (second < 0x7F ? 0x40 : 0x41)
      let row = UInt16(pointer / 94 + 1)
      return (DoubleByteSet.jis0208.scalar(for: row << 8 | UInt16(pointer % 94 + 1)), 2)
    case .eucJP:
      if first == 0x8E { return (second >= 0xA1 ? UInt32(second) - 0xA1 + 0xFF61 : nil, 2) }
      if first == 0x8F, second >= 0xA1, third >= 0xA1 {
        let code = UInt16(second & 0x7F) << 8 | UInt16(third & 0x7F)
        return (DoubleByteSet.jis0212.scalar(for: code), 3)
      }
      guard first >= 0xA1, second >= 0xA1 else { return (nil, 1) }
      let code = UInt16(first - 0xA0) << 8 | UInt16(second - 0xA0)
      return (DoubleByteSet.jis0208.scalar(for: code), 2)
    default: return (nil, 1)
    }
  }

  /// What turns `scalars` back into the text of the source, line by line where that is likelier.
  func edits(for scalars: [UInt32], _ context: LanguageContext) -> [Edit] {
    var edits: [Edit] = []
    var start = 0
    while start < scalars.count {
      let end = scalars[start...].firstIndex(of: 0x0A) ?? scalars.count
      let line = Array(scalars[start..<end])
      if line.contains(where: { $0 >= 0x80 }), let encoded = Self.encoded(line, by: reader) {
        let decoded = decoded(encoded)
        if context.cost(of: decoded.scalars) < context.cost(of: line) - 1 {
          append(decoded, encoded, from: start, to: &edits)
        }
      }
      start = end + 1
    }
    return edits
  }

  private func append(
    _ decoded: Decoded, _ encoded: Encoded, from start: Int, to edits: inout [Edit]
  ) {
    var byte = 0
    // Scalars of the line that are accounted for.
    var position = 0
    for (scalar, end) in zip(decoded.scalars, decoded.ends) {
      let first = Int(encoded.origin[byte])
      let last = Int(encoded.origin[end - 1]) + 1
      let isSame = last == first + 1 && encoded.scalars[first] == scalar && first >= position
      if !isSame {
        let lower = start + max(first, position)
        if let open = edits.last, open.range.upperBound >= lower {
          let upper = max(open.range.upperBound, start + last)
          edits[edits.count - 1].range = open.range.lowerBound..<upper
          edits[edits.count - 1].replacement.append(scalar)
        } else {
          edits.append(Edit(range: lower..<start + last, replacement: [scalar], rule: rule))
        }
      }
      position = max(position, last)
      byte = end
    }
  }
}

extension TextEncoding {
  /// The scalar of a byte in a single-byte encoding, `CodePage.undefined` where there is none.
  fileprivate func scalar(for byte: UInt8) -> UInt16 {
    guard case .codePage(let name, _) = self else { return CodePage.undefined }
    return CodePage.named(name).scalars[Int(byte)]
  }
}

extension LegacyPair {
  /// Encodings that damaged text was read as.
  private static let readers: [Reader] = Reader.all.filter { $0.prior < 11 }

  /// Encodings that damaged text was written in.
  private static let sources: [TextEncoding] =
    [
      .windows1252, .page(.windows1251), .page(.windows1250), .page(.windows1253),
      .page(.windows1254), .page(.windows1255), .page(.windows1256), .page(.windows1257),
      .page(.windows1258), .page(.windows874), .page(.koi8R), .page(.koi8U), .page(.ibm866),
      .page(.ibm850), .page(.ibm852), .page(.ibm437), .page(.macRoman), .page(.macCyrillic),
      .page(.iso8859p2), .page(.iso8859p5), .page(.iso8859p7), .gb18030, .big5, .shiftJIS, .eucKR,
      .eucJP,
    ]
}
