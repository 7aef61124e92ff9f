package import Ledger
internal import Model

/// What two readings of one article differ in, field by field.
package struct ArticleDifference: Sendable, Equatable {
  /// In the order in which `winnow export` has the fields.
  package let changes: [FieldChange]

  /// `before`, `after`: The article's row as it was and as it is.
  package init(from before: ArticleRow, to after: ArticleRow) {
    let plain = Self.plain.map { FieldChange($0.name, $0.value(before), $0.value(after)) }
    let lists = Self.lists.map { FieldChange($0.name, list: $0.lines(before), $0.lines(after)) }
    changes = (plain + lists).compactMap { $0 }
  }

  private typealias Plain = (name: String, value: @Sendable (ArticleRow) -> String?)
  private typealias List = (name: String, lines: @Sendable (ArticleRow) -> [String])

  private static let plain: [Plain] = [
    ("url", { $0.article.url }),
    ("canonicalUrl", { $0.article.canonicalURL }),
    ("headline", { $0.article.headline }),
    ("alternativeHeadline", { $0.article.alternativeHeadline }),
    ("datePublished", { $0.article.datePublished?.iso }),
    ("dateModified", { $0.article.dateModified?.iso }),
    ("inLanguage", { $0.article.language }),
    ("publisher", { joined([$0.article.publisher?.name, $0.article.publisher?.domain]) }),
    ("description", { $0.article.description }),
    ("dateline", { $0.article.dateline }),
    (
      "origin",
      { row in
        row.article.origin.flatMap {
          joined([$0.name, $0.url, $0.source.rawValue, $0.evidence, $0.certain ? nil : "uncertain"])
        }
      }
    ),
    ("isAccessibleForFree", { $0.article.isAccessibleForFree.map { "\($0)" } }),
    ("selfRepeat", { $0.article.selfRepeat ? "true" : nil }),
    ("dates.published", { $0.article.datePublished.flatMap(source) }),
    ("dates.modified", { $0.article.dateModified.flatMap(source) }),
    ("provenance.container", { $0.provenance.container }),
    ("provenance.locator", { $0.provenance.locator }),
    ("provenance.format", { $0.provenance.format }),
    ("provenance.charset", { $0.provenance.charset }),
    ("provenance.charsetSource", { $0.provenance.charsetSource }),
    ("provenance.sidecar", { $0.provenance.sidecar }),
    ("provenance.httpStatus", { $0.provenance.httpStatus.map { "\($0)" } }),
    ("provenance.warcRecordId", { $0.provenance.warcRecordID }),
  ]

  private static let lists: [List] = [
    ("author", { $0.article.authors.compactMap { joined([$0.name, $0.url]) } }),
    ("articleSection", { $0.article.articleSection }),
    ("keywords", { $0.article.keywords }),
    (
      "paragraphs",
      { row in
        row.article.paragraphs.map {
          $0.role == .body ? $0.text : "[\($0.role.rawValue)] \($0.text)"
        }
      }
    ),
    ("removed", { $0.article.removed.map { "[\($0.reason.rawValue)] \($0.text)" } }),
    (
      "repairs",
      { row in
        row.article.repairs.map {
          "[\($0.rule)] \($0.field) at byte \($0.byteOffset): \($0.before) → \($0.after)"
            + ($0.lossy ? ", lossy" : "") + ($0.certain ? "" : ", uncertain")
        }
      }
    ),
    ("provenance.notes", { $0.provenance.notes }),
  ]

  private static func source(_ date: DatedValue) -> String? {
    joined([date.raw, date.zone.rawValue, date.source])
  }

  private static func joined(_ parts: [String?]) -> String? {
    let found = parts.compactMap { $0 }
    return found.isEmpty ? nil : found.joined(separator: ", ")
  }
}
