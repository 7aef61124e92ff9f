import Model

/// Undoes mojibake in the fields of one document: which encoding did it, and where.
///
/// Rounds: each finds the encoding that explains most, undoes its work, and looks again. So two and
/// three layers come off one by one, and a document pasted together from several sources is served.
struct Mojibake {
  /// Rounds at most: three layers of damage by several encodings.
  private static let roundLimit = 6
  /// Scalars of a document on which encodings are compared.
  private static let sampleLimit = 400
  /// Scalars by which a text is judged to be natural.
  private static let naturalLimit = 160
  /// Nats by which the first encoding has to win, beyond its prior.
  private static let firstThreshold: Float = 7.5
  /// The same once damage of some encoding is proven.
  private static let nextThreshold: Float = 2.5

  /// Repairs all fields, sharing what each shows of the code page. `isPartial`: other parts of the
  /// document are fine.
  static func repair(
    _ logs: inout [EditLog], _ recent: RecentCosts, hasCapitals: Bool, isPartial: Bool
  ) {
    let context = LanguageContext(logs.lazy.map(\.scalars), recent: recent)
    var repaired = logs
    let isProven = undoLayers(&repaired, context, hasCapitals: hasCapitals, isPartial: isPartial)
    let isChanged = zip(logs, repaired).contains { $0.scalars != $1.scalars }
    if isChanged, isProven || !isGarbage(repaired, recent) { logs = repaired }
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
    var natural = Naturalness()
    for log in logs where natural.count < naturalLimit { natural.add(log.scalars[...], recent) }
    return natural.isNatural
  }

  /// The lines of a text that are natural for themselves: beside a damaged headline, say.
  private static func naturalLines(_ text: [UInt32], _ recent: RecentCosts) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var start = 0
    while start < text.count {
      var end = start
      var foreign = 0
      while end < text.count, text[end] != 0x0A {
        if text[end] >= 0x370 { foreign += 1 }
        end += 1
      }
      // Text in Latin letters is none, whatever it costs.
      if foreign >= Naturalness.leastCount {
        var natural = Naturalness()
        natural.add(text[start..<end], recent)
        if natural.isNatural { lines.append(start..<end) }
      }
      start = end + 1
    }
    return lines
  }

  /// What the start of a text costs, beyond ASCII.
  private struct Naturalness {
    /// With fewer scalars there is no telling.
    static let leastCount = 20

    private var cost: Float = 0
    private(set) var count = 0
    private var foreign = 0

    var isNatural: Bool {
      count >= Self.leastCount && foreign * 2 > count && cost < 3.8 * Float(count)
    }

    mutating func add(_ text: ArraySlice<UInt32>, _ recent: RecentCosts) {
      var (a, b) = (UInt32(0x20), UInt32(0x20))
      for c in text {
        if c >= 0x80 {
          if count == naturalLimit { return }
          cost += recent.cost(a, b, c)
          count += 1
          if c >= 0x370 { foreign += 1 }
        }
        (a, b) = (b, c)
      }
    }
  }

  /// Whole sequences of three bytes that no accident makes.
  private static let proof = 5

  /// True where a single-byte page explains nearly all by sequences of three bytes: that is no accident,
  /// whatever came out.
  private static func isProof(_ best: Explanation, _ edits: [EditList]) -> Bool {
    guard best.misread.page != nil, best.coverage > 0.8 else { return false }
    let count = edits.reduce(0) { sum, list in
      sum
        + list.entries.reduce(0) { sum, edit in
          let ideographs = list.replacement(of: edit).count(where: Segment.isIdeograph)
          return sum + (edit.range.count >= 3 * ideographs ? ideographs : 0)
        }
    }
    return count >= proof
  }

  /// Takes off one layer after the other; true when one of them is beyond doubt.
  private static func undoLayers(
    _ logs: inout [EditLog], _ context: LanguageContext, hasCapitals: Bool, isPartial: Bool
  ) -> Bool {
    var isProven = false
    let isFolded =
      !hasCapitals && !logs.contains { log in log.scalars.contains { CaseFolding.isUpper($0) } }
    for round in 0..<roundLimit {
      let isNatural = isNatural(logs, context.recent)
      var evidenceCount = 0
      let segments = logs.indices.flatMap {
        Segment.all(
          in: logs[$0].scalars, field: $0, isFolded: isFolded, isNatural: isNatural,
          natural: isNatural ? [] : naturalLines(logs[$0].scalars, context.recent), &evidenceCount)
      }
      guard !segments.isEmpty else { return isProven }
      let threshold = round == 0 ? firstThreshold : nextThreshold
      let best = bestEncoding(
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
      guard let best else { return isProven }
      var edits = [EditList](repeating: EditList(), count: logs.count)
      var undoing = Undoing(best, context, logs, spots: segments.count)
      for segment in segments {
        guard context.recent.budget.take(segment.range.count) else { return isProven }
        undoing.append(to: &edits[segment.field], logs[segment.field].scalars, segment.range)
      }
      let texts = logs.map(\.scalars)
      if round == 0 { QuotedMojibake.exclude(&edits, texts, gain: best.gain) }
      SoundLetters.exclude(&edits, texts, isPartial: isPartial)
      if edits.allSatisfy(\.isEmpty) { return isProven }
      isProven = isProven || isProof(best, edits)
      assert(edits.count == logs.count)
      for field in logs.indices { logs[field].apply(edits[field]) }
    }
    return isProven
  }

  /// A encoding, and how well it explains the document.
  struct Explanation {
    var misread: MisreadEncoding
    var losses: BeamSearch.Losses
    var gain: Float
    var coverage: Float
  }

  /// Too little text does not tell which byte was lost.
  static func canRestoreLostBytes(_ spots: Int, _ logs: [EditLog]) -> Bool {
    let count = logs.reduce(0) { $0 + $1.scalars.count }
    return count >= 45 && count + 15 * spots >= 140
  }

  private static func bestEncoding(
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
    var misreads = distinct(candidates, on: sample, texts)
    if !isFolded {
      var others: [MisreadEncoding] = []
      for misread in misreads {
        guard
          let evidence = wholeEvidence(
            for: StrictDecoder(misread), sample, texts, literals, context,
            Evidence(
              isLatin: context.isMostlyLatin, isMultiByte: misread.page == nil,
              holdsIdeographs: holdsIdeographs(logs)))
        else {
          others.append(misread)
          continue
        }
        let gain = evidence.gain - misread.prior
        if gain > best?.gain ?? threshold {
          best = Explanation(
            misread: misread, losses: [], gain: gain, coverage: evidence.coverage)
        }
      }
      // Who reads all of it as UTF-8 is not beaten by one that can not.
      if best != nil {
        misreads = others.filter { misread in
          zip(sample, texts).allSatisfy { misread.canBeWhole($1, $0.range) }
        }
      }
    }
    var workspace = BeamSearch.Workspace()
    for misread in misreads {
      for losses in isFolded ? [[], .folded] : [[]] as [BeamSearch.Losses] {
        let search = BeamSearch(
          misread: misread, context: context, losses: hasMarks ? losses.union(.marked) : losses,
          restoresLostBytes: !hasMarks)
        let strict = losses.isEmpty ? StrictDecoder(misread) : nil
        var evidence = Evidence(
          isLatin: context.isMostlyLatin, isMultiByte: misread.page == nil,
          holdsIdeographs: holdsIdeographs(logs))
        for (index, segment) in sample.enumerated() {
          let path =
            strict?.path(for: texts[index], segment.range, literals[index], context)
            ?? search.decode(texts[index], segment.range, &workspace)
          evidence.add(path, in: texts[index], segment.range)
        }
        let gain = evidence.gain - misread.prior - (losses.isEmpty ? 0 : 8)
        if gain > best?.gain ?? threshold {
          best = Explanation(
            misread: misread, losses: losses, gain: gain, coverage: evidence.coverage)
        }
      }
    }
    return best
  }

  /// Ideographs that make a text one that is written in them.
  private static let leastIdeographs = 20

  private static func holdsIdeographs(_ logs: [EditLog]) -> Bool {
    var count = 0
    for log in logs {
      for scalar in log.scalars.prefix(4000) where Segment.isIdeograph(scalar) {
        count += 1
        if count == leastIdeographs { return true }
      }
    }
    return false
  }

  /// What a sample shows for an encoding that makes whole UTF-8 of all of it; nil for any other.
  private static func wholeEvidence(
    for strict: StrictDecoder, _ sample: [Segment], _ texts: [[UInt32]],
    _ literals: [LiteralCosts], _ context: LanguageContext, _ none: Evidence
  ) -> Evidence? {
    var paths: [BeamSearch.Path] = []
    paths.reserveCapacity(sample.count)
    for (index, segment) in sample.enumerated() {
      guard let path = strict.path(for: texts[index], segment.range, literals[index], context)
      else { return nil }
      paths.append(path)
    }
    var evidence = none
    for (index, path) in paths.enumerated() {
      evidence.add(path, in: texts[index], sample[index].range)
    }
    return evidence
  }

  /// The candidates without those that read every scalar of the sample as another does that is as
  /// likely.
  private static func distinct(
    _ misreads: [MisreadEncoding], on sample: [Segment], _ texts: [[UInt32]]
  ) -> [MisreadEncoding] {
    guard misreads.count > 1 else { return misreads }
    var scalars: Set<UInt32> = []
    for (segment, text) in zip(sample, texts) {
      for scalar in text[segment.range] where scalar >= 0x80 { scalars.insert(scalar) }
    }
    // What marks and spaces stand for depends on all of the page.
    let isPlain = !scalars.contains(0xFFFD)
    let order = scalars.sorted()
    var known: [[UInt32]: Float] = [:]
    return misreads.filter { misread in
      guard misread.page != nil, isPlain else { return true }
      var key: [UInt32] = [UInt32(misread.spaceByte)]
      for scalar in order {
        misread.forEachBytes(of: scalar) { key.append($0.packed << 8 | UInt32($0.cost * 2)) }
        key.append(0)
      }
      if let prior = known[key], prior <= misread.prior { return false }
      known[key] = misread.prior
      return true
    }
  }

  /// True when marks stand where bytes were: U+FFFD, or question marks after letters that no text
  /// ends a question with.
  static func hasMarks(_ logs: [EditLog]) -> Bool {
    let sets = EncodingSets.shared
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

  private static func candidates(for segments: [Segment]) -> [MisreadEncoding] {
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
    var misreads: [MisreadEncoding] = []
    if most > 0 {
      for (index, misread) in MisreadEncoding.singleByte.enumerated()
      where counts[index] * 10 >= most * 7 {
        misreads.append(misread)
      }
    }
    for (bit, misread) in MisreadEncoding.multiByte.enumerated()
    where multiByte & 1 << UInt8(bit) != 0 {
      misreads.append(misread)
    }
    return misreads
  }
}
