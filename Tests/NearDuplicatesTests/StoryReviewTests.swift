import Model
import Testing

@testable import NearDuplicates

@Suite struct StoryReviewTests {
  private static let options = {
    var options = CopyIndexOptions()
    options.storyReviewInterval = 1 << 40
    return options
  }()

  /// Groups of `likeness.count` articles, by the likeness of each pair.
  private func groups(_ likeness: [[Float]]) -> [Int] {
    StoryClustering(options: CopyIndexOptions())
      .groups(count: likeness.count, likeness: likeness.flatMap { $0 })
  }

  /// Articles of two events: `within` of one event, `between` of two.
  private func likeness(_ sizes: [Int], within: Float, between: Float) -> [[Float]] {
    let events = sizes.enumerated().flatMap { event, size in Array(repeating: event, count: size) }
    return events.map { one in events.map { one == $0 ? within : between } }
  }

  @Test("two events that are as like each other as half their own articles are two stories")
  func relativeLikeness() {
    let apart = likeness([4, 5], within: 0.5, between: 0.25)
    #expect(Set(groups(apart)) == [0, 4])
    let together = likeness([4, 5], within: 0.3, between: 0.25)
    #expect(Set(groups(together)) == [0])
  }

  @Test("what is like nothing stays alone, and no articles are no groups")
  func alone() {
    #expect(groups(likeness([1, 1, 1], within: 1, between: 0.1)) == [0, 1, 2])
    #expect(groups([]) == [])
    #expect(groups([[1]]) == [0])
  }

  @Test("the order of the articles does not change which belong together")
  func order() {
    let sizes = [3, 2, 4]
    let events = sizes.enumerated().flatMap { event, size in Array(repeating: event, count: size) }
    let mixed = [5, 0, 7, 3, 8, 1, 6, 2, 4]
    let rows: [[Float]] = mixed.map { one in
      mixed.map { events[one] == events[$0] ? 0.45 : 0.12 }
    }
    let found = groups(rows)
    for (index, one) in mixed.enumerated() {
      for (other, two) in mixed.enumerated() {
        #expect((found[index] == found[other]) == (events[one] == events[two]))
      }
    }
  }

  /// Articles of one event of which the first ones came apart, as a later one brings them together.
  private func split(_ index: CopyIndex) -> [CopyDecision] {
    var news = MadeUpNews(seed: 21)
    let facts = StoryTests.facts(31)
    let (left, right) = (Array(facts[..<4]), Array(facts[6...]))
    let parts = [left, right, facts, facts, facts]
    return parts.enumerated().map { number, facts in
      index.decide(
        StoryTests.document(
          UInt64(number + 1), nil, StoryTests.article(&news, facts: facts, every: 2), [], nil))
    }
  }

  @Test("two stories that turn out to be one are merged under the name of the first, once")
  func merged() {
    let index = CopyIndex(options: Self.options)
    let decisions = split(index)
    #expect(decisions[0].story != decisions[1].story)
    index.reviewStories()
    let moves = index.takeMoves()
    #expect(!moves.isEmpty)
    #expect(moves.allSatisfy { $0.story == DecisionNumber(1) })
    index.reviewStories()
    #expect(index.takeMoves().isEmpty)
  }

  @Test("a copy that comes after a move has the story of its original as it is now")
  func copyOfMoved() {
    let index = CopyIndex(options: Self.options)
    _ = split(index)
    index.reviewStories()
    #expect(
      index.takeMoves().contains(StoryMove(number: DecisionNumber(2), story: DecisionNumber(1))))
    var news = MadeUpNews(seed: 21)
    let facts = StoryTests.facts(31)
    _ = StoryTests.article(&news, facts: Array(facts[..<4]), every: 2)
    let second = StoryTests.article(&news, facts: Array(facts[6...]), every: 2)
    let copy = index.decide(StoryTests.document(6, "Another headline", second, [], nil))
    #expect(copy.copyOf == DecisionNumber(2) && copy.story == DecisionNumber(1))
  }

  @Test("what is put back with its decisions and moves goes on as if there had been no restart")
  func restart() {
    var options = CopyIndexOptions()
    options.storyReviewInterval = 8
    var news = MadeUpNews(seed: 22)
    let documents = (1...60).map { number in
      StoryTests.document(
        UInt64(number), nil,
        StoryTests.article(&news, facts: StoryTests.facts(40 + number % 7), every: 3), [],
        Int64(number) * 3600)
    }
    let whole = CopyIndex(options: options)
    var decisions: [CopyDecision] = []
    var moves: [[StoryMove]] = []
    for document in documents {
      decisions.append(whole.decide(document))
      moves.append(whole.takeMoves())
    }
    for cut in [7, 8, 21, 40] {
      var stories = decisions[..<cut].map(\.story)
      for move in moves[..<cut].joined() { stories[Int(move.number.rawValue) - 1] = move.story }
      let index = CopyIndex(options: options)
      index.willRestore(through: DecisionNumber(UInt64(cut)))
      for number in 0..<cut {
        index.insert(documents[number], decision: decisions[number], story: stories[number])
      }
      for number in cut..<documents.count {
        #expect(index.decide(documents[number]) == decisions[number])
        #expect(index.takeMoves() == moves[number])
      }
    }
  }
}
