import Ledger
import Model
import Testing

@testable import Presentation

@Suite struct ArticleDifferenceTests {
  private static func row(_ change: (inout ArticleRow) -> Void = { _ in }) -> ArticleRow {
    var row = ArticleRow(
      number: DecisionNumber(7), id: "01JD", jobID: "01JD",
      article: Article(
        headline: "Bridge closed", authors: [Person(name: "Ada Hill")],
        datePublished: DatedValue(iso: "2031-02-13", raw: "13 Feb", zone: .absent, source: "text"),
        paragraphs: ["One.", "Two stands here.", "Three."].map {
          Paragraph(role: .body, text: $0)
        }),
      provenance: Provenance(digest: "sha256:00", format: "html"), outcome: .indexed, arrival: 0,
      storyTime: nil, decision: CopyDecision(story: DecisionNumber(7), head: DecisionNumber(7)))
    change(&row)
    return row
  }

  private static func changes(_ change: (inout ArticleRow) -> Void) -> [FieldChange] {
    ArticleDifference(from: row(), to: row(change)).changes
  }

  @Test("two readings that are the same differ in nothing")
  func same() { #expect(Self.changes { _ in }.isEmpty) }

  @Test("a plain field is told before and after, none where there is none")
  func plain() throws {
    let found = Self.changes {
      $0.article.headline = nil
      $0.article.language = "en"
      $0.provenance.httpStatus = 404
    }
    #expect(found.map(\.field) == ["headline", "inLanguage", "provenance.httpStatus"])
    #expect(found[0].before == ["Bridge closed"] && found[0].after.isEmpty && found[0].line == 0)
    #expect(DifferenceText(found[0]).lines == ["headline: Bridge closed → (none)"])
    #expect(DifferenceText(found[1]).lines == ["inLanguage: (none) → en"])
  }

  @Test("of a list the lines that differ are told, from the first to the last")
  func lines() {
    let found = Self.changes {
      $0.article.paragraphs[1].text = "Two stands elsewhere."
      $0.article.paragraphs.append(Paragraph(role: .quote, text: "Four."))
    }
    #expect(found.count == 1)
    #expect(found[0].field == "paragraphs" && found[0].line == 2)
    #expect(found[0].before == ["Two stands here.", "Three."])
    #expect(found[0].after == ["Two stands elsewhere.", "Three.", "[quote] Four."])
    #expect(
      DifferenceText(found[0]).lines == [
        "paragraphs, from line 2 on:", "  ~ Two stands [-here.-]{+elsewhere.+}",
        "  + [quote] Four.",
      ])
  }

  @Test("each field that a reading gives is compared")
  func everyField() {
    let date = DatedValue(iso: "2031-02-14", raw: "14 Feb", zone: .assumed, source: "meta")
    let steps: [(String, (inout ArticleRow) -> Void)] = [
      ("url", { $0.article.url = "u" }), ("canonicalUrl", { $0.article.canonicalURL = "u" }),
      ("alternativeHeadline", { $0.article.alternativeHeadline = "a" }),
      ("author", { $0.article.authors[0].url = "u" }),
      ("datePublished", { $0.article.datePublished = date }),
      ("dateModified", { $0.article.dateModified = date }),
      ("publisher", { $0.article.publisher = Publisher(domain: "d") }),
      ("description", { $0.article.description = "d" }),
      ("dateline", { $0.article.dateline = "d" }),
      (
        "origin",
        {
          $0.article.origin = ArticleOrigin(
            name: "n", source: .byline, evidence: "e", certain: false)
        }
      ),
      ("articleSection", { $0.article.articleSection = ["s"] }),
      ("keywords", { $0.article.keywords = ["k"] }),
      ("isAccessibleForFree", { $0.article.isAccessibleForFree = false }),
      ("removed", { $0.article.removed = [RemovedText(reason: .share, text: "s")] }),
      (
        "repairs",
        {
          $0.article.repairs = [
            Repair(rule: "r", field: "headline", byteOffset: 0, before: "a", after: "b")
          ]
        }
      ),
      ("selfRepeat", { $0.article.selfRepeat = true }),
      ("provenance.container", { $0.provenance.container = "gzip" }),
      ("provenance.locator", { $0.provenance.locator = "l" }),
      ("provenance.format", { $0.provenance.format = "text" }),
      ("provenance.charset", { $0.provenance.charset = "utf-8" }),
      ("provenance.charsetSource", { $0.provenance.charsetSource = "bom" }),
      ("provenance.sidecar", { $0.provenance.sidecar = "s" }),
      ("provenance.warcRecordId", { $0.provenance.warcRecordID = "w" }),
      ("provenance.notes", { $0.provenance.notes = ["n"] }),
    ]
    for (field, change) in steps {
      #expect(Self.changes(change).map(\.field).contains(field), "\(field)")
    }
  }

  @Test("what a person sees is bounded, and fit for a terminal, whatever the text")
  func bounded() {
    let long = Self.changes { row in
      row.article.headline = String(repeating: "word ", count: 4_000) + "\u{1B}[31m"
      row.article.paragraphs = (0..<5_000).map {
        Paragraph(role: .body, text: "\u{1B}]0;owned\u{07} line \($0)")
      }
    }
    let lines = long.flatMap { DifferenceText($0).lines }
    #expect(lines.count <= 20)
    #expect(lines.allSatisfy { $0.count < 500 && !$0.contains("\u{1B}") })
    #expect(lines.last == "  … and 4992 more lines")
  }
}
