package import Extraction
package import JSONTree
package import Model

/// What the ledger knows about an article beyond the article itself, as ids that people use.
package struct ArticleLinks: Sendable, Equatable {
  package var id: String
  package var duplicateOf: String?
  package var duplicateKind: CopyKind?
  package var similarity: Double?
  package var sharedSpans: [SharedSpan]
  package var contains: [String]
  package var head: String?
  package var story: String?

  package init(
    id: String, duplicateOf: String? = nil, duplicateKind: CopyKind? = nil,
    similarity: Double? = nil, sharedSpans: [SharedSpan] = [], contains: [String] = [],
    head: String? = nil, story: String? = nil
  ) {
    self.id = id
    self.duplicateOf = duplicateOf
    self.duplicateKind = duplicateKind
    self.similarity = similarity
    self.sharedSpans = sharedSpans
    self.contains = contains
    self.head = head
    self.story = story
  }

  /// A share of words to four places, as it is shown.
  static func rounded(_ similarity: Double) -> Double { (similarity * 10_000).rounded() / 10_000 }
}

extension DatedValue {
  /// The day as the page has it.
  var day: String { String(iso.prefix(10)) }

  /// The moment in UTC; nil where the zone or the time of day is not known.
  var moment: String? {
    guard zone != .absent, iso.contains("T"), let seconds = ISOTime.seconds(iso) else { return nil }
    return ISOTime.text(seconds: seconds)
  }
}

/// One line of `export`, `preview --json` and `show --json`: names follow schema.org's NewsArticle.
///
/// Keys without a value are left out.
package struct ArticleDocument: Sendable {
  package var article: Article?
  package var provenance: Provenance
  package var outcome: Outcome
  package var refusal: Refusal?
  package var links: ArticleLinks?
  /// How the file was read, step by step; only where it was asked for.
  package var decisions: [String]
  /// Why each block was kept or left out; only where it was asked for.
  package var blocks: [BlockDecision]

  package init(
    article: Article?, provenance: Provenance, outcome: Outcome, refusal: Refusal? = nil,
    links: ArticleLinks? = nil, decisions: [String] = [], blocks: [BlockDecision] = []
  ) {
    self.article = article
    self.provenance = provenance
    self.outcome = outcome
    self.refusal = refusal
    self.links = links
    self.decisions = decisions
    self.blocks = blocks
  }

  /// Writes the document as one JSON object; `more` writes further members.
  package func write(
    to writer: inout JSONWriter, more: (inout JSONWriter) -> Void = { _ in }
  ) {
    writer.beginObject()
    writer.member("id", links?.id)
    if let article {
      writeHead(of: article, to: &writer)
      writer.member("articleBody", article.articleBody)
      writeLists(of: article, to: &writer)
    }
    writer.key("provenance")
    write(provenance: provenance, to: &writer)
    writer.member("outcome", outcome.rawValue)
    if let refusal {
      writer.member("reason", refusal.reason.rawValue)
      writer.member("detail", refusal.detail)
      writer.member("remedy", refusal.remedy)
    }
    if let links { write(links: links, to: &writer) }
    if article?.selfRepeat == true { writer.member("selfRepeat", true) }
    more(&writer)
    writer.endObject()
  }

  private func writeHead(of article: Article, to writer: inout JSONWriter) {
    writer.member("url", article.url)
    writer.member("canonicalUrl", article.canonicalURL)
    writer.member("headline", article.headline)
    writer.member("alternativeHeadline", article.alternativeHeadline)
    if !article.authors.isEmpty {
      writer.key("author")
      writer.beginArray()
      for author in article.authors {
        writer.beginObject()
        writer.member("name", author.name)
        writer.member("url", author.url)
        writer.endObject()
      }
      writer.endArray()
    }
    writer.member("datePublished", article.datePublished?.iso)
    writer.member("dateModified", article.dateModified?.iso)
    for (name, date) in [("published", article.datePublished), ("modified", article.dateModified)] {
      guard let date else { continue }
      writer.member(name + "Day", date.day)
      writer.member(name + "Time", date.moment)
    }
    writer.member("inLanguage", article.language)
    if let publisher = article.publisher, publisher.name != nil || publisher.domain != nil {
      writer.key("publisher")
      writer.beginObject()
      writer.member("name", publisher.name)
      writer.member("domain", publisher.domain)
      writer.endObject()
    }
    writer.member("description", article.description)
    writer.member("dateline", article.dateline)
    if let origin = article.origin {
      writer.key("origin")
      writer.beginObject()
      writer.member("name", origin.name)
      writer.member("url", origin.url)
      writer.member("source", origin.source.rawValue)
      writer.member("evidence", origin.evidence)
      writer.member("certain", origin.certain)
      writer.endObject()
    }
    writer.member("articleSection", article.articleSection)
    writer.member("keywords", article.keywords)
    writer.member("isAccessibleForFree", article.isAccessibleForFree)
  }

  private func writeLists(of article: Article, to writer: inout JSONWriter) {
    writer.key("paragraphs")
    writer.beginArray()
    for paragraph in article.paragraphs {
      writer.beginObject()
      writer.member("role", paragraph.role.rawValue)
      writer.member("text", paragraph.text)
      writer.endObject()
    }
    writer.endArray()
    let dates = [("published", article.datePublished), ("modified", article.dateModified)]
    if dates.contains(where: { $0.1 != nil }) {
      writer.key("dates")
      writer.beginObject()
      for case (let name, let date?) in dates {
        writer.key(name)
        writer.beginObject()
        writer.member("raw", date.raw)
        writer.member("zone", date.zone.rawValue)
        writer.member("source", date.source)
        writer.endObject()
      }
      writer.endObject()
    }
    if !article.removed.isEmpty {
      writer.key("removed")
      writer.beginArray()
      for removed in article.removed {
        writer.beginObject()
        writer.member("reason", removed.reason.rawValue)
        writer.member("text", removed.text)
        writer.endObject()
      }
      writer.endArray()
    }
    if !article.repairs.isEmpty {
      writer.key("repairs")
      writer.write(repairs: article.repairs)
    }
  }

  private func write(provenance: Provenance, to writer: inout JSONWriter) {
    writer.beginObject()
    let name = String(decoding: provenance.fileBytes, as: UTF8.self)
    writer.member("file", name)
    if Array(name.utf8) != provenance.fileBytes {
      writer.member("fileBytes", Base64.encode(provenance.fileBytes))
    }
    writer.member("digest", provenance.digest)
    writer.member("size", provenance.size)
    writer.member("mtime", provenance.modificationTime.map(ISOTime.text(seconds:)))
    writer.member("source", provenance.source)
    writer.member("container", provenance.container)
    writer.member("locator", provenance.locator)
    writer.member("format", provenance.format)
    writer.member("charset", provenance.charset)
    writer.member("charsetSource", provenance.charsetSource)
    writer.member("sidecar", provenance.sidecar)
    writer.member("httpStatus", provenance.httpStatus)
    writer.member("warcRecordId", provenance.warcRecordID)
    writer.member("notes", provenance.notes)
    writer.endObject()
  }

  private func write(links: ArticleLinks, to writer: inout JSONWriter) {
    writer.member("duplicateOf", links.duplicateOf)
    if links.duplicateOf != nil {
      writer.member("duplicateKind", links.duplicateKind?.rawValue)
      if let similarity = links.similarity {
        writer.key("similarity")
        writer.number(ArticleLinks.rounded(similarity))
      }
      if !links.sharedSpans.isEmpty {
        writer.key("sharedSpans")
        writer.beginArray()
        for span in links.sharedSpans {
          writer.beginObject()
          writer.member("start", span.start)
          writer.member("otherStart", span.otherStart)
          writer.member("wordCount", span.wordCount)
          writer.endObject()
        }
        writer.endArray()
      }
    }
    writer.member("contains", links.contains)
    writer.member("head", links.head)
    writer.member("story", links.story)
  }
}

extension JSONWriter {
  /// Writes the list of repairs, each with what is needed to undo it.
  package mutating func write(repairs: [Repair]) {
    beginArray()
    for repair in repairs {
      beginObject()
      member("rule", repair.rule)
      member("where", "\(repair.field)@\(repair.byteOffset)")
      member("before", repair.before)
      member("after", repair.after)
      member("lossy", repair.lossy)
      member("certain", repair.certain)
      endObject()
    }
    endArray()
  }
}

extension ArticleDocument {
  /// The document as one line of JSON, its newline included.
  package func jsonLine() -> [UInt8] {
    var writer = JSONWriter()
    write(to: &writer)
    writer.endLine()
    return writer.take()
  }
}
