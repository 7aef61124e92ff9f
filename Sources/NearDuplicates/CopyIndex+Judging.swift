package import Articles

extension CopyIndex {
  /// What `decide` would say, without taking the document in.
  package func judge(_ document: SignedDocument) -> Verdict {
    if let older = exactCopy(document) {
      let kind: CopyKind =
        Self.key(document.digest) != 0 && older.digest == Self.key(document.digest)
        ? .bytes : .text
      return copyVerdict(document, of: older, kind: kind, similarity: 1)
    }
    let compared = comparisons(with: document)
    if let best = compared.first(where: { isCopy($0.comparison, document) }) {
      return copyVerdict(
        document, of: best.older, kind: .near, similarity: best.comparison.containment)
    }
    return Verdict(story: document.number, head: document.number)
  }

  /// The earliest hot document with the same bytes, or the same text.
  private func exactCopy(_ document: SignedDocument) -> HotDocument? {
    let digest = Self.key(document.digest)
    var found: HotDocument?
    func consider(_ older: HotDocument) {
      if let other = found, other.number < older.number { return }
      found = older
    }
    if digest != 0 {
      digests.forEach(digest) { place in
        if let older = window[place], older.digest == digest { consider(older) }
      }
      if found != nil { return found }
    }
    let hash = document.signature.textHash
    guard Int(document.signature.wordCount) >= options.textWordFloor else { return nil }
    texts.forEach(hash.low) { place in
      if let older = window[place], older.textHash == hash { consider(older) }
    }
    return found
  }

  private func copyVerdict(
    _ document: SignedDocument, of older: HotDocument, kind: CopyKind, similarity: Double
  ) -> Verdict {
    let head = clusters[older.root]?.head ?? older.root
    let rank = HeadRank(
      wordCount: document.signature.wordCount, quality: document.signature.quality)
    // A head that has left the window keeps its place: nothing is known of it any more.
    let takesOver = window[head].map { rank.isBetter(than: $0.rank) } ?? false
    return Verdict(
      copyOf: older.root, kind: kind, similarity: similarity, story: older.story,
      head: takesOver ? document.number : head)
  }

  func isCopy(_ comparison: PairComparison, _ document: SignedDocument) -> Bool {
    guard Int(document.signature.wordCount) >= options.nearWordFloor else { return false }
    guard comparison.containment >= options.containmentThreshold,
      comparison.ratio >= options.ratioThreshold
    else { return false }
    return comparison.containment >= 0.93 || comparison.numberShare >= 0.34
  }

  struct Compared {
    var older: HotDocument
    var comparison: PairComparison
  }

  /// The hot documents that share most with a new one, most first.
  func comparisons(with document: SignedDocument) -> [Compared] {
    let shingles = document.signature.shingles
    var hits: [UInt32: Int] = [:]
    for shingle in shingles {
      postings.forEach(Self.postingKey(shingle)) { hits[$0, default: 0] += 1 }
    }
    let candidates = hits.compactMap { place, count in
      count < 2 ? nil : window[place].map { (count: count, older: $0) }
    }
    .sorted { ($0.count, $1.older.number) > ($1.count, $0.older.number) }
    .prefix(options.comparedDocumentLimit)
    let own = Set(shingles)
    return candidates.map { candidate in
      Compared(
        older: candidate.older, comparison: compare(document.signature, own, candidate.older))
    }
    .sorted {
      ($0.comparison.containment, $1.older.number) > ($1.comparison.containment, $0.older.number)
    }
  }

  func weight(_ shingle: UInt32) -> Double {
    1 / Double(max(1, frequencies.count(Self.postingKey(shingle))))
  }

  func compare(
    _ newer: Signature, _ own: Set<UInt32>, _ older: HotDocument
  ) -> PairComparison {
    var result = PairComparison()
    let shift = max(newer.samplingShift, older.samplingShift)
    let limit = shift == 0 ? UInt32.max : (1 << (32 - UInt32(shift))) - 1
    var newerWeight = 0.0
    var olderWeight = 0.0
    var sharedWeight = 0.0
    for shingle in newer.shingles where shingle <= limit {
      newerWeight += weight(shingle)
      result.newerCount += 1
    }
    window.forEachShingle(older) { _, shingle in
      guard shingle <= limit else { return }
      let weight = weight(shingle)
      olderWeight += weight
      result.olderCount += 1
      if own.contains(shingle) {
        sharedWeight += weight
        result.sharedCount += 1
      }
    }
    if newerWeight > 0 { result.newerShare = min(1, sharedWeight / newerWeight) }
    if olderWeight > 0 { result.olderShare = min(1, sharedWeight / olderWeight) }
    let features = window.features(older)
    (result.numberShare, result.numberCount) = Self.share(newer.numbers, features.numbers)
    (result.nameShare, result.nameCount) = Self.share(newer.names, features.names)
    return result
  }

  /// The share of the smaller of two ascending sets that the other one holds, and its size.
  static func share(_ left: [UInt16], _ right: [UInt16]) -> (Double, Int) {
    let size = min(left.count, right.count)
    guard size > 0 else { return (1, 0) }
    var shared = 0
    var at = 0
    for value in left {
      while at < right.count, right[at] < value { at += 1 }
      if at < right.count, right[at] == value { shared += 1 }
    }
    return (Double(shared) / Double(size), size)
  }
}
