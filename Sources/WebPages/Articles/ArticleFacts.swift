internal import Ledger
internal import Model
internal import Presentation

/// What is known of an article and where each of it was found, a line each.
struct ArticleFacts {
  /// One line.
  struct Fact {
    var name: String
    var value: String
    /// Where it was found.
    var from: String?
    /// A web address that the value leads to.
    var address: String?
    /// A name of a file, a digest: for letters of one width.
    var isName = false
  }

  private(set) var all: [Fact] = []

  init(of row: ArticleRow) {
    addArticle(row.article)
    addFile(row)
  }

  private mutating func add(_ fact: Fact) { if !fact.value.isEmpty { all.append(fact) } }

  private mutating func addArticle(_ article: Article) {
    for (name, date) in [("Published", article.datePublished), ("Modified", article.dateModified)] {
      guard let date else { continue }
      add(
        Fact(
          name: name, value: DateText.short(date),
          from: "“\(date.raw.prefix(60))” in \(date.source); \(DateText.zone(date.zone))"))
    }
    if let url = article.url { add(Fact(name: "Address", value: url, address: url)) }
    if let url = article.canonicalURL, url != article.url {
      add(Fact(name: "Canonical", value: url, address: url))
    }
    if let publisher = article.publisher {
      add(
        Fact(
          name: "Publisher", value: publisher.name ?? publisher.domain ?? "",
          from: publisher.name == nil ? nil : publisher.domain))
    }
    if let origin = article.origin {
      add(
        Fact(
          name: "First published by", value: origin.name,
          from: "“\(origin.evidence.prefix(120))”"
            + (origin.certain ? "" : "; the words have another reading"),
          address: origin.url))
    }
    if let dateline = article.dateline { add(Fact(name: "Reported from", value: dateline)) }
    add(Fact(name: "Keywords", value: article.keywords.prefix(20).joined(separator: ", ")))
    if article.isAccessibleForFree == false {
      add(Fact(name: "Access", value: "for subscribers, as the page says"))
    }
  }

  private mutating func addFile(_ row: ArticleRow) {
    let from = row.provenance
    add(
      Fact(
        name: "File", value: TerminalText.safe(from.fileBytes),
        from: "came \(DateText.local(milliseconds: row.arrival))", isName: true))
    if let container = from.container {
      add(Fact(name: "Inside", value: container, from: from.locator))
    }
    if let format = from.format { add(Fact(name: "Read as", value: format)) }
    if let charset = from.charset {
      add(Fact(name: "Encoding", value: charset, from: from.charsetSource.map(Self.encodingSource)))
    }
    if let sidecar = from.sidecar {
      add(Fact(name: "Sidecar", value: TerminalText.safe(sidecar), isName: true))
    }
    if let status = from.httpStatus { add(Fact(name: "HTTP status", value: String(status))) }
    for note in from.notes.prefix(8) { add(Fact(name: "Note", value: note)) }
    add(Fact(name: "Id", value: row.id, isName: true))
    if let digest = from.digest { add(Fact(name: "Digest", value: digest, isName: true)) }
  }

  private static func encodingSource(_ source: String) -> String {
    switch source {
    case "bom": "from the mark at its beginning"
    case "http": "as the server said"
    case "meta": "as the page says"
    case "xml": "as its first line says"
    case "detected": "told by its bytes"
    default: source
    }
  }
}
