import Configuration
import Maintenance
import Presentation
import State

/// Has articles read again by this process.
struct RerunWork {
  let options: StateOptions
  let parameters: RerunParameters

  /// `didStep`: Hears what was found among some articles, in order.
  /// Returns the last of that: where it is not done, somebody stopped it.
  func run(
    isDryRun: Bool, didStep: (RerunReport) -> Void
  ) async throws -> RerunReport? {
    let deployment = try options.configured()
    let rerun = Maintenance.Rerun(
      paths: deployment.paths, options: deployment.settings.stateOptions,
      settings: deployment.settings.pipelineSettings,
      copyOptions: deployment.settings.copyOptions)
    var last: RerunReport?
    let stop = StopSignal()
    _ = try await reportingAsyncFailure {
      if isDryRun {
        return try await rerun.preview(parameters.request, isStopped: { stop.isSet }) {
          let report = RerunReport($0, $1, dryRun: true)
          didStep(report)
          last = report
        }
      }
      return try await rerun.run(
        parameters.request, anew: parameters.anew, isStopped: { stop.isSet }
      ) {
        let report = RerunReport($0, $1, dryRun: false)
        didStep(report)
        last = report
      }
    }
    return last
  }
}
