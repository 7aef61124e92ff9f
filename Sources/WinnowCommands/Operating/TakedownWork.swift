import Configuration
import ControlAPI
import FoundationEssentials
import Maintenance
import Pipeline
import Presentation
import State
import Storage

/// Has articles taken out: by the daemon, where one runs; by this process otherwise.
struct TakedownWork {
  private static let idsAtOnce = 200
  let options: StateOptions

  func run(
    _ selection: TakedownSelection, why: String, isDryRun: Bool
  ) async throws -> TakedownAnswer {
    let deployment = try options.configured()
    do {
      // A source of a hundred thousand articles is written out of much of the archive.
      let client = ControlClient(socketPath: deployment.socket.string, timeLimit: .seconds(1_860))
      var whole = TakedownAnswer(dryRun: isDryRun, articles: [])
      for part in Self.parts(of: selection) {
        let target = TakedownAnswer.target(Self.parameters(part, why: why, isDryRun: isDryRun))
        let answer = try WaitNotice.whileAsking(deployment.socket.string) {
          try TakedownAnswer(json: Data(client.post(target)))
        }
        whole.articles += answer.articles
        whole.notes += answer.notes
        whole.hints = (whole.hints ?? []) + (answer.hints ?? [])
      }
      return whole
    } catch ControlError.notRunning {
      return try await alone(deployment, selection, why: why, isDryRun: isDryRun)
    } catch let error as ControlError {
      throw CommandFailure(refusedChange: error)
    }
  }

  private func alone(
    _ deployment: Deployment, _ selection: TakedownSelection, why: String, isDryRun: Bool
  ) async throws -> TakedownAnswer {
    let finding: TakedownFinding
    do {
      finding = try selection.find(in: try options.catalogue().ledger)
    } catch let error as TakedownSelectionError {
      throw CommandFailure(.attention, TerminalText.safe(error.description))
    }
    let candidates = finding.articles
    if isDryRun {
      return TakedownAnswer(
        dryRun: true,
        articles: candidates.map {
          TakedownAnswer.Entry(id: $0.id, headline: $0.headline, originals: $0.originals)
        },
        hints: finding.hints)
    }
    var forget = Maintenance.Forget(
      paths: deployment.paths, options: deployment.settings.stateOptions,
      settings: deployment.settings.pipelineSettings)
    forget.whenWaiting = { WaitNotice.say($0) }
    let (taken, isOverwritten) = try await reportingAsyncFailure {
      try await forget.run(candidates.map(\.number), why: why)
    }
    return TakedownAnswer(
      dryRun: false,
      articles: taken.map {
        TakedownAnswer.Entry(id: $0.id, headline: $0.headline, originals: $0.originals)
      }, notes: isOverwritten ? [] : [Takedown.notOverwritten], hints: finding.hints)
  }

  /// More ids than fit into the head of one request are sent in several.
  private static func parts(of selection: TakedownSelection) -> [TakedownSelection] {
    guard selection.ids.count > idsAtOnce else { return [selection] }
    return stride(from: 0, to: selection.ids.count, by: idsAtOnce).map {
      var part = selection
      part.ids = Array(selection.ids[$0..<min($0 + idsAtOnce, selection.ids.count)])
      return part
    }
  }

  private static func parameters(
    _ selection: TakedownSelection, why: String, isDryRun: Bool
  ) -> [(name: String, value: String)] {
    var parameters = selection.ids.map { (name: "id", value: $0) }
    if let job = selection.job { parameters.append(("job", job)) }
    if let url = selection.url { parameters.append(("url", url)) }
    if let story = selection.story { parameters.append(("story", story)) }
    if let source = selection.source { parameters.append(("source", source)) }
    if selection.includesCopies { parameters.append(("copies", "true")) }
    if isDryRun { parameters.append(("dryRun", "true")) }
    return parameters + [("why", why)]
  }
}
