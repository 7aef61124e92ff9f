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
    let parts = format == .mail ? message.readable : message.shown.map { [$0] } ?? []
    guard let part = parts.first else {
      record.refusal = Refusals.noArticle("A message without a part in HTML or text")
      return
    }
    let location =
      message.headers["snapshot-content-location"] ?? message.headers["x-rss-url"]
      ?? part.headers["content-location"]
    if let location, WebAddress.isAbsolute(location) { context.url = context.url ?? location }
    let subject = PlainText.line(message.headers["subject"].map { EncodedWords.decode($0) })
      .map { format == .mail ? SubjectPrefix.removed(from: $0) : $0 }
    read(parts.count == 1 ? Self.body(part) : Self.joined(parts), &context, into: &record)
    record.provenance.format = format == .mhtml ? "mhtml" : "mail"
    guard var article = record.article else { return }
    if article.url == nil { article.url = context.url }
    if format == .mail {
      article.headline = Self.headline(subject: subject, ofPage: article.headline)
    } else {
      article.headline = article.headline ?? subject
    }
    // The date of a saved page is when it was saved; the date of a mail is when it was written.
    if format == .mail { readLetter(message.headers, into: &article) }
    record.article = article
  }

  private static func body(_ part: MIMEMessage.Part) -> Body {
    var body = Body(
      bytes: part.decoded, format: part.type == "text/plain" ? .text : nil, declared: [])
    if part.isHTML {
      body.format = .html
    } else {
      body.bytes = ListFooter.removed(from: body.bytes)
    }
    if let charset = part.charset { body.declared = [.init(charset, from: "http")] }
    return body
  }

  /// Parts that follow each other as one text: plain where all are, else markup.
  private static func joined(_ parts: [MIMEMessage.Part]) -> Body {
    let isMarkup = parts.contains { $0.isHTML }
    var bytes: [UInt8] = []
    for part in parts {
      var declared = part.charset.map { [CharsetReading.Label($0, from: "http")] } ?? []
      if part.isHTML { declared += MarkupCharset.labels(in: part.decoded) }
      let text = CharsetReading.decode(
        part.isHTML ? part.decoded : ListFooter.removed(from: part.decoded), declared: declared
      ).utf8
      if isMarkup, !part.isHTML {
        for paragraph in PlainText.paragraphs(String(decoding: text, as: UTF8.self)) {
          bytes += "<p>\(XMLMarkup.escaping(paragraph))</p>\n".utf8
        }
      } else {
        bytes += text
      }
      bytes += "\n\n".utf8
    }
    return Body(
      bytes: bytes, format: isMarkup ? .html : .text, declared: [.init("utf-8", from: "http")])
  }

  /// The subject: it is written for the letter, where a page's title may be its template's. What
  /// the page shows stands for it where the subject is the same with something around it.
  private static func headline(subject: String?, ofPage title: String?) -> String? {
    guard let subject else { return title }
    guard let title, title.utf8.count >= 12, subject.contains(title) else { return subject }
    return title
  }

  private func readLetter(_ headers: HeaderLines, into article: inout Article) {
    if article.datePublished == nil, let date = headers["date"] {
      article.datePublished = DateReader(assumedZoneMinutes: settings.assumedZoneMinutes)
        .read(date, source: "mail:date")
    }
    if article.authors.isEmpty, let from = headers["from"] {
      var name = PlainText.folding(
        EncodedWords.decode(from).prefix { $0 != "<" }.filter { $0 != "\"" })
      // Programs that send feeds on write the feed's name before the author's.
      if headers["x-rss-url"] != nil || headers["x-rss-feed"] != nil,
        let colon = name.lastIndex(of: ":")
      {
        name = PlainText.folding(String(name[name.index(after: colon)...]))
      }
      if !name.isEmpty, !name.contains("@") { article.authors = [Person(name: name)] }
    }
  }
}
