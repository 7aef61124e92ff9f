import Unicode

/// The last resort of detection: which reading of a sample costs least as language?
struct Statistics {
  /// A reading and what it costs.
  private struct Reading {
    var encoding: TextEncoding
    var language: Int
    var cost: Int
    /// An index into `PageTables.pages`; nil for other encodings.
    var page: Int?
  }

  /// So many pages, and so many languages of each, are looked at closely.
  private static let (closePages, closeLanguages) = (7, 2)
  /// So many bytes tell which languages these are.
  private static let languageByteCount = 160
  /// Readings this many units behind the best are not followed to their end: confidence is then
  /// full, as far as statistics go.
  private static let openLead = 250
  /// After so many bytes each, readings are compared and the hopeless ones given up.
  private static let blockByteCount = 128

  private let sample: [UInt8]
  private let wideSample: [UInt8]
  private let counts: [UInt16]

  init(bytes: Span<UInt8>, sampleByteLimit: Int) {
    sample = ByteSample.collect(bytes, limit: sampleByteLimit)
    var start: [UInt8] = []
    if bytes.count % 2 == 0, WideGuess.hasOddControls(bytes) {
      ASCIIRun.append(bytes, 0..<min(bytes.count, 512), to: &start)
    }
    wideSample = start
    var counts = [UInt16](repeating: 0, count: 256)
    for byte in sample { counts[Int(byte)] &+= 1 }
    self.counts = counts
  }

  /// The cheapest reading. `advantage` is in units of the model.
  func guess(declared: TextEncoding?, advantage: Int) -> EncodingDetector.Guess {
    let (pages, byteCount) = race(declared: declared, advantage: advantage)
    let tables = PageTables.shared
    var readings = pages.map { progress in
      let candidate = tables.candidates[progress.candidate]
      return Reading(
        encoding: .page(tables.pages[candidate.page].name), language: candidate.language,
        cost: progress.cost, page: candidate.page)
    }
    let limit = (readings.map(\.cost).min() ?? 0) + Self.openLead + advantage
    let read = sample.span.extracting(first: byteCount)
    readings += MultiByteScorer.readings(of: read, upTo: limit).map {
      Reading(encoding: $0.encoding, language: $0.language, cost: $0.cost)
    }
    readings += wideReadings(sampleByteCount: byteCount)
    if let declared {
      if let mixed = mixedReading(of: read, in: declared, beside: pages) { readings.append(mixed) }
      for index in readings.indices where readings[index].encoding == declared {
        readings[index].cost -= advantage
      }
    }
    guard let best = readings.min(by: { $0.cost < $1.cost }) else {
      return .init(encoding: declared ?? .windows1252, confidence: 0.1, source: .assumed)
    }
    let rival = readings.lazy.filter { !readsTheSame($0, best) }.map(\.cost).min()
    let lead = Double(min(rival ?? .max, best.cost + Self.openLead) - best.cost)
    // Beyond some bits the statistics' own errors count, not chance.
    let confidence = 1 - 0.5 / (1 + lead * LanguageModel.bitsPerUnit / 4)
    return .init(
      encoding: best.encoding, confidence: confidence,
      source: best.encoding == declared ? .declared : .statistics,
      language: LanguageModel.shared.languages[best.language].code)
  }

  /// The reading in the declared East Asian encoding, if most of the text is in Latin letters: those
  /// cost what they cost in the best of `pages`.
  private func mixedReading(
    of sample: Span<UInt8>, in declared: TextEncoding, beside pages: [PageTables.Progress]
  ) -> Reading? {
    guard
      let (codes, latin) = MultiByteScorer.reading(ofCodesIn: sample, declared),
      latin.count * 2 > sample.count
    else { return nil }
    let costs = pages.map { page in
      var progress = PageTables.shared.start(page.candidate)
      PageTables.shared.advance(&progress, over: latin.span)
      return progress.cost
    }
    return costs.min().map {
      Reading(encoding: declared, language: codes.language, cost: codes.cost + $0)
    }
  }

  private func readsTheSame(_ left: Reading, _ right: Reading) -> Bool {
    guard let leftPage = left.page, let rightPage = right.page else {
      return left.encoding == right.encoding
    }
    return PageTables.shared.readTheSame(leftPage, rightPage, counts: counts.span)
  }

  /// Reads the sample in all close candidates side by side until one is left or the sample ends;
  /// gives those that are left, and how much was read.
  private func race(
    declared: TextEncoding?, advantage: Int
  ) -> (left: [PageTables.Progress], byteCount: Int) {
    let tables = PageTables.shared
    var runners = closeCandidates(declared: declared).map { tables.start($0) }
    var byteCount = 0
    while byteCount < sample.count, runners.count > 1 || byteCount < 2 * Self.blockByteCount {
      let end = min(byteCount + Self.blockByteCount, sample.count)
      var best = Int.max / 2
      for index in runners.indices {
        tables.advance(&runners[index], over: sample.span.extracting(byteCount..<end))
        best = min(best, runners[index].cost)
      }
      runners.removeAll { $0.cost > best + Self.openLead + advantage }
      byteCount = end
    }
    return (runners, byteCount)
  }

  /// The pages that cost least by the counts of bytes, each with the languages of its group that
  /// cost least in the group's first page. Of pages that read the same, the likelier one.
  private func closeCandidates(declared: TextEncoding?) -> [Int] {
    let tables = PageTables.shared
    var pages = tables.cheapestPages(Self.closePages, for: counts.span)
    if let declared,
      let page = tables.pages.firstIndex(where: { .page($0.name) == declared }),
      !pages.contains(page)
    {
      pages.append(page)
    }
    var languages: [Int: [Int]] = [:]
    var close: [Int] = []
    for (rank, page) in pages.enumerated() {
      let isDoubled = pages.indices.contains { other in
        let (own, its) = (tables.pages[page].prior, tables.pages[pages[other]].prior)
        return tables.pages[page].group == tables.pages[pages[other]].group
          && (its < own || its == own && other < rank)
          && tables.readTheSame(pages[other], page, counts: counts.span)
      }
      if isDoubled, .page(tables.pages[page].name) != declared { continue }
      let group = tables.pages[page].group
      let places = languages[group] ?? likelyPlaces(in: page)
      languages[group] = places
      close += places.map { tables.pages[page].candidates.lowerBound + $0 }
    }
    return close
  }

  /// The places of the likeliest languages among a page's candidates.
  private func likelyPlaces(in page: Int) -> [Int] {
    let tables = PageTables.shared
    let candidates = tables.pages[page].candidates
    if candidates.count <= Self.closeLanguages { return Array(0..<candidates.count) }
    let start = sample.span.extracting(first: Self.languageByteCount)
    var ranked: [(cost: Int, position: Int)] = []
    for candidate in candidates {
      // Once enough languages are known, dearer ones need not be read to the end.
      let limit =
        ranked.count < Self.closeLanguages ? Int.max : ranked[Self.closeLanguages - 1].cost
      var progress = tables.start(candidate)
      tables.advance(&progress, over: start, upTo: limit)
      let position = ranked.firstIndex { $0.cost > progress.cost } ?? ranked.count
      ranked.insert((progress.cost, candidate - candidates.lowerBound), at: position)
    }
    return ranked.prefix(Self.closeLanguages).map(\.position)
  }

  private func wideReadings(sampleByteCount: Int) -> [Reading] {
    if wideSample.isEmpty { return [] }
    let model = LanguageModel.shared
    let languages = ["zh_hans", "zh", "ja", "ko", "ru", "uk", "el", "ar", "he", "hi", "th", "en"]
      .compactMap(model.index)
    return [(TextEncoding.utf16LittleEndian, 1), (.utf16BigEndian, 0)].compactMap {
      (encoding, highAt) in
      // Any bytes make ideographs; only text makes them of few scripts and usual ones.
      let bytes = wideSample.span
      guard WideGuess.isText(bytes, count: bytes.count & ~1, highAt: highAt) else { return nil }
      let decoded = encoding.decode(wideSample.span)
      if decoded.malformedCount > 2 { return nil }
      let scalars = decoded.string.unicodeScalars.map(\.value)
      return
        languages.map { language in
          // Compared with readings of another sample: as if it had that one's length.
          let cost = model.cost(of: scalars, in: language) * sampleByteCount / wideSample.count
          return Reading(encoding: encoding, language: language, cost: 40 + cost)
        }
        .min { $0.cost < $1.cost }
    }
  }
}
