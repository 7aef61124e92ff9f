package import ArticleExtraction
import Articles
import JSONTree

/// Finds out what a record means: decodes it, reads its schema, extracts the article.
///
/// Pure: the same record and settings give the same result on any thread.
package struct RecordInterpreter: Sendable {
  private let settings: ScrapeSettings

  package init(settings: ScrapeSettings = ScrapeSettings()) { self.settings = settings }

  /// The article in a record, or the refusal.
  ///
  /// `boilerplate` is what the record's source is known to repeat from page to page.
  package func interpret(
    _ raw: RawRecord, boilerplate: BoilerplateSnapshot = BoilerplateSnapshot()
  ) -> InterpretedRecord {
    var record = InterpretedRecord(
      ordinal: raw.ordinal,
      provenance: Provenance(
        size: Int64(raw.byteCount), source: raw.origin.sourceName,
        container: raw.origin.container, locator: raw.locator))
    record.provenance.notes = raw.notes
    if let refusal = settings.shouldStop() {
      record.refusal = refusal
      return record
    }
    var context = ExtractionContext(
      url: raw.origin.originURL, source: raw.origin.sourceName,
      fileName: String(decoding: raw.origin.fileName, as: UTF8.self),
      assumedZoneMinutes: settings.assumedZoneMinutes, boilerplate: boilerplate)
    switch raw.content {
    case .refused(let refusal): record.refusal = refusal
    case .body(let bytes, let format): read(bytes, as: format, &context, into: &record)
    case .json(let value): read(value, context, into: &record)
    }
    return record
  }

  private func read(
    _ bytes: [UInt8], as format: FormatName, _ context: inout ExtractionContext,
    into record: inout InterpretedRecord
  ) {
    let decoded = CharsetReading.decode(bytes)
    record.provenance.format = format.rawValue
    record.provenance.charset = decoded.charset
    record.provenance.charsetSource = decoded.charsetSource
    record.provenance.notes += decoded.notes
    let extractor = PageExtractor(
      options: ExtractionOptions(
        recordsDecisions: settings.recordsDecisions, textByteLimit: settings.textByteLimit))
    let extraction =
      format == .html
      ? extractor.extract(page: decoded.utf8, context: context)
      : extractor.extract(textDump: decoded.utf8, context: context)
    record.article = extraction.article
    record.refusal = extraction.refusal
    record.blocks = extraction.decisions
  }

  private func read(
    _ value: JSONValue, _ context: ExtractionContext, into record: inout InterpretedRecord
  ) {
    guard value.isObject else {
      record.provenance.format = "json"
      record.refusal = Refusals.noArticle("This JSON value")
      return
    }
    switch JSONSearch.likeness(value) {
    case .error where !WordPressPost.isPost(value):
      record.provenance.format = value["code"] == nil ? "json" : "wordpress-error"
      let message = JSONMapper.text(of: value["message"] ?? value["error"] ?? value)
      record.refusal = Refusals.errorResponse(PlainText.line(message) ?? "no message")
    case .wrapper where !WordPressPost.isPost(value):
      record.provenance.format = "json"
      record.refusal = Refusals.noArticle("This JSON object")
    default:
      let draft = JSONMapper.draft(of: value)
      record.provenance.format = draft.format
      let result = DraftAssembly(settings: settings, context: context).assemble(draft)
      record.article = result.article
      record.refusal = result.refusal
      record.blocks = result.blocks
      record.provenance.notes += result.notes
    }
  }
}
