internal import JSONTree
internal import Ledger
internal import Model
internal import SearchIndex

extension FoundArticle {
  /// The hit as one line of JSON, its newline included; what matched stands between `**`.
  ///
  /// `result`: The answer that it stands in, for a line that is read by itself.
  package func jsonLine(of result: SearchResult? = nil) -> [UInt8] {
    var writer = JSONWriter()
    write(to: &writer, of: result)
    writer.endLine()
    return writer.take()
  }

  /// Writes the hit as one object.
  func write(to writer: inout JSONWriter, of result: SearchResult? = nil) {
    writer.beginObject()
    writer.member("id", summary.id)
    writer.member("story", story)
    writer.member("headline", summary.headline)
    writer.member("url", summary.url)
    writer.member("datePublished", day)
    writer.member("source", summary.source)
    writer.member("outcome", summary.outcome.rawValue)
    writer.key("score")
    writer.number((score * 1_000).rounded() / 1_000)
    writer.member("snippet", snippet.marked(begin: "**", end: "**"))
    writer.member("alsoInStory", alsoInStory)
    if let result {
      writer.member("query", result.query)
      if result.isPartial { writer.member("partial", true) }
    }
    writer.member("cursor", cursor)
    writer.endObject()
  }
}
