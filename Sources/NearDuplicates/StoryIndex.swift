import Articles

/// The stories of the last while, each with the centre of its articles' terms.
///
/// An article joins the story whose centre is most like it (cosine of idf weights), if that is like
/// enough and its clock allows; else it starts one. Stories neither merge nor split.
struct StoryIndex {
  private struct Story {
    var number: DecisionNumber
    var firstClock: Int64?
    var lastClock: Int64?
    /// `begun` when an article last joined.
    var lastUse: Int
    var articleCount = 0
  }

  /// An article's terms with their weights, of length 1.
  typealias Vector = [(term: UInt32, weight: Float)]

  private let options: CopyIndexOptions
  private let capacity: Int
  private var frequencies = TermFrequencies()
  private var stories: [Story] = []
  /// Stories ever begun; the next one's place is this modulo the capacity.
  private var begun = 0
  private var places: [DecisionNumber: UInt32] = [:]
  private var terms: [UInt32] = []
  private var weights: [Float] = []
  private var postings: RecentTable

  /// Terms kept of a story.
  private static let termLimit = 64
  /// Terms of an article by which its story is found, heaviest first.
  private static let postedTermCount = 32
  /// Stories compared with an article.
  private static let comparedStoryLimit = 24

  init(options: CopyIndexOptions) {
    self.options = options
    capacity = options.hotStoryCapacity
    postings = RecentTable(placeCount: capacity, postedCount: Self.postedTermCount)
  }

  var byteCount: Int {
    stories.capacity * MemoryLayout<Story>.stride + (terms.capacity + weights.capacity) * 4
      + postings.byteCount + places.count * 24 + (8 << 20)
  }

  // MARK: Asking

  /// The weights of an article's terms, heaviest first, as the collection stands now.
  func vector(of signature: Signature) -> Vector {
    var vector: Vector = signature.storyTerms.map { term in
      (
        term.hash,
        Float(
          Self.useWeights[Int(term.uses & 7)]
            * frequencies.weight(term.hash))
      )
    }
    vector.sort { ($0.weight, $1.term) > ($1.weight, $0.term) }
    if vector.count > Self.vectorLimit { vector.removeLast(vector.count - Self.vectorLimit) }
    let length = vector.reduce(Float(0)) { $0 + $1.weight * $1.weight }.squareRoot()
    guard length > 0 else { return [] }
    for index in vector.indices { vector[index].weight /= length }
    return vector
  }

  private static let vectorLimit = 60
  /// 1 + ln of the number of uses, by its code.
  private static let useWeights: [Double] = StoryTerm.useCounts.map {
    1 + NaturalLogarithm.of(Double($0))
  }

  /// The open story whose centre is most like an article; `joins` tells whether that is like enough.
  func nearest(
    to vector: Vector, clock: Int64?
  ) -> (number: DecisionNumber, similarity: Double, joins: Bool)? {
    var own: [UInt32: Float] = [:]
    for (term, weight) in vector { own[term] = weight }
    var best: (number: DecisionNumber, similarity: Double, joins: Bool)?
    for place in candidates(for: vector) {
      let story = stories[Int(place)]
      guard isOpen(story, at: clock) else { continue }
      let similarity = similarity(of: own, to: place)
      if similarity > best?.similarity ?? 0 {
        best = (story.number, similarity, similarity >= threshold(story))
      }
    }
    return best
  }

  /// Grows slowly with the story: the centre of many articles is a little like everything.
  private func threshold(_ story: Story) -> Double {
    let size = Double(story.articleCount) / 8
    return options.storyThreshold + (size > 1 ? 0.05 * NaturalLogarithm.of(size) : 0)
  }

  private func isOpen(_ story: Story, at clock: Int64?) -> Bool {
    guard let clock, let first = story.firstClock, let last = story.lastClock else { return true }
    let window = options.storyWindowSeconds
    return clock >= first.subtractingReportingOverflow(window).partialValue
      && clock <= last.addingReportingOverflow(window).partialValue
  }

  private func candidates(for vector: Vector) -> [UInt32] {
    var found: [UInt32: Float] = [:]
    for (term, weight) in vector.prefix(Self.postedTermCount) {
      postings.forEach(term) { found[$0, default: 0] += weight * weight }
    }
    return found.filter { Int($0.key) < stories.count }
      .sorted { ($0.value, $1.key) > ($1.value, $0.key) }
      .prefix(Self.comparedStoryLimit).map(\.key)
  }

  private func similarity(of own: [UInt32: Float], to place: UInt32) -> Double {
    let start = Int(place) * Self.termLimit
    var product: Float = 0
    var square: Float = 0
    for index in start..<(start + Self.termLimit) {
      let weight = weights[index]
      if weight == 0 { break }
      square += weight * weight
      if let other = own[terms[index]] { product += weight * other }
    }
    return square > 0 ? Double(product / square.squareRoot()) : 0
  }

  // MARK: Taking in

  /// Takes an article into the story it was given to, which begins or comes back if it is not there.
  mutating func insert(
    _ signature: Signature, vector: Vector, clock: Int64?, story number: DecisionNumber
  ) {
    frequencies.add(signature.storyTerms)
    let place = places[number] ?? begin(number)
    stories[Int(place)].lastUse = begun
    stories[Int(place)].articleCount += 1
    if let clock {
      stories[Int(place)].firstClock = min(clock, stories[Int(place)].firstClock ?? clock)
      stories[Int(place)].lastClock = max(clock, stories[Int(place)].lastClock ?? clock)
    }
    add(vector, to: place)
    for (term, _) in vector.prefix(Self.postedTermCount) {
      postings.insert(term, place: place, next: UInt32(begun & (capacity - 1)))
    }
  }

  /// Gives a story a place. When all are taken, the next one whose story has not been used for half a
  /// round is given away; what is left of it in the postings is found to be unlike.
  private mutating func begin(_ number: DecisionNumber) -> UInt32 {
    let story = Story(number: number, lastUse: begun)
    if stories.count < capacity {
      stories.append(story)
      terms.append(contentsOf: repeatElement(0, count: Self.termLimit))
      weights.append(contentsOf: repeatElement(0, count: Self.termLimit))
    } else {
      for _ in 0..<64 where begun - stories[begun & (capacity - 1)].lastUse < capacity / 2 {
        begun += 1
      }
      let place = begun & (capacity - 1)
      places[stories[place].number] = nil
      stories[place] = story
      for index in (place * Self.termLimit)..<((place + 1) * Self.termLimit) {
        (terms[index], weights[index]) = (0, 0)
      }
    }
    let place = UInt32(begun & (capacity - 1))
    places[number] = place
    begun += 1
    return place
  }

  /// Adds an article to the centre of a story and keeps its heaviest terms.
  private mutating func add(_ vector: Vector, to place: UInt32) {
    let range = (Int(place) * Self.termLimit)..<((Int(place) + 1) * Self.termLimit)
    var sum: [UInt32: Float] = [:]
    for index in range where weights[index] > 0 { sum[terms[index]] = weights[index] }
    for (term, weight) in vector { sum[term, default: 0] += weight }
    let kept = sum.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.prefix(Self.termLimit)
    for (index, item) in zip(range, kept) {
      (terms[index], weights[index]) = (item.key, item.value)
    }
  }
}
