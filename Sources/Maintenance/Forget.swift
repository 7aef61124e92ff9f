internal import Archive
internal import Ledger
package import Model
internal import NearDuplicates
package import Pipeline
internal import Presentation
package import State
internal import Storage

/// `winnow forget`: takes articles out of index, ledger and archive, on record.
package struct Forget: Sendable {
  private let paths: StatePaths
  private let options: StateDirectoryOptions
  private let settings: PipelineSettings

  package init(paths: StatePaths, options: StateDirectoryOptions, settings: PipelineSettings) {
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
    let (state, recovery) = try StateDirectory.open(
      paths, files: POSIXFileSystem(), options: options, holder: "winnow forget")
    _ = try await Recovery(
      of: state, settings: settings, copyOptions: CopyIndexOptions(), clock: clock, meter: meter
    ).run(after: recovery)
    var lines: [String] = []
    let rows = try numbers.compactMap { try state.ledger.article($0) }
    let lsn = try await state.log.append(.forgotten(numbers: numbers, why: why), clock: clock)
    let removals = rows.map {
      Removal(number: $0.number, id: $0.id, when: clock.wall(), why: why)
    }
    try await LedgerApplier(state: state, meter: meter, clock: clock)
      .apply(LedgerBatch(appliedLSN: lsn, removals: removals))
    for row in rows {
      lines.append("\(row.id) is forgotten: \(TerminalText.safe(row.article.headline ?? ""))")
      let siblings = try state.ledger.articles(ofJob: row.jobID, limit: 1)
      if siblings.isEmpty {
        lines += try removeOriginals(of: row, from: state)
      } else {
        lines.append("  its original is kept: other articles of the same file need it")
      }
    }
    try await state.log.checkpointAndClose()
    return lines
  }

  /// Removes the file's bytes and its sidecars', save those that another article is made of.
  private func removeOriginals(of row: ArticleRow, from state: StateDirectory) throws -> [String] {
    guard case .found(let job) = try state.ledger.job(id: row.jobID) else { return [] }
    let digests = [row.provenance.digest ?? ""] + job.sidecars.map(\.digest)
    var needed: Set<String> = []
    var before: String?
    while true {
      let jobs = try state.ledger.jobs(outcome: nil, reason: nil, before: before, limit: 1_000)
      for other in jobs where other.id != job.id {
        let shared = digests.filter { digest in
          other.digest == digest && other.outcome != .attached
            || other.sidecars.contains { $0.digest == digest }
        }
        if !shared.isEmpty, try !state.ledger.articles(ofJob: other.id, limit: 1).isEmpty {
          needed.formUnion(shared)
        }
      }
      guard let last = jobs.last else { break }
      before = last.id
    }
    return try digests.compactMap { text in
      guard let digest = Digest(text) else { return nil }
      if needed.contains(text) {
        return "  its original \(digest) is kept: another article has the same bytes"
      }
      return try state.originals.remove(digest)
        ? "  its original \(digest) is gone from the archive" : nil
    }
  }
}
