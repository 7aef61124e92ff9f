internal import Extraction
internal import Formats
internal import JSONTree
package import Ledger
internal import Model
internal import NearDuplicates
internal import Pipeline

/// Every decision about a file or an article, and why, as lines for a person.
package struct Explanation: Sendable {
  /// A heading and what stands below it.
  package struct Section: Sendable {
    package var title: String
    package var lines: [String]
  }

  package private(set) var sections: [Section] = []

  /// What winnow would make of a file that it has not taken.
  package init(of document: ArticleDocument) {
    addReading(document)
    addArticle(document)
  }

  /// What winnow made of an article, with its job, its copies and its story.
  ///
  /// `reread`: The same bytes read again with every step recorded; nil when they are gone.
  package init(of row: ArticleRow, in catalogue: Catalogue, reread: ArticleDocument?) throws {
    let document = try catalogue.document(for: row)
    if case .found(let job) = try catalogue.ledger.job(id: row.jobID) { addJob(job) }
    addReading(reread ?? document)
    addArticle(document)
    try addCopies(of: row, document, in: catalogue)
    try addStory(of: row, in: catalogue)
  }

  /// What is known of a file that still lies in the inbox.
  package init(inInbox lines: [String]) { add("In the inbox", lines) }

  /// What was taken out, when and why, and what is left of it.
  package init(
    of removals: [Removal], in ledger: any LedgerReader, originals: OriginalBytes
  ) throws {
    add(
      "Taken out",
      try removals.sorted { $0.number < $1.number }.map {
        "\($0.id) on \(LocalTime.text(seconds: $0.when / 1_000)): \(TerminalText.safe($0.why)). "
          + (try Self.rest(of: $0, in: ledger, originals: originals))
      })
  }

  /// What is left of an article that was taken out, in a sentence.
  private static func rest(
    of removal: Removal, in ledger: any LedgerReader, originals: OriginalBytes
  ) throws -> String {
    let id = String(removal.id.prefix { $0 != "-" })
    if case .found(let job) = try ledger.job(id: id), job.id == id,
      let digest = job.digest, try originals.holds(digest)
    {
      let others = try ledger.articles(ofJob: id, limit: .max).map(\.id)
      return others.isEmpty
        ? "It is out of ledger and index; its original \(digest) is kept, because another file has the same bytes"
        : "It is out of ledger and index; " + TakenDown.sentence(ofOriginalOf: id, neededBy: others)
    }
    return
      "Nothing of it is left but its id, this reason, and the name of its file; backups are rid of it when they"
      + " are made again"
  }

  /// Whether an article's id is that of a job, or of one of its records.
  package static func isOf(_ job: String, _ article: String) -> Bool {
    article == job || article.hasPrefix(job + "-")
  }

  /// What became of a file that yielded no article.
  package init(of job: JobRow) { addJob(job) }

  private mutating func add(_ title: String, _ lines: [String]) {
    if !lines.isEmpty { sections.append(Section(title: title, lines: lines)) }
  }

  private mutating func addJob(_ job: JobRow) {
    var lines = [
      "job \(job.id), file \(TerminalText.safe(job.file)), \(job.size) bytes",
      "taken \(LocalTime.text(seconds: job.arrival / 1_000)), decided \(LocalTime.text(seconds: job.finished / 1_000)), attempt \(job.attempts)",
    ]
    if let digest = job.digest { lines.append(digest) }
    let reason = job.reason.map { ": \($0)" } ?? ""
    lines.append("outcome \(job.outcome.rawValue)\(reason)")
    lines += [job.detail, job.remedy].compactMap { $0 }
    lines += job.sidecars.map { "sidecar \(TerminalText.safe($0.name)), \($0.digest)" }
    lines += job.notes
    add("The file", lines)
  }

  private mutating func addReading(_ document: ArticleDocument) {
    let from = document.provenance
    var lines: [String] = []
    if let format = from.format { lines.append("read as \(format)") }
    if let container = from.container { lines.append("inside \(container), \(from.locator ?? "")") }
    if let charset = from.charset {
      lines.append("character encoding \(charset), from \(from.charsetSource ?? "detection")")
    }
    lines += document.decisions + from.notes
    if let refusal = document.refusal {
      lines.append("refused: \(refusal.reason.rawValue). \(refusal.detail) \(refusal.remedy)")
    }
    add("How it was read", lines)
    add(
      "Blocks of the page",
      document.blocks.map { block in
        "\(block.isKept ? "kept " : "out  ") \(block.why): \(block.excerpt)"
      })
  }

  private mutating func addArticle(_ document: ArticleDocument) {
    guard let article = document.article else { return }
    var lines = ["headline: \(article.headline ?? "none found")"]
    if let date = article.datePublished {
      lines.append(
        "published: \(date.iso), read from \"\(date.raw)\" (\(date.source)), zone \(date.zone.rawValue)"
      )
    }
    lines.append(
      article.paragraphs.count == 1
        ? "1 paragraph kept" : "\(article.paragraphs.count) paragraphs kept")
    if article.selfRepeat { lines.append("the file held the article more than once") }
    add("The article", lines)
    add(
      "Left out",
      article.removed.map { "\($0.reason.rawValue): \(Self.excerpt($0.text))" })
    add("Repairs", Self.grouped(article.repairs))
  }

  private mutating func addCopies(
    of row: ArticleRow, _ document: ArticleDocument, in catalogue: Catalogue
  ) throws {
    var lines: [String] = []
    if let original = row.decision.copyOf, let links = document.links {
      let percent = Int((row.decision.similarity * 100).rounded())
      lines.append(
        "copy of \(links.duplicateOf ?? "an article that was forgotten") (\(row.decision.kind?.rawValue ?? "near")): \(percent) % of the smaller text is in the larger one"
      )
      if let other = try catalogue.ledger.article(original) {
        let evidence = CopyEvidence(
          newer: Self.texts(row.article), older: Self.texts(other.article))
        lines += Self.lines(evidence)
      }
    } else {
      lines.append("not a copy of anything that was there when it came")
    }
    if let links = document.links {
      if let head = links.head {
        lines.append(head == links.id ? "the best copy now is this one" : "best copy now: \(head)")
      }
      if !links.contains.isEmpty {
        lines.append("holds the text of \(links.contains.joined(separator: ", "))")
      }
    }
    let containers = try catalogue.ledger.ids(of: catalogue.ledger.containers(of: row.number))
    if !containers.isEmpty {
      lines.append("its text stands in \(containers.values.sorted().joined(separator: ", "))")
    }
    add("Copies", lines)
  }

  private mutating func addStory(of row: ArticleRow, in catalogue: Catalogue) throws {
    let rows = try catalogue.story(of: row)
    let storyTime =
      row.storyTime.map { time in
        // The date as the article gives it: a day has no hour.
        "by its date, \(row.article.datePublished?.iso ?? LocalTime.text(seconds: time))"
      }
      ?? "without a date, so it is held to no window of time"
    add(
      "Story",
      ["\(rows.count == 1 ? "1 article" : "\(rows.count) articles"); placed \(storyTime)"]
        + rows.prefix(20).map { "\($0.id)  \($0.article.headline ?? "(no headline)")" })
  }

  private static func grouped(_ repairs: [Repair]) -> [String] {
    var order: [String] = []
    var counts: [String: Int] = [:]
    for repair in repairs {
      let sure = repair.certain ? "" : ", inferred"
      let line =
        "\(repair.rule): \"\(excerpt(repair.before))\" became \"\(excerpt(repair.after))\"\(sure)"
      if counts[line] == nil { order.append(line) }
      counts[line, default: 0] += 1
    }
    return order.map { line in
      (counts[line] ?? 1) > 1 ? "\(line) (\(counts[line] ?? 1) times)" : line
    }
  }

  private static func excerpt(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    return line.utf8.count <= 120 ? line : String(line.prefix(100)) + "…"
  }

  private static func texts(_ article: Article) -> [String] {
    article.paragraphs.filter { $0.role != .caption }.map(\.text)
  }

  /// What two copies share and where they differ.
  private static func lines(_ evidence: CopyEvidence) -> [String] {
    let (newer, older) = evidence.wordCounts
    return [
      "\(evidence.sharedWordCount) of its \(newer) words stand in the other, which has \(older),"
        + " in \(evidence.sharedSpans.count) stretches word for word"
    ] + evidence.onlyNewer.prefix(5).map { "only here:  \(excerpt($0))" }
      + evidence.onlyOlder.prefix(5).map { "only there: \(excerpt($0))" }
  }
}
