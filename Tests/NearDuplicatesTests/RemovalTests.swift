import Model
import Testing

@testable import NearDuplicates

/// What is taken out of the index of copies has no say in what comes.
@Suite struct RemovalTests {
  private static func document(
    _ number: UInt64, _ headline: String, _ paragraphs: [String], digest: [UInt8] = []
  ) -> SignedDocument {
    CopyIndexTests.document(number, headline, paragraphs, digest: digest)
  }

  @Test("after its removal an article's bytes, its text and an edited text of it are new")
  func isForgotten() {
    var news = MadeUpNews(seed: 31)
    let text = news.paragraphs(12)
    let digest = [UInt8](repeating: 9, count: 32)
    let index = CopyIndex()
    _ = index.decide(Self.document(1, "One", text, digest: digest))
    _ = index.decide(Self.document(2, "Other", news.paragraphs(12)))
    index.remove(DecisionNumber(1))
    index.remove(DecisionNumber(1))
    let same = index.decide(Self.document(3, "One", text, digest: digest))
    #expect(same.copyOf == nil && same.head == DecisionNumber(3))
    let near = index.decide(Self.document(4, "One", Array(text.dropLast(2)) + news.paragraphs(1)))
    #expect(near.copyOf == DecisionNumber(3))
  }

  @Test("a removed article is the best copy of its cluster no longer, and joins nobody to a story")
  func head() {
    var news = MadeUpNews(seed: 32)
    let text = news.paragraphs(12)
    let index = CopyIndex()
    _ = index.decide(Self.document(1, "One", text))
    let longer = index.decide(Self.document(2, "One", text + news.paragraphs(3)))
    #expect(longer.head == DecisionNumber(2))
    index.remove(DecisionNumber(2))
    #expect(index.decide(Self.document(3, "One", text)).head == DecisionNumber(1))
    index.remove(DecisionNumber(1))
    index.remove(DecisionNumber(3))
    let alone = index.decide(Self.document(4, "One", text))
    #expect(alone.story == DecisionNumber(4) && alone.head == DecisionNumber(4))
  }

  @Test("any articles may go, in any order, and what comes past the window is still decided")
  func anyOrder() {
    var news = MadeUpNews(seed: 33)
    var options = CopyIndexOptions()
    options.hotDocumentLimit = 64
    let index = CopyIndex(options: options)
    let pool = (0..<20).map { _ in news.paragraphs(6) }
    var left: [UInt64] = []
    for number in UInt64(1)...600 {
      let decision = index.decide(
        Self.document(number, "Headline", pool[news.next(below: pool.count)]))
      #expect(!left.contains(decision.head.rawValue), "nothing names what was taken out")
      if number % 7 == 0 {
        // The newest, the oldest that may be there, and one in between.
        for gone in [number, number > 60 ? number - 60 : 1, number - UInt64(news.next(below: 6))] {
          index.remove(DecisionNumber(gone))
          left.append(gone)
        }
      }
    }
    index.reviewStories()
    #expect(index.takeMoves().allSatisfy { !left.contains($0.number.rawValue) })
  }

  @Test("an article that was read again is found by what it says now and not by what it said")
  func replaced() {
    var news = MadeUpNews(seed: 34)
    let (old, new) = (news.paragraphs(12), news.paragraphs(12))
    let digest = [UInt8](repeating: 7, count: 32)
    let index = CopyIndex()
    _ = index.decide(Self.document(1, "One", old, digest: digest))
    let signature = Self.document(1, "Two", new).signature
    index.replace(DecisionNumber(1), by: signature)
    index.replace(DecisionNumber(9), by: signature)
    #expect(index.judge(Self.document(2, "One", old)).copyOf == nil)
    let text = index.judge(Self.document(2, "Two", new))
    #expect(text.copyOf == DecisionNumber(1) && text.kind == .text)
    let near = index.judge(Self.document(2, "Two", Array(new.dropLast(2)) + news.paragraphs(1)))
    #expect(near.copyOf == DecisionNumber(1) && near.kind == .near)
    #expect(index.judge(Self.document(2, "", [], digest: digest)).kind == .bytes)
  }

  @Test("articles read again in any order leave those beside them as they were, past the window")
  func replacedInAnyOrder() {
    var news = MadeUpNews(seed: 35)
    var options = CopyIndexOptions()
    options.hotDocumentLimit = 64
    let index = CopyIndex(options: options)
    var texts: [UInt64: [String]] = [:]
    for number in UInt64(1)...700 {
      let text = news.paragraphs(30)
      texts[number] = text
      _ = index.decide(Self.document(number, "Headline \(number)", text))
      let other = number - UInt64(news.next(below: Int(min(number, 60))))
      texts[other] = news.paragraphs(30)
      index.replace(
        DecisionNumber(other),
        by: Self.document(other, "Headline \(other)", texts[other] ?? []).signature)
      guard number > 64 else { continue }
      for older in [number - 40, number - 5] {
        let copy = index.judge(Self.document(number + 1, "Headline \(older)", texts[older] ?? []))
        #expect(copy.copyOf == DecisionNumber(older))
      }
    }
  }
}
