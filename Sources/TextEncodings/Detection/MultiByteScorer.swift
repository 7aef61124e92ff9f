import Unicode

/// What the readings of bytes in the East Asian encodings cost in the language model.
enum MultiByteScorer {
  /// A reading and its cost.
  struct Reading {
    var encoding: TextEncoding
    var language: Int
    var cost: Int
  }

  /// The encodings, and the languages that are written in them.
  private static let plan: [(TextEncoding, [Int])] = {
    let model = LanguageModel.shared
    let plan: [(TextEncoding, [String])] = [
      (.gb18030, ["zh_hans", "zh"]), (.big5, ["zh"]), (.shiftJIS, ["ja"]), (.eucJP, ["ja"]),
      (.eucKR, ["ko"]),
    ]
    return plan.map { ($0, $1.compactMap(model.index)) }
  }()

  /// Units that the East Asian encodings cost from the start.
  private static let prior = 20
  /// Units for bytes that are no code.
  private static let malformedCost = 110

  /// All readings that cost no more than `limit` and hardly have malformed codes.
  static func readings(of sample: Span<UInt8>, upTo limit: Int) -> [Reading] {
    var readings: [Reading] = []
    for (encoding, languages) in plan {
      for language in languages {
        guard let cost = cost(of: sample, in: encoding, language, upTo: limit) else { break }
        readings.append(Reading(encoding: encoding, language: language, cost: cost))
      }
    }
    return readings
  }

  /// The reading of text in Latin letters with East Asian characters among it, for those alone, and
  /// what is left of `sample` without them; nil for other encodings and for malformed codes.
  ///
  /// In a language of ideographs a Latin letter is dear wherever it stands, so that `readings`
  /// believes no page in English with some characters of another script.
  static func reading(
    ofCodesIn sample: Span<UInt8>, _ encoding: TextEncoding
  ) -> (reading: Reading, latin: [UInt8])? {
    guard let languages = plan.first(where: { $0.0 == encoding })?.1 else { return nil }
    var (codes, latin): ([UInt8], [UInt8]) = ([], [])
    var index = 0
    while index < sample.count {
      let end = ASCIIRun.end(in: sample, from: index)
      if end > index {
        ASCIIRun.append(sample, index..<end, to: &latin)
        codes.append(0x20)
        index = end
      } else {
        let count = byteCount(ofCodeIn: sample, at: index, encoding)
        for position in index..<min(index + count, sample.count) { codes.append(sample[position]) }
        if latin.last != 0x20 { latin.append(0x20) }
        index += count
      }
    }
    let readings = languages.compactMap { language in
      cost(of: codes.span, in: encoding, language, upTo: .max / 2, malformed: 0).map {
        Reading(encoding: encoding, language: language, cost: $0)
      }
    }
    return readings.min { $0.cost < $1.cost }.map { ($0, latin) }
  }

  private static func byteCount(
    ofCodeIn sample: Span<UInt8>, at index: Int, _ encoding: TextEncoding
  ) -> Int {
    switch encoding {
    case .gb18030: GB18030Reader().read(sample, at: index).byteCount
    case .big5: Big5Reader().read(sample, at: index).byteCount
    case .shiftJIS: ShiftJISReader().read(sample, at: index).byteCount
    case .eucJP: EUCJPReader().read(sample, at: index).byteCount
    default: EUCKRReader().read(sample, at: index).byteCount
    }
  }

  private static func cost(
    of sample: Span<UInt8>, in encoding: TextEncoding, _ language: Int, upTo limit: Int,
    malformed: Int? = nil
  ) -> Int? {
    let malformed = malformed ?? 2 + sample.count / 40
    return switch encoding {
    case .gb18030: cost(of: sample, by: GB18030Reader(), in: language, upTo: limit, malformed)
    case .big5: cost(of: sample, by: Big5Reader(), in: language, upTo: limit, malformed)
    case .shiftJIS: cost(of: sample, by: ShiftJISReader(), in: language, upTo: limit, malformed)
    case .eucJP: cost(of: sample, by: EUCJPReader(), in: language, upTo: limit, malformed)
    default: cost(of: sample, by: EUCKRReader(), in: language, upTo: limit, malformed)
    }
  }

  private static func cost(
    of sample: Span<UInt8>, by reader: some CodeReader, in language: Int, upTo limit: Int,
    _ malformedLimit: Int
  ) -> Int? {
    let model = LanguageModel.shared
    let table = model.languages[language]
    let costs = table.symbolOfSlot.span
    var malformedLeft = malformedLimit
    var total = prior
    var context = Int(LanguageModel.Context.start.rawValue)
    var index = 0
    while index < sample.count {
      var scalar = UInt32(sample[index])
      if scalar < 0x80 {
        index &+= 1
      } else {
        let code = reader.read(sample, at: index)
        index &+= code.byteCount
        scalar = code.scalar
        if scalar == MultiByteDecoder.Code.malformed {
          // The sample's end may cut a code.
          malformedLeft -= index < sample.count ? 1 : 0
          if malformedLeft < 0 { return nil }
          total &+= malformedCost
          continue
        }
      }
      let slot = model.slot(scalar)
      let more = model.extra(ofSlot: slot, context: context)
      total &+= Int(costs[slot]) &+ more & 0xFF
      context = more &>> 8
      if total > limit { return nil }
    }
    return total
  }
}
