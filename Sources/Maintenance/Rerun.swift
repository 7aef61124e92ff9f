internal import Archive
internal import Ledger
internal import Model
package import NearDuplicates
package import Pipeline
internal import Presentation
package import State
internal import Storage

/// `winnow rerun`: has articles read again from their originals by this version, and those that read
/// otherwise changed, on record. Ids, decisions and stories stay.
package struct Rerun: Sendable {
  private let paths: StatePaths
  private let options: StateDirectoryOptions
  private let settings: PipelineSettings
  private let copyOptions: CopyIndexOptions

  /// Hears what is waited for, such as space on the disk, each time that it is.
  package var whenWaiting: (@Sendable (String) -> Void)?

  package init(
    paths: StatePaths, options: StateDirectoryOptions, settings: PipelineSettings,
    copyOptions: CopyIndexOptions
  ) {
    self.paths = paths
    self.options = options
    self.settings = settings
    self.copyOptions = copyOptions
  }

  /// Finds what would change, beside a running daemon or without one. Changes nothing, and looks at nothing
  /// that is decided after it began.
  ///
  /// `isStopped`: Asked between two steps. `didStep`: Hears what each found, and how far it is.
  /// Returns how far it came. Throws `PipelineFailure`.
  package func preview(
    _ request: RerunRequest, isStopped: () -> Bool, didStep: (RerunStep, RerunCursor) -> Void
  ) async throws -> RerunCursor {
    let catalogue = try Catalogue.open(paths)
    do {
      var cursor = RerunCursor(
        key: "preview", end: try catalogue.ledger.highestNumber() ?? DecisionNumber(0))
      let library = try catalogue.ledger.boilerplate()
      let reader = RerunReader(
        request, ledger: catalogue.ledger,
        originals: SharedOriginals.all(of: paths),
        settings: settings, clock: SystemClock(),
        boilerplate: { library.snapshot(of: $0, version: $1) })
      while !cursor.isAtEnd, !isStopped() {
        let step = try await reader.step(after: cursor.through, end: cursor.end)
        cursor.take(step)
        didStep(step, cursor)
      }
      return cursor
    } catch {
      throw PipelineFailure.of(error)
    }
  }

  /// Does it, on a state that no daemon holds; goes on where the same rerun was interrupted.
  ///
  /// `anew`: Begins at the first article in any case. The rest as in `preview`.
  /// Throws `PipelineFailure`, with `.held` while a daemon runs.
  package func run(
    _ request: RerunRequest, anew: Bool, isStopped: () -> Bool,
    didStep: (RerunStep, RerunCursor) -> Void
  ) async throws -> RerunCursor {
    // A mistyped folder is no new state.
    guard (try? POSIXFileSystem().exists(paths.journal)) != false else {
      throw PipelineFailure.noState(paths)
    }
    var options = options
    options.usesSpool = false
    let clock = SystemClock()
    let meter = StageMeter(whenWaiting: whenWaiting) { clock.monotonic() }
    let (state, recovery) = try StateDirectory.open(
      paths, files: POSIXFileSystem(), options: options, holder: "winnow rerun")
    let recovered = try await Recovery(
      of: state, settings: settings, copyOptions: copyOptions, clock: clock, meter: meter
    ).run(after: recovery)
    let pass = RerunPass(
      request, on: Engine(settings: settings, recovered: recovered, meter: meter, clock: clock))
    var cursor = try pass.cursor(anew: anew)
    repeat {
      let step = try await pass.advance(&cursor)
      didStep(step, cursor)
    } while !cursor.isAtEnd && !isStopped()
    try await state.log.checkpointAndClose()
    try state.closeOriginals()
    return cursor
  }
}
