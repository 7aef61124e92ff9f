internal import JSONTree
internal import Ledger
internal import Model
internal import SearchIndex

extension FoundArticle {
  /// The hit as one line of JSON, its newline included; what matched stands between `**`.
  package func jsonLine() -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("id", summary.id)
    writer.member("story", story)
    writer.member("headline", summary.headline)
    writer.member("url", summary.url)
    // The day only: the story time does not say which zone the article gave.
    writer.member(
      "datePublished", summary.storyTime.map { String(ISOTime.text(seconds: $0).prefix(10)) })
    writer.member("source", summary.source)
    writer.member("outcome", summary.outcome.rawValue)
    writer.key("score")
    writer.number((score * 1_000).rounded() / 1_000)
    writer.member("snippet", snippet.marked(begin: "**", end: "**"))
    writer.member("alsoInStory", alsoInStory)
    writer.endObject()
    writer.endLine()
    return writer.take()
  }
}
