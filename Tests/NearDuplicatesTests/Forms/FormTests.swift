import Model
import Testing

@testable import NearDuplicates

/// A form that an invented paper fills in day by day: `{0}` and so on stand for what differs.
struct Form: Sendable, CustomTestStringConvertible {
  var name: String
  var headline: String
  var paragraphs: [String]
  var fillings: [[String]]

  var testDescription: String { name }

  func filled(_ index: Int) -> (headline: String, paragraphs: [String]) {
    (fill(headline, index), paragraphs.map { fill($0, index) })
  }

  private func fill(_ text: String, _ index: Int) -> String {
    var text = text
    for (number, value) in fillings[index].enumerated() {
      text = replacing("{\(number)}", by: value, in: text)
    }
    return text
  }
}

/// `text` with another text for each `old`.
private func replacing(_ old: String, by new: String, in text: String) -> String {
  var rest = Substring(text)
  var result = ""
  while let range = rest.firstRange(of: old) {
    result += rest[..<range.lowerBound] + new
    rest = rest[range.upperBound...]
  }
  return result + rest
}

@Suite("texts made from one form, and corrected texts")
struct FormTests {
  @Test("two fillings of one form are no copies, in whatever language", arguments: Form.all)
  func fillings(form: Form) {
    for older in form.fillings.indices {
      for newer in form.fillings.indices where newer != older {
        #expect(!isCopy(form.filled(newer), of: form.filled(older)), "\(newer) and \(older)")
      }
    }
  }

  @Test(
    "a corrected name, a corrected number, a cut or another headline leave a copy",
    arguments: Form.all)
  func corrections(form: Form) {
    let (headline, paragraphs) = form.filled(0)
    let original = (headline: headline, paragraphs: paragraphs)
    let name = form.fillings[0][0]
    let corrected = name.dropLast() + (name.utf8.count == name.count ? "o" : "川")
    let named = (
      headline: replacing(name, by: String(corrected), in: headline),
      paragraphs: paragraphs.map { replacing(name, by: String(corrected), in: $0) }
    )
    #expect(isCopy(named, of: original), "corrected name")
    if let number = form.fillings[0].last(where: { $0.count > 1 && $0.allSatisfy(\.isNumber) }) {
      let numbered = (
        headline: replacing(number, by: "68", in: headline),
        paragraphs: paragraphs.map { replacing(number, by: "68", in: $0) }
      )
      #expect(isCopy(numbered, of: original), "corrected number")
    }
    #expect(isCopy((headline, paragraphs.dropLast()), of: original), "cut")
    #expect(isCopy(("Morgenpost 7", paragraphs), of: original), "another headline")
  }

  @Test("a signature without slots, as version 2 had it, is still compared")
  func withoutSlots() {
    let (headline, paragraphs) = Form.all[0].filled(0)
    var older = Signer().sign(headline: headline, paragraphs: paragraphs)
    older.slots = []
    let newer = Signer().sign(headline: "Another headline", paragraphs: paragraphs.dropLast())
    let index = CopyIndex()
    _ = index.decide(SignedDocument(number: DecisionNumber(1), signature: older))
    let decision = index.decide(SignedDocument(number: DecisionNumber(2), signature: newer))
    #expect(decision.copyOf == DecisionNumber(1))
    var bytes = older.encoded
    #expect(bytes.removeLast() == 0, "no slots")
    bytes[0] = 2
    #expect(Signature(decoding: bytes) == older)
  }

  @Test("the slots that are kept of two long texts of one form are the same ones")
  func sampled() {
    var news = MadeUpNews(seed: 77)
    let frame = news.paragraphs(60)
    func signature(_ town: String, _ count: Int) -> Signature {
      Signer().sign(
        headline: "Report for \(town)",
        paragraphs: frame.enumerated().map { "\(count + $0) \($1)" })
    }
    let (left, right) = (signature("Quillmouth", 1000), signature("Astrand", 5000))
    #expect(left.slots.count == SignatureOptions().slotLimit)
    let compared = SlotComparison(left.slots, right.slots)
    #expect(compared.wordCount >= 4)
    #expect(SlotComparison(left.slots, left.slots).changedCount == 0)
    #expect(SlotComparison(left.slots, []) == SlotComparison())
  }

  private func isCopy(
    _ newer: (headline: String, paragraphs: some Sequence<String>),
    of older: (headline: String, paragraphs: [String])
  ) -> Bool {
    let index = CopyIndex()
    let first = Signer().sign(headline: older.headline, paragraphs: older.paragraphs)
    let second = Signer().sign(headline: newer.headline, paragraphs: Array(newer.paragraphs))
    _ = index.decide(SignedDocument(number: DecisionNumber(1), signature: first))
    return index.decide(SignedDocument(number: DecisionNumber(2), signature: second)).copyOf != nil
  }
}
