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
        let cost: Int? =
          switch encoding {
          case .gb18030: cost(of: sample, by: GB18030Reader(), in: language, upTo: limit)
          case .big5: cost(of: sample, by: Big5Reader(), in: language, upTo: limit)
          case .shiftJIS: cost(of: sample, by: ShiftJISReader(), in: language, upTo: limit)
          case .eucJP: cost(of: sample, by: EUCJPReader(), in: language, upTo: limit)
          default: cost(of: sample, by: EUCKRReader(), in: language, upTo: limit)
          }
        guard let cost else { break }
        readings.append(Reading(encoding: encoding, language: language, cost: cost))
      }
    }
    return readings
  }

  private static func cost(
    of sample: Span<UInt8>, by reader: some CodeReader, in language: Int, upTo limit: Int
  ) -> Int? {
    let model = LanguageModel.shared
    let table = model.languages[language]
    let costs = table.symbolOfSlot.span
    var malformedLeft = 2 + sample.count / 40
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
