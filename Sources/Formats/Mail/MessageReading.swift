import Extraction
import Model

extension RecordInterpreter {
  /// Reads mail or MHTML: the part that shows, with what the headers say around it.
  func readMessage(
    _ body: Body, _ format: FormatName, _ context: inout ExtractionContext,
    into record: inout InterpretedRecord
  ) {
    let message = MIMEMessage(body.bytes, headerByteLimit: settings.headerByteLimit)
    record.provenance.notes += message.notes
    guard let part = message.shown else {
      record.refusal = Refusals.noArticle("A message without a part in HTML or text")
      return
    }
    let location = message.headers["snapshot-content-location"] ?? part.headers["content-location"]
    if let location, WebAddress.isAbsolute(location) { context.url = context.url ?? location }
    var inner = Body(
      bytes: part.decoded, format: part.type == "text/plain" ? .text : nil, declared: [])
    if part.type.contains("html") { inner.format = .html }
    if let charset = part.charset { inner.declared = [.init(charset, from: "http")] }
    read(inner, &context, into: &record)
    record.provenance.format = format == .mhtml ? "mhtml" : "mail"
    guard var article = record.article else { return }
    if article.url == nil { article.url = context.url }
    if article.headline == nil, let subject = message.headers["subject"] {
      article.headline = PlainText.line(EncodedWords.decode(subject))
    }
    // The date of a saved page is when it was saved; the date of a mail is when it was written.
    if format == .mail { readLetter(message.headers, into: &article) }
    record.article = article
  }

  private func readLetter(_ headers: HeaderLines, into article: inout Article) {
    if article.datePublished == nil, let date = headers["date"] {
      article.datePublished = DateReader(assumedZoneMinutes: settings.assumedZoneMinutes)
        .read(date, source: "mail:date")
    }
    if article.authors.isEmpty, let from = headers["from"] {
      let name = PlainText.folding(
        EncodedWords.decode(from).prefix { $0 != "<" }.filter { $0 != "\"" })
      if !name.isEmpty { article.authors = [Person(name: name)] }
    }
  }
}
