package import Model

extension CopyIndex {
  /// What `decide` would say, without taking the document in.
  package func judge(_ document: SignedDocument) -> CopyDecision {
    if let older = exactCopy(document) {
      let kind: CopyKind =
        Self.key(document.digest) != 0 && older.digest == Self.key(document.digest)
        ? .bytes : .text
      return copyDecision(
        document, of: older, kind: kind, similarity: 1,
        spans: [SharedSpan(start: 0, otherStart: 0, wordCount: document.signature.wordCount)])
    }
    let decision = nearDecision(document)
    if decision.copyOf == nil, decision.contains.isEmpty, let cold, window.start > 1,
      let older = coldDecision(document, cold)
    {
      return older
    }
    return decision
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
      digests.forEach(Mixing.mix(digest)) { slot in
        if let older = window[slot], older.digest == digest { consider(older) }
      }
      if found != nil { return found }
    }
    let hash = document.signature.textHash
    guard Int(document.signature.wordCount) >= options.textWordFloor else { return nil }
    texts.forEach(Mixing.mix(hash.low)) { slot in
      if let older = window[slot], older.textHash == hash.low,
        older.wordCount == document.signature.wordCount
      {
        consider(older)
      }
    }
    return found
  }

  /// The stretch that a copy shares with its original, about: sketches know no more. `CopyEvidence` says
  /// it word for word.
  private func spans(_ signature: Signature, _ compared: Compared) -> [SharedSpan] {
    let (newer, older) = (compared.comparison.newerStretch, compared.comparison.olderStretch)
    let count = min(newer.lastWord - newer.firstWord, older.lastWord - older.firstWord)
    let headlines = (
      UInt32(signature.headlineWordCount), UInt32(compared.older.headlineWordCount)
    )
    return [
      SharedSpan(
        start: newer.firstWord - min(newer.firstWord, headlines.0),
        otherStart: older.firstWord - min(older.firstWord, headlines.1),
        wordCount: count + UInt32(3))
    ]
  }

  private func copyDecision(
    _ document: SignedDocument, of older: HotDocument, kind: CopyKind, similarity: Double,
    spans: [SharedSpan]
  ) -> CopyDecision {
    let head = clusters[older.root]?.head ?? older.root
    let rank = HeadRank(
      wordCount: document.signature.wordCount, quality: document.signature.quality)
    // A head that has left the window keeps its slot: nothing is known of it any more.
    let takesOver = window[head].map { rank.isBetter(than: $0.rank) } ?? false
    return CopyDecision(
      copyOf: older.root, kind: kind, similarity: similarity,
      sharedSpans: older.root == older.number ? spans : [], story: story(of: older),
      head: takesOver ? document.number : head)
  }

  private func nearDecision(_ document: SignedDocument) -> CopyDecision {
    var decision = CopyDecision(story: document.number, head: document.number)
    guard Int(document.signature.wordCount) >= options.nearWordFloor else { return decision }
    let compared = comparisons(with: document.signature)
    let held = heldArticles(compared)
    if held.count >= 2 {
      decision.contains = held
      return decision
    }
    if let best = compared.first(where: { isCopy($0, in: window) }) {
      return copyDecision(
        document, of: best.older, kind: .near, similarity: best.comparison.containment,
        spans: spans(document.signature, best))
    }
    decision.contains = held
    if held.isEmpty {
      let placement = stories.match(vector(of: document), at: document.datedStoryTime)
      lastPlacement = (document.number, placement)
      if let story = placement.story { decision.story = story }
    }
    decision.containedBy = compared.filter(isHeld).map(\.older.number).sorted()
    return decision
  }

  /// The clusters whose article the newer document holds whole, each in a stretch of its own; none
  /// when one of them is most of the document.
  private func heldArticles(_ compared: [Compared]) -> [DecisionNumber] {
    var held: [Compared] = []
    for other in compared
    where other.comparison.olderShare >= options.wholeThreshold && !other.older.isDigest {
      let stretch = other.comparison.newerStretch
      if stretch.share > options.digestShareLimit { return [] }
      let isApart = held.allSatisfy { one in
        one.older.root != other.older.root && one.comparison.newerStretch.isApart(from: stretch)
      }
      if isApart { held.append(other) }
    }
    if held.count == 1, held[0].comparison.newerShare >= options.ratioThreshold { return [] }
    return held.map(\.older.root).sorted()
  }

  /// Whether the older document holds the newer one among others.
  private func isHeld(_ compared: Compared) -> Bool {
    compared.comparison.newerShare >= options.wholeThreshold
      && compared.comparison.olderShare
        < (compared.older.isDigest ? options.digestShareLimit : options.ratioThreshold)
  }

  /// Whether the document that the comparer holds is a copy of an older one of `window`.
  func isCopy(_ compared: Compared, in window: HotWindow) -> Bool {
    let comparison = compared.comparison
    if compared.older.isDigest, comparison.ratio < options.digestShareLimit { return false }
    let rule = CopyRule(options: options)
    return rule.accepts(comparison)
      && !rule.isFilledForm(comparison, comparer.compareSlots(compared.older, in: window))
  }

  struct Compared {
    var older: HotDocument
    var comparison: PairComparison
  }

  /// The hot documents that share most with a new one, most first.
  func comparisons(with signature: Signature) -> [Compared] {
    let candidates = candidates(for: signature)
    if candidates.isEmpty { return [] }
    comparer.begin(signature, frequencies: frequencies)
    return candidates.map { older in
      Compared(
        older: older,
        comparison: comparer.compare(older, in: window, frequencies: frequencies))
    }
    .sorted {
      ($0.comparison.containment, $1.older.number) > ($1.comparison.containment, $0.older.number)
    }
  }

  /// Documents that share posted shingles, those with most first.
  private func candidates(for signature: Signature) -> [HotDocument] {
    hits.removeAll()
    for shingle in signature.shingles {
      postings.forEach(Self.postingKey(shingle)) { slot in hits.update(slot) { $0 += 1 } }
    }
    let needed = signature.shingles.count < 8 ? 1 : 2
    // A digest holds more articles, each of which may have many copies.
    let limit = min(64, max(options.comparedDocumentLimit, signature.shingles.count / 4))
    var largest = LargestKeys(limit: limit)
    for slot in hits.order {
      guard let count = hits.value(of: slot), count >= needed, let older = window[slot] else {
        continue
      }
      // Among equals the earliest.
      let distance = UInt32(clamping: older.number.rawValue - window.start)
      assert(slot <= 0xFF_FFFF, "a slot has 24 bits at most")
      largest.offer(
        UInt64(min(count, 255)) << 56 | UInt64(~distance) << 24 | UInt64(slot & 0xFF_FFFF))
    }
    return largest.keys.compactMap { window[UInt32(truncatingIfNeeded: $0 & 0xFF_FFFF)] }
  }
}
