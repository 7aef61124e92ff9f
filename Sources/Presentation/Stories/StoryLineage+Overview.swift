package import JSONTree
internal import Lineage
internal import Model

extension StoryLineage {
  /// The headline of the story; nil where no article has one.
  package var headline: String? {
    overview.headline.flatMap { documents[$0].article?.headline }
  }

  /// The id of an article, by its position.
  package func name(ofArticle article: Int) -> String { name(of: .article(article)) }

  /// Writes what the articles say together as one JSON object.
  package func writeOverview(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("headline", headline)
    writer.member("headlineFrom", overview.headline.map(name(ofArticle:)))
    writer.member("who", overview.names)
    writer.member("where", overview.locations)
    writer.member("began", overview.began)
    writer.member("lastMoved", overview.lastMoved)
    writer.member("articles", documents.count)
    writer.member("papers", overview.papers)
    writer.member("languages", overview.languages)
    if let latest = overview.latest {
      writer.key("latest")
      writer.beginObject()
      writer.member("id", name(ofArticle: latest))
      writer.member("new", overview.newSentences)
      writer.endObject()
    }
    if !overview.disputed.isEmpty {
      writer.key("disputed")
      writer.beginArray()
      for figure in overview.disputed { write(figure, to: &writer) }
      writer.endArray()
    }
    writer.endObject()
  }

  private func write(_ figure: DisputedFigure, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("quantity", figure.quantity)
    writer.member("sentence", figure.sentence)
    writer.key("values")
    writer.beginArray()
    for value in figure.values {
      writer.beginObject()
      writer.member("number", value.number)
      writer.member("articles", value.articles.map(name(ofArticle:)))
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
  }
}
