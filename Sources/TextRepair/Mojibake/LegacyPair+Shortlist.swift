import TextEncodings

extension LegacyPair {
  /// Single-byte pairs that are worth a closer look.
  private static let shortlistLimit = 40

  /// The pairs whose letters, one by one, are likeliest; and all that a multi-byte source is in.
  static func shortlist(for samples: [[UInt32]], hasIdeographs: Bool) -> [LegacyPair] {
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
    for (number, misread) in misreads.enumerated() where misread.page != nil || hasIdeographs {
      bytes.removeAll(keepingCapacity: true)
      var known: Float = 0
      if misread.page != nil {
        for letter in letters {
          let byte = Int(misread.byte(for: letter.key))
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
        // A multi-byte encoding scrambles single-byte text beyond recognition.
        if misread.page == nil { continue }
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
      let reading = letters.map { pair.source.scalar(for: pair.misread.byte(for: $0.key)) }
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

  /// All pairs, by their encoding's place in `encodings`.
  private static let candidates: [[Candidate]] = {
    let costs = sources.map(letterCosts)
    return misreads.map { misread in
      zip(sources, costs).filter { $0.0.printedName != misread.name }.map { source, costs in
        let pair = LegacyPair(source: source, misread: misread)
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
  private static let misreads: [MisreadEncoding] = MisreadEncoding.all.filter { $0.prior < 11 }

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
