import Configuration
import ControlAPI
import FoundationEssentials
import Maintenance
import Model
import Pipeline
import Presentation
import State
import Storage

/// Has articles read again: by the daemon, where one runs; by this process otherwise, and where it is only
/// asked what would change.
struct RerunWork {
  let options: StateOptions
  let parameters: RerunParameters
  private let stop = StopSignal()

  /// `parameters`: What is asked for.
  init(options: StateOptions, parameters: RerunParameters) {
    self.options = options
    self.parameters = parameters
  }

  /// `didStep`: Hears what was found among some articles, in order.
  /// Returns the last of that: where it is not done, somebody stopped it.
  func run(
    isDryRun: Bool, didStep: (RerunReport) -> Void
  ) async throws -> RerunReport? {
    let deployment = try options.configured()
    if !isDryRun, let report = try askDaemon(deployment, didStep) { return report }
    return try await alone(deployment, isDryRun: isDryRun, didStep)
  }

  /// Nil where no daemon runs.
  private func askDaemon(
    _ deployment: Deployment, _ didStep: (RerunReport) -> Void
  ) throws -> RerunReport? {
    let client = ControlClient(socketPath: deployment.socket.string, timeLimit: .seconds(630))
    var last: RerunReport?
    do {
      repeat {
        let target = parameters.target(anew: parameters.anew && last == nil)
        let report = try JSONDecoder().decode(RerunReport.self, from: Data(client.post(target)))
        didStep(report)
        last = report
      } while last?.isDone == false && !stop.isSet
      return last
    } catch ControlError.notRunning {
      guard last != nil else { return nil }
      throw CommandFailure(
        .tryLater,
        "the daemon has stopped; what is done is whole. Run the same command again to go on")
    } catch let error as ControlError {
      throw CommandFailure(refusedChange: error)
    }
  }

  private func alone(
    _ deployment: Deployment, isDryRun: Bool, _ didStep: (RerunReport) -> Void
  ) async throws -> RerunReport? {
    var rerun = Maintenance.Rerun(
      paths: deployment.paths, options: deployment.settings.stateOptions,
      settings: deployment.settings.pipelineSettings,
      copyOptions: deployment.settings.copyOptions)
    rerun.whenWaiting = { WaitNotice.say($0) }
    var last: RerunReport?
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

extension RerunParameters {
  /// What the daemon is asked.
  fileprivate func target(anew: Bool) -> String {
    var parts = ["stage=\(request.stage.rawValue)"]
    if let source { parts.append("source=\(FeedFollower.encoded(source))") }
    if let since { parts.append("since=\(FeedFollower.encoded(since))") }
    if anew { parts.append("anew=true") }
    return "/articles/rerun?" + parts.joined(separator: "&")
  }
}
