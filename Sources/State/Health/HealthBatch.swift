internal import Ledger
internal import Model
internal import SourceHealth

/// What one ledger transaction says about the health of sources; small enough to be kept for a while.
struct HealthBatch: Sendable {
  var lsn: UInt64
  var files: [(job: String, source: String, file: SourceFile)]
  var articles: [(source: String, article: SourceArticle)]

  init(_ batch: LedgerBatch) {
    lsn = batch.appliedLSN
    files = batch.jobs.map { ($0.id, $0.source ?? "", SourceFile($0)) }
    articles = batch.articles.map { ($0.provenance.source ?? "", SourceArticle($0)) }
  }
}

extension SourceFile {
  /// What a finished job says of its source.
  init(_ job: JobRow) {
    var refused: [RefusedKind: Int] = [:]
    for note in job.notes {
      guard let (count, reason) = RejectedRecordsNote.read(note) else { continue }
      refused[RefusedKind(reason), default: 0] += count
    }
    if refused.isEmpty, let reason = job.reason.flatMap(RefusalReason.init(rawValue:)) {
      refused[RefusedKind(reason)] = 1
    }
    self.init(arrival: job.arrival, refused: refused)
  }
}

extension SourceArticle {
  /// What a decided article says of its source.
  init(_ row: ArticleRow) {
    let charset = row.provenance.charset?.lowercased()
    self.init(
      arrival: row.arrival,
      textByteCount: row.article.paragraphs.reduce(0) { $0 + $1.text.utf8.count },
      // A page without a letter outside of ASCII is in both.
      charset: charset == "us-ascii" || charset == "ascii" ? "utf-8" : charset,
      isDuplicate: row.outcome == .duplicate,
      isRepaired: row.article.repairs.contains { $0.rule.hasPrefix("mojibake.") })
  }
}
