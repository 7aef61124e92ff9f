internal import JSONTree

/// The answer to a search, with what the search was understood as.
package struct SearchResult: Sendable {
  /// The query in its normal form.
  package var query: String
  package var hits: [FoundArticle] = []
  /// Counts in place of hits, where they were asked for: the value of the field, nil for articles
  /// without one.
  package var counts: [(value: String?, count: Int)] = []
  /// The field of the counts; nil for hits.
  package var countedBy: String?
  /// True when the time was over before all that might be better was looked at.
  package var isPartial = false
  /// The cursor to go on from; nil at the end.
  package var next: String?

  /// An answer without hits.
  init(query: String) { self.query = query }

  /// The answer as one document of JSON: `{"query", "partial", "hits", "next"}`, or `{"query", "partial",
  /// "countBy", "total", "counts"}`.
  package func json() -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("query", query)
    writer.member("partial", isPartial)
    if let countedBy {
      writer.member("countBy", countedBy)
      writer.member("total", counts.reduce(0) { $0 + $1.count })
      writer.key("counts")
      writer.beginArray()
      for line in counts { write(line, to: &writer) }
      writer.endArray()
    } else {
      writer.key("hits")
      writer.beginArray()
      for hit in hits { hit.write(to: &writer) }
      writer.endArray()
      writer.member("next", next)
    }
    writer.endObject()
    return writer.take()
  }

  /// The counts as one object a line: `{"source", "count", "query"}`.
  package func countLines() -> [UInt8] {
    guard let countedBy else { return [] }
    var writer = JSONWriter()
    for line in counts {
      writer.beginObject()
      writer.key(countedBy)
      if let value = line.value { writer.string(value) } else { writer.null() }
      writer.member("count", line.count)
      writer.member("query", query)
      if isPartial { writer.member("partial", true) }
      writer.endObject()
      writer.endLine()
    }
    return writer.take()
  }

  private func write(_ line: (value: String?, count: Int), to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("value")
    if let value = line.value { writer.string(value) } else { writer.null() }
    writer.member("count", line.count)
    writer.endObject()
  }
}
