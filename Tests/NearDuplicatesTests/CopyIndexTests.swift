import Articles
import Testing

@testable import NearDuplicates

@Suite struct CopyIndexTests {
  static func document(
    _ number: UInt64, _ headline: String?, _ paragraphs: [String], digest: [UInt8] = [],
    clock: Int64? = nil
  ) -> SignedDocument {
    SignedDocument(
      number: DecisionNumber(number),
      signature: Signer().sign(headline: headline, paragraphs: paragraphs), digest: digest,
      clock: clock, arrival: Int64(number))
  }

  @Test("same bytes, same text and an edited text are told apart, and linked to the first article")
  func kinds() {
    var news = MadeUpNews(seed: 3)
    let text = news.paragraphs(12)
    let digest = [UInt8](repeating: 7, count: 32)
    let index = CopyIndex()
    #expect(index.decide(Self.document(1, "One", text, digest: digest)).copyOf == nil)
    let bytes = index.decide(Self.document(2, "One", text, digest: digest))
    #expect(bytes.copyOf == DecisionNumber(1) && bytes.kind == .bytes)
    let same = index.decide(Self.document(3, "ONE", text.map { $0.uppercased() }))
    #expect(same.copyOf == DecisionNumber(1) && same.kind == .text)
    let near = index.decide(Self.document(4, "One", Array(text.dropLast(2)) + news.paragraphs(1)))
    #expect(near.copyOf == DecisionNumber(1) && near.kind == .near && near.similarity > 0.7)
    let other = index.decide(Self.document(5, "Two", news.paragraphs(12)))
    #expect(other.copyOf == nil && other.head == DecisionNumber(5))
  }

  @Test("a replay with recorded verdicts leads to the same later verdicts, also past the window")
  func replay() {
    var news = MadeUpNews(seed: 4)
    let pool = (0..<60).map { _ in news.paragraphs(6) }
    let documents = (1...400).map { number in
      var text = pool[news.next(below: pool.count)]
      if number % 3 == 0 { text[0] = news.paragraph() }
      return Self.document(UInt64(number), "Headline", text)
    }
    var options = CopyIndexOptions()
    options.hotDocumentLimit = 128
    let first = CopyIndex(options: options)
    let verdicts = documents.map { first.decide($0) }
    for cut in [0, 1, 100, 250, 399] {
      let second = CopyIndex(options: options)
      for index in 0..<cut { second.insert(documents[index], verdict: verdicts[index]) }
      for index in cut..<400 { #expect(second.decide(documents[index]) == verdicts[index]) }
    }
  }
}
