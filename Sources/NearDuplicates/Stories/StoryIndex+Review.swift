package import Model

/// An article that was put into another story when its story was looked at again.
package struct StoryMove: Sendable, Equatable {
  /// The article, which is no copy; its copies go with it.
  package var number: DecisionNumber
  /// The first article of the story that it is in from now on.
  package var story: DecisionNumber

  /// A move of one article with its copies.
  package init(number: DecisionNumber, story: DecisionNumber) {
    self.number = number
    self.story = story
  }
}

extension StoryIndex {
  /// Articles of stories that are looked at together.
  private static let groupLimit = 128

  /// Looks at the stories again in which articles have come since the last time, together with those
  /// that they are like: splits and merges them. A story is named by its first article, so an old name
  /// leads to where that article is now.
  mutating func review() -> [StoryMove] {
    defer { unreviewed = [] }
    var moves: [(slot: UInt32, story: DecisionNumber)] = []
    for stories in groups() {
      let slots = stories.flatMap { members.stories[$0]?.slots ?? [] }
        .sorted { members.members[Int($0)].number < members.members[Int($1)].number }
      guard slots.count > 1 else { continue }
      let groups = StoryClustering(options: rule.options)
        .groups(count: slots.count, likeness: likeness(of: slots))
      for (slot, first) in zip(slots, groups) {
        let story = members.members[Int(slots[first])].number
        if members.members[Int(slot)].story != story { moves.append((slot, story)) }
      }
    }
    members.move(moves)
    return moves.map { StoryMove(number: members.members[Int($0.slot)].number, story: $0.story) }
  }

  /// The stories to be looked at, those together that an article is like; in order of their numbers.
  private func groups() -> [[DecisionNumber]] {
    var roots: [DecisionNumber: DecisionNumber] = [:]
    var sizes: [DecisionNumber: Int] = [:]
    func root(_ story: DecisionNumber) -> DecisionNumber {
      var story = story
      while let next = roots[story], next != story { story = next }
      return story
    }
    func add(_ story: DecisionNumber) -> Bool {
      guard let known = members.stories[story], known.leftCount == 0,
        known.slots.count <= Self.groupLimit
      else { return false }
      if roots[story] == nil { (roots[story], sizes[story]) = (story, known.slots.count) }
      return true
    }
    var edges: [(similarity: Float, one: DecisionNumber, other: DecisionNumber)] = []
    for entry in unreviewed {
      let member = members.members[Int(entry.slot)]
      guard member.number == entry.number, add(member.story) else { continue }
      for neighbour in entry.neighbours {
        let other = members.members[Int(neighbour.slot)]
        guard other.number == neighbour.number, other.story != member.story, add(other.story)
        else { continue }
        edges.append((neighbour.similarity, member.story, other.story))
      }
    }
    edges.sort { ($1.similarity, $0.one, $0.other) < ($0.similarity, $1.one, $1.other) }
    for edge in edges {
      let (one, other) = (root(edge.one), root(edge.other))
      let size = (sizes[one] ?? 0) + (sizes[other] ?? 0)
      guard one != other, size <= Self.groupLimit else { continue }
      let (first, second) = (min(one, other), max(one, other))
      (roots[second], sizes[first]) = (first, size)
    }
    var groups: [DecisionNumber: [DecisionNumber]] = [:]
    for story in roots.keys.sorted() { groups[root(story), default: []].append(story) }
    return groups.keys.sorted().compactMap { groups[$0] }
  }

  /// The likeness of each pair, row by row.
  private mutating func likeness(of slots: [UInt32]) -> [Float] {
    let count = slots.count
    var likeness = [Float](repeating: 0, count: count * count)
    for (row, slot) in slots.enumerated() where row > 0 {
      own.removeAll()
      members.forEachTerm(of: slot, limit: StoryMembers.termLimit) { term, weight in
        own.update(term) { $0 = weight }
      }
      for column in 0..<row {
        let factor = rule.timeFactor(
          members.members[Int(slot)].time, members.members[Int(slots[column])].time)
        let value = members.similarity(of: slots[column], to: own) * factor
        likeness[row * count + column] = value
        likeness[column * count + row] = value
      }
    }
    return likeness
  }
}
