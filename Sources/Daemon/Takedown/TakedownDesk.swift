internal import ControlAPI
internal import Dispatch
internal import Logging
internal import Model
internal import Pipeline
internal import Presentation
internal import State
internal import WebServer

/// Takes articles out while the daemon works, for whoever asks by the control socket: one request after the
/// other, each of which waits for its answer without holding a thread.
final class TakedownDesk: Sendable {
  /// Articles of one record in the journal.
  private static let batchCount = 1_000
  /// How long files in work are waited for, in steps of a tenth of a second.
  private static let waitingStepCount = 300

  private let logger: Logger
  private let clock: any PipelineClock
  private let requests = WaitingRequests<TakedownOrder>(
    // A takedown of a large source writes much of the archive anew.
    answerTime: .seconds(1_800),
    notDone:
      "not done yet: winnowd is stopping, or it takes longer than half an hour; what is on record is carried out, ask again for the rest"
  )

  init(logger: Logger, clock: any PipelineClock) {
    self.logger = logger
    self.clock = clock
  }

  /// `wake`: Has the server ask again about connections that wait.
  func whenAnswered(_ wake: @escaping @Sendable () -> Void) { requests.whenAnswered(wake) }

  /// Answers a request that may be carried out; called on the server's threads.
  func answer(_ request: HTTPRequest) -> HTTPResponse {
    do throws(TakedownOrderError) {
      return requests.answer(request, try TakedownOrder(parameters: request.query))
    } catch {
      return .error(400, error.detail)
    }
  }

  /// Carries requests out until it is cancelled; one that is under way is finished first.
  func serve(_ engine: Engine, _ catalogue: Catalogue) async {
    await requests.serve { await response(to: $0, engine, catalogue) }
  }

  private func response(
    to order: TakedownOrder, _ engine: Engine, _ catalogue: Catalogue
  ) async -> HTTPResponse {
    do {
      let answer = try await carryOut(order, engine, catalogue)
      return .json(Array(try answer.json()))
    } catch let error as TakedownSelectionError {
      return ProblemDetails(404, error.description).response()
    } catch is CancellationError {
      logger.notice(
        "stopped within a takedown; what of it is on record is carried out at the next start")
      return .error(
        503,
        "winnowd stopped before it was done; what of it is on record is carried out at the next start, ask again for the rest"
      )
    } catch {
      logger.error("a takedown was not carried out: \(error)")
      return ProblemDetails(500, "it could not be carried out: \(error)").response()
    }
  }

  private func carryOut(
    _ order: TakedownOrder, _ engine: Engine, _ catalogue: Catalogue
  ) async throws -> TakedownAnswer {
    // Reading many rows blocks, so it has a thread of its own.
    let finding = try await WorkerPool(width: 1).run {
      try order.selection.find(in: catalogue.ledger)
    }
    let candidates = finding.articles
    if order.isDryRun {
      return TakedownAnswer(
        dryRun: true,
        articles: candidates.map {
          TakedownAnswer.Entry(id: $0.id, headline: $0.headline, originals: $0.originals)
        },
        hints: finding.hints)
    }
    var answer = TakedownAnswer(dryRun: false, articles: [], hints: finding.hints)
    for start in stride(from: 0, to: candidates.count, by: Self.batchCount) {
      let numbers = candidates[start..<min(start + Self.batchCount, candidates.count)].map(\.number)
      guard let taken = try await takeDown(numbers, why: order.why, engine) else {
        answer.notes.append(
          "\(candidates.count - answer.articles.count) articles are still there: the file of one of them is"
            + " in work; ask again when winnow status shows it as done")
        break
      }
      answer.articles += taken.map {
        TakedownAnswer.Entry(id: $0.id, headline: $0.headline, originals: $0.originals)
      }
      logger.notice("on request: \(taken.count) articles are forgotten (\(order.why))")
    }
    if !answer.articles.isEmpty, try await !overwrite(engine) {
      answer.notes.append(Takedown.notOverwritten)
    }
    return answer
  }

  private func takeDown(
    _ numbers: [DecisionNumber], why: String, _ engine: Engine
  ) async throws -> [TakenDown]? {
    for _ in 0..<Self.waitingStepCount {
      if let taken = try await engine.takeDown(numbers, why: why) { return taken }
      try await clock.sleep(seconds: 0.1)
    }
    return nil
  }

  /// A reader of the whole state may hold on for minutes; one search does not.
  private func overwrite(_ engine: Engine) async throws -> Bool {
    for _ in 0..<3 where try await engine.overwriteTakenDown() { return true }
    return false
  }
}
