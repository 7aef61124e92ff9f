import Model

/// The stories of the last while, each with the centre of its articles' terms.
///
/// An article joins the story whose centre is most like it (cosine of idf weights), if that is like
/// enough and its time allows; else it starts one. Stories neither merge nor split.
///
/// Where the dates of both are certain, an article outside the window cannot join. A date that was
/// only guessed from the text does not cut a story in two: outside the window more likeness is asked for.
struct StoryIndex {
  private struct Story {
    var number: DecisionNumber
    var firstTime: Int64?
    var lastTime: Int64?
    /// Whether the times are those of certain dates; then others do not move them.
    var isTimeCertain = false
    /// `begun` when an article last joined.
    var lastUse: Int
    var articleCount: UInt32 = 0
    /// The weight that the largest packed weight stands for.
    var scale: Float = 0
    /// Length of the centre.
    var length: Float = 0
  }

  private let options: CopyIndexOptions
  private let capacity: Int
  private var frequencies = TermFrequencies()
  private var stories: [Story] = []
  /// Stories ever begun; the next one's slot is this modulo the capacity.
  private var begun = 0
  private var slots: [DecisionNumber: UInt32] = [:]
  /// `termLimit` packed terms for each slot, heaviest first: 21 bits of hash, 11 of weight.
  private var terms: [UInt32] = []
  private var postings: RecentTable
  private var own = ScratchTable<Float>(zero: 0)
  private var found = ScratchTable<Float>(zero: 0, capacity: 2048)

  /// Terms kept of a story.
  private static let termLimit = 64
  /// Terms of an article that its weights are made of.
  private static let vectorLimit = 60
  /// Terms of an article by which its story is found, heaviest first.
  private static let postedTermCount = 32
  /// Stories compared with an article.
  private static let comparedStoryLimit = 16
  private static let weightLimit: Float = 2047

  init(options: CopyIndexOptions) {
    self.options = options
    capacity = options.hotStoryCapacity
    postings = RecentTable(slotCount: min(capacity, 1024), postedCount: Self.postedTermCount)
  }

  /// Bytes held, about.
  var byteCount: Int {
    stories.capacity * MemoryLayout<Story>.stride + terms.capacity * 4 + postings.byteCount
      + slots.capacity * 24 + frequencies.byteCount
  }

  // MARK: Asking

  /// The weights of an article's terms as the collection stands now.
  func vector(of signature: Signature) -> TermVector {
    var keys: [UInt64] = []
    keys.reserveCapacity(signature.storyTerms.count)
    for term in signature.storyTerms {
      let weight = Float(Self.useWeights[Int(term.uses & 7)] * frequencies.weight(term.hash))
      if weight > 0 { keys.append(UInt64(weight.bitPattern) << 32 | UInt64(~term.hash)) }
    }
    keys.sort(by: >)
    var vector = TermVector()
    var square: Float = 0
    for key in keys.prefix(Self.vectorLimit) {
      let weight = Float(bitPattern: UInt32(truncatingIfNeeded: key >> 32))
      vector.terms.append(~UInt32(truncatingIfNeeded: key))
      vector.weights.append(weight)
      square += weight * weight
    }
    let length = square.squareRoot()
    for index in vector.weights.indices { vector.weights[index] /= length }
    return vector
  }

  /// 1 + ln of the number of uses, by its code.
  private static let useWeights: [Double] = StoryTerm.useCounts.map {
    1 + NaturalLogarithm.of(Double($0))
  }

  /// The story that an article joins: the one whose centre is most like it, by what is asked for.
  mutating func story(for vector: TermVector, storyTime: StoryTime?) -> DecisionNumber? {
    own.removeAll()
    for (term, weight) in zip(vector.terms, vector.weights) { own.update(term) { $0 = weight } }
    var best: (number: DecisionNumber, ratio: Double)?
    for slot in candidates(for: vector) {
      let story = stories[Int(slot)]
      guard let threshold = threshold(story, at: storyTime) else { continue }
      let ratio = similarity(to: slot) / threshold
      if ratio >= 1, ratio > best?.ratio ?? 0 { best = (story.number, ratio) }
    }
    return best?.number
  }

  /// The likeness that a story asks for; nil when it is closed to articles of that time. Grows slowly
  /// with the story: the centre of many articles is a little like everything.
  private func threshold(_ story: Story, at storyTime: StoryTime?) -> Double? {
    let size = Double(story.articleCount) / 8
    let threshold = options.storyThreshold + (size > 1 ? 0.05 * NaturalLogarithm.of(size) : 0)
    guard let storyTime, !isInWindow(story, storyTime.seconds) else { return threshold }
    return storyTime.isCertain && story.isTimeCertain
      ? nil : threshold * options.uncertainDateFactor
  }

  private func isInWindow(_ story: Story, _ storyTime: Int64) -> Bool {
    guard let first = story.firstTime, let last = story.lastTime else { return true }
    let window = options.storyWindowSeconds
    let (early, early2) = first.subtractingReportingOverflow(storyTime)
    let (late, late2) = storyTime.subtractingReportingOverflow(last)
    return !early2 && !late2 && early <= window && late <= window
  }

  /// Places of the stories that share most posted weight.
  private mutating func candidates(for vector: TermVector) -> [UInt32] {
    found.removeAll()
    for index in vector.terms.indices.prefix(Self.postedTermCount) {
      let weight = vector.weights[index]
      postings.forEach(vector.terms[index]) { slot in
        found.update(slot) { $0 += weight * weight }
      }
    }
    var largest = LargestKeys(limit: Self.comparedStoryLimit)
    for slot in found.order where Int(slot) < stories.count {
      largest.offer(UInt64((found.value(of: slot) ?? 0).bitPattern) << 32 | UInt64(slot))
    }
    return largest.keys.map { UInt32(truncatingIfNeeded: $0) }
  }

  private func similarity(to slot: UInt32) -> Double {
    let story = stories[Int(slot)]
    guard story.length > 0 else { return 0 }
    let start = Int(slot) * Self.termLimit
    var product: Float = 0
    for index in start..<(start + Self.termLimit) {
      let entry = terms[index]
      if entry == 0 { break }
      if let other = own.value(of: entry & StoryTerm.hashMask) {
        product += Float(entry >> StoryTerm.hashBitCount) * other
      }
    }
    return Double(product * story.scale / story.length)
  }

  // MARK: Taking in

  /// Takes an article into the story it was given to, which begins or comes back if it is not there.
  mutating func insert(
    _ signature: Signature, vector: TermVector, storyTime: StoryTime?, story number: DecisionNumber
  ) {
    frequencies.add(signature.storyTerms)
    let slot = slots[number] ?? begin(number)
    var story = stories[Int(slot)]
    story.lastUse = begun
    story.articleCount += 1
    if let storyTime { Self.move(&story, to: storyTime) }
    stories[Int(slot)] = story
    add(vector, to: slot)
    let next = UInt32(begun & (capacity - 1))
    for term in vector.terms.prefix(Self.postedTermCount) {
      postings.insert(term, slot: slot, next: next)
    }
  }

  private static func move(_ story: inout Story, to storyTime: StoryTime) {
    guard storyTime.isCertain || !story.isTimeCertain else { return }
    if storyTime.isCertain, !story.isTimeCertain {
      (story.firstTime, story.lastTime, story.isTimeCertain) = (nil, nil, true)
    }
    story.firstTime = min(storyTime.seconds, story.firstTime ?? storyTime.seconds)
    story.lastTime = max(storyTime.seconds, story.lastTime ?? storyTime.seconds)
  }

  /// Gives a story a slot. When all are taken, the next one whose story has not been used for half a
  /// round is given away; what is left of it in the postings is found to be unlike.
  private mutating func begin(_ number: DecisionNumber) -> UInt32 {
    let story = Story(number: number, lastUse: begun)
    if stories.count < capacity {
      if stories.count == postings.slotCount { growPostings() }
      stories.append(story)
      terms.append(contentsOf: repeatElement(0, count: Self.termLimit))
    } else {
      for _ in 0..<64 where begun - stories[begun & (capacity - 1)].lastUse < capacity / 2 {
        begun += 1
      }
      let slot = begun & (capacity - 1)
      slots[stories[slot].number] = nil
      stories[slot] = story
    }
    let slot = UInt32(begun & (capacity - 1))
    assert(stories[Int(slot)].number == number && slots[number] == nil)
    assert(terms.count == stories.count * Self.termLimit)
    slots[number] = slot
    begun += 1
    return slot
  }

  /// Makes space for twice as many stories; each is posted under its heaviest terms.
  private mutating func growPostings() {
    var larger = RecentTable(
      slotCount: postings.slotCount * 2, postedCount: Self.postedTermCount)
    for slot in stories.indices {
      let start = slot * Self.termLimit
      for entry in terms[start..<(start + Self.postedTermCount)] where entry != 0 {
        larger.insert(entry & StoryTerm.hashMask, slot: UInt32(slot), next: UInt32(stories.count))
      }
    }
    postings = larger
  }

  /// Adds an article to the centre of a story and keeps its heaviest terms.
  private mutating func add(_ vector: TermVector, to slot: UInt32) {
    let start = Int(slot) * Self.termLimit
    let scale = stories[Int(slot)].scale
    own.removeAll()
    for entry in terms[start..<(start + Self.termLimit)] where scale > 0 && entry != 0 {
      own.update(entry & StoryTerm.hashMask) { $0 = Float(entry >> StoryTerm.hashBitCount) * scale }
    }
    for (term, weight) in zip(vector.terms, vector.weights) { own.update(term) { $0 += weight } }
    var keys = own.order.map { UInt64((own.value(of: $0) ?? 0).bitPattern) << 32 | UInt64(~$0) }
    keys.sort(by: >)
    let heaviest = keys.first.map { Float(bitPattern: UInt32(truncatingIfNeeded: $0 >> 32)) } ?? 0
    let unit = heaviest / Self.weightLimit
    var square: Float = 0
    for index in 0..<Self.termLimit {
      var entry: UInt32 = 0
      if index < keys.count {
        let weight = Float(bitPattern: UInt32(truncatingIfNeeded: keys[index] >> 32))
        let rounded = (weight / unit).rounded(.up)
        entry =
          ~UInt32(truncatingIfNeeded: keys[index])
          | UInt32(min(rounded, Self.weightLimit)) << StoryTerm.hashBitCount
        square += rounded * rounded
      }
      terms[start + index] = entry
    }
    assert(unit > 0 || keys.isEmpty, "the heaviest term weighs something")
    stories[Int(slot)].scale = unit
    stories[Int(slot)].length = square.squareRoot() * unit
  }
}
