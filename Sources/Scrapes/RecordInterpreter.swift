package import ArticleExtraction
import Articles
import JSONTree

/// Finds out what a record means: decodes it, reads its schema, extracts the article.
///
/// Pure: the same record and settings give the same result on any thread.
package struct RecordInterpreter: Sendable {
  private let settings: ScrapeSettings

  package init(settings: ScrapeSettings = ScrapeSettings()) { self.settings = settings }

  /// The article in a record, or the refusal; never neither and never both.
  ///
  /// `boilerplate` is what the record's source is known to repeat from page to page.
  package func interpret(
    _ raw: RawRecord, boilerplate: BoilerplateSnapshot = BoilerplateSnapshot()
  ) -> InterpretedRecord {
    var provenance = Provenance(container: raw.origin.container, locator: raw.locator)
    provenance.size = Int64(raw.byteCount)
    if let refusal = settings.shouldStop() {
      return InterpretedRecord(ordinal: raw.ordinal, provenance: provenance, refusal: refusal)
    }
    var article = Article()
    switch raw.content {
    case .refused(let refusal):
      return InterpretedRecord(ordinal: raw.ordinal, provenance: provenance, refusal: refusal)
    case .body(let bytes, let format):
      provenance.format = format.rawValue
      article.paragraphs = paragraphs(of: String(decoding: bytes, as: UTF8.self))
    case .json(let value):
      provenance.format = "json"
      article.headline = value["title"]?.scalarText
      article.url = value["url"]?.string ?? value["link"]?.string
      let text = value["text"]?.string ?? value["content"]?.string ?? value["body"]?.string ?? ""
      article.paragraphs = paragraphs(of: text)
    }
    guard !article.paragraphs.isEmpty else {
      return InterpretedRecord(
        ordinal: raw.ordinal, provenance: provenance, refusal: Refusals.noArticle("The record"))
    }
    return InterpretedRecord(ordinal: raw.ordinal, article: article, provenance: provenance)
  }

  private func paragraphs(of text: String) -> [Paragraph] {
    text.split(whereSeparator: \.isNewline).filter { !$0.allSatisfy(\.isWhitespace) }
      .map { Paragraph(role: .body, text: String($0)) }
  }
}
