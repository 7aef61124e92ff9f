import Model
import Testing

@testable import NearDuplicates

@Suite struct StretchScanTests {
  private func stretch(_ shared: String, weight: Double = 1) -> Stretch {
    var scan = StretchScan()
    for (index, mark) in shared.enumerated() {
      scan.append(weight: weight, isShared: mark == "x", word: UInt32(index * 10))
    }
    return scan.stretch
  }

  @Test(
    "the stretch is where most is shared, with its share, its density and what lies before it",
    arguments: [
      ("xxxx", 1.0, 1.0, 0.0, 0, 30), ("..xx", 0.5, 1, 0.5, 20, 30), ("xx..", 0.5, 1, 0, 0, 10),
      ("xx.xx.....", 0.5, 0.8, 0, 0, 40), ("x.........xxxx", 4 / 14.0, 1, 10 / 14.0, 100, 130),
      ("....", 0, 0, 0, 0, 0), ("", 0, 0, 0, 0, 0), (".x..", 0.25, 1, 0.25, 10, 10),
    ] as [(String, Double, Double, Double, UInt32, UInt32)])
  func found(
    shared: String, share: Double, density: Double, before: Double, first: UInt32, last: UInt32
  ) {
    let found = stretch(shared)
    #expect(abs(found.share - share) < 1e-9 && abs(found.density - density) < 1e-9)
    #expect(abs(found.before - before) < 1e-9)
    #expect(found.firstWord == first && found.lastWord == last)
  }

  @Test("weights of another scale give the same shares")
  func scale() {
    #expect(stretch(".xx.x...", weight: 0.125) == stretch(".xx.x..."))
  }

  @Test("stretches are apart when they overlap by less than a third of the shorter")
  func apart() {
    func stretch(_ first: UInt32, _ last: UInt32) -> Stretch {
      var stretch = Stretch()
      (stretch.firstWord, stretch.lastWord) = (first, last)
      return stretch
    }
    #expect(stretch(0, 100).isApart(from: stretch(101, 200)))
    #expect(stretch(101, 200).isApart(from: stretch(0, 100)))
    #expect(stretch(0, 100).isApart(from: stretch(71, 161)))
    #expect(!stretch(0, 100).isApart(from: stretch(70, 160)))
    #expect(!stretch(0, 100).isApart(from: stretch(20, 40)))
  }
}

@Suite struct ComparerTests {
  /// Compares two made-up texts by their signatures.
  private func compare(_ newer: [String], _ older: [String]) throws -> PairComparison {
    var window = HotWindow(capacity: 8)
    let signed = CopyIndexTests.document(1, nil, older)
    let entry = HotDocument(
      signed, CopyDecision(story: signed.number, head: signed.number), digest: 0)
    _ = window.append(entry, signed.signature)
    let frequencies = FrequencySketch(documentCount: 64)
    var comparer = Comparer()
    comparer.begin(Signer().sign(headline: nil, paragraphs: newer), frequencies: frequencies)
    return comparer.compare(
      try #require(window[DecisionNumber(1)]), in: window, frequencies: frequencies)
  }

  @Test("a text is wholly in itself")
  func same() throws {
    var news = MadeUpNews(seed: 61)
    let text = news.paragraphs(12)
    let found = try compare(text, text)
    #expect(found.newerShare == 1 && found.olderShare == 1)
    #expect(found.newerStretch == found.olderStretch)
    #expect(found.numberShare == 1 && found.nameShare == 1)
    #expect(found.sharedNumberCount == found.numberCount)
  }

  @Test("half of a text is wholly in it, and it is half in the other")
  func half() throws {
    var news = MadeUpNews(seed: 62)
    let text = (0..<24).map { _ in news.sentence() }
    let found = try compare(Array(text[..<12]), text)
    #expect(found.containment > 0.9 && found.newerShare == found.containment)
    #expect((0.3...0.7).contains(found.ratio))
    #expect(found.olderStretch.before < 0.1)
    #expect(found.olderStretch.share < 0.7)
    let reversed = try compare(text, Array(text[12...]))
    #expect(reversed.olderShare > 0.9 && reversed.newerStretch.before > 0.3)
  }

  @Test("unrelated texts share nothing that is looked at")
  func unrelated() throws {
    var news = MadeUpNews(seed: 63)
    #expect(try compare(news.paragraphs(12), news.paragraphs(12)) == PairComparison())
  }

  @Test("texts of different lengths are compared at the coarser of their sampling rates")
  func rates() throws {
    var news = MadeUpNews(seed: 64)
    let long = news.paragraphs(900)
    let part = Array(long[300..<312])
    let found = try compare(part, long)
    #expect(found.newerShare > 0.7)
    #expect(found.olderShare < 0.1)
  }

  @Test("a shingle that three clusters hold weighs a third of one that only one holds")
  func weights() {
    #expect(Comparer.weight(0) == 1 && Comparer.weight(1) == 1)
    #expect(Comparer.weight(2) == 0.5 && Comparer.weight(3) == 1 / 3.0)
    #expect(Comparer.weight(15) == Comparer.weight(99))
  }
}

@Suite struct CopyRuleBoundaryTests {
  private let rule = CopyRule(options: CopyIndexOptions())

  /// A pair that shares so much, without numbers, names or stretches that matter.
  private func pair(_ newerShare: Double, _ olderShare: Double) -> PairComparison {
    var pair = PairComparison()
    (pair.newerShare, pair.olderShare) = (newerShare, olderShare)
    pair.sharedCount = 20
    pair.newerStretch.before = 0.5
    pair.olderStretch.before = 0.5
    return pair
  }

  @Test(
    "half of the smaller text in the larger one makes a copy, if a quarter of the larger is shared",
    arguments: [
      (0.5, 0.25, true), (0.25, 0.5, true), (0.499, 0.4, false), (0.9, 0.249, false),
      (0.6, 0.6, true), (0.0, 0.0, false),
    ])
  func containment(newer: Double, older: Double, isCopy: Bool) {
    #expect(rule.accepts(pair(newer, older)) == isCopy)
  }

  @Test(
    "a smaller text that is how the larger one begins is a copy from a tenth of it on",
    arguments: [
      (0.6, 0.1, 0.05, true), (0.6, 0.099, 0.05, false), (0.599, 0.1, 0.05, false),
      (0.6, 0.1, 0.051, false),
    ])
  func cut(newer: Double, older: Double, before: Double, isCopy: Bool) {
    var cut = pair(newer, older)
    cut.olderStretch.before = before
    #expect(rule.accepts(cut) == isCopy)
    var reversed = pair(older, newer)
    reversed.newerStretch.before = before
    #expect(rule.accepts(reversed) == isCopy)
  }

  @Test(
    "words changed all over make a copy only with the same names and numbers, over most of both")
  func edited() {
    var edited = pair(0.4, 0.4)
    edited.sharedCount = 8
    edited.newerStretch.share = 0.45
    edited.olderStretch.share = 0.45
    (edited.nameCount, edited.sharedNameCount) = (4, 2)
    (edited.numberCount, edited.sharedNumberCount) = (5, 3)
    (edited.allNumberCount, edited.allSharedNumberCount) = (5, 3)
    #expect(rule.accepts(edited))
    func fails(_ change: (inout PairComparison) -> Void) -> Bool {
      var other = edited
      change(&other)
      return !rule.accepts(other)
    }
    #expect(
      fails {
        $0.newerShare = 0.39; $0.olderShare = 0.39
      })
    #expect(fails { $0.sharedCount = 7 })
    #expect(fails { $0.newerStretch.share = 0.44 })
    #expect(fails { $0.olderStretch.share = 0.44 })
    #expect(fails { $0.sharedNameCount = 1 })
    #expect(fails { $0.numberCount = 6 })
  }

  @Test("a part word for word from its beginning in a frame of something else is a copy")
  func framed() {
    var framed = pair(0.3, 0.3)
    framed.sharedCount = 10
    for path in [\PairComparison.newerStretch, \.olderStretch] {
      framed[keyPath: path].share = 0.3
      framed[keyPath: path].density = 0.9
      framed[keyPath: path].before = 0.4
    }
    framed.olderStretch.before = 0.1
    #expect(rule.accepts(framed))
    func fails(_ change: (inout PairComparison) -> Void) -> Bool {
      var other = framed
      change(&other)
      return !rule.accepts(other)
    }
    #expect(fails { $0.sharedCount = 9 })
    #expect(fails { $0.newerStretch.share = 0.29 })
    #expect(fails { $0.olderStretch.density = 0.89 })
    #expect(fails { $0.olderStretch.before = 0.11 })
    #expect(fails { $0.newerStretch.before = 0.41 })
  }

  @Test("five numbers and more, nearly all the same, make a copy of less")
  func sameNumbers() {
    var same = pair(0.3, 0.3)
    (same.numberCount, same.sharedNumberCount) = (5, 5)
    (same.allNumberCount, same.allSharedNumberCount) = (5, 5)
    (same.nameCount, same.sharedNameCount) = (10, 3)
    (same.newerStretch.before, same.olderStretch.before) = (0.4, 0.4)
    #expect(rule.accepts(same))
    func fails(_ change: (inout PairComparison) -> Void) -> Bool {
      var other = same
      change(&other)
      return !rule.accepts(other)
    }
    #expect(
      fails {
        $0.newerShare = 0.29; $0.olderShare = 0.29
      })
    #expect(
      fails {
        $0.numberCount = 4; $0.sharedNumberCount = 4
      })
    #expect(fails { $0.numberCount = 6 })
    #expect(fails { $0.sharedNameCount = 2 })
    #expect(fails { $0.newerStretch.before = 0.41 })
  }

  @Test(
    "texts that agree in words and not in numbers are one template filled in twice",
    arguments: [
      // Numbers of the stretches, those shared, containment, whether it is a template.
      (3, 1, 1.0, true), (3, 2, 1, false), (1, 0, 1, false), (2, 0, 1, true),
      (6, 3, 0.69, false), (7, 3, 0.69, true), (7, 3, 0.7, false),
    ])
  func template(count: Int, shared: Int, containment: Double, isTemplate: Bool) {
    var pair = pair(containment, containment)
    (pair.numberCount, pair.sharedNumberCount) = (count, shared)
    (pair.allNumberCount, pair.allSharedNumberCount) = (count, shared)
    #expect(rule.isTemplate(pair) == isTemplate)
    #expect(rule.accepts(pair) == !isTemplate)
  }

  @Test("numbers that have torn the stretch count too where it holds fewer than three")
  func tornTemplate() {
    var torn = pair(0.8, 0.8)
    (torn.numberCount, torn.sharedNumberCount) = (2, 1)
    (torn.allNumberCount, torn.allSharedNumberCount) = (16, 3)
    #expect(rule.isTemplate(torn))
    torn.allSharedNumberCount = 4
    #expect(!rule.isTemplate(torn))
    (torn.allNumberCount, torn.allSharedNumberCount) = (2, 0)
    #expect(!rule.isTemplate(torn))
    (torn.numberCount, torn.sharedNumberCount) = (3, 3)
    (torn.allNumberCount, torn.allSharedNumberCount) = (16, 3)
    #expect(!rule.isTemplate(torn))
  }

  @Test("all numbers count where neither text has a frame, unless most words are the same")
  func frameless() {
    var pair = pair(0.69, 0.69)
    (pair.newerStretch.share, pair.olderStretch.share) = (0.5, 0.5)
    (pair.numberCount, pair.sharedNumberCount) = (3, 3)
    (pair.allNumberCount, pair.allSharedNumberCount) = (7, 3)
    #expect(rule.isTemplate(pair))
    pair.allSharedNumberCount = 4
    #expect(!rule.isTemplate(pair))
    pair.allSharedNumberCount = 3
    pair.newerStretch.share = 0.49
    #expect(!rule.isTemplate(pair))
    pair.newerStretch.share = 0.5
    (pair.newerShare, pair.olderShare) = (0.7, 0.5)
    #expect(!rule.isTemplate(pair))
  }
}

@Suite struct HeadRankTests {
  private func rank(_ words: UInt32, _ quality: QualityHints = QualityHints()) -> HeadRank {
    HeadRank(wordCount: words, quality: quality)
  }

  @Test("a tenth more words make a better head, and fewer do not")
  func length() {
    #expect(rank(111).isBetter(than: rank(100)))
    #expect(!rank(110).isBetter(than: rank(100)))
    #expect(!rank(100).isBetter(than: rank(111)))
  }

  @Test("a text that is known to be cut short is never better than a whole one, however long")
  func truncation() {
    let cut = QualityHints(truncated: true)
    #expect(rank(10).isBetter(than: rank(1_000, cut)))
    #expect(!rank(1_000, cut).isBetter(than: rank(10)))
    #expect(rank(120, cut).isBetter(than: rank(100, cut)))
  }

  @Test("of texts of one length the less damaged is better, and a URL decides between equals")
  func quality() {
    let clean = QualityHints()
    let steps: [QualityHints] = [
      QualityHints(lossy: true, hasURL: true), QualityHints(repaired: true),
      QualityHints(repaired: true, hasURL: true), clean, QualityHints(hasURL: true),
    ]
    for (index, worse) in steps.enumerated() {
      for better in steps[(index + 1)...] {
        #expect(rank(100, better).isBetter(than: rank(100, worse)))
        #expect(!rank(100, worse).isBetter(than: rank(100, better)))
      }
      #expect(!rank(100, worse).isBetter(than: rank(100, worse)), "the earlier one stays")
    }
    #expect(rank(100, clean).isBetter(than: rank(100, QualityHints(selfRepeat: true))))
  }

  @Test("damage does not matter against a tenth of the words")
  func lengthFirst() {
    #expect(rank(120, QualityHints(lossy: true)).isBetter(than: rank(100)))
    #expect(!rank(100).isBetter(than: rank(120, QualityHints(lossy: true))))
  }
}
