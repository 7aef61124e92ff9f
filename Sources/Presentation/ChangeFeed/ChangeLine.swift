internal import JSONTree
internal import Ledger
internal import Model

/// One line of the change feed: the number, what happened, the article's id, and the article as it reads
/// now.
///
/// Every key is on every line, and each of them has one type: text, numbers and truth values or null,
/// lists that may be empty, objects whose keys are all there. An article that was taken out has none of
/// its values left.
struct ChangeLine {
  /// Keys that are on every line, whatever is asked for.
  static let always = ["number", "event", "id"]

  var change: Change
  var id: String?
  /// When the file was claimed, in milliseconds since 1970.
  var arrival: Int64?
  /// Nil where the article is gone.
  var document: ArticleDocument?

  var article: Article? { document?.article }
  var provenance: Provenance? { document?.provenance }
  var links: ArticleLinks? { document?.links }

  /// Writes the line, its newline included.
  func write(_ fields: ChangeFields, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("number")
    writer.integer(change.number)
    writer.key("event")
    writer.string(change.event.name)
    writer.value("id", id)
    for index in fields.indexes {
      let member = Self.members[index]
      writer.key(member.name)
      member.write(self, &writer)
    }
    writer.endObject()
    writer.endLine()
  }

  /// A key, and what writes its value.
  typealias Member = (
    name: String, write: @Sendable (borrowing ChangeLine, inout JSONWriter) -> Void
  )

  /// All other keys of a line, in their order. The names are those of `winnow export`.
  static let members: [Member] = head + text + origins + decisions

  private static func string(
    _ name: String, _ value: @escaping @Sendable (ChangeLine) -> String?
  ) -> Member {
    (name, { line, writer in writer.nullable(value(line)) })
  }

  private static let head: [Member] = [
    string("url") { $0.article?.url },
    string("canonicalUrl") { $0.article?.canonicalURL },
    string("headline") { $0.article?.headline },
    string("alternativeHeadline") { $0.article?.alternativeHeadline },
    (
      "author",
      { line, writer in
        writer.list(line.article?.authors) { author, writer in
          writer.value("name", author.name)
          writer.value("url", author.url)
        }
      }
    ),
    string("datePublished") { $0.article?.datePublished?.iso },
    string("publishedDay") { $0.article?.datePublished?.day },
    string("publishedTime") { $0.article?.datePublished?.moment },
    string("dateModified") { $0.article?.dateModified?.iso },
    string("modifiedDay") { $0.article?.dateModified?.day },
    string("modifiedTime") { $0.article?.dateModified?.moment },
    string("inLanguage") { $0.article?.language },
    (
      "publisher",
      { line, writer in
        writer.beginObject()
        writer.value("name", line.article?.publisher?.name)
        writer.value("domain", line.article?.publisher?.domain)
        writer.endObject()
      }
    ),
    string("description") { $0.article?.description },
    string("dateline") { $0.article?.dateline },
    (
      "origin",
      { line, writer in
        let origin = line.article?.origin
        writer.beginObject()
        writer.value("name", origin?.name)
        writer.value("url", origin?.url)
        writer.value("source", origin?.source.rawValue)
        writer.value("evidence", origin?.evidence)
        writer.value("certain", origin?.certain)
        writer.endObject()
      }
    ),
    ("articleSection", { $1.texts($0.article?.articleSection) }),
    ("keywords", { $1.texts($0.article?.keywords) }),
    ("isAccessibleForFree", { $1.nullable($0.article?.isAccessibleForFree) }),
  ]

  private static let text: [Member] = [
    string("articleBody") { $0.article?.articleBody },
    (
      "paragraphs",
      { line, writer in
        writer.list(line.article?.paragraphs) { paragraph, writer in
          writer.value("role", paragraph.role.rawValue)
          writer.value("text", paragraph.text)
        }
      }
    ),
    (
      "dates",
      { line, writer in
        writer.beginObject()
        for (name, date) in [
          ("published", line.article?.datePublished), ("modified", line.article?.dateModified),
        ] {
          writer.key(name)
          writer.beginObject()
          writer.value("raw", date?.raw)
          writer.value("zone", date?.zone.rawValue)
          writer.value("source", date?.source)
          writer.endObject()
        }
        writer.endObject()
      }
    ),
    (
      "removed",
      { line, writer in
        writer.list(line.article?.removed) { removed, writer in
          writer.value("reason", removed.reason.rawValue)
          writer.value("text", removed.text)
        }
      }
    ),
    ("repairs", { $1.write(repairs: $0.article?.repairs ?? []) }),
  ]

  private static let origins: [Member] = [
    (
      "provenance",
      { line, writer in
        let provenance = line.provenance
        let name = provenance.map { String(decoding: $0.fileBytes, as: UTF8.self) }
        writer.beginObject()
        writer.value("file", name)
        writer.value(
          "fileBytes",
          provenance.flatMap {
            Array((name ?? "").utf8) == $0.fileBytes ? nil : Base64.encode($0.fileBytes)
          })
        writer.value("digest", provenance?.digest)
        writer.value("size", provenance?.size)
        writer.value("mtime", provenance?.modificationTime.map(ISOTime.text(seconds:)))
        writer.value("source", provenance?.source)
        writer.value("container", provenance?.container)
        writer.value("locator", provenance?.locator)
        writer.value("format", provenance?.format)
        writer.value("charset", provenance?.charset)
        writer.value("charsetSource", provenance?.charsetSource)
        writer.value("sidecar", provenance?.sidecar)
        writer.value("httpStatus", provenance?.httpStatus.map(Int64.init))
        writer.value("warcRecordId", provenance?.warcRecordID)
        writer.key("notes")
        writer.texts(provenance?.notes)
        writer.endObject()
      }
    ),
    string("arrivedTime") { $0.arrival.map { ISOTime.text(seconds: $0 / 1_000) } },
  ]

  private static let decisions: [Member] = [
    string("outcome") { $0.document?.outcome.rawValue },
    string("duplicateOf") { $0.links?.duplicateOf },
    string("duplicateKind") { $0.isCopy ? $0.links?.duplicateKind?.rawValue : nil },
    (
      "similarity",
      { line, writer in
        if line.isCopy, let similarity = line.links?.similarity {
          writer.number(ArticleLinks.rounded(similarity))
        } else {
          writer.null()
        }
      }
    ),
    (
      "sharedSpans",
      { line, writer in
        writer.list(line.isCopy ? line.links?.sharedSpans : nil) { span, writer in
          writer.value("start", Int64(span.start))
          writer.value("otherStart", Int64(span.otherStart))
          writer.value("wordCount", Int64(span.wordCount))
        }
      }
    ),
    ("contains", { $1.texts($0.links?.contains) }),
    string("head") { $0.links?.head },
    string("story") { $0.links?.story },
    ("selfRepeat", { $1.nullable($0.article?.selfRepeat) }),
  ]

  private var isCopy: Bool { links?.duplicateOf != nil }
}
