/// Undoes mojibake in the fields of one document: which reader did it, and where.
///
/// Rounds: each finds the reader that explains most, undoes its work, and looks again. So two and
/// three layers come off one by one, and a document pasted together from several sources is served.
struct Mojibake {
  /// Rounds at most: three layers of damage by several readers.
  private static let roundLimit = 6
  /// Scalars of a document on which readers are compared.
  private static let sampleLimit = 400
  /// Scalars by which a text is judged to be natural.
  private static let naturalLimit = 160
  /// Nats by which the first reader has to win, beyond its prior.
  private static let firstThreshold: Float = 7.5
  /// The same once damage of some reader is proven.
  private static let nextThreshold: Float = 2.5

  /// Repairs all fields, sharing what each shows of the code page. `isPartial`: other parts of the
  /// document are fine.
  static func repair(
    _ logs: inout [EditLog], _ recent: RecentCosts, hasCapitals: Bool, isPartial: Bool
  ) {
    let context = LanguageContext(logs.lazy.map(\.scalars), recent: recent)
    var repaired = logs
    peel(&repaired, context, hasCapitals: hasCapitals, isPartial: isPartial)
    let isChanged = zip(logs, repaired).contains { $0.scalars != $1.scalars }
    if isChanged && !isGarbage(repaired, recent) { logs = repaired }
  }

  /// True when what came out is no text either: then nothing was understood.
  private static func isGarbage(_ logs: [EditLog], _ recent: RecentCosts) -> Bool {
    let context = LanguageContext(logs.lazy.map(\.scalars), recent: recent)
    if context.isMostlyLatin { return isLatinGarbage(logs, context) }
    // What a letter costs at most in text, in nats; ideographs are many.
    var limit: Float = 0
    var cost: Float = 0
    var count = 0
    for log in logs {
      var (a, b) = (UInt32(0x20), UInt32(0x20))
      for c in log.scalars.prefix(2 * sampleLimit) {
        if c >= 0x80, Typography.isLetter(c) {
          cost += context.cost(a, b, c)
          count += 1
          limit += Segment.isIdeograph(c) ? 13 : 10
        }
        (a, b) = (b, c)
      }
    }
    // Few letters have to be stranger.
    return count >= 6 && cost > limit || count >= 3 && cost > 1.15 * limit
  }

  /// True when Latin letters came out where no word has them: signs were drawn with, not damaged.
  /// What was left as it stood says nothing.
  private static func isLatinGarbage(_ logs: [EditLog], _ context: LanguageContext) -> Bool {
    var cost: Float = 0
    var count = 0
    for log in logs {
      for range in log.changedRanges where count < sampleLimit {
        var (a, b) = context.before(range.lowerBound, log.scalars)
        for c in log.scalars[range] {
          if c >= 0xC0 && c < 0x250 || c &- 0x80 < 0x20 {
            cost += context.cost(a, b, c)
            count += 1
          }
          (a, b) = (b, c)
        }
      }
    }
    return count >= 4 && cost > 12 * Float(count)
  }

  /// True when a text of another script than Latin is likely in its language, for the most part.
  private static func isNatural(_ logs: [EditLog], _ recent: RecentCosts) -> Bool {
    var cost: Float = 0
    var (count, foreign) = (0, 0)
    for log in logs {
      var (a, b) = (UInt32(0x20), UInt32(0x20))
      for c in log.scalars {
        if c >= 0x80 {
          if count == naturalLimit { break }
          cost += recent.cost(a, b, c)
          count += 1
          if c >= 0x370 { foreign += 1 }
        }
        (a, b) = (b, c)
      }
      if count >= naturalLimit { break }
    }
    return count >= 20 && foreign * 2 > count && cost < 3.8 * Float(count)
  }

  /// Takes off one layer after the other.
  private static func peel(
    _ logs: inout [EditLog], _ context: LanguageContext, hasCapitals: Bool, isPartial: Bool
  ) {
    let isFolded =
      !hasCapitals && !logs.contains { log in log.scalars.contains { CaseFolding.isUpper($0) } }
    for round in 0..<roundLimit {
      let isNatural = isNatural(logs, context.recent)
      var evidenceCount = 0
      let segments = logs.indices.flatMap {
        Segment.all(
          in: logs[$0].scalars, field: $0, isFolded: isFolded, isNatural: isNatural, &evidenceCount)
      }
      guard !segments.isEmpty else { return }
      let threshold = round == 0 ? firstThreshold : nextThreshold
      let best = bestReader(
        for: segments, logs, context, threshold, isFolded: isFolded, isFirst: round == 0)
      if round == 0, best?.coverage ?? 0 < 0.6,
        let legacy = LegacyPair.best(for: logs.map(\.scalars), context, isPartial: isPartial)
      {
        if legacy.gain > (best?.gain).map({ 1.5 * $0 + 20 }) ?? 0 {
          for index in logs.indices {
            logs[index].apply(legacy.pair.edits(for: logs[index].scalars, context))
          }
          continue
        }
      }
      guard let best else { return }
      var edits = [EditList](repeating: EditList(), count: logs.count)
      var undoing = Undoing(best, context, logs, spots: segments.count)
      for segment in segments {
        undoing.append(to: &edits[segment.field], logs[segment.field].scalars, segment.range)
      }
      if round == 0 { Mention.spare(&edits, logs.map(\.scalars), gain: best.gain) }
      if edits.allSatisfy(\.isEmpty) { return }
      for field in logs.indices { logs[field].apply(edits[field]) }
    }
  }

  /// A reader, and how well it explains the document.
  struct Explanation {
    var reader: Reader
    var losses: Lattice.Losses
    var gain: Float
    var coverage: Float
  }

  /// Too little text does not tell which byte was lost.
  static func canRestoreLostBytes(_ spots: Int, _ logs: [EditLog]) -> Bool {
    let count = logs.reduce(0) { $0 + $1.scalars.count }
    return count >= 45 && count + 15 * spots >= 140
  }

  private static func bestReader(
    for segments: [Segment], _ logs: [EditLog], _ context: LanguageContext, _ threshold: Float,
    isFolded: Bool, isFirst: Bool
  ) -> Explanation? {
    var best: Explanation?
    let candidates = candidates(for: segments)
    if candidates.isEmpty { return nil }
    let hasMarks = isFirst && hasMarks(logs)
    let sample = sample(of: segments, logs)
    let literals = sample.map { LiteralCosts(logs[$0.field].scalars, $0.range, context) }
    let texts = sample.map { logs[$0.field].scalars }
    var readers = distinct(candidates, on: sample, texts)
    if !isFolded {
      var others: [Reader] = []
      for reader in readers {
        guard
          let evidence = wholeEvidence(
            for: StrictDecoder(reader), isMultiByte: reader.page == nil, sample, texts, literals,
            context)
        else {
          others.append(reader)
          continue
        }
        let gain = evidence.gain - reader.prior
        if gain > best?.gain ?? threshold {
          best = Explanation(
            reader: reader, losses: [], gain: gain, coverage: evidence.coverage)
        }
      }
      // Who reads all of it as UTF-8 is not beaten by one that can not.
      if best != nil {
        readers = others.filter { reader in
          zip(sample, texts).allSatisfy { reader.canBeWhole($1, $0.range) }
        }
      }
    }
    var workspace = Lattice.Workspace()
    for reader in readers {
      for losses in isFolded ? [[], .folded] : [[]] as [Lattice.Losses] {
        let lattice = Lattice(
          reader: reader, context: context, losses: hasMarks ? losses.union(.marked) : losses,
          restoresLostBytes: !hasMarks)
        let strict = losses.isEmpty ? StrictDecoder(reader) : nil
        var evidence = Evidence(isLatin: context.isMostlyLatin, isMultiByte: reader.page == nil)
        for (index, segment) in sample.enumerated() {
          let path =
            strict?.path(for: texts[index], segment.range, literals[index], context)
            ?? lattice.decode(texts[index], segment.range, &workspace)
          evidence.add(path, in: texts[index], segment.range)
        }
        let gain = evidence.gain - reader.prior - (losses.isEmpty ? 0 : 8)
        if gain > best?.gain ?? threshold {
          best = Explanation(
            reader: reader, losses: losses, gain: gain, coverage: evidence.coverage)
        }
      }
    }
    return best
  }

  /// What a sample shows for a reader that makes whole UTF-8 of all of it; nil for any other.
  private static func wholeEvidence(
    for strict: StrictDecoder, isMultiByte: Bool, _ sample: [Segment], _ texts: [[UInt32]],
    _ literals: [LiteralCosts], _ context: LanguageContext
  ) -> Evidence? {
    var paths: [Lattice.Path] = []
    paths.reserveCapacity(sample.count)
    for (index, segment) in sample.enumerated() {
      guard let path = strict.path(for: texts[index], segment.range, literals[index], context)
      else { return nil }
      paths.append(path)
    }
    var evidence = Evidence(isLatin: context.isMostlyLatin, isMultiByte: isMultiByte)
    for (index, path) in paths.enumerated() {
      evidence.add(path, in: texts[index], sample[index].range)
    }
    return evidence
  }

  /// The candidates without those that read every scalar of the sample as another does that is as
  /// likely.
  private static func distinct(
    _ readers: [Reader], on sample: [Segment], _ texts: [[UInt32]]
  ) -> [Reader] {
    guard readers.count > 1 else { return readers }
    var scalars: Set<UInt32> = []
    for (segment, text) in zip(sample, texts) {
      for scalar in text[segment.range] where scalar >= 0x80 { scalars.insert(scalar) }
    }
    // What marks and spaces stand for depends on all of the page.
    let isPlain = !scalars.contains(0xFFFD)
    let order = scalars.sorted()
    var known: [[UInt32]: Float] = [:]
    return readers.filter { reader in
      guard reader.page != nil, isPlain else { return true }
      var key: [UInt32] = [UInt32(reader.spaceByte)]
      for scalar in order {
        reader.forEachBytes(of: scalar) { key.append($0.packed << 8 | UInt32($0.cost * 2)) }
        key.append(0)
      }
      if let prior = known[key], prior <= reader.prior { return false }
      known[key] = reader.prior
      return true
    }
  }

  /// True when marks stand where bytes were: U+FFFD, or question marks after letters that no text
  /// ends a question with.
  static func hasMarks(_ logs: [EditLog]) -> Bool {
    let sets = ReaderSets.shared
    return logs.contains { log in
      let scalars = log.scalars
      return scalars.indices.contains { index in
        scalars[index] == 0xFFFD
          || scalars[index] == 0x3F && index > 0 && scalars[index - 1] >= 0x80
            && (sets[scalars[index - 1]].opensPunctuation & 1 != 0
              || sets[scalars[index - 1]].punctuationLead & 1 != 0
              || sets[scalars[index - 1]].graveLead & 1 != 0)
      }
    }
  }

  /// Times that the same segment is taken into a sample.
  private static let repeatLimit = 2

  private static func sample(of segments: [Segment], _ logs: [EditLog]) -> [Segment] {
    var taken: [Segment] = []
    var seen: [ArraySlice<UInt32>: Int] = [:]
    var count = 0
    // Those with evidence first: in a mixed document the rest says little.
    for wantsEvidence in [true, false] {
      for segment in segments {
        if count >= sampleLimit { return taken }
        guard (segment.evidence != 0 || segment.multiByte != 0) == wantsEvidence else { continue }
        if segment.range.count <= 8 {
          let text = logs[segment.field].scalars[segment.range]
          guard seen[text, default: 0] < repeatLimit else { continue }
          seen[text, default: 0] += 1
        }
        taken.append(segment)
        count += segment.range.count
      }
    }
    return taken
  }

  private static func candidates(for segments: [Segment]) -> [Reader] {
    var counts = [Int](repeating: 0, count: 64)
    var multiByte: UInt8 = 0
    for segment in segments {
      var bits = segment.evidence
      while bits != 0 {
        counts[bits.trailingZeroBitCount] += 1
        bits &= bits - 1
      }
      multiByte |= segment.multiByte
    }
    let most = counts.max() ?? 0
    var readers: [Reader] = []
    if most > 0 {
      for (index, reader) in Reader.singleByte.enumerated() where counts[index] * 10 >= most * 7 {
        readers.append(reader)
      }
    }
    for (bit, reader) in Reader.multiByte.enumerated() where multiByte & 1 << UInt8(bit) != 0 {
      readers.append(reader)
    }
    return readers
  }
}

/// What a document shows for one reader: the gain of its edits, each kind counted once in full.
struct Evidence {
  /// Nats by which the text as repaired is likelier than as it stands.
  private(set) var gain: Float = 0
  private var seen: Set<[UInt32]> = []
  private var count = (decoded: 0, all: 0)
  private let isLatin: Bool
  private let isMultiByte: Bool

  /// `isLatin`: whether the document is written in Latin letters for the most part; `isMultiByte`:
  /// whether the reader is.
  init(isLatin: Bool, isMultiByte: Bool) {
    self.isLatin = isLatin
    self.isMultiByte = isMultiByte
  }

  /// The share of what is not ASCII that the edits decode.
  var coverage: Float { count.all == 0 ? 0 : Float(count.decoded) / Float(count.all) }

  /// What repeated edits add is worth this share.
  private static let shareOfRepeated: Float = 0.2
  /// What an edit loses whose damaged side holds no letter: it may be meant as it stands.
  private static let discountOfSymbols: Float = 12

  /// Symbols inside a word are no accident.
  private static let bonusInWord: Float = 8
  /// Nor are pairs of them at the end of one.
  private static let bonusAtWord: Float = 6

  /// In Latin text a single letter of another script, glued to a sign, is hardly ever meant.
  private static let bonusForForeignLetter: Float = 7

  /// True when a letter beyond Latin, alone before a sign or before a letter that is no word with it,
  /// stands for a common sign: `Β©` or `ВЈ` in English.
  private static func isSignBehindForeignLetter(
    _ damaged: ArraySlice<UInt32>, _ replacement: [UInt32]
  ) -> Bool {
    guard damaged.count == 2, let first = damaged.first, first >= 0x370, replacement.count == 1
    else { return false }
    return Typography.isLetter(first) && replacement.allSatisfy(isCommonSign)
  }

  /// Signs that news uses, and that are damaged as often as letters.
  private static func isCommonSign(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0xA3, 0xA7, 0xA9, 0xAE, 0xB0, 0xB6, 0xBC...0xBE, 0x2010...0x2026, 0x20AC, 0x2122: true
    default: false
    }
  }

  private func bonus(for edit: Edit, in scalars: [UInt32]) -> Float {
    func isLetter(_ scalar: UInt32) -> Bool { Typography.isLetter(scalar) }
    let damaged = scalars[edit.range]
    // No text holds C1 controls.
    if damaged.contains(where: { $0 &- 0x80 < 0x20 }) { return Self.bonusAtWord }
    let letters = damaged.count(where: isLetter)
    let before = edit.range.lowerBound > 0 ? scalars[edit.range.lowerBound - 1] : 0x20
    let after = edit.range.upperBound < scalars.count ? scalars[edit.range.upperBound] : 0x20
    let endsInSpace = damaged.last == 0x20 || damaged.last == 0xA0
    if isLetter(before) && isLetter(after) && !endsInSpace {
      let isPlain = before < 0x80 && after < 0x80
      return isPlain && letters > 0 && letters < damaged.count ? Self.bonusInWord : 0
    }
    if isLetter(before) && letters == 0 && !endsInSpace { return Self.bonusAtWord }
    if isLatin, !isLetter(before), !isLetter(after),
      Self.isSignBehindForeignLetter(damaged, edit.replacement)
    {
      return Self.bonusForForeignLetter
    }
    if letters > 0 || isLetter(before) || isLetter(after) {
      return edit.replacement == [0xA0] ? -6 : 0
    }
    return edit.replacement.allSatisfy(Self.isCommonSign) ? -3 : -Self.discountOfSymbols
  }

  mutating func add(_ path: Lattice.Path, in scalars: [UInt32], _ range: Range<Int>) {
    count.all += scalars[range].count { $0 >= 0x80 }
    guard path.gain > 0 else { return }
    for (edit, gain) in zip(path.edits, path.gains) {
      if isMultiByte, MultiByteEvidence.isAmongIdeographs(edit, in: scalars) { continue }
      count.decoded += scalars[edit.range].count { $0 >= 0x80 }
      if seen.insert(Array(scalars[edit.range])).inserted {
        self.gain += gain + bonus(for: edit, in: scalars)
      } else {
        self.gain += gain * Self.shareOfRepeated
      }
    }
  }
}

extension Lattice.Path {
  /// True when something in it was inferred.
  var isInferred: Bool { edits.contains { !$0.certain } }

  /// True when a scalar is left as it stands that opens a UTF-8 sequence in `reader`: something
  /// may have been lost.
  func leavesLead(
    of reader: Reader, in scalars: [UInt32], _ range: Range<Int>, isFolded: Bool
  ) -> Bool {
    var position = range.lowerBound
    func holdsLead(_ span: Range<Int>) -> Bool {
      span.contains { index in
        let scalar = scalars[index]
        guard scalar >= 0x80 else { return false }
        var isLead = scalar == 0xFFFD
        reader.forEachBytes(of: scalar) { isLead = isLead || $0.packed & 0xFF >= 0xC2 }
        if isFolded, let upper = CaseFolding.upper(scalar) {
          reader.forEachBytes(of: upper) { isLead = isLead || $0.packed & 0xFF >= 0xC2 }
        }
        return isLead
      }
    }
    for edit in edits {
      if position < edit.range.lowerBound, holdsLead(position..<edit.range.lowerBound) {
        return true
      }
      position = edit.range.upperBound
    }
    return position < range.upperBound && holdsLead(position..<range.upperBound)
  }
}
