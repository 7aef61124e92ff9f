import Model
import Testing

@testable import NearDuplicates

@Suite struct CopyIndexTests {
  static func document(
    _ number: UInt64, _ headline: String?, _ paragraphs: [String], digest: [UInt8] = [],
    storyTime: Int64? = nil
  ) -> SignedDocument {
    SignedDocument(
      number: DecisionNumber(number),
      signature: Signer().sign(headline: headline, paragraphs: paragraphs), digest: digest,
      storyTime: storyTime, arrival: Int64(number))
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

  @Test("a replay with recorded decisions leads to the same later decisions, also past the window")
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
    let decisions = documents.map { first.decide($0) }
    for cut in [0, 1, 100, 250, 399] {
      let second = CopyIndex(options: options)
      for index in 0..<cut { second.insert(documents[index], decision: decisions[index]) }
      for index in cut..<400 { #expect(second.decide(documents[index]) == decisions[index]) }
    }
  }
}

@Suite struct CopyRuleTests {
  static let document = CopyIndexTests.document

  @Test("a digest contains the articles that came before it and is a copy of none")
  func digest() {
    var news = MadeUpNews(seed: 5)
    let articles = (0..<4).map { _ in news.paragraphs(8) }
    let index = CopyIndex()
    for (offset, article) in articles.enumerated() {
      _ = index.decide(Self.document(UInt64(offset + 1), "Item \(offset)", article, [], nil))
    }
    let decision = index.decide(Self.document(5, "Roundup", articles[..<3].flatMap { $0 }, [], nil))
    #expect(decision.copyOf == nil)
    #expect(decision.contains == [DecisionNumber(1), DecisionNumber(2), DecisionNumber(3)])
  }

  @Test(
    "an article that comes after the digest that holds it names the digest, and is no copy of it")
  func lateItems() {
    var news = MadeUpNews(seed: 6)
    let articles = (0..<6).map { _ in news.paragraphs(8) }
    let index = CopyIndex()
    _ = index.decide(Self.document(1, "Roundup", articles.flatMap { $0 }, [], nil))
    for offset in 1..<6 {
      let decision = index.decide(
        Self.document(UInt64(offset + 1), "Item \(offset)", articles[offset], [], nil))
      #expect(decision.copyOf == nil)
      #expect(decision.containedBy == [DecisionNumber(1)])
    }
  }

  @Test("one template with other numbers is not a copy")
  func template() {
    var news = MadeUpNews(seed: 7)
    func report(_ seed: Int) -> [String] {
      [
        "Shares of the harbour company rose \(seed + 11) percent to \(seed * 3 + 140) on volume of"
          + " \(seed * 17 + 2000) in quiet trading after it said that profits would be higher.",
        "The company earned \(seed * 5 + 31) million in the quarter against \(seed * 7 + 45) million"
          + " a year ago on sales of \(seed * 13 + 410) million, it said in a statement.",
        "It will pay a dividend of \(seed + 21) cents on March \(10 + seed % 18) to holders of record"
          + " on the last day of the month before, as it has done for many years now.",
      ]
    }
    let index = CopyIndex()
    #expect(index.decide(Self.document(1, news.sentence(), report(3), [], nil)).copyOf == nil)
    #expect(index.decide(Self.document(2, news.sentence(), report(58), [], nil)).copyOf == nil)
  }

  @Test("scanned text with wrong letters, spaces and hyphens is still found to be a copy")
  func scanned() {
    var news = MadeUpNews(seed: 8)
    let text = news.paragraphs(10)
    let scanned = text.map { paragraph in
      var result = ""
      for (index, character) in paragraph.enumerated() {
        if index % 41 == 7 { result += " " }
        switch (index % 13, character) {
        case (0...4, "o"): result += "0"
        case (0...4, "l"): result += "1"
        case (0...4, "e"): result += "c"
        case (5, "a"): result += "*"
        default: result.append(character)
        }
      }
      return result
    }
    let index = CopyIndex()
    _ = index.decide(Self.document(1, "Headline", text, [], nil))
    #expect(
      index.decide(Self.document(2, "Headline", scanned, [], nil)).copyOf == DecisionNumber(1))
  }

  @Test("the more complete copy becomes the head, and the decisions before it stay")
  func head() {
    var news = MadeUpNews(seed: 9)
    let text = news.paragraphs(12)
    let index = CopyIndex()
    _ = index.decide(Self.document(1, "Headline", Array(text[..<8]), [], nil))
    let longer = index.decide(Self.document(2, "Headline", text, [], nil))
    #expect(longer.copyOf == DecisionNumber(1) && longer.head == DecisionNumber(2))
    let shorter = index.decide(Self.document(3, "Headline", Array(text[..<6]), [], nil))
    #expect(shorter.copyOf == DecisionNumber(1) && shorter.head == DecisionNumber(2))
  }
}

@Suite struct ColdTests {
  /// Stands for a ledger on disk.
  private struct Shelf: ColdSignatures {
    var documents: [ColdDocument]

    func documents(keys: [UInt32], before end: DecisionNumber, limit: Int) -> [ColdDocument] {
      let found = documents.filter {
        $0.document.number < end && !Set(keys).isDisjoint(with: $0.document.signature.keys)
      }
      return Array(found.prefix(limit))
    }
  }

  @Test(
    "a copy of a document that has left the window is found on disk, with its cluster and story")
  func cold() {
    var news = MadeUpNews(seed: 31)
    let text = news.paragraphs(10)
    let old = CopyIndexTests.document(1, "Old", text)
    let shelf = Shelf(documents: [
      ColdDocument(
        document: old, root: DecisionNumber(1), head: DecisionNumber(1), story: DecisionNumber(1),
        isDigest: false)
    ])
    var options = CopyIndexOptions()
    options.hotDocumentLimit = 64
    let index = CopyIndex(options: options, cold: shelf)
    _ = index.decide(old)
    for number in 2...100 {
      _ = index.decide(CopyIndexTests.document(UInt64(number), nil, news.paragraphs(4)))
    }
    let again = Array(text.dropLast(2))
    let decision = index.decide(CopyIndexTests.document(101, "Old", again))
    #expect(decision.copyOf == DecisionNumber(1) && decision.kind == .near)
    #expect(decision.story == DecisionNumber(1))
    let other = index.decide(CopyIndexTests.document(102, "New", news.paragraphs(10)))
    #expect(other.copyOf == nil)
  }
}
