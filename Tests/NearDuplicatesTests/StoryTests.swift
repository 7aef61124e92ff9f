import Model
import Testing

@testable import NearDuplicates

@Suite struct StoryTests {
  static let document = CopyIndexTests.document

  /// Articles in other words about the same people and places: `facts` recur, the rest is made up.
  static func article(
    _ news: inout MadeUpNews, facts: [String], every: Int = 4
  ) -> [String] {
    (0..<8).map { _ in
      let words = (0..<24).map { index in
        index % every == 1
          ? facts[news.next(below: facts.count)] : MadeUpNews.spell(news.next(below: 12_000))
      }
      return "It " + words.joined(separator: " ") + "."
    }
  }

  static func facts(_ seed: Int) -> [String] {
    (0..<10).map { MadeUpNews.spell(40_000 + seed * 97 + $0 * 7) + ($0 % 2 == 0 ? "ton" : "sen") }
  }

  @Test("articles of one event in other words join one story; another event starts its own")
  func join() {
    var news = MadeUpNews(seed: 11)
    let index = CopyIndex()
    let (quake, vote) = (Self.facts(1), Self.facts(2))
    let first = index.decide(Self.document(1, nil, Self.article(&news, facts: quake), [], nil))
    let other = index.decide(Self.document(2, nil, Self.article(&news, facts: vote), [], nil))
    let again = index.decide(Self.document(3, nil, Self.article(&news, facts: quake), [], nil))
    #expect(first.story == DecisionNumber(1))
    #expect(other.story == DecisionNumber(2))
    #expect(again.story == DecisionNumber(1) && again.copyOf == nil)
  }

  @Test(
    "the window is measured from the story's last article, and an undated article is not held to it",
    arguments: [(0, 1), (95, 1), (97, 2), (-95, 1), (-97, 2), (nil, 1)] as [(Int64?, UInt64)])
  func window(hours: Int64?, story: UInt64) {
    var news = MadeUpNews(seed: 12)
    let index = CopyIndex()
    let facts = Self.facts(3)
    let day: Int64 = 1_740_000_000
    _ = index.decide(Self.document(1, nil, Self.article(&news, facts: facts), [], day))
    let decision = index.decide(
      Self.document(2, nil, Self.article(&news, facts: facts), [], hours.map { day + $0 * 3600 }))
    #expect(decision.story == DecisionNumber(story))
  }

  @Test("a date that is uncertain does not cut a story in two, and does not move a certain window")
  func uncertainDate() {
    var news = MadeUpNews(seed: 16)
    let index = CopyIndex()
    let facts = Self.facts(6)
    let day: Int64 = 86_400
    func story(_ number: UInt64, day storyTime: Int64, certain: Bool) -> UInt64 {
      var document = Self.document(
        number, nil, Self.article(&news, facts: facts, every: 2), [], storyTime)
      document.signature.quality.hasUncertainDate = !certain
      return index.decide(document).story.rawValue
    }
    #expect(story(1, day: 10_000 * day, certain: true) == 1)
    #expect(story(2, day: 10_400 * day, certain: false) == 1)
    #expect(story(3, day: 10_401 * day, certain: true) == 3)
    #expect(story(4, day: 10_002 * day, certain: true) == 1)
  }

  @Test("the first articles of an empty collection are no story for sharing common words")
  func commonWords() {
    let index = CopyIndex()
    let common = "the government said on monday that people told reporters it would report more"
    var news = MadeUpNews(seed: 17)
    let decisions = (1...2).map { number in
      let text = (0..<8).map { _ in
        let own = (0..<6).map { _ in MadeUpNews.spell(news.next(below: 12_000)) }
        return "It " + own.joined(separator: " ") + " " + common + "."
      }
      return index.decide(Self.document(UInt64(number), nil, text, [], nil))
    }
    #expect(decisions.map(\.story.rawValue) == [1, 2])
  }

  @Test("each new article of a story keeps it open")
  func openStory() {
    var news = MadeUpNews(seed: 13)
    let index = CopyIndex()
    let facts = Self.facts(4)
    for number in 1...6 {
      let decision = index.decide(
        Self.document(
          UInt64(number), nil, Self.article(&news, facts: facts), [], Int64(number) * 80 * 3600))
      #expect(decision.story == DecisionNumber(1))
    }
  }

  @Test("a copy has the story of its original, even after the window")
  func copies() {
    var news = MadeUpNews(seed: 14)
    let index = CopyIndex()
    let text = Self.article(&news, facts: Self.facts(5))
    _ = index.decide(Self.document(1, nil, text, [], 0))
    let copy = index.decide(Self.document(2, "New headline", text, [], 1_000_000_000))
    #expect(copy.copyOf == DecisionNumber(1) && copy.story == DecisionNumber(1))
  }

  @Test("stories that are forgotten leave their places to new ones")
  func forgetting() {
    var news = MadeUpNews(seed: 15)
    var options = CopyIndexOptions()
    options.hotStoryLimit = 64
    let index = CopyIndex(options: options)
    for number in 1...400 {
      let decision = index.decide(
        Self.document(
          UInt64(number), nil, Self.article(&news, facts: Self.facts(100 + number)), [], nil))
      #expect(decision.story.rawValue <= UInt64(number))
    }
    let facts = Self.facts(100 + 400)
    let decision = index.decide(
      Self.document(401, nil, Self.article(&news, facts: facts), [], nil))
    #expect(decision.story == DecisionNumber(400))
  }

  @Test("the natural logarithm is right to nine digits")
  func logarithm() {
    for (value, expected) in [
      (1.0, 0.0), (2.0, 0.693_147_180_6), (10.0, 2.302_585_093_0), (0.3, -1.203_972_804_3),
      (1e6, 13.815_510_557_9),
    ] {
      #expect(abs(NaturalLogarithm.of(value) - expected) < 1e-8)
    }
  }
}
