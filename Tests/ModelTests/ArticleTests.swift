import Model
import Testing

@Suite struct ArticleTests {
  @Test("articleBody leaves captions out and keeps the order of everything else")
  func bodyLeavesCaptionsOut() {
    let article = Article(paragraphs: [
      Paragraph(role: .heading, text: "One"), Paragraph(role: .body, text: "two"),
      Paragraph(role: .caption, text: "a photograph"), Paragraph(role: .quote, text: "three"),
      Paragraph(role: .list, text: "four"),
    ])
    #expect(article.articleBody == "One\n\ntwo\n\nthree\n\nfour")
  }

  @Test("decision numbers sort by their value")
  func numbersSort() {
    #expect(DecisionNumber(9) < DecisionNumber(10))
    #expect(!(DecisionNumber(10) < DecisionNumber(10)))
  }

  @Test("the names of outcomes are those that scripts rely on")
  func outcomeNames() {
    #expect(
      Outcome.allCases.map(\.rawValue)
        == ["indexed", "duplicate", "attached", "rejected", "quarantined"])
    #expect(DatedValue.Zone.gmtField.rawValue == "gmt-field")
  }
}
