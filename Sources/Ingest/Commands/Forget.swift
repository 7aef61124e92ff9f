internal import ArticleLedger
package import Articles
internal import NearDuplicates
internal import OriginalStore
internal import Storage

/// `winnow forget`: takes articles out of index, ledger and archive, on record.
package struct Forget: Sendable {
  private let paths: StatePaths
  private let options: WorkplaceOptions
  private let settings: PipelineSettings

  package init(paths: StatePaths, options: WorkplaceOptions, settings: PipelineSettings) {
    self.paths = paths
    self.options = options
    self.settings = settings
  }

  /// Takes out the articles of these numbers. An original goes when no other article needs it.
  ///
  /// Returns lines that say what was done.
  /// Throws `PipelineFailure`, with `.held` while a daemon runs.
  package func run(_ numbers: [DecisionNumber], why: String) async throws -> [String] {
    var options = options
    options.usesSpool = false
    let clock = SystemClock()
    let meter = StageMeter { clock.monotonic() }
    let (place, recovery) = try Workplace.open(
      paths, files: POSIXFileSystem(), options: options, holder: "winnow forget")
    _ = try await place.recover(
      after: recovery, settings: settings, copyOptions: CopyIndexOptions(), clock: clock,
      meter: meter)
    var lines: [String] = []
    let rows = try numbers.compactMap { try place.ledger.article($0) }
    let lsn = try await place.append(.forgotten(numbers: numbers, why: why))
    let removals = rows.map {
      Removal(number: $0.number, id: $0.id, when: clock.wall(), why: why)
    }
    try await place.apply(
      LedgerBatch(appliedLSN: lsn, removals: removals), meter: meter, clock: clock)
    for row in rows {
      lines.append("\(row.id) is forgotten: \(TerminalText.safe(row.article.headline ?? ""))")
      guard let digest = Digest(row.provenance.digest ?? "") else { continue }
      let siblings = try place.ledger.articles(ofJob: row.jobID, limit: 1)
      if siblings.isEmpty {
        _ = try place.originals.remove(digest)
        lines.append("  its original \(digest) is gone from the archive")
      } else {
        lines.append("  its original is kept: other articles of the same file need it")
      }
    }
    try await place.close()
    return lines
  }
}
