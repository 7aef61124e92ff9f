import Model
import Testing

@testable import NearDuplicates

/// What is decided at the borders of the rules.
@Suite struct ExactCopyTests {
  private static let document = CopyIndexTests.document

  private func words(_ count: Int, _ seed: Int = 0) -> String {
    (0..<count).map { MadeUpNews.spell(500 + seed * 100 + $0) }.joined(separator: " ")
  }

  @Test(
    "equal texts of eight words are copies, and of seven say nothing",
    arguments: [(7, false), (8, true)])
  func textFloor(count: Int, isCopy: Bool) {
    let index = CopyIndex()
    _ = index.decide(Self.document(1, nil, [words(count)], [], nil))
    let decision = index.decide(Self.document(2, nil, [words(count)], [], nil))
    #expect(decision.copyOf == (isCopy ? DecisionNumber(1) : nil))
    #expect(decision.kind == (isCopy ? .text : nil))
    #expect(decision.similarity == (isCopy ? 1 : 0))
  }

  @Test(
    "texts of fewer than twelve words are never near copies", arguments: [(11, false), (12, true)])
  func nearFloor(count: Int, isCopy: Bool) {
    let index = CopyIndex()
    _ = index.decide(Self.document(1, nil, [words(count + 2)], [], nil))
    let decision = index.decide(Self.document(2, nil, [words(count)], [], nil))
    #expect((decision.kind == .near) == isCopy)
    #expect((decision.copyOf != nil) == isCopy)
  }

  @Test("a file of one word is a copy of a file with the same bytes")
  func bytesOfLittleText() {
    let digest = [UInt8](repeating: 9, count: 16)
    let index = CopyIndex()
    _ = index.decide(Self.document(1, nil, ["word"], digest, nil))
    let decision = index.decide(Self.document(2, nil, ["word"], digest, nil))
    #expect(decision.copyOf == DecisionNumber(1) && decision.kind == .bytes)
  }

  @Test("a digest of fewer than eight bytes, or none, is never equal", arguments: [0, 7])
  func shortDigests(count: Int) {
    let digest = [UInt8](repeating: 1, count: count)
    let index = CopyIndex()
    _ = index.decide(Self.document(1, nil, ["one"], digest, nil))
    #expect(index.decide(Self.document(2, nil, ["two"], digest, nil)).copyOf == nil)
  }

  @Test("among several exact copies the earliest is named, and bytes before text")
  func earliest() {
    var news = MadeUpNews(seed: 71)
    let text = news.paragraphs(10)
    let digest = [UInt8](repeating: 5, count: 16)
    let index = CopyIndex()
    _ = index.decide(Self.document(1, nil, text, [], nil))
    let second = index.decide(Self.document(2, nil, text, digest, nil))
    #expect(second.copyOf == DecisionNumber(1) && second.kind == .text)
    let third = index.decide(Self.document(3, nil, text, digest, nil))
    #expect(third.kind == .bytes)
    #expect(third.copyOf == DecisionNumber(1), "the cluster's first, not the one with the bytes")
    #expect(third.sharedSpans.isEmpty, "spans are those shared with the document that was compared")
    let fourth = index.decide(Self.document(4, nil, text, [], nil))
    #expect(fourth.kind == .text && fourth.copyOf == DecisionNumber(1))
    #expect(
      fourth.sharedSpans
        == [
          SharedSpan(
            start: 0, otherStart: 0,
            wordCount: Signer().sign(headline: nil, paragraphs: text).wordCount)
        ])
  }

  @Test("a better copy becomes the head, a worse one does not, and equals leave it to the earlier")
  func heads() {
    var news = MadeUpNews(seed: 72)
    let text = news.paragraphs(10)
    let index = CopyIndex()
    func decide(_ number: UInt64, _ quality: QualityHints) -> UInt64 {
      var document = Self.document(number, nil, text, [], nil)
      document.signature.quality = quality
      return index.decide(document).head.rawValue
    }
    #expect(decide(1, QualityHints(lossy: true)) == 1)
    #expect(decide(2, QualityHints(repaired: true)) == 2)
    #expect(decide(3, QualityHints(lossy: true)) == 2)
    #expect(decide(4, QualityHints(hasURL: true)) == 4)
    #expect(decide(5, QualityHints(hasURL: true)) == 4)
    #expect(decide(6, QualityHints()) == 4)
  }
}

@Suite struct ContainmentTests {
  private static let document = CopyIndexTests.document

  private func articles(_ count: Int, seed: UInt64, paragraphs: Int = 8) -> [[String]] {
    var news = MadeUpNews(seed: seed)
    return (0..<count).map { _ in news.paragraphs(paragraphs) }
  }

  @Test("a text that holds one article among other text is a copy or holds it, by how much it is")
  func oneHeld() {
    let parts = articles(9, seed: 73)
    let index = CopyIndex()
    _ = index.decide(Self.document(1, nil, parts[0], [], nil))
    // A ninth of the newer text, at its end: held.
    let among = index.decide(
      Self.document(2, nil, parts[1...].flatMap { $0 } + parts[0], [], nil))
    #expect(among.copyOf == nil)
    #expect(among.contains == [DecisionNumber(1)])
    // Nearly all of it: a copy.
    let framed = index.decide(Self.document(3, nil, parts[0] + ["More below."], [], nil))
    #expect(framed.copyOf == DecisionNumber(1) && framed.contains.isEmpty)
  }

  @Test("a digest of copies names their first articles, each once")
  func digestOfCopies() {
    let parts = articles(3, seed: 74)
    let index = CopyIndex()
    for number in 1...3 as ClosedRange<UInt64> {
      _ = index.decide(Self.document(number, nil, parts[0], [], nil))
    }
    _ = index.decide(Self.document(4, nil, parts[1], [], nil))
    _ = index.decide(Self.document(5, nil, parts[2], [], nil))
    let digest = index.decide(Self.document(6, nil, parts.flatMap { $0 }, [], nil))
    #expect(digest.copyOf == nil)
    #expect(digest.contains == [1, 4, 5].map(DecisionNumber.init))
    #expect(digest.story == DecisionNumber(6) && digest.head == DecisionNumber(6))
  }

  @Test("the same digest again is a copy of the digest and not of what it holds")
  func digestAgain() {
    let parts = articles(3, seed: 75)
    let index = CopyIndex()
    for (offset, part) in parts.enumerated() {
      _ = index.decide(Self.document(UInt64(offset + 1), nil, part, [], nil))
    }
    let all = parts.flatMap { $0 }
    _ = index.decide(Self.document(4, nil, all, [], nil))
    let again = index.decide(Self.document(5, nil, all, [], nil))
    #expect(again.copyOf == DecisionNumber(4) && again.kind == .text)
  }

  @Test("a later copy of an article that a digest holds is a copy of the article")
  func copyBesideDigest() {
    let parts = articles(3, seed: 76)
    let index = CopyIndex()
    for (offset, part) in parts.enumerated() {
      _ = index.decide(Self.document(UInt64(offset + 1), nil, part, [], nil))
    }
    _ = index.decide(Self.document(4, nil, parts.flatMap { $0 }, [], nil))
    let copy = index.decide(Self.document(5, nil, Array(parts[1].dropLast()), [], nil))
    #expect(copy.copyOf == DecisionNumber(2) && copy.kind == .near)
    #expect(copy.containedBy.isEmpty)
  }
}

@Suite struct WindowOverflowTests {
  private static let document = CopyIndexTests.document

  private func index(limit: Int, _ change: (inout CopyIndexOptions) -> Void = { _ in }) -> CopyIndex
  {
    var options = CopyIndexOptions()
    options.hotDocumentLimit = limit
    change(&options)
    return CopyIndex(options: options)
  }

  @Test("a copy is found as long as its original is among the last documents, and no longer")
  func forgets() {
    var news = MadeUpNews(seed: 77)
    let text = news.paragraphs(8)
    for (distance, isFound) in [(64, true), (65, false)] as [(UInt64, Bool)] {
      let index = index(limit: 64)
      _ = index.decide(Self.document(1, nil, text, [], nil))
      for number in 2..<(1 + distance) {
        _ = index.decide(Self.document(number, nil, news.paragraphs(3), [], nil))
      }
      let copy = index.decide(Self.document(1 + distance, nil, Array(text.dropLast()), [], nil))
      #expect((copy.copyOf != nil) == isFound, "at distance \(distance)")
    }
  }

  @Test("a copy keeps its cluster findable when the original has left, under the original's number")
  func clusterLivesOn() {
    var news = MadeUpNews(seed: 78)
    let text = news.paragraphs(8)
    let index = index(limit: 64)
    _ = index.decide(Self.document(1, nil, text, [], nil))
    var copies: [DecisionNumber?] = []
    for number in 2...300 as ClosedRange<UInt64> {
      let isCopy = number.isMultiple(of: 40)
      let body = isCopy ? text : news.paragraphs(3)
      let decision = index.decide(Self.document(number, nil, body, [], nil))
      if isCopy { copies.append(decision.copyOf) }
    }
    #expect(copies == Array(repeating: DecisionNumber(1), count: 7))
    #expect(index.clusters.count == 1)
  }

  @Test("what is remembered of clusters goes with their last documents")
  func clustersLeave() {
    var news = MadeUpNews(seed: 79)
    let index = index(limit: 64)
    for pair in 0..<100 as Range<UInt64> {
      let text = news.paragraphs(3)
      _ = index.decide(Self.document(2 * pair + 1, nil, text, [], nil))
      #expect(index.decide(Self.document(2 * pair + 2, nil, text, [], nil)).copyOf != nil)
    }
    #expect(index.clusters.count == 32)
    #expect(index.clusters.values.allSatisfy { $0.hotMemberCount == 2 })
  }

  @Test("the window grows to its limit without losing a document")
  func growth() {
    var news = MadeUpNews(seed: 80)
    let texts = (0..<40).map { _ in news.paragraphs(6) }
    let index = index(limit: 1 << 14)
    for (offset, text) in texts.enumerated() {
      _ = index.decide(Self.document(UInt64(offset + 1), nil, text, [], nil))
    }
    #expect(index.window.capacity == 4_096)
    let empty = SignedDocument(number: DecisionNumber(1), signature: Signature())
    for number in 41...9_000 as ClosedRange<UInt64> {
      var document = empty
      document.number = DecisionNumber(number)
      _ = index.decide(document)
    }
    #expect(index.window.capacity == 1 << 14)
    for (offset, text) in texts.enumerated() {
      let decision = index.decide(
        Self.document(UInt64(9_001 + offset), nil, Array(text.dropLast()), [], nil))
      #expect(decision.copyOf == DecisionNumber(UInt64(offset + 1)))
    }
  }

  @Test("keys are asked for from the disk ahead of what leaves a full window, and not before")
  func keysNeeded() {
    let index = index(limit: 64)
    func take(_ number: UInt64) {
      _ = index.decide(SignedDocument(number: DecisionNumber(number), signature: Signature()))
    }
    for number in 1...63 as ClosedRange<UInt64> { take(number) }
    #expect(index.keysNeededThrough == DecisionNumber(0))
    take(64)
    // The window's end is 65; the one that leaves next is 1, and half a window is looked ahead.
    #expect(index.keysNeededThrough == DecisionNumber(65 - 64 + 32))
    for number in 65...100 as ClosedRange<UInt64> { take(number) }
    #expect(index.keysNeededThrough == DecisionNumber(101 - 64 + 32))
  }
}

@Suite struct ColdLookupTests {
  private struct Failure: Error {}

  /// Stands for a ledger on disk that holds one document, or fails.
  private struct Disk: ColdSignatures {
    var held: [ColdDocument] = []
    var fails = false

    func documents(
      keys: [UInt32], before end: DecisionNumber, limit: Int
    ) throws -> [ColdDocument] {
      if fails { throw Failure() }
      return held.filter { $0.document.number < end }
    }
  }

  private func full(_ disk: Disk, seed: UInt64) -> CopyIndex {
    var news = MadeUpNews(seed: seed)
    var options = CopyIndexOptions()
    options.hotDocumentLimit = 64
    let index = CopyIndex(options: options, cold: disk)
    for number in 10...100 as ClosedRange<UInt64> {
      _ = index.decide(CopyIndexTests.document(number, nil, news.paragraphs(3)))
    }
    return index
  }

  private func cold(
    _ text: [String], digest: [UInt8] = [], isDigest: Bool = false
  ) -> ColdDocument {
    ColdDocument(
      document: CopyIndexTests.document(5, nil, text, digest: digest), root: DecisionNumber(2),
      head: DecisionNumber(4), story: DecisionNumber(1), isDigest: isDigest)
  }

  @Test(
    "a document on disk is found by its bytes, its text, or nearly, with its cluster, head and story"
  )
  func kinds() {
    var news = MadeUpNews(seed: 82)
    let text = news.paragraphs(10)
    let digest = [UInt8](repeating: 3, count: 16)
    let index = full(Disk(held: [cold(text, digest: digest)]), seed: 83)
    let cases: [(CopyKind, [String], [UInt8])] = [
      (.bytes, text, digest), (.text, text, []), (.near, Array(text.dropLast(2)), []),
    ]
    for (offset, (kind, body, digest)) in cases.enumerated() {
      let decision = index.judge(
        CopyIndexTests.document(UInt64(101 + offset), nil, body, digest: digest))
      #expect(decision.kind == kind)
      #expect(decision.copyOf == DecisionNumber(2))
      #expect(decision.head == DecisionNumber(4) && decision.story == DecisionNumber(1))
      #expect(kind == .near ? decision.similarity > 0.7 : decision.similarity == 1)
    }
    let other = index.judge(CopyIndexTests.document(110, nil, news.paragraphs(10)))
    #expect(other.copyOf == nil)
  }

  @Test("what holds other articles on disk has no near copies that are one of them")
  func coldDigest() {
    var news = MadeUpNews(seed: 84)
    let text = news.paragraphs(10)
    let index = full(Disk(held: [cold(text, isDigest: true)]), seed: 85)
    #expect(index.judge(CopyIndexTests.document(101, nil, Array(text[..<5]))).copyOf == nil)
    #expect(
      index.judge(CopyIndexTests.document(101, nil, Array(text.dropLast()))).copyOf != nil)
  }

  @Test("a disk that fails is remembered, so that the decision is not recorded")
  func failure() {
    #expect(full(Disk(), seed: 87).coldFailure == nil)
    #expect(full(Disk(fails: true), seed: 87).coldFailure is Failure)
  }

  @Test("the disk is not asked before anything has left the window")
  func notAskedEarly() {
    var news = MadeUpNews(seed: 88)
    let index = CopyIndex(cold: Disk(fails: true))
    for number in 1...30 as ClosedRange<UInt64> {
      _ = index.decide(CopyIndexTests.document(number, nil, news.paragraphs(3)))
    }
    #expect(index.coldFailure == nil)
  }

  @Test("keys are the six lowest shingles, so that texts which share most share most keys")
  func keys() {
    var signature = Signature()
    signature.shingles = [9, 3, 7, 1, 8, 2, 6]
    #expect(signature.keys == [1, 2, 3, 6, 7, 8])
    signature.shingles = [4, 2]
    #expect(signature.keys == [2, 4])
  }
}

@Suite struct LearnedLinesTests {
  @Test("what was learned is taken once, with its source and version")
  func taking() {
    var news = MadeUpNews(seed: 89)
    let index = CopyIndex()
    let line = "Subscribe to the evening letter of the lighthouse gazette"
    for number in 1...4 as ClosedRange<UInt64> {
      let text = StoryTests.article(&news, facts: StoryTests.facts(200 + Int(number)))
      let signature = Signer().sign(headline: nil, paragraphs: text + [line])
      _ = index.decide(
        SignedDocument(number: DecisionNumber(number), signature: signature, source: "gazette"))
      let learned = index.takeLearned()
      #expect(learned.map(\.source) == (number == 3 ? ["gazette"] : []))
      #expect(learned.map(\.version) == (number == 3 ? [1] : []))
    }
    #expect(index.takeLearned().isEmpty)
  }

  @Test("a line of fewer than four words is never boilerplate, also when it is learned")
  func shortLines() {
    let lines = ["Read more", "Read more about it here"]
    let snapshot = BoilerplateSnapshot(
      version: 1, lines: Set(lines.compactMap { LineHash.hash($0) }))
    #expect(!snapshot.contains(lines[0]))
    #expect(snapshot.contains("READ MORE, about it: here"))
    #expect(!snapshot.contains("Read more about it there"))
    #expect(!BoilerplateSnapshot().contains(lines[1]))
  }

  @Test("a version that is given twice counts once, and versions may come in any order")
  func versions() {
    let one = LearnedLines(source: "a", version: 1, lines: [1, 2])
    let two = LearnedLines(source: "a", version: 2, lines: [3])
    let other = LearnedLines(source: "b", version: 1, lines: [9])
    let library = BoilerplateLibrary([two, one, one, other])
    #expect(library == BoilerplateLibrary([one, other, two]))
    #expect(library.snapshot(of: "a") == BoilerplateSnapshot(version: 2, lines: [1, 2, 3]))
    #expect(
      library.snapshot(of: "a", version: 1) == BoilerplateSnapshot(version: 1, lines: [1, 2]))
    #expect(library.snapshot(of: "b", version: 0) == BoilerplateSnapshot())
    #expect(library.snapshot(of: nil) == BoilerplateSnapshot())
  }
}
