import Model
import Testing

@testable import NearDuplicates

@Suite struct SelfRepeatTests {
  @Test("an article that stands in its file twice is found, also when the second time is edited")
  func twice() {
    var news = MadeUpNews(seed: 21)
    let text = (0..<6).map { _ in news.sentence() + " " + news.sentence() }
    let edited = text.map { $0.replacing(".", with: " indeed.") }
    let found = SelfRepeat(in: text + ["Continue reading"] + edited)
    #expect(found.isArticleRepeated)
    #expect(found.repeated == [7, 8, 9, 10, 11, 12])
  }

  @Test("a footer that is printed twice does not make the article repeated")
  func footer() {
    var news = MadeUpNews(seed: 22)
    let text = (0..<8).map { _ in news.sentence() + " " + news.sentence() }
    let footer = (0..<2).map { _ in news.sentence() }
    let found = SelfRepeat(in: text + footer + footer)
    #expect(!found.isArticleRepeated)
    #expect(found.repeated == [10, 11])
    #expect(SelfRepeat(in: text) == SelfRepeat(in: []))
  }

  @Test(
    "entries of a list that are built alike repeat nothing",
    arguments: [
      [
        "September 17, noon to 1 pm, Room 217, Ida Fenwick",
        "September 24, noon to 1 pm, Room 217, Ida Fenwick",
        "October 1, noon to 1 pm, Room 217, Ida Fenwick",
        "October 8, noon to 1 pm, Room 217, Ida Fenwick",
      ],
      [
        "Tickets for children cost 12 crowns at the harbour office all year round.",
        "Tickets for adults cost 25 crowns at the harbour office all year round.",
        "Tickets for families cost 60 crowns at the harbour office all year round.",
      ],
      [
        "欧元今日以看空为主，阻力位1.2770，支撑位1.2660，若汇价受到有效阻力，则我们做空，盈利目标50点。",
        "英镑今日以看空为主，阻力位1.5400，支撑位1.5280，若汇价受到有效阻力，则我们做空，盈利目标50点。",
        "澳元今日以震荡为主，阻力位1.0380，支撑位1.0280，若汇价受到有效阻力，则我们做空，盈利目标50点。",
      ],
    ])
  func lists(entries: [String]) {
    #expect(SelfRepeat(in: entries).repeated.isEmpty)
  }

  @Test("a form that is filled in again further down, with other figures, repeats nothing")
  func forms() {
    let first = [
      "Tuition at the northern college is 1797 crowns a term.",
      "Students of the northern college may pay in 12 parts.",
    ]
    let second = [
      "Tuition at the southern college is 1100 crowns a term.",
      "Students of the southern college may pay in 10 parts.",
    ]
    #expect(
      SelfRepeat(in: first + ["The southern college lies by the sea."] + second).repeated.isEmpty)
  }

  @Test(
    "a list that stands in its file twice is found, also when an entry is edited the second time")
  func listTwice() {
    let list = [
      "Tickets for children cost 12 crowns at the harbour office all year round.",
      "The ferry leaves the old pier every morning at seven and at nine.",
      "Dogs travel free of charge, but must be kept on a lead on the upper deck.",
    ]
    var edited = list
    edited[1] = "The ferry leaves the old pier each morning at seven and at nine sharp."
    #expect(SelfRepeat(in: list + ["Read on"] + edited).repeated == [4, 5, 6])
    #expect(SelfRepeat(in: list + list).repeated == [3, 4, 5])
  }
}

@Suite struct CopyEvidenceTests {
  @Test("a evidence names the shared words of both texts, and what only one of them has")
  func spans() {
    let older = ["One two three four five six seven eight.", "Nine ten eleven twelve."]
    let newer = [
      "Before it all.", "one two THREE four, five six seven eight", "other end here now.",
    ]
    let evidence = CopyEvidence(newer: newer, older: older)
    #expect(evidence.sharedSpans == [SharedSpan(start: 3, otherStart: 0, wordCount: 8)])
    #expect(evidence.onlyNewer == ["Before it all.", "other end here now."])
    #expect(evidence.onlyOlder == ["Nine ten eleven twelve."])
    #expect(evidence.wordCounts == (15, 12))
  }

  @Test("equal texts have nothing of their own, and empty ones nothing at all")
  func edges() {
    var news = MadeUpNews(seed: 23)
    let text = news.paragraphs(5)
    let equal = CopyEvidence(newer: text, older: text)
    #expect(equal.onlyNewer.isEmpty && equal.onlyOlder.isEmpty)
    #expect(equal.sharedWordCount == equal.wordCounts.newer)
    #expect(CopyEvidence(newer: [], older: text).sharedSpans.isEmpty)
    #expect(CopyEvidence(newer: text, older: []).onlyNewer.count == 1)
  }
}

@Suite struct BoilerplateTests {
  @Test(
    "a line becomes boilerplate with the third story of its source, not with copies")
  func learning() {
    var news = MadeUpNews(seed: 24)
    let index = CopyIndex()
    let line = "Sign up for the letter of the harbour post today"
    let signer = Signer()
    func decide(_ number: UInt64, _ text: [String], _ source: String) {
      let signature = signer.sign(headline: nil, paragraphs: text + [line])
      _ = index.decide(
        SignedDocument(number: DecisionNumber(number), signature: signature, source: source))
    }
    func story(_ number: Int) -> [String] {
      StoryTests.article(&news, facts: StoryTests.facts(60 + number))
    }
    let first = story(1)
    decide(1, first, "post")
    decide(2, first, "post")
    decide(3, first + news.paragraphs(1), "post")
    decide(4, story(4), "post")
    decide(5, story(5), "herald")
    #expect(!index.boilerplate(of: "post").contains(line))
    decide(6, story(6), "post")
    #expect(index.boilerplate(of: "post").contains(line.uppercased()))
    #expect(index.boilerplate(of: "post").version == 1)
    #expect(index.boilerplate(of: "herald").version == 0)
  }

  @Test("what is learned of sources stays within its bounds, and every version can be had again")
  func bounds() {
    var learner = BoilerplateLearner()
    for number in 1...2000 {
      let lines = (0..<20).map { UInt32(number * 20 + $0) } + [7]
      learner.note(
        lines, source: number <= 1200 ? "one" : "s\(number)", story: DecisionNumber(UInt64(number)))
    }
    #expect(learner.library.snapshot(of: "one").lines == [7])
    #expect(learner.library.snapshot(of: "s2000").version == 0)
    for story in [3000, 3001] as [UInt64] {
      learner.note([7, 8], source: "s2000", story: DecisionNumber(story))
    }
    #expect(learner.library.snapshot(of: "s2000").lines == [7])
    #expect(learner.note([8], source: "s2000", story: DecisionNumber(3002))?.version == 2)
    #expect(learner.library.snapshot(of: "s2000").lines == [7, 8])
    #expect(learner.library.snapshot(of: "s2000", version: 1).lines == [7])
    #expect(learner.library.snapshot(of: "s2000", version: 0).lines.isEmpty)
    for story in 1...6000 as ClosedRange<UInt64> {
      learner.note([UInt32(story / 3)], source: "many", story: DecisionNumber(story))
    }
    #expect(learner.library.snapshot(of: "many").lines.count <= 2048)
  }

  @Test("an article that is put back after a restart teaches nothing again")
  func restored() {
    var learner = BoilerplateLearner(
      BoilerplateLibrary([LearnedLines(source: "post", version: 1, lines: [7])]))
    for story in 1...5 as ClosedRange<UInt64> {
      #expect(
        learner.note([7, 9], source: "post", story: DecisionNumber(story), learns: false) == nil)
    }
    #expect(learner.note([7, 9], source: "post", story: DecisionNumber(6))?.lines == [9])
  }
}
