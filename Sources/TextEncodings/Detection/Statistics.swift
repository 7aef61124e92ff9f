/// The last resort of detection: which reading of a sample costs least as language?
struct Statistics {
  /// A reading and what it costs.
  private struct Reading {
    var encoding: TextEncoding
    var language: Int
    var cost: Int
    /// An index into `PageCandidate.pages`; nil for other encodings.
    var page: Int?
  }

  /// Candidates whose rough cost is among this many best ones are looked at closely.
  private static let closeCount = 12

  private let sample: [UInt8]
  private let wideSample: [UInt8]
  private let counts: [UInt16]

  init(bytes: Span<UInt8>, sampleByteLimit: Int) {
    sample = ByteSample.collect(bytes, limit: sampleByteLimit)
    var start: [UInt8] = []
    if bytes.count % 2 == 0 { ASCIIRun.append(bytes, 0..<min(bytes.count, 512), to: &start) }
    wideSample = start.contains { $0 < 0x20 && $0 & 0xFC != 0x08 && $0 != 0x1B } ? start : []
    var counts = [UInt16](repeating: 0, count: 256)
    for byte in sample { counts[Int(byte)] &+= 1 }
    self.counts = counts
  }

  /// The cheapest reading. `advantage` is in units of the model.
  func guess(declared: TextEncoding?, advantage: Int) -> EncodingDetector.Guess {
    var readings = pageReadings(declared: declared, advantage: advantage)
    let limit = (readings.map(\.cost).min() ?? 0) + 500
    readings += multiByteReadings(upTo: limit) + wideReadings()
    if let declared {
      for index in readings.indices where readings[index].encoding == declared {
        readings[index].cost -= advantage
      }
    }
    readings.sort { $0.cost < $1.cost }
    guard let best = readings.first else {
      return .init(encoding: declared ?? .windows1252, confidence: 0.1, source: .assumed)
    }
    let rival = readings.dropFirst().first { !readsTheSame($0, best) }
    let lead = Double((rival?.cost ?? best.cost + 500) - best.cost) * LanguageModel.bitsPerUnit
    // Beyond some bits the statistics' own errors count, not chance.
    let confidence = 1 - 0.5 / (1 + lead / 4)
    return .init(
      encoding: best.encoding, confidence: confidence,
      source: best.encoding == declared ? .declared : .statistics,
      language: LanguageModel.shared.languages[best.language].code)
  }

  private func readsTheSame(_ left: Reading, _ right: Reading) -> Bool {
    guard let leftPage = left.page, let rightPage = right.page else {
      return left.encoding == right.encoding
    }
    let (one, other) = (
      PageCandidate.pages[leftPage].scalars, PageCandidate.pages[rightPage].scalars
    )
    return (0x80...0xFF).allSatisfy { counts[$0] == 0 || one[$0] == other[$0] }
  }

  private func pageReadings(declared: TextEncoding?, advantage: Int) -> [Reading] {
    let span = counts.span
    var rough: [(cost: Int, candidate: Int)] = []
    rough.reserveCapacity(PageCandidate.all.count)
    for index in PageCandidate.all.indices {
      rough.append((PageCandidate.all[index].roughCost(of: span), index))
    }
    rough.sort { $0.cost < $1.cost }
    var readings: [Reading] = []
    var best = Int.max / 2
    for (rank, (_, index)) in rough.enumerated() {
      let candidate = PageCandidate.all[index]
      let encoding = TextEncoding.page(PageCandidate.pages[candidate.page].name)
      guard rank < Self.closeCount || encoding == declared else { continue }
      let cost = candidate.cost(of: sample.span, upTo: best + advantage)
      best = min(best, cost)
      readings.append(
        Reading(
          encoding: encoding, language: candidate.language, cost: cost, page: candidate.page))
    }
    return readings
  }

  private func multiByteReadings(upTo limit: Int) -> [Reading] {
    let plan: [(TextEncoding, [String], Int)] = [
      (.gb18030, ["zh_hans", "zh"], 10), (.big5, ["zh"], 10), (.shiftJIS, ["ja"], 10),
      (.eucJP, ["ja"], 10), (.eucKR, ["ko"], 10),
    ]
    return plan.compactMap { encoding, languages, prior in
      reading(encoding, of: sample.span, languages: languages, prior: prior)
    }
  }

  private func wideReadings() -> [Reading] {
    if wideSample.isEmpty { return [] }
    return [TextEncoding.utf16LittleEndian, .utf16BigEndian].compactMap { encoding in
      let languages = [
        "zh_hans", "zh", "ja", "ko", "ru", "uk", "el", "ar", "he", "hi", "th", "en",
      ]
      guard var reading = reading(encoding, of: wideSample.span, languages: languages, prior: 40)
      else { return nil }
      // Compared with readings of another sample: as if it had that one's length.
      reading.cost = reading.cost * sample.count / wideSample.count
      return reading
    }
  }

  private func reading(
    _ encoding: TextEncoding, of bytes: Span<UInt8>, languages: [String], prior: Int
  ) -> Reading? {
    let model = LanguageModel.shared
    let decoded = encoding.decode(bytes)
    if decoded.malformedCount > 2 + bytes.count / 40 { return nil }
    let scalars = decoded.string.unicodeScalars.map(\.value)
    return languages.compactMap { code in model.index(of: code) }
      .map {
        Reading(encoding: encoding, language: $0, cost: prior + model.cost(of: scalars, in: $0))
      }
      .min { $0.cost < $1.cost }
  }
}
