import Model
import Testing

@testable import Pipeline

/// What each stage of a rerun takes of a new reading.
@Suite struct RerunStageTests {
  private static func repair(
    _ field: String, at offset: Int, _ before: String, _ after: String
  ) -> Repair {
    Repair(rule: "mojibake.test", field: field, byteOffset: offset, before: before, after: after)
  }

  /// As an older version read it: one quotation mark repaired, and a word that it left damaged.
  private static let old = Article(
    url: "https://news.example/old", headline: "Cafe \u{201C}Quay\u{201D} opens",
    authors: [Person(name: "BjÃ¶rn Hill")], language: "de",
    paragraphs: [
      Paragraph(role: .body, text: "The cafÃ© opened."), Paragraph(role: .body, text: "It is red."),
    ],
    removed: [RemovedText(reason: .share, text: "Share")],
    repairs: [repair("headline", at: 5, "â€œ", "\u{201C}")])

  /// As a newer one reads it.
  private static let fresh = Article(
    url: "https://news.example/new", headline: "CafÃ© \u{201C}Quay\u{201D} reopens",
    authors: [Person(name: "Björn Hill")], language: "en",
    paragraphs: [
      Paragraph(role: .body, text: "The café opened."), Paragraph(role: .body, text: "It is blue."),
    ],
    removed: [],
    repairs: [
      repair("author/0", at: 2, "Ã¶", "ö"), repair("paragraphs/0", at: 7, "Ã©", "é"),
    ])

  @Test("parse takes all of the new reading")
  func parse() {
    #expect(RerunStage.parse.article(taking: Self.fresh, over: Self.old) == Self.fresh)
  }

  @Test("metadata takes the fields, and leaves text, what was removed and repairs of both")
  func metadata() {
    let article = RerunStage.metadata.article(taking: Self.fresh, over: Self.old)
    #expect(article.headline == Self.fresh.headline && article.authors == Self.fresh.authors)
    #expect(article.url == Self.fresh.url && article.language == "en")
    #expect(article.paragraphs == Self.old.paragraphs && article.removed == Self.old.removed)
    #expect(article.repairs == [Self.repair("author/0", at: 2, "Ã¶", "ö")])
  }

  @Test("repair takes a field where both were the same before it, and no other")
  func repair() {
    let article = RerunStage.repair.article(taking: Self.fresh, over: Self.old)
    #expect(article.paragraphs.map(\.text) == ["The café opened.", "It is red."])
    #expect(article.authors.map(\.name) == ["Björn Hill"])
    #expect(article.headline == Self.old.headline, "it reads otherwise before repair too")
    #expect(article.url == Self.old.url && article.language == "de")
    #expect(article.removed == Self.old.removed)
    #expect(
      article.repairs == [
        Self.repair("headline", at: 5, "â€œ", "\u{201C}"),
        Self.repair("author/0", at: 2, "Ã¶", "ö"), Self.repair("paragraphs/0", at: 7, "Ã©", "é"),
      ])
  }

  @Test("a repair that a newer version no longer makes is taken back")
  func unmade() {
    var old = Article(
      paragraphs: [Paragraph(role: .body, text: "A b")],
      repairs: [Self.repair("paragraphs/0", at: 0, "Ä", "A")])
    let fresh = Article(paragraphs: [Paragraph(role: .body, text: "Ä b")])
    #expect(RerunStage.repair.article(taking: fresh, over: old) == fresh)
    // What its record cannot undo proves nothing.
    old.repairs[0].byteOffset = 2
    #expect(RerunStage.repair.article(taking: fresh, over: old) == old)
  }

  @Test("a reading with more paragraphs is none of repair's", arguments: RerunStage.allCases)
  func same(stage: RerunStage) {
    #expect(stage.article(taking: Self.old, over: Self.old) == Self.old)
    var longer = Self.old
    longer.paragraphs.insert(Paragraph(role: .body, text: "New."), at: 0)
    let article = stage.article(taking: longer, over: Self.old)
    #expect(article == (stage == .parse ? longer : Self.old))
  }
}
