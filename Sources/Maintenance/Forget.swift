internal import Ledger
package import Model
internal import NearDuplicates
package import Pipeline
package import State
internal import Storage

/// `winnow forget`: takes articles out of index, ledger and archive, on record.
package struct Forget: Sendable {
  private let paths: StatePaths
  private let options: StateDirectoryOptions
  private let settings: PipelineSettings

  /// Hears what is waited for, such as space on the disk, each time that it is.
  package var whenWaiting: (@Sendable (String) -> Void)?

  package init(paths: StatePaths, options: StateDirectoryOptions, settings: PipelineSettings) {
    self.paths = paths
    self.options = options
    self.settings = settings
  }

  /// Takes out the articles of these numbers. An original goes when no other article needs it.
  ///
  /// Returns what was taken out, and whether no byte of it is left on the disk: false while another program
  /// still reads what was there.
  /// Throws `PipelineFailure`, with `.held` while a daemon runs.
  package func run(
    _ numbers: [DecisionNumber], why: String
  ) async throws -> (taken: [TakenDown], isOverwritten: Bool) {
    var options = options
    options.usesSpool = false
    let clock = SystemClock()
    let meter = StageMeter(whenWaiting: whenWaiting) { clock.monotonic() }
    let (state, recovery) = try StateDirectory.open(
      paths, files: POSIXFileSystem(), options: options, holder: "winnow forget")
    _ = try await Recovery(
      of: state, settings: settings, copyOptions: CopyIndexOptions(), clock: clock, meter: meter
    ).run(after: recovery)
    let takedown = Takedown(of: state, meter: meter, clock: clock)
    var taken = try await takedown.carryOut(numbers, why: why, clock: clock)
    let originals = try takedown.removeOriginals(ofArticles: taken.map(\.id))
    for index in taken.indices { taken[index].originals = originals[taken[index].job] ?? [] }
    let isOverwritten = try await takedown.overwrite()
    try await state.log.checkpointAndClose()
    return (taken, isOverwritten || taken.isEmpty)
  }
}
