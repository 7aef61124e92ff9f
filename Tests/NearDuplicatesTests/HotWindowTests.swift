import Model
import Testing

@testable import NearDuplicates

@Suite struct HotWindowTests {
  private static func signature(_ seed: UInt64, shingles count: Int = 9) -> Signature {
    var news = MadeUpNews(seed: seed)
    var signature = Signature()
    signature.wordCount = UInt32(count * 10)
    signature.headlineWordCount = 3
    for index in 0..<count {
      signature.shingles.append(
        UInt32(truncatingIfNeeded: Mixing.mix(seed &* 1_000 + UInt64(index))))
      signature.positions.append((signature.positions.last ?? 0) + UInt32(news.next(below: 200)))
    }
    for index in 0..<news.next(below: 6) {
      signature.numbers.append(PlacedFeature(value: UInt16(index * 7), word: UInt16(index)))
    }
    signature.names = (0..<news.next(below: 6)).map { UInt16($0 * 11) }
    return signature
  }

  private static func entry(
    _ number: UInt64, _ signature: Signature, copyOf: UInt64? = nil
  ) -> HotDocument {
    HotDocument(
      SignedDocument(number: DecisionNumber(number), signature: signature),
      CopyDecision(
        copyOf: copyOf.map(DecisionNumber.init), story: DecisionNumber(copyOf ?? number),
        head: DecisionNumber(number)), digest: number * 3)
  }

  private func check(
    _ window: HotWindow, holds number: UInt64, _ signature: Signature
  ) throws {
    let document = try #require(window[DecisionNumber(number)])
    #expect(document.number == DecisionNumber(number) && document.digest == number * 3)
    var shingles: [UInt32] = []
    var positions: [UInt32] = []
    window.forEachShingle(document) { shingle, position in
      shingles.append(shingle)
      positions.append(position)
    }
    #expect(shingles == signature.shingles)
    #expect(positions == signature.positions)
    let features = window.features(document)
    #expect(features.numbers == signature.numbers)
    #expect(features.names == signature.names)
  }

  @Test("a document comes back from the window with its sketch, until it is the oldest and leaves")
  func ring() throws {
    var window = HotWindow(capacity: 8)
    let signatures = (0..<40 as Range<UInt64>).map { Self.signature($0, shingles: Int($0 % 12)) }
    for number in 1..<40 as Range<UInt64> {
      while !window.hasSpace(for: number) { _ = window.removeFirst() }
      _ = window.append(Self.entry(number, signatures[Int(number)]), signatures[Int(number)])
      let first = number > 8 ? number - 7 : 1
      #expect(window.start == first && window.end == number + 1)
      for held in first...number { try check(window, holds: held, signatures[Int(held)]) }
      #expect(window[DecisionNumber(first - 1)] == nil)
      #expect(window[DecisionNumber(number + 1)] == nil)
    }
  }

  @Test("numbers that were never taken leave empty slots, and are passed over when they leave")
  func gaps() throws {
    var window = HotWindow(capacity: 8)
    let signature = Self.signature(5)
    for number in [3, 4, 9, 10] as [UInt64] {
      _ = window.append(Self.entry(number, signature), signature)
    }
    #expect(window.start == 3 && window.end == 11)
    #expect(window[DecisionNumber(5)] == nil)
    #expect(!window.hasSpace(for: 11) && window.hasSpace(for: 10))
    #expect(window.removeFirst()?.number == DecisionNumber(3))
    #expect(window.removeFirst()?.number == DecisionNumber(4))
    #expect(window.start == 9)
    var order: [UInt64] = []
    window.forEachDocument { order.append($0.number.rawValue) }
    #expect(order == [9, 10])
  }

  @Test("a window that has doubled holds the same documents and room for as many again")
  func doubling() throws {
    var window = HotWindow(capacity: 8)
    for number in 5..<13 as Range<UInt64> {
      let signature = Self.signature(number)
      _ = window.append(Self.entry(number, signature), signature)
    }
    var larger = window.doubled()
    for number in 13..<21 as Range<UInt64> {
      #expect(larger.hasSpace(for: number))
      let signature = Self.signature(number)
      _ = larger.append(Self.entry(number, signature), signature)
    }
    #expect(!larger.hasSpace(for: 21))
    for number in 5..<21 as Range<UInt64> {
      try check(larger, holds: number, Self.signature(number))
      #expect(larger[larger.slot(of: number)]?.number == DecisionNumber(number))
    }
  }

  @Test("memory of documents that have left is given back, however long their sketches are")
  func blocks() throws {
    var window = HotWindow(capacity: 4)
    // Each is more than half a block.
    for number in 1..<20 as Range<UInt64> {
      while !window.hasSpace(for: number) { _ = window.removeFirst() }
      let signature = Self.signature(number, shingles: 30_000)
      _ = window.append(Self.entry(number, signature), signature)
      #expect(window.byteCount < 6 * (1 << 18))
    }
    try check(window, holds: 19, Self.signature(19, shingles: 30_000))
    try check(window, holds: 16, Self.signature(16, shingles: 30_000))
  }

  @Test("a gap of more than 255 words between shingles is kept as 255")
  func longGap() throws {
    var window = HotWindow(capacity: 4)
    var signature = Signature()
    signature.shingles = [1, 2, 3]
    signature.positions = [10, 1_000, 1_004]
    let entry = Self.entry(1, signature)
    _ = window.append(entry, signature)
    var positions: [UInt32] = []
    window.forEachShingle(try #require(window[DecisionNumber(1)])) { positions.append($1) }
    #expect(positions == [10, 265, 269])
  }

  @Test("a document knows its cluster, its story and what it ranks as head")
  func entries() {
    var signature = Self.signature(3)
    signature.quality = QualityHints(repaired: true, hasURL: true, truncated: true)
    signature.samplingShift = 5
    let copy = Self.entry(1 << 40, signature, copyOf: 1 << 40 - 1_000)
    #expect(copy.root == DecisionNumber(1 << 40 - 1_000))
    #expect(copy.story == DecisionNumber(1 << 40 - 1_000))
    #expect(copy.wordCount == 90 && copy.samplingShift == 5 && copy.headlineWordCount == 3)
    #expect(copy.rank == HeadRank(wordCount: 90, quality: signature.quality))
    let own = Self.entry(77, signature)
    #expect(own.root == DecisionNumber(77) && own.story == DecisionNumber(77))
  }

  @Test("marking a document as a digest changes nothing else about it")
  func digestMark() throws {
    var window = HotWindow(capacity: 4)
    let signature = Self.signature(3)
    _ = window.append(Self.entry(2, signature), signature)
    let before = try #require(window[DecisionNumber(2)])
    #expect(!before.isDigest)
    window.markDigest(DecisionNumber(2))
    window.markDigest(DecisionNumber(3))
    let after = try #require(window[DecisionNumber(2)])
    #expect(after.isDigest && after.rank == before.rank && after.wordCount == before.wordCount)
    #expect(window[DecisionNumber(3)] == nil)
  }
}
