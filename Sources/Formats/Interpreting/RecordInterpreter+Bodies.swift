import Unicode
import Extraction
import Model
import JSONTree
import TextEncodings

extension RecordInterpreter {
  /// Reads a body as the one article that it may be.
  func read(
    _ body: Body, _ context: inout ExtractionContext, into record: inout InterpretedRecord
  ) {
    let format: FormatName
    do {
      format = try body.format ?? sniffed(body)
    } catch {
      record.refusal = error as? Refusal ?? Refusals.binary
      return
    }
    record.provenance.format = format.rawValue
    guard let reading = FormatRegistry[format] else {
      record.refusal = Refusals.noArticle("A \(format.rawValue) file inside a record")
      return
    }
    reading.read(body, with: self, &context, into: &record)
  }

  private func sniffed(_ body: Body) throws -> FormatName {
    guard !body.bytes.isEmpty else { throw Refusals.empty }
    if CharsetReading.wideEncoding(Array(body.bytes.prefix(1 << 12))) != nil {
      return try Sniffer.sniff(CharsetReading.decode(body.bytes).utf8, isWhole: true)
    }
    return try Sniffer.sniff(body.bytes, isWhole: true)
  }

  var extractor: PageExtractor { PageExtractor(options: ExtractionOptions(settings)) }

  /// Reads a page, a piece of one, or a text dump.
  func readPage(
    _ body: Body, _ format: FormatName, _ context: ExtractionContext,
    into record: inout InterpretedRecord
  ) {
    var declared = body.declared
    if format == .html { declared += MarkupCharset.labels(in: body.bytes) }
    let decoded = CharsetReading.decode(body.bytes, declared: declared)
    note(decoded, in: &record)
    if let draft = ExtractorOutput.draft(of: decoded.utf8, as: format) {
      return take(draft, context, into: &record)
    }
    let text = format == .markdown ? MarkdownDialect.removed(from: decoded.utf8) : decoded.utf8
    let isFragment = format == .html && !Markup.hasPageTags(decoded.utf8)
    let extraction =
      format == .text || format == .markdown
      ? extractor.extract(textDump: text, context: context)
      : isFragment
        ? extractor.extract(fragment: decoded.utf8, context: context)
        : extractor.extract(page: decoded.utf8, context: context)
    record.article = extraction.article
    if record.article?.url == nil { record.article?.url = context.url }
    record.refusal = record.refusal ?? extraction.refusal
    record.blocks = extraction.decisions
    record.originEvidence = extraction.originEvidence
  }

  private func note(_ decoded: DecodedBody, in record: inout InterpretedRecord) {
    if record.provenance.charset == nil {
      record.provenance.charset = decoded.charset
      record.provenance.charsetSource = decoded.charsetSource
    }
    record.provenance.notes += decoded.notes
  }

  /// Reads a body that is JSON as the one article that may be in it.
  func readJSON(
    _ body: Body, _ context: ExtractionContext, into record: inout InterpretedRecord
  ) {
    let decoded = CharsetReading.decode(body.bytes, declared: body.declared)
    note(decoded, in: &record)
    guard
      let tree = try? JSONDocument(
        parsing: decoded.utf8, mode: .lenient, depthLimit: settings.depthLimit)
    else {
      record.refusal = Refusals.broken("JSON", "not even its first value is whole")
      return
    }
    let found = JSONSearch.articles(in: tree.root, path: "$")
    if found.count > 1 {
      record.refusal = Refusals.noArticle("A list of \(found.count) articles inside one record")
    } else {
      read(found.first?.value ?? tree.root, context, into: &record)
    }
  }

  /// Reads a JSON value of any schema.
  func read(
    _ value: JSONValue, _ context: ExtractionContext, into record: inout InterpretedRecord
  ) {
    record.provenance.format = "json"
    guard value.isObject else {
      record.refusal = record.refusal ?? Refusals.noArticle("This JSON value")
      return
    }
    let isPost = WordPressPost.isPost(value)
    switch JSONSearch.likeness(value) {
    case .error where !isPost:
      if value["code"] != nil { record.provenance.format = "wordpress-error" }
      let message = JSONMapper.text(of: value["message"] ?? value["error"] ?? value)
      record.refusal = Refusals.errorResponse(PlainText.line(markup: message) ?? "no message")
    case .wrapper where !isPost:
      record.refusal = record.refusal ?? Refusals.noArticle("This JSON object")
    default:
      take(JSONMapper.draft(of: value), context, into: &record)
    }
  }

  /// The value itself where its bytes are UTF-8, else read again after decoding.
  func inUTF8(
    _ value: JSONValue, _ origin: RecordOrigin, _ record: inout InterpretedRecord
  ) -> JSONValue {
    // Only the value itself: of a whole text of many records each would look at all of it.
    let bytes = value.tree.bytes
    if UTF8Text.isValid(bytes.span.extracting(value.range)) {
      record.provenance.charset = record.provenance.charset ?? "UTF-8"
      record.provenance.charsetSource = record.provenance.charsetSource ?? "detected"
      return value
    }
    let decoded = CharsetReading.decode(Array(bytes[value.range]), of: origin)
    note(decoded, in: &record)
    let tree = try? JSONDocument(
      parsing: decoded.utf8, mode: .lenient, depthLimit: settings.depthLimit)
    return tree?.root ?? value
  }

  /// Makes the article of a draft.
  func take(
    _ draft: FieldDraft, _ context: ExtractionContext, into record: inout InterpretedRecord
  ) {
    record.provenance.format = draft.format
    let result = DraftAssembly(settings: settings, context: context).assemble(draft)
    record.article = result.article
    record.provenance.httpStatus = record.provenance.httpStatus ?? draft.errorStatus
    // A field may state it of a later look at the address, or mean something else: a whole article stays.
    let refusal = Self.isWhole(result.article) ? nil : Self.refusal(ofStatus: draft.errorStatus)
    record.refusal = record.refusal ?? refusal ?? result.refusal
    record.blocks = result.blocks
    record.originEvidence = result.originEvidence
    record.provenance.notes += result.notes
  }

  /// True for a dated or signed text that is longer than what servers answer in place of a page.
  private static func isWhole(_ article: Article) -> Bool {
    (article.datePublished != nil || !article.authors.isEmpty)
      && article.paragraphs.reduce(0) { $0 + $1.text.utf8.count } >= wholeByteCount
  }

  private static let wholeByteCount = 600

  /// Reads an item of a feed.
  func read(
    _ item: [UInt8], _ head: FeedHead, _ origin: RecordOrigin, _ context: ExtractionContext,
    into record: inout InterpretedRecord
  ) {
    let decoded = CharsetReading.decode(item, of: origin)
    note(decoded, in: &record)
    take(
      FeedItem(decoded.utf8, head: head, budget: settings.budget).draft(), context, into: &record)
  }
}
