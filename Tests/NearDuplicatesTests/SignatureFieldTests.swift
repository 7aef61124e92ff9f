import Testing

@testable import NearDuplicates

@Suite struct SignatureFieldTests {
  private func sign(_ headline: String?, _ paragraphs: String...) -> Signature {
    Signer().sign(headline: headline, paragraphs: paragraphs)
  }

  @Test("words are counted with the headline, and the headline's apart")
  func counts() {
    let signature = sign("Three little words", "Four more words here.", "And two")
    #expect(signature.wordCount == 9 && signature.headlineWordCount == 3)
    #expect(sign(nil, "One").headlineWordCount == 0)
    #expect(sign(String(repeating: "word ", count: 300)).headlineWordCount == 255)
  }

  @Test("the text's hash is that of its words in order, wherever the headline ends")
  func textHash() {
    #expect(sign("One two", "three").textHash == sign(nil, "one TWO three").textHash)
    #expect(sign(nil, "one two").textHash != sign(nil, "two one").textHash)
    #expect(sign(nil).textHash == TextHash.empty)
  }

  @Test("numbers of two and more digits are kept once each, with their word, up to sixteen")
  func numbers() {
    let signature = sign(nil, "On 7 days 12 of 300 met 12 times, 45 left")
    #expect(signature.numbers.map(\.word) == [3, 5, 9])
    let many = sign(nil, (10..<60).map(String.init).joined(separator: " "))
    #expect(many.numbers.count == 16)
  }

  @Test("names are capitalised words inside of sentences, ascending and once each")
  func names() {
    let signature = sign(nil, "Yesterday Ostby met Varn. Ostby left Dolm and Varn.")
    #expect(signature.names.count == 3)
    #expect(signature.names == signature.names.sorted())
    #expect(sign(nil, "Ostby. Varn. Dolm.").names.isEmpty, "each opens a sentence")
  }

  @Test("a text shorter than a shingle has none; one as long has one")
  func shortest() {
    #expect(sign(nil, "fifteen letters k").shingles.isEmpty)
    #expect(sign(nil, "sixteen letters kk").shingles.count == 1)
    #expect(sign(nil, "sixteen letters kk").samplingShift == 0)
  }

  @Test("long texts are sampled more thinly, within the bounds of a sketch")
  func sampling() {
    var news = MadeUpNews(seed: 91)
    var last: UInt8 = 0
    for count in [4, 40, 400, 4_000] {
      let signature = Signer().sign(headline: nil, paragraphs: news.paragraphs(count))
      #expect(signature.samplingShift >= last)
      last = signature.samplingShift
      #expect((20...1_000).contains(signature.shingles.count))
      #expect(signature.positions == signature.positions.sorted())
      #expect(Set(signature.shingles).count == signature.shingles.count)
      let limit = UInt32.max >> UInt32(signature.samplingShift)
      #expect(signature.shingles.allSatisfy { $0 <= limit })
      #expect(signature.positions.allSatisfy { $0 < signature.wordCount })
    }
    #expect(last > 6)
  }

  @Test("a sentence that moves keeps its shingles")
  func moved() {
    var news = MadeUpNews(seed: 92)
    let (first, second) = (news.paragraphs(6), news.paragraphs(6))
    let there = Set(Signer().sign(headline: nil, paragraphs: first + second).shingles)
    let back = Set(Signer().sign(headline: nil, paragraphs: second + first).shingles)
    #expect(there.intersection(back).count * 10 > there.count * 9)
  }

  @Test("all 64 combinations of quality come back from their byte")
  func quality() {
    for flags in 0..<64 as Range<UInt8> { #expect(QualityHints(flags: flags).flags == flags) }
    #expect(QualityHints(repaired: true).flags == 1 && QualityHints(lossy: true).flags == 2)
    #expect(QualityHints(hasUncertainDate: true).flags == 32)
  }

  @Test(
    "uses of a term are kept as a code of seven steps",
    arguments: [(1, 1), (2, 2), (3, 3), (4, 4), (5, 5), (6, 5), (7, 6), (8, 6), (9, 7), (99, 7)])
  func uses(count: Int, code: UInt8) {
    let term = StoryTerm(hash: 0x1F_FFFF, useCount: count)
    #expect(term.uses == code)
    #expect(StoryTerm(packed: term.packed) == term)
    #expect(term.packed < 1 << 24)
  }

  @Test("features come back from their packed form")
  func features() {
    for feature in [PlacedFeature(value: 0, word: .max), PlacedFeature(value: .max, word: 1)] {
      #expect(PlacedFeature(packed: feature.packed) == feature)
    }
  }

  @Test("a stored signature with one more byte, too great a rate, or an endless list is refused")
  func damagedFields() {
    let bytes = sign("Headline", "A text with more than sixteen letters in it.").encoded
    #expect(Signature(decoding: bytes) != nil)
    #expect(Signature(decoding: bytes + [0]) == nil)
    var coarse = bytes
    coarse[4] = 17
    #expect(Signature(decoding: coarse) == nil)
    coarse[4] = 16
    #expect(Signature(decoding: coarse) != nil)
    var endless = Array(bytes[..<21])
    endless += [0xFF, 0xFF, 0xFF, 0xFF, 0x0F]
    #expect(Signature(decoding: endless) == nil)
  }
}

@Suite struct StoryTermTests {
  private func terms(_ headline: String, _ paragraphs: String...) -> [StoryTerm] {
    Signer().sign(headline: headline, paragraphs: paragraphs).storyTerms
  }

  private func hashes(_ text: String) -> Set<UInt32> {
    Set(terms("", text).map(\.hash))
  }

  @Test(
    "words of any language are the same term with and without their endings",
    arguments: [
      ("governments", "governmental"), ("earthquake", "earthquakes"), ("парламент", "парламента"),
      ("πανεπιστήμιο", "πανεπιστημίου"), ("szczepionka", "szczepionki"),
      ("belediyesi", "belediyesinde"), ("jalkapallo", "jalkapallon"),
    ])
  func stems(left: String, right: String) {
    #expect(hashes(left) == hashes(right))
    #expect(!hashes(left).isEmpty)
  }

  @Test(
    "words that differ before the seventh letter are different terms",
    arguments: [("harbour", "harvest"), ("парламент", "пармезан"), ("ferry", "ferries")])
  func differentStems(left: String, right: String) {
    #expect(hashes(left).isDisjoint(with: hashes(right)))
  }

  @Test("numbers are told by all their digits")
  func numbers() {
    #expect(hashes("12345678") != hashes("12345679"))
  }

  @Test(
    "where there are no spaces, neighbouring letters are terms",
    arguments: [("満記甜品", "甜品満記", 2), ("カリフォルニア", "フォルニアカリ", 5), ("부산시장", "시장부산", 2)])
  func unspaced(left: String, right: String, common: Int) {
    #expect(hashes(left).intersection(hashes(right)).count == common)
    #expect(hashes(left) != hashes(right))
  }

  @Test("one letter of Han is no term, and letters on both sides of a full stop are none together")
  func separateLetters() {
    #expect(hashes("甜").isEmpty)
    #expect(hashes("甜。品").isEmpty)
  }

  @Test("four letters of Thai are a term")
  func thai() {
    #expect(hashes("น้ำท่วม").count == 4)
  }

  @Test(
    "function words are no terms, of whatever language", arguments: ["the and", "и не", "und die"])
  func stopWords(text: String) {
    #expect(hashes(text).isEmpty)
    #expect(hashes(text + " x").isEmpty)
    #expect(hashes("harbour").count == 1)
  }

  @Test("a capitalised word inside a sentence is a name besides, and two side by side are one more")
  func names() {
    let apart = hashes("we met halvard ostberg")
    #expect(hashes("we met Halvard Ostberg").subtracting(apart).count == 3)
    #expect(hashes("we met Halvard, Ostberg").subtracting(apart).count == 2)
    #expect(hashes("we met Halvard ostberg").subtracting(apart).count == 1)
    #expect(hashes("we met HALVARD ostberg") == apart)
    #expect(hashes("Halvard ostberg") == hashes("halvard ostberg"))
  }

  @Test("a use in the headline counts three times, one among the first sixty words twice")
  func weights() {
    let filler = (0..<70).map { MadeUpNews.spell(900 + $0) }.joined(separator: " ")
    func uses(_ terms: [StoryTerm]) -> UInt8 {
      let hash = hashes("lighthouse").first
      return terms.first { $0.hash == hash }?.uses ?? 0
    }
    #expect(uses(terms("Lighthouse", filler)) == StoryTerm(hash: 0, useCount: 3).uses)
    #expect(uses(terms("", "lighthouse " + filler)) == StoryTerm(hash: 0, useCount: 2).uses)
    #expect(uses(terms("", filler + " lighthouse")) == StoryTerm(hash: 0, useCount: 1).uses)
    #expect(uses(terms("Lighthouse", "lighthouse " + filler + " lighthouse")) == 5)
  }

  @Test("the terms used most come first, the earlier ones among equals, within the limit")
  func order() {
    let many = (0..<200).map { MadeUpNews.spell(3_000 + $0) }.joined(separator: " ")
    let found = terms("", "harbour bridge harbour " + many)
    #expect(found.count == 96)
    #expect(found[0].hash == hashes("harbour").first)
    #expect(zip(found, found.dropFirst()).allSatisfy { $0.uses >= $1.uses })
  }

  @Test("lists of links are left out beside prose, and stay where there is nothing else")
  func lists() {
    let prose = "the old ferry was moved from its berth to the northern quay by two small tugs"
    let menu = "Sports\nWeather\nLocal"
    #expect(hashes(prose + "\n" + menu) == hashes(prose))
    #expect(!hashes(menu).isEmpty)
  }
}
