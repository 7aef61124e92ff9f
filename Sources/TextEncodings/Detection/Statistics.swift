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
  private static let openLead = 200

  private let sample: [UInt8]
  private let wideSample: [UInt8]
  private let counts: [UInt16]

  init(bytes: Span<UInt8>, sampleByteLimit: Int) {
    sample = ByteSample.collect(bytes, limit: sampleByteLimit)
    var start: [UInt8] = []
    if bytes.count % 2 == 0, WideGuess.hasStrayControls(bytes) {
      ASCIIRun.append(bytes, 0..<min(bytes.count, 512), to: &start)
    }
    wideSample = start
    var counts = [UInt16](repeating: 0, count: 256)
    for byte in sample { counts[Int(byte)] &+= 1 }
    self.counts = counts
  }

  /// The cheapest reading. `advantage` is in units of the model.
  func guess(declared: TextEncoding?, advantage: Int) -> EncodingDetector.Guess {
    var readings = pageReadings(declared: declared, advantage: advantage)
    let limit = (readings.map(\.cost).min() ?? 0) + Self.openLead + advantage
    readings += MultiByteScorer.readings(of: sample.span, upTo: limit).map {
      Reading(encoding: $0.encoding, language: $0.language, cost: $0.cost)
    }
    readings += wideReadings()
    if let declared {
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

  private func readsTheSame(_ left: Reading, _ right: Reading) -> Bool {
    guard let leftPage = left.page, let rightPage = right.page else {
      return left.encoding == right.encoding
    }
    return PageTables.shared.readTheSame(leftPage, rightPage, counts: counts.span)
  }

  private func pageReadings(declared: TextEncoding?, advantage: Int) -> [Reading] {
    let tables = PageTables.shared
    var readings: [Reading] = []
    var best = Int.max / 2
    for (page, candidate) in closeCandidates(declared: declared) {
      let cost = tables.cost(
        of: sample.span, candidate: candidate, upTo: best + Self.openLead + advantage)
      best = min(best, cost)
      readings.append(
        Reading(
          encoding: .page(tables.pages[page].name), language: tables.candidates[candidate].language,
          cost: cost, page: page))
    }
    return readings
  }

  /// The pages that cost least by the counts of bytes, each with the languages of its group that
  /// cost least in the group's first page. Of pages that read the same, the likelier one.
  private func closeCandidates(declared: TextEncoding?) -> [(page: Int, candidate: Int)] {
    let tables = PageTables.shared
    var pages = tables.cheapestPages(Self.closePages, for: counts.span)
    if let declared,
      let page = tables.pages.firstIndex(where: { .page($0.name) == declared }),
      !pages.contains(page)
    {
      pages.append(page)
    }
    var languages: [Int: [Int]] = [:]
    var close: [(page: Int, candidate: Int)] = []
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
      close += places.map { (page, tables.pages[page].candidates.lowerBound + $0) }
    }
    return close
  }

  /// The places of the likeliest languages among a page's candidates.
  private func likelyPlaces(in page: Int) -> [Int] {
    let tables = PageTables.shared
    let candidates = tables.pages[page].candidates
    if candidates.count <= Self.closeLanguages { return Array(0..<candidates.count) }
    let start = sample.span.extracting(first: Self.languageByteCount)
    var ranked: [(cost: Int, place: Int)] = []
    for candidate in candidates {
      // Once enough languages are known, dearer ones need not be read to the end.
      let limit =
        ranked.count < Self.closeLanguages ? Int.max : ranked[Self.closeLanguages - 1].cost
      let cost = tables.cost(of: start, candidate: candidate, upTo: limit)
      let place = ranked.firstIndex { $0.cost > cost } ?? ranked.count
      ranked.insert((cost, candidate - candidates.lowerBound), at: place)
    }
    return ranked.prefix(Self.closeLanguages).map(\.place)
  }

  private func wideReadings() -> [Reading] {
    if wideSample.isEmpty { return [] }
    let model = LanguageModel.shared
    let languages = ["zh_hans", "zh", "ja", "ko", "ru", "uk", "el", "ar", "he", "hi", "th", "en"]
      .compactMap(model.index)
    return [TextEncoding.utf16LittleEndian, .utf16BigEndian].compactMap { encoding in
      let decoded = encoding.decode(wideSample.span)
      if decoded.malformedCount > 2 { return nil }
      let scalars = decoded.string.unicodeScalars.map(\.value)
      return
        languages.map { language in
          // Compared with readings of another sample: as if it had that one's length.
          let cost = model.cost(of: scalars, in: language) * sample.count / wideSample.count
          return Reading(encoding: encoding, language: language, cost: 40 + cost)
        }
        .min { $0.cost < $1.cost }
    }
  }
}
