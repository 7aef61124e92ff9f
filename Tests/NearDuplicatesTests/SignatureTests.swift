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
