import ControlAPI
import Ledger
import Model
@testable import Presentation
import SearchIndex
import WebPages

/// Pages of a small made-up archive, with one text at every place that strangers fill.
enum Samples {
  static let context = PageContext(
    origin: "http://127.0.0.1:8620", now: Timestamp(seconds: 1_930_000_000), changeToken: "t0",
    attention: 2, feedToken: "k0")

  /// An article in which `text` stands everywhere; `marker` keeps fields from being empty.
  static func row(_ number: UInt64, _ text: String, copyOf: UInt64? = nil) -> ArticleRow {
    let said = "x" + text
    var article = Article(
      url: "https://harbour.example/\(number)", headline: said, alternativeHeadline: said,
      authors: [Person(name: said)],
      datePublished: DatedValue(
        iso: "2031-03-05T10:0\(number):00+01:00", raw: said, zone: .explicit, source: said),
      language: "en", publisher: Publisher(name: said, domain: "harbour.example"),
      dateline: said,
      origin: ArticleOrigin(
        name: said, url: "https://wire.example/", source: .wireMark, evidence: said, certain: false),
      articleSection: [said], keywords: [said],
      paragraphs: [
        Paragraph(role: .body, text: "The bridge is closed. " + said),
        Paragraph(role: .heading, text: said), Paragraph(role: .quote, text: said),
        Paragraph(role: .list, text: said), Paragraph(role: .caption, text: said),
      ],
      removed: [RemovedText(reason: .menu, text: said)])
    article.repairs = [
      Repair(
        rule: "mojibake.windows-1252", field: "headline", byteOffset: 0, before: said, after: "x"),
      Repair(
        rule: said, field: "paragraphs/0", byteOffset: 4, before: said, after: "bridge",
        lossy: true, certain: false),
    ]
    return ArticleRow(
      number: DecisionNumber(number), id: "01JP0A5M2Y8W4R6T9QKX3B7C1\(number)",
      jobID: "01JP0A5M2Y8W4R6T9QKX3B7C1\(number)", article: article,
      provenance: Provenance(
        fileBytes: Array(said.utf8), digest: "sha256:00", size: 12, source: said, container: said,
        locator: said, format: said, charset: said, charsetSource: said, sidecar: said,
        notes: [said]),
      outcome: copyOf == nil ? .indexed : .duplicate, arrival: 1_930_000_000_000 + Int64(number),
      storyTime: 1_930_000_000,
      decision: CopyDecision(
        copyOf: copyOf.map { DecisionNumber($0) }, kind: copyOf == nil ? nil : .near,
        similarity: 0.9, story: DecisionNumber(1), head: DecisionNumber(1)))
  }

  static func document(_ row: ArticleRow, copyOf: ArticleRow? = nil) -> ArticleDocument {
    ArticleDocument(
      article: row.article, provenance: row.provenance, outcome: row.outcome,
      links: ArticleLinks(
        id: row.id, duplicateOf: copyOf?.id, duplicateKind: copyOf == nil ? nil : .near,
        similarity: copyOf == nil ? nil : 0.9, head: row.id, story: "01JP0A5M2Y8W4R6T9QKX3B7C11"))
  }

  static func articlePage(_ text: String) -> ArticlePage {
    let (first, second) = (row(1, text), row(2, text, copyOf: 1))
    return ArticlePage(
      document: document(second, copyOf: first), row: second, story: [first, second],
      original: first)
  }

  static func storyPage(_ text: String) -> StoryPage {
    let rows = [
      row(1, text), row(2, text, copyOf: 1), row(3, "Something else altogether. " + text),
    ]
    return StoryPage(
      lineage: StoryLineage(of: [
        document(rows[0]), document(rows[1], copyOf: rows[0]), document(rows[2]),
      ]),
      rows: rows, isByArrival: false)
  }

  static func listing(_ text: String) -> SearchListing {
    let row = row(1, text)
    let summary = ArticleSummary(
      number: row.number, id: row.id, jobID: row.jobID, headline: "x" + text, url: row.article.url,
      source: "x" + text, outcome: .duplicate, arrival: row.arrival, storyTime: row.storyTime,
      copyOf: nil, story: row.number, cluster: row.number)
    let snippet = Snippet(text: "x" + text, matches: [0..<1])
    return SearchListing(
      found: FoundArticle(
        summary: summary, score: 1, snippet: snippet, day: "2031-03-05", alsoInStory: 2,
        story: row.id, cursor: "1-2-3"), row: row)
  }

  static func searchPage(_ text: String, query: String = "bridge source:harbour") throws
    -> SearchPage
  {
    var result = SearchResult(query: query)
    result.next = "9-20-abc"
    result.isPartial = true
    return SearchPage(
      typed: query, request: try SearchRequest(query: query), result: result,
      listings: [listing(text)],
      facets: [
        SearchFacet(
          field: .source, counts: [(nameable(text), 3), (nil, 1)],
          isPartial: true),
        SearchFacet(field: .lang, counts: [("en", 4)], isPartial: false),
        SearchFacet(field: .day, counts: [("2031-03-05", 3), (nil, 1)], isPartial: false),
        SearchFacet(field: .outcome, counts: [("indexed", 3), ("duplicate", 1)], isPartial: false),
      ], after: "1-2-3")
  }

  /// A source with the text in its name, but for what no query can say.
  static func nameable(_ text: String) -> String {
    "x" + text.filter { !"\"“”„«»「」*".contains($0) }
  }

  static func job(_ text: String, _ outcome: Outcome = .quarantined) -> JobRow {
    JobRow(
      id: "01JP0A5M2Y8W4R6T9QKX3B7C1D", file: Array(("x" + text).utf8), source: "x" + text,
      size: 10,
      modificationTime: nil, digest: nil, arrival: 1_930_000_000_000, finished: 1_930_000_000_500,
      attempts: 1, outcome: outcome, reason: "x" + text, detail: "x" + text, remedy: "x" + text,
      counts: [:], format: "x" + text, notes: ["x" + text])
  }

  static func operationsPage(_ text: String) -> OperationsPage {
    let said = "x" + text
    var report = StatusReport(
      verdict: .attention, message: said, version: "0.1.0", spool: "/s", state: "/s")
    report.processID = 7
    var stage = StatusReport.Stage(name: "parse")
    stage.waitingFor = said
    report.stages = [stage]
    var failure = StatusReport.Failure(outcome: "rejected", reason: said)
    (failure.count, failure.lastFile, failure.lastJob, failure.remedy) = (3, said, said, said)
    report.failures = [failure]
    report.sources = [
      StatusReport.Source(
        name: "harbour", outcomes: ["rejected": 3, "indexed": 1],
        lastArrival: WireTime(seconds: 1_929_999_000))
    ]
    report.sourceProblems = [
      StatusReport.SourceProblem(
        source: nameable(text), problem: said, since: WireTime(seconds: 1_929_000_000),
        detail: said,
        remedy: said)
    ]
    report.disk = StatusReport.Disk(freeBytes: 5 << 30, totalBytes: 9 << 30, lowWaterBytes: 1 << 30)
    let samples = [StatusSample(report, at: 1), StatusSample(report, at: 3)]
    return OperationsPage(
      report: report, samples: samples,
      quarantine: [QuarantinedFile(job: job(text), isKept: false)], recent: [job(text, .rejected)])
  }

  /// Every page, with the text at every place.
  static func pages(_ text: String) throws -> [(name: String, bytes: [UInt8])] {
    let (first, second) = (row(1, text), row(2, text))
    return [
      ("search", try searchPage(text).document(context)),
      ("article", articlePage(text).document(context)),
      ("story", storyPage(text).document(context)),
      (
        "comparison",
        ComparisonPage(left: first, right: second, story: [first, second, first]).document(context)
      ),
      (
        "why",
        ExplanationPage(
          title: "x" + text, explanation: Explanation(inInbox: ["x" + text]),
          next: ("/", "x" + text),
          job: QuarantinedFile(job: job(text), isKept: false)
        ).document(context)
      ),
      (
        "takedown",
        TakedownPage(
          article: "x" + text, entries: [.init(article: "x" + text, headline: "x" + text)],
          includesCopies: true, sentences: ["x" + text]
        ).document(context)
      ),
      ("discard", DiscardPage(jobs: [job(text)]).document(context)),
      ("operations", operationsPage(text).document(context)),
      (
        "files",
        FilesPage(
          jobs: [job(text)], outcome: "rejected", reason: .empty, name: "x" + text,
          hasMore: true
        )
        .document(context)
      ),
      (
        "message",
        MessagePage(
          headline: "x" + text, text: "x" + text, lines: ["x" + text], next: ("/", "x" + text)
        ).document(context)
      ),
    ]
  }
}
