import Model

@testable import Lineage

/// An invented report and what papers make of it.
enum ReportSamples {
  /// Paragraphs of an agency's report.
  static let report = [
    "The harbour at Veldmark was closed on Monday after a barge with 1,400 tonnes of gravel sank in the northern channel, the port authority said.",
    "Nobody was hurt when the barge, the Marit Louise, took on water shortly before dawn and settled across the fairway at a depth of nine metres.",
    "Harbour master Jonas Ekelund said that divers had found a tear of four metres in the hull and that the cause was being investigated.",
    "\u{201C}We cannot lift her before the gravel is out,\u{201D} Ekelund told reporters. \u{201C}That will take us until Thursday at the earliest.\u{201D}",
    "Eleven ships were waiting off the coast on Monday evening, among them two tankers bound for the refinery at Osthaven.",
    "The refinery has reserves for six days, its operator said, and did not expect that production would have to be cut.",
    "It is the third accident in the channel since it was deepened two years ago; after the second one the pilots' union had demanded new buoys.",
    "The ministry of transport said that it would decide about the buoys once the report of the investigators was at hand.",
  ]

  /// An article as the lineage sees it.
  static func article(
    _ id: String, _ paragraphs: [String], publisher: String? = nil, published: String? = nil,
    origin: String? = nil, source: ArticleOrigin.Source = .wireMark
  ) -> LineageArticle {
    LineageArticle(
      name: id,
      article: Article(
        headline: "Barge blocks the harbour of Veldmark",
        datePublished: published.map {
          DatedValue(iso: $0, raw: $0, zone: .explicit, source: "meta")
        },
        publisher: publisher.map { Publisher(name: $0) },
        origin: origin.map {
          ArticleOrigin(name: $0, source: source, evidence: $0, certain: true)
        },
        paragraphs: paragraphs.map { Paragraph(role: .body, text: $0) }))
  }

  /// Who took from whom, by the articles' ids; an unseen source by its name or `?`.
  static func parents(_ articles: [LineageArticle]) -> [String: String] {
    let graph = LineageBuilder().graph(of: articles)
    func name(_ node: LineageNode) -> String {
      switch node {
      case .article(let index): articles[index].name
      case .unseen(let index): graph.unseen[index].name ?? "?"
      }
    }
    return Dictionary(graph.edges.map { (name($0.child), name($0.parent)) }) { first, _ in first }
  }
}
