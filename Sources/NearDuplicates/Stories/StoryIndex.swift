import Model

/// The stories of the last while.
///
/// An article joins the story whose three nearest articles are most like it (cosine of term weights), if
/// that is like enough and its time allows; else it starts one. At fixed points of the order of decisions
/// stories are looked at again, together with those they may have been confused with, and are split
/// and merged (`review`).
///
/// Where the dates of both are certain, an article outside the window cannot join. A date that was
/// only guessed from the text does not cut a story in two: outside the window more likeness is asked for.
struct StoryIndex {
  /// One article that another is like.
  struct Neighbour {
    var slot: UInt32
    var number: DecisionNumber
    var similarity: Float
  }

  let rule: StoryRule
  var members: StoryMembers
  private var frequencies = TermFrequencies()
  private var postings: RecentTable
  var own = ScratchTable<Float>(zero: 0)
  private var found = ScratchTable<Float>(zero: 0, capacity: 2048)
  /// The articles that came since the last review, each with the nearest article of each story that it
  /// is like.
  var unreviewed: [(number: DecisionNumber, slot: UInt32, neighbours: [Neighbour])] = []

  /// Terms of an article by which it is found, heaviest first.
  private static let postedTermCount = 32
  /// Articles compared with a new one.
  private static let comparedLimit = 24
  /// Articles of one story compared with a new one.
  private static let comparedMemberLimit = 8
  /// Nearest articles of a story that stand for it.
  private static let nearestCount = 3
  /// Stories beside its own that an article is noted to be like.
  private static let neighbourLimit = 6

  init(options: CopyIndexOptions) {
    rule = StoryRule(options: options)
    members = StoryMembers(capacity: options.hotStoryCapacity)
    postings = RecentTable(
      slotCount: min(options.hotStoryCapacity, 1024), postedCount: Self.postedTermCount)
  }

  /// Bytes held, about.
  var byteCount: Int { members.byteCount + postings.byteCount + frequencies.byteCount }

  // MARK: Asking

  /// The weights of an article's terms as the collection stands now.
  func vector(of signature: Signature) -> TermVector {
    let (counts, rarities) = (BackgroundFrequencies.perThousand, BackgroundFrequencies.weights)
    let (background, weights) = (counts.span, rarities.span)
    var keys: [UInt64] = []
    keys.reserveCapacity(signature.storyTerms.count)
    for term in signature.storyTerms {
      let rarity = frequencies.weight(term.hash, background: background, weights: weights)
      let weight = StoryTerm.useWeights[Int(term.uses & 7)] * rarity
      if weight > 0 { keys.append(UInt64(weight.bitPattern) << 32 | UInt64(~term.hash)) }
    }
    keys.sort(by: >)
    var vector = TermVector()
    var square: Float = 0
    for key in keys.prefix(StoryMembers.termLimit) {
      let weight = Float(bitPattern: UInt32(truncatingIfNeeded: key >> 32))
      vector.terms.append(~UInt32(truncatingIfNeeded: key))
      vector.weights.append(weight)
      square += weight * weight
    }
    let length = square.squareRoot()
    for index in vector.weights.indices { vector.weights[index] /= length }
    return vector
  }

  /// What an article is like.
  struct Placement {
    /// The story that it joins; nil when it starts one.
    var story: DecisionNumber?
    var neighbours: [Neighbour] = []
  }

  private struct Candidate {
    var story: DecisionNumber
    /// Likeness of the nearest members, most first.
    var nearest: [Float] = []
    var best: Neighbour
  }

  /// The story that an article joins: the one whose nearest articles are most like it, by what is asked
  /// for.
  mutating func match(_ vector: TermVector, at time: StoryTime?) -> Placement {
    own.removeAll()
    for (term, weight) in zip(vector.terms, vector.weights) { own.update(term) { $0 = weight } }
    let floor = Float(rule.options.storyPairThreshold * rule.options.storyNeighbourShare)
    var candidates = nearest(to: vector, floor: floor)
    candidates.removeAll { $0.best.similarity < floor }
    candidates.sort { ($1.best.similarity, $0.story) < ($0.best.similarity, $1.story) }
    var placement = Placement()
    var best: Float = 1
    for index in candidates.indices.prefix(Self.neighbourLimit) {
      complete(&candidates[index])
      let candidate = candidates[index]
      guard let story = members.stories[candidate.story] else { continue }
      let counted = candidate.nearest.prefix(Self.nearestCount)
      let mean = counted.reduce(0, +) / Float(counted.count)
      let ratio =
        mean * rule.timeFactor(story, time) / rule.threshold(articleCount: story.articleCount)
      if ratio >= best, placement.story == nil || ratio > best {
        (placement.story, best) = (candidate.story, ratio)
      }
    }
    placement.neighbours = candidates.prefix(Self.neighbourLimit).map(\.best)
    return placement
  }

  /// The articles that share most posted weight, by their stories. What shares so little that its
  /// likeness is below `floor` (by the inequality of Cauchy and Schwarz) is not compared.
  private mutating func nearest(to vector: TermVector, floor: Float) -> [Candidate] {
    found.removeAll()
    for index in vector.terms.indices.prefix(Self.postedTermCount) {
      let weight = vector.weights[index]
      postings.forEach(vector.terms[index]) { slot in
        found.update(slot) { $0 += weight * weight }
      }
    }
    var largest = LargestKeys(limit: Self.comparedLimit)
    for slot in found.order where Int(slot) < members.members.count {
      let weight = found.value(of: slot) ?? 0
      guard weight >= floor * floor else { continue }
      largest.offer(UInt64(weight.bitPattern) << 32 | UInt64(slot))
    }
    var candidates: [Candidate] = []
    for key in largest.keys {
      let slot = UInt32(truncatingIfNeeded: key)
      let similarity = members.similarity(of: slot, to: own)
      let member = members.members[Int(slot)]
      let neighbour = Neighbour(slot: slot, number: member.number, similarity: similarity)
      if let index = candidates.firstIndex(where: { $0.story == member.story }) {
        candidates[index].nearest.append(similarity)
        if similarity > candidates[index].best.similarity { candidates[index].best = neighbour }
      } else {
        candidates.append(
          Candidate(story: member.story, nearest: [similarity], best: neighbour))
      }
    }
    return candidates
  }

  /// Compares more articles of a story where too few were found to stand for it.
  private func complete(_ candidate: inout Candidate) {
    guard let story = members.stories[candidate.story] else { return }
    if candidate.nearest.count < min(Self.nearestCount, story.slots.count) {
      candidate.nearest = story.slots.suffix(Self.comparedMemberLimit).map {
        members.similarity(of: $0, to: own)
      }
      if !story.slots.suffix(Self.comparedMemberLimit).contains(candidate.best.slot) {
        candidate.nearest.append(candidate.best.similarity)
      }
    }
    candidate.nearest.sort(by: >)
  }

  // MARK: Taking in

  /// Takes an article into the story that it was given to. `neighbours`: As `match` found them; nil when
  /// it was not asked, or need not be.
  mutating func insert(
    _ signature: Signature, vector: TermVector, number: DecisionNumber, time: StoryTime?,
    story: DecisionNumber, neighbours: [Neighbour]?
  ) {
    frequencies.add(signature.storyTerms)
    guard !vector.terms.isEmpty else { return }
    if members.members.count == postings.slotCount, members.members.count < members.capacity {
      growPostings()
    }
    let slot = members.append(
      StoryMembers.Member(number: number, story: story, time: time), vector)
    let next = UInt32(members.begun & (members.capacity - 1))
    for term in vector.terms.prefix(Self.postedTermCount) {
      postings.insert(term, slot: slot, next: next)
    }
    if let neighbours { unreviewed.append((number, slot, neighbours)) }
  }

  /// Takes an article out. How often its terms were used stays counted.
  mutating func remove(_ number: DecisionNumber) {
    unreviewed.removeAll { $0.number == number }
    members.remove(number)
  }

  /// Makes space for twice as many articles.
  private mutating func growPostings() {
    var larger = RecentTable(
      slotCount: postings.slotCount * 2, postedCount: Self.postedTermCount)
    let next = UInt32(members.members.count)
    for slot in 0..<next {
      members.forEachTerm(of: slot, limit: Self.postedTermCount) { term, _ in
        larger.insert(term, slot: slot, next: next)
      }
    }
    postings = larger
  }
}
