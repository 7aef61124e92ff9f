package import NearDuplicates
package import Pipeline
package import State
package import Storage

/// What a run of `winnow ingest` did.
package struct IngestSummary: Sendable {
  /// Files by outcome.
  package var outcomes: [String: Int] = [:]
  /// Files that the state had finished before, unchanged since.
  package var skipped = 0
}

/// The whole pipeline in the foreground over files, in the order given.
package struct ForegroundIngest: Sendable {
  private let paths: StatePaths
  private let settings: PipelineSettings
  private let options: StateDirectoryOptions
  private let copyOptions: CopyIndexOptions

  /// Hears what is waited for, such as space on the disk, each time that it is.
  package var whenWaiting: (@Sendable (String) -> Void)?

  package init(
    paths: StatePaths, settings: PipelineSettings, options: StateDirectoryOptions,
    copyOptions: CopyIndexOptions
  ) {
    self.paths = paths
    self.settings = settings
    self.options = options
    self.copyOptions = copyOptions
  }

  /// Runs over `list`; `didFinish` is told about each file, from any thread.
  ///
  /// Throws `PipelineFailure`.
  package func run(
    _ list: [FilePath], didFinish: @escaping @Sendable (OpenJob) -> Void
  ) async throws -> IngestSummary {
    let clock = SystemClock()
    let meter = StageMeter(whenWaiting: whenWaiting) { clock.monotonic() }
    var options = options
    options.usesSpool = false
    var settings = settings
    settings.decidesInOrder = true
    let (state, recovery) = try StateDirectory.open(
      paths, files: POSIXFileSystem(), options: options, holder: "winnow ingest")
    let recovered = try await Recovery(
      of: state, settings: settings, copyOptions: copyOptions, clock: clock, meter: meter
    ).run(after: recovery)
    let left = recovered.open
    let suspects = recovered.suspects
    let engine = Engine(settings: settings, recovered: recovered, meter: meter, clock: clock)
    let feed = ListFeed(files: list, open: left, state: state, clock: clock)
    try await engine.run(feed, suspects: suspects, didFinish: didFinish)
    try await engine.reviewStories()
    try await state.log.checkpointAndClose()
    try state.closeOriginals()
    return IngestSummary(skipped: feed.skippedCount)
  }
}
