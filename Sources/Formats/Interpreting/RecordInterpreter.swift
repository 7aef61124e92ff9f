import Bytes
internal import Extraction
import Model
import JSONTree

/// Finds out what a record means: decodes it, reads its schema, extracts the article.
///
/// Pure: the same record and settings give the same result on any thread.
package struct RecordInterpreter: Sendable {
  let settings: ScrapeSettings

  package init(settings: ScrapeSettings = ScrapeSettings()) { self.settings = settings }

  /// The article in a record, or the refusal.
  package func interpret(_ raw: RawRecord) -> InterpretedRecord {
    var record = InterpretedRecord(
      ordinal: raw.ordinal,
      provenance: Provenance(
        size: Int64(raw.byteCount), source: raw.origin.sourceName,
        container: raw.origin.container, locator: raw.locator,
        charset: raw.origin.charset, charsetSource: raw.origin.charsetSource,
        httpStatus: raw.origin.http?.status, warcRecordID: raw.origin.warcRecordID,
        notes: raw.notes))
    if let refusal = settings.shouldStop() {
      record.refusal = refusal
      return record
    }
    var context = ExtractionContext(
      url: raw.origin.originURL, source: raw.origin.sourceName,
      fileName: raw.origin.fileName.isEmpty
        ? nil : String(decoding: raw.origin.fileName, as: UTF8.self),
      assumedZoneMinutes: settings.assumedZoneMinutes)
    switch raw.content {
    case .refused(let refusal): record.refusal = refusal
    case .body(let bytes, let format):
      readFile(bytes, as: format, of: raw.origin, &context, into: &record)
    case .web(let web): read(web, &context, into: &record)
    case .json(let value): read(inUTF8(value, raw.origin, &record), context, into: &record)
    case .feedItem(let bytes, let head):
      read(bytes, head, raw.origin, context, into: &record)
    }
    if let url = record.article?.url { record.article?.url = WebAddress.replayed(url) }
    if let url = record.article?.canonicalURL {
      record.article?.canonicalURL = WebAddress.replayed(url)
    }
    assert(record.article != nil || record.refusal != nil, "a record without an outcome")
    if record.refusal == nil, var article = record.article {
      OriginReader.complete(&article, evidence: record.originEvidence)
      record.article = article
    }
    if settings.recordsDecisions { record.decisions = Self.decisions(record) }
    return record
  }

  /// What was decided about a record as a whole, a sentence each.
  private static func decisions(_ record: InterpretedRecord) -> [String] {
    let provenance = record.provenance
    var lines: [String] = []
    if let container = provenance.container { lines.append("Taken out of \(container).") }
    if let locator = provenance.locator { lines.append("Found at \(locator).") }
    if let format = provenance.format { lines.append("Read as \(format), by its content.") }
    if let charset = provenance.charset {
      lines.append("Decoded from \(charset), by \(provenance.charsetSource ?? "detection").")
    }
    if let status = provenance.httpStatus { lines.append("Served with status \(status).") }
    if let sidecar = provenance.sidecar { lines.append("Completed from \(sidecar).") }
    if let date = record.article?.datePublished {
      lines.append("Dated \(date.iso) from \(date.source); zone: \(date.zone.rawValue).")
    }
    if let location = record.article?.dateline {
      lines.append("Sent from \(location), by its dateline.")
    }
    if let origin = record.article?.origin {
      let degree = origin.certain ? "says" : "suggests"
      lines.append(
        "First published by \(origin.name): \(origin.source.rawValue) \(degree) so (\(origin.evidence))."
      )
    }
    lines += provenance.notes.map { "Remark: \($0)." }
    if let refusal = record.refusal {
      lines.append("Refused (\(refusal.reason.rawValue)): \(refusal.detail)")
    }
    return lines
  }

  /// A file that is one record: sidecars, comments and names say what the page does not.
  private func readFile(
    _ bytes: [UInt8], as format: FormatName, of origin: RecordOrigin,
    _ context: inout ExtractionContext, into record: inout InterpretedRecord
  ) {
    var declared: [CharsetReading.Label] = []
    if let charset = origin.charset {
      declared.append(.init(charset, from: origin.charsetSource ?? "bom"))
    }
    if let charset = origin.http?.charset { declared.append(.init(charset, from: "http")) }
    var facts: [SidecarFacts] = []
    for sidecar in origin.sidecars {
      guard let fact = SidecarFacts(sidecar, settings: settings) else {
        record.provenance.notes.append("sidecar-without-use")
        continue
      }
      facts.append(fact)
      record.provenance.sidecar =
        record.provenance.sidecar ?? String(decoding: sidecar.name, as: UTF8.self)
      record.provenance.httpStatus = record.provenance.httpStatus ?? fact.httpStatus
      if let charset = fact.charset { declared.append(.init(charset, from: "http")) }
    }
    context.url =
      facts.lazy.compactMap(\.article.url).first
      ?? FormatRegistry[format]?.savedAddress(in: bytes) ?? context.url
      ?? FileNameAddress.url(in: origin.fileName)
    read(Body(bytes: bytes, format: format, declared: declared), &context, into: &record)
    if var article = record.article {
      for fact in facts { fact.amend(&article) }
      record.article = article
    }
    // What is no page at all says more about itself than the status does.
    if let refusal = Self.refusal(ofStatus: record.provenance.httpStatus) {
      record.refusal = refusal
    }
  }

  /// A page out of an archive: status, codings, then as any body.
  private func read(
    _ web: WebRecord, _ context: inout ExtractionContext, into record: inout InterpretedRecord
  ) {
    record.provenance.warcRecordID = web.recordID
    context.url = web.url ?? context.url
    var body = Body(bytes: web.bytes, format: web.isText ? .text : nil, declared: [])
    if web.isHTTP, let head = HTTPHead(web.bytes[...]) {
      record.provenance.httpStatus = head.status
      if let refusal = Self.refusal(ofStatus: head.status) {
        record.refusal = refusal
        return
      }
      if let kind = Self.kindOfCode(head, web.bytes[min(head.bodyOffset, web.bytes.count)...]) {
        record.refusal = Refusals.notAPage(kind)
        return
      }
      do {
        let decoded = try HTTPBody.decode(
          Array(web.bytes[head.bodyOffset...]), head: head, settings: settings)
        body.bytes = decoded.bytes
        record.provenance.notes += decoded.notes
      } catch {
        record.refusal = error as? Refusal ?? Refusals.limit("its content coding")
        return
      }
      if let charset = head.charset { body.declared.append(.init(charset, from: "http")) }
    } else if let type = web.contentType, let charset = HeaderLines.parameter("charset", of: type) {
      body.declared.append(.init(charset, from: "http"))
    }
    read(body, &context, into: &record)
    if record.article != nil, record.article?.url == nil { record.article?.url = web.url }
  }

  /// What a crawler fetched for a page's sake and no reader reads, by its content type; nil for all
  /// else, and for what begins like a page whatever it was served as.
  private static func kindOfCode(_ head: HTTPHead, _ body: ArraySlice<UInt8>) -> String? {
    let kind: String? =
      switch head.contentType {
      case "text/css": "a style sheet"
      case "text/javascript", "application/javascript", "application/x-javascript",
        "text/ecmascript", "application/ecmascript":
        "a script"
      default: nil
      }
    return body.first(where: { !ASCII.isTextBlank($0) }) == UInt8(ascii: "<") ? nil : kind
  }

  static func refusal(ofStatus status: Int?) -> Refusal? {
    guard let status, status >= 300 else { return nil }
    return Refusals.errorResponse("status \(status)")
  }
}
