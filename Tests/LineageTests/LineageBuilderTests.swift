import Model
import Testing

@testable import Lineage

@Suite("Who took from whom")
struct LineageBuilderTests {
  private let report = ReportSamples.report

  @Test("a shortened text was taken from the whole one, whatever the dates say")
  func shortened() {
    let whole = ReportSamples.article("whole", report, published: "2026-03-02T10:00:00Z")
    let cut = [0, 2, 4, 6].map { report[$0] }
    let short = ReportSamples.article("short", cut, published: "2026-03-02T09:00:00Z")
    #expect(ReportSamples.parents([short, whole]) == ["short": "whole"])
    #expect(ReportSamples.parents([whole, short]) == ["short": "whole"])
  }

  @Test("changes are handed on: the parent is the text that has them already")
  func chain() {
    var edited = report
    edited[1] = edited[1].replacing("shortly before dawn", with: "in the small hours")
    edited[4] = edited[4].replacing("Eleven ships", with: "About a dozen ships")
    var cut = edited
    cut.removeSubrange(5...6)
    cut[2] = cut[2].replacing("was being investigated", with: "remained unclear")
    let articles = [
      ReportSamples.article("third", cut), ReportSamples.article("first", report),
      ReportSamples.article("second", edited, published: "2026-03-02"),
    ]
    let parents = ReportSamples.parents(articles)
    #expect(parents["third"] == "second")
    #expect(parents["third"] != "first")
  }

  @Test("papers that each left out something else had it from a source that is not there")
  func unseen() {
    let articles = [[0, 1, 3, 4, 6, 7], [0, 2, 3, 5, 6, 7], [0, 1, 2, 4, 5, 7]].enumerated().map {
      ReportSamples.article("\($0)", $1.map { report[$0] })
    }
    #expect(ReportSamples.parents(articles) == ["0": "?", "1": "?", "2": "?"])
  }

  @Test("a source that is named and not there stands in the graph by its name")
  func named() {
    let parents = ReportSamples.parents([
      ReportSamples.article(
        "one", Array(report.prefix(6)), origin: "Northwire", source: .firstPublished),
      ReportSamples.article(
        "other", Array(report.prefix(5)), origin: "northwire.example", source: .firstPublished),
    ])
    #expect(parents == ["one": "Northwire", "other": "Northwire"])
  }

  @Test("a credit says which of two equal texts was first")
  func credit() {
    let one = ReportSamples.article(
      "one", report, publisher: "Harbour Post", published: "2026-03-02T10:00:00Z")
    let other = ReportSamples.article(
      "other", report, publisher: "Coast Daily", published: "2026-03-02T09:00:00Z",
      origin: "harbourpost.example", source: .firstPublished)
    #expect(ReportSamples.parents([other, one]) == ["other": "one"])
  }

  @Test("of equal texts the earliest is taken for the source")
  func earliest() {
    let articles = ["09", "07", "08"].map {
      ReportSamples.article($0, report, published: "2026-03-02T\($0):00:00Z")
    }
    #expect(ReportSamples.parents(articles) == ["09": "07", "08": "07"])
  }

  @Test("reports that share a quotation only were not taken from each other")
  func quotation() {
    let own = [
      "A sunken barge keeps the port of Veldmark shut, and shipping lines have begun to send their freighters elsewhere.",
      "\u{201C}We cannot lift her before the gravel is out,\u{201D} Ekelund told reporters. \u{201C}That will take us until Thursday at the earliest.\u{201D}",
      "Insurers expect a loss of some three millions; the owner, a family business from Lund, gave no comment.",
    ]
    #expect(
      ReportSamples.parents([
        ReportSamples.article("one", report), ReportSamples.article("other", own),
      ]).isEmpty)
  }

  @Test("each step says what speaks for it")
  func evidence() throws {
    let short = report.prefix(5).map { $0.replacing("harbour", with: "harbor") }
    let articles = [
      ReportSamples.article("whole", report, published: "2026-03-02"),
      ReportSamples.article("short", Array(short), published: "2026-03-03"),
    ]
    let edge = try #require(LineageBuilder().graph(of: articles).edges.first)
    #expect(edge.child == .article(1))
    #expect(edge.certainty > 0.7)
    let kinds = Set(edge.evidence.map(\.kind))
    #expect(kinds.isSuperset(of: [.sharedText, .shortened, .spelling, .headline, .time]))
    #expect(edge.evidence.allSatisfy { !$0.isContrary })
  }

  @Test("one article, or none, has no lineage")
  func few() {
    #expect(ReportSamples.parents([]).isEmpty)
    #expect(ReportSamples.parents([ReportSamples.article("one", report)]).isEmpty)
    #expect(
      ReportSamples.parents([ReportSamples.article("a", []), ReportSamples.article("b", [""])])
        .isEmpty)
  }
}
