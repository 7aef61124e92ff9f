import Model
import Testing

@testable import NearDuplicates

@Suite struct SignatureTests {
  @Test("a signature is read back as it was written")
  func coding() {
    var news = MadeUpNews(seed: 1)
    for count in [0, 1, 5, 80, 900] {
      let signature = Signer().sign(
        headline: "Headline", paragraphs: news.paragraphs(count),
        quality: QualityHints(repaired: true, hasURL: true))
      #expect(Signature(decoding: signature.encoded) == signature)
    }
  }

  @Test("a signature cut short at any byte, or of another version, is refused")
  func damagedCoding() {
    var news = MadeUpNews(seed: 2)
    var bytes = Signer().sign(headline: nil, paragraphs: news.paragraphs(6)).encoded
    for count in bytes.indices { #expect(Signature(decoding: Array(bytes[..<count])) == nil) }
    bytes[0] = 99
    #expect(Signature(decoding: bytes) == nil)
  }

  @Test(
    "texts that differ in case, accents, quotes, digit separators or code-page debris fold alike",
    arguments: [
      ("The chancellor’s café sold 1,300 cakes", "the chancellor's cafe sold 1300 cakes"),
      ("Germany’s exam-\nple", "GERMANY's example"),
      ("GermanyΓÇÖs ThyssenKrupp fell", "Germanys thyssenkrupp fell"),
      ("Trumpโ€™s team", "Trumps team"),
      ("the U.S. economy", "the US economy"),
      ("“Words”—said he", "words said he"),
    ])
  func folding(left: String, right: String) {
    let signer = Signer()
    #expect(
      signer.sign(headline: nil, paragraphs: [left]).textHash
        == signer.sign(headline: nil, paragraphs: [right]).textHash)
  }
}

@Suite struct HostileInputTests {
  @Test("any bytes are decoded to nothing or to a signature that can be decided")
  func anyBytes() {
    var news = MadeUpNews(seed: 41)
    let original = Signer().sign(headline: "Headline", paragraphs: news.paragraphs(9)).encoded
    let index = CopyIndex()
    var number: UInt64 = 0
    for _ in 0..<3000 {
      var bytes = original
      for _ in 0..<(1 + news.next(below: 4)) {
        bytes[1 + news.next(below: bytes.count - 1)] = UInt8(news.next(below: 256))
      }
      guard let signature = Signature(decoding: bytes) else { continue }
      number += 1
      _ = index.decide(SignedDocument(number: DecisionNumber(number), signature: signature))
    }
    #expect(number > 0)
  }

  @Test("texts without words, of one endless word, or of foreign letters are signed and decided")
  func oddTexts() {
    let texts = [
      "", " \n\n ", String(repeating: "a", count: 300_000), String(repeating: "漢字", count: 50_000),
      String(repeating: "é", count: 1000), "\u{0}\u{1}", String(repeating: "-\n", count: 10_000),
      String(repeating: "€", count: 9999), String(repeating: "a ", count: 200_000),
    ]
    let index = CopyIndex()
    for (offset, text) in texts.enumerated() {
      let signature = Signer().sign(headline: text, paragraphs: [text, text])
      let decision = index.decide(
        SignedDocument(number: DecisionNumber(UInt64(offset + 1)), signature: signature))
      #expect(decision.copyOf == nil)
      #expect(Signature(decoding: signature.encoded) == signature)
    }
  }
}
