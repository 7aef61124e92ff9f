extension LegacyPair {
  /// True when more than one place of the samples speaks for the pair, or one that has no sound
  /// reading as it stands. Only single-byte pages are judged; the others bring runs of ideographs.
  func isSupported(_ samples: [[UInt32]], _ encoded: [Encoded]) -> Bool {
    if misread.page == nil || Self.isMultiByte(source) { return true }
    let decoded = encoded.map { self.decoded($0).scalars }
    guard zip(samples, decoded).allSatisfy({ $0.count == $1.count }) else { return true }
    var support = PairSupport(samples, decoded)
    for (sample, decoded) in zip(samples, decoded) {
      support.add(sample, decoded)
      if support.isEnough { return true }
    }
    return false
  }
}

/// The evidence that changed places of a text bring together: each word counts once, and what is meant
/// as it stands counts for nothing.
private struct PairSupport {
  /// Evidence that it takes: two places that have no sound reading, or one that is a natural word once
  /// it is decoded.
  private static let enough: Float = 2
  private static let enoughOfNatural: Float = 1
  /// What a run costs at most in a word that is sound as it stands, in fifths of a bit.
  private static let soundCost = 60
  /// A run of so many scalars counts for several places.
  private static let longRun = 4

  /// What a decoded word may cost at most beyond the rest of it, in fifths of a bit.
  private static let leadOfRest = 15

  private let costs: WordCosts
  private var sum: Float = 0
  private var holdsNatural = false
  private var seen: Set<[UInt32]> = []

  var isEnough: Bool {
    sum >= Self.enough || holdsNatural && sum >= Self.enoughOfNatural
  }

  /// Evidence in the language of the words that stay, or of all that was decoded.
  init(_ samples: [[UInt32]], _ decoded: [[UInt32]]) {
    var (stays, changes): ([UInt32], [UInt32]) = ([], [])
    for (sample, decoded) in zip(samples, decoded) {
      Self.forEachWord(of: sample) { word in
        if sample[word] == decoded[word] {
          stays += sample[word]
          stays.append(0x20)
        } else {
          changes += decoded[word]
          changes.append(0x20)
        }
      }
    }
    costs = WordCosts(stays: stays, changes: changes)
  }

  /// Counts the changed places of a line.
  mutating func add(_ sample: [UInt32], _ decoded: [UInt32]) {
    assert(sample.count == decoded.count, "a scalar for each")
    Self.forEachWord(of: sample) { word in
      guard sample[word] != decoded[word], seen.insert(Array(sample[word])).inserted else { return }
      var index = word.lowerBound
      while index < word.upperBound {
        guard sample[index] != decoded[index] else {
          index += 1
          continue
        }
        var end = index + 1
        while end < word.upperBound, sample[end] != decoded[end] { end += 1 }
        add(sample, decoded, index..<end, word)
        index = end
      }
    }
  }

  /// Counts one run of changed scalars of a word.
  private mutating func add(
    _ sample: [UInt32], _ decoded: [UInt32], _ run: Range<Int>, _ word: Range<Int>
  ) {
    let cost = costs.cost(of: decoded, run, in: word)
    // A word of the language, as it stands: the pair would spoil it.
    if costs.cost(of: sample, run, in: word) <= Self.soundCost {
      sum -= SoundReading.Weight.full
      return
    }
    var weight: Float = 0
    for index in run { weight = max(weight, SoundReading.weight(of: sample, at: index)) }
    // A letter that would become a mark is no more likely for it.
    if Typography.isLetter(sample[run.lowerBound]), !Typography.isLetter(decoded[run.lowerBound]) {
      weight = min(weight, SoundReading.Weight.half)
    }
    let isEdge = run.upperBound == word.upperBound || run.lowerBound == word.lowerBound
    if isEdge, cost <= WordCosts.surest, weight > 0,
      run.allSatisfy({ !SoundReading.isWrittenAtWords(sample[$0]) })
    {
      weight = SoundReading.Weight.full
    }
    let isLetter = SoundReading.word(in: sample, around: run.lowerBound).count == 1
    let natural =
      SoundReading.isImpossible(sample, run)
      ? WordCosts.likely : isLetter ? WordCosts.naturalLetter : WordCosts.natural
    guard weight > 0, cost <= (weight < 1 ? natural : WordCosts.likely) else { return }
    sum += weight * (run.count >= Self.longRun ? Self.enough : 1)
    holdsNatural =
      holdsNatural || weight == 1 && cost <= natural && isWordWithout(sample, decoded, run, word)
  }

  /// True where the decoded word is as likely as the word without what would change: a sign set into a
  /// sound word leaves one behind.
  private func isWordWithout(
    _ sample: [UInt32], _ decoded: [UInt32], _ run: Range<Int>, _ word: Range<Int>
  ) -> Bool {
    if sample[run].allSatisfy(Typography.isLetter) { return true }
    let rest = Array(
      sample[word.lowerBound..<run.lowerBound] + sample[run.upperBound..<word.upperBound])
    let lead = costs.cost(of: Array(decoded[word])) - costs.cost(of: rest)
    return lead <= Self.leadOfRest
  }

  /// Calls `body` with each run of what is no blank.
  private static func forEachWord(of line: [UInt32], _ body: (Range<Int>) -> Void) {
    var index = 0
    while index < line.count {
      var end = index
      while end < line.count, line[end] > 0x20 { end += 1 }
      if end > index { body(index..<end) }
      index = end + 1
    }
  }
}
