import Model
import Testing

@testable import Extraction

@Suite("Made-up pages")
struct PageCasesTests {
  @Test("a page gives what its case states", arguments: PageCase.all)
  func holds(_ example: PageCase) {
    #expect(example.mismatches(example.extract()) == [])
  }

  @Test("a known failure fails still; one that does not belongs to the other cases")
  func knowsItsLimits() {
    for example in PageCase.knownFailures {
      #expect(example.mismatches(example.extract()) != [], "\(example.label)")
    }
  }

  @Test("every case has a name of its own, an input and an expectation")
  func isComplete() {
    let cases = PageCase.all + PageCase.knownFailures
    #expect(Set(cases.map(\.testDescription)).count == cases.count)
    for example in cases { #expect(!example.expectations.isEmpty, "\(example.label)") }
  }

  @Test("what is left out is recorded or not, and the article is the same", arguments: PageCase.all)
  func recordsOnDemand(_ example: PageCase) {
    let recorded = example.extract(options: ExtractionOptions(recordsDecisions: true))
    var bare = example.extract(options: ExtractionOptions(recordsRemoved: false))
    #expect(bare.article.removed.isEmpty)
    #expect(bare.decisions.isEmpty)
    bare.article.removed = recorded.article.removed
    #expect(bare.article == recorded.article)
    #expect(bare.refusal == recorded.refusal)
    // Text that JSON-LD states is no block of the page.
    let kept = recorded.decisions.count { $0.isKept }
    #expect(kept == recorded.article.paragraphs.count || example.group == "linked-data")
  }

  @Test("a page cut anywhere is read without a trap", arguments: PageCase.all)
  func survivesCuts(_ example: PageCase) {
    let bytes = Array(example.input.utf8)
    for part in [2, 5, 7] {
      let cut = Array(bytes[..<(bytes.count * part / 8)])
      let extraction = PageExtractor().extract(page: cut)
      #expect(extraction.refusal != nil || !extraction.article.paragraphs.isEmpty)
    }
  }
}
