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
    let takedown = Takedown(of: state, meter: meter, clock: clock)
    let feed = try takedown.feed(of: numbers)
    let lsn = try await state.log.append(
      .forgotten(numbers: numbers, why: why, feed: feed), clock: clock)
    // From here on the next start carries it out, should this process be ended.
    try await takedown.apply(
      try takedown.removals(of: numbers, why: why, when: clock.wall()), lsn: LSN(lsn),
      changes: feed.changes(.removed, of: numbers))
    for row in rows {
      lines.append("\(row.id) is forgotten: \(TerminalText.safe(row.article.headline ?? ""))")
      lines += try takedown.removeOriginals(ofArticle: row.id)
    }
    try await state.log.checkpointAndClose()
    return lines
  }
}
