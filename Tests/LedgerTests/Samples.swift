import Model
import Foundation

@testable import Ledger

/// An article with every field filled, so that a field which coding forgets is seen.
func fullRow(_ number: UInt64, id: String = "01JD0000000000000000000001-7") -> ArticleRow {
  let date = DatedValue(
    iso: "2025-02-13T11:38:35Z", raw: "13/02 11:38 น.", zone: .gmtField, source: "date_gmt")
  let article = Article(
    url: "https://example.org/a?b=c#d", canonicalURL: "https://example.org/a",
    headline: "Ein Titel — «zwei» \u{0}\u{1B}[31m", alternativeHeadline: "標題",
    authors: [Person(name: "Ada", url: "https://example.org/ada"), Person(name: "")],
    datePublished: date,
    dateModified: DatedValue(iso: "2025-02-14", raw: "", zone: .absent, source: "text"),
    language: "pt-BR", publisher: Publisher(name: "The Paper", domain: "example.org"),
    description: "What it says", articleSection: ["World", "Asia"], keywords: ["one", "two"],
    isAccessibleForFree: false,
    paragraphs: Paragraph.Role.allCases.map { Paragraph(role: $0, text: "text of \($0)") },
    removed: RemovedText.Reason.allCases.map { RemovedText(reason: $0, text: "cut \($0)") },
    repairs: [
      Repair(
        rule: "mojibake.windows-874", field: "paragraphs/3", byteOffset: -1, before: "à¸",
        after: "ก", lossy: true, certain: false)
    ], selfRepeat: true)
  let provenance = Provenance(
    fileBytes: [0xFF, 0x0A, 0x1B, 0x2F], digest: "sha256:00", size: 8 << 30,
    modificationTime: -5, source: "harbour", container: "gzip+warc", locator: "record 17",
    format: "html", charset: "windows-874", charsetSource: "meta", sidecar: "a.html.json",
    httpStatus: 451, warcRecordID: "<urn:uuid:1>", notes: ["trailing-bytes", ""])
  let decision = CopyDecision(
    copyOf: DecisionNumber(3), kind: .near, similarity: 0.87654321,
    sharedSpans: [SharedSpan(start: 0, otherStart: .max, wordCount: 12)],
    contains: [DecisionNumber(1), DecisionNumber(2)], containedBy: [DecisionNumber(4)],
    story: DecisionNumber(1), head: DecisionNumber(.max))
  return ArticleRow(
    number: DecisionNumber(number), id: id, jobID: "01JD0000000000000000000001", ordinal: 7,
    article: article, provenance: provenance, outcome: .duplicate, arrival: 1_739_446_715_123,
    storyTime: -86_400, decision: decision, signature: [0, 1, 2, 255],
    snapshotVersion: .max, codeVersion: "0.1.0")
}

/// A finished job with every field filled.
func fullJob(_ id: String) -> JobRow {
  JobRow(
    id: id, file: [0xC3, 0x28, 0x0A], source: "harbour", size: 12, modificationTime: 99,
    digest: "sha256:11", arrival: 1_000, finished: 2_000, attempts: 3, outcome: .quarantined,
    reason: "poison", detail: "It stopped the worker three times.", remedy: "Look at it.",
    counts: [.indexed: 4, .rejected: 1], format: "warc", notes: ["changed-after-reading"],
    sidecars: [JobRow.Sidecar(name: [0x78, 0xFF], digest: "sha256:22")])
}

/// A plain article, original of its own cluster and story unless told otherwise.
func row(
  _ number: UInt64, source: String? = nil, url: String? = nil, copyOf: UInt64? = nil,
  story: UInt64? = nil, head: UInt64? = nil, contains: [UInt64] = [], containedBy: [UInt64] = []
) -> ArticleRow {
  let job = jobID(number)
  return ArticleRow(
    number: DecisionNumber(number), id: job, jobID: job,
    article: Article(
      url: url, headline: "Headline \(number)",
      paragraphs: [Paragraph(role: .body, text: "Body of article number \(number).")]),
    provenance: Provenance(fileBytes: Array("\(number).html".utf8), size: 10, source: source),
    outcome: copyOf == nil ? .indexed : .duplicate, arrival: Int64(number) * 1_000,
    storyTime: number.isMultiple(of: 5) ? nil : Int64(number),
    decision: CopyDecision(
      copyOf: copyOf.map(DecisionNumber.init), kind: copyOf == nil ? nil : .text,
      similarity: copyOf == nil ? 0 : 1, contains: contains.map(DecisionNumber.init),
      containedBy: containedBy.map(DecisionNumber.init),
      story: DecisionNumber(story ?? number), head: DecisionNumber(head ?? copyOf ?? number)),
    signature: Array("\(number)".utf8), codeVersion: "test")
}

func jobID(_ number: UInt64) -> String {
  let digits = String(number)
  return "01JD" + String(repeating: "0", count: 22 - digits.count) + digits
}

/// A folder of its own for one test, gone when the test is.
final class Folder {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { path + "/" + name }

  var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] }
}

/// xorshift64*: the same numbers in every run.
struct Dice: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return state &* 0x2545_F491_4F6C_DD1D
  }
}
