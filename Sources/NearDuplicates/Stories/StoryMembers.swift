import Model

/// The articles of the last while, each with the weights of its terms, and which story each is in.
///
/// A ring: when all slots are taken the oldest article leaves for each one that comes. A story of which
/// an article has left is worn: it still takes articles in, and is neither split nor merged.
struct StoryMembers {
  struct Member {
    var number: DecisionNumber
    var story: DecisionNumber
    var time: StoryTime?
  }

  struct Story {
    /// Slots of its members, in the order in which they came.
    var slots: [UInt32] = []
    var firstTime: Int64?
    var lastTime: Int64?
    /// Whether the times are those of certain dates; then others do not move them.
    var isTimeCertain = false
    /// Articles that have left.
    var leftCount: UInt32 = 0

    var articleCount: Int { slots.count + Int(leftCount) }

    mutating func take(_ time: StoryTime?) {
      guard let time, time.isCertain || !isTimeCertain else { return }
      if time.isCertain, !isTimeCertain { (firstTime, lastTime, isTimeCertain) = (nil, nil, true) }
      firstTime = min(time.seconds, firstTime ?? time.seconds)
      lastTime = max(time.seconds, lastTime ?? time.seconds)
    }
  }

  let capacity: Int
  private(set) var members: [Member] = []
  private(set) var stories: [DecisionNumber: Story] = [:]
  /// Members ever taken in; the next one's slot is this modulo the capacity.
  private(set) var begun = 0
  /// `termLimit` packed terms for each slot, heaviest first: 21 bits of hash, 11 of weight.
  private var terms: [UInt32] = []

  /// Terms kept of an article.
  static let termLimit = 96
  /// What the weight 1 is packed as.
  static let unit: Float = 2047

  init(capacity: Int) {
    self.capacity = capacity
  }

  /// Bytes held, about.
  var byteCount: Int {
    members.capacity * MemoryLayout<Member>.stride + terms.capacity * 4 + stories.count * 96
  }

  /// Takes an article in; returns its slot.
  mutating func append(_ member: Member, _ vector: TermVector) -> UInt32 {
    let slot = begun & (capacity - 1)
    if slot == members.count {
      members.append(member)
      terms.append(contentsOf: repeatElement(0, count: Self.termLimit))
    } else {
      leave(UInt32(slot))
      members[slot] = member
    }
    let start = slot * Self.termLimit
    for index in 0..<Self.termLimit {
      terms[start + index] = index < vector.terms.count ? vector.packed(index) : 0
    }
    begun += 1
    stories[member.story, default: Story()].slots.append(UInt32(slot))
    stories[member.story, default: Story()].take(member.time)
    assert(terms.count == members.count * Self.termLimit, "each member has its terms")
    return UInt32(slot)
  }

  private mutating func leave(_ slot: UInt32) {
    let number = members[Int(slot)].story
    guard var story = stories[number] else { return }
    story.slots.removeAll { $0 == slot }
    story.leftCount += 1
    stories[number] = story.slots.isEmpty ? nil : story
  }

  /// Takes an article out: nothing is like it any more, and its place is taken in its turn.
  mutating func remove(_ number: DecisionNumber) {
    guard let slot = members.firstIndex(where: { $0.number == number }) else { return }
    if var story = stories[members[slot].story] {
      story.slots.removeAll { $0 == UInt32(slot) }
      stories[members[slot].story] = story.slots.isEmpty ? nil : story
    }
    members[slot] = Member(number: DecisionNumber(0), story: DecisionNumber(0), time: nil)
    let start = slot * Self.termLimit
    for index in start..<(start + Self.termLimit) { terms[index] = 0 }
  }

  /// The cosine of a member's weights and those in `own`, which are of length 1.
  @inline(__always)
  func similarity(of slot: UInt32, to own: borrowing ScratchTable<Float>) -> Float {
    let start = Int(slot) * Self.termLimit
    var product: Float = 0
    for index in start..<(start + Self.termLimit) {
      let entry = terms[index]
      if entry == 0 { break }
      if let other = own.value(of: entry & StoryTerm.hashMask) {
        product += Float(entry >> StoryTerm.hashBitCount) * other
      }
    }
    return product / Self.unit
  }

  /// Calls `body` with each of a member's terms and its weight, heaviest first.
  @inline(__always)
  func forEachTerm(of slot: UInt32, limit: Int, _ body: (UInt32, Float) -> Void) {
    let start = Int(slot) * Self.termLimit
    for entry in terms[start..<(start + min(limit, Self.termLimit))] where entry != 0 {
      body(entry & StoryTerm.hashMask, Float(entry >> StoryTerm.hashBitCount) / Self.unit)
    }
  }

  /// Puts members into other stories. `stories`: All stories that the slots were or will be in.
  mutating func move(_ moves: [(slot: UInt32, story: DecisionNumber)]) {
    var touched: Set<DecisionNumber> = []
    for (slot, story) in moves {
      touched.insert(members[Int(slot)].story)
      touched.insert(story)
      stories[members[Int(slot)].story]?.slots.removeAll { $0 == slot }
      members[Int(slot)].story = story
      stories[story, default: Story()].slots.append(slot)
    }
    for number in touched {
      guard let old = stories[number] else { continue }
      guard !old.slots.isEmpty else {
        stories[number] = nil
        continue
      }
      var story = Story(
        slots: old.slots.sorted { members[Int($0)].number < members[Int($1)].number })
      for slot in story.slots { story.take(members[Int(slot)].time) }
      stories[number] = story
    }
  }
}
