internal import FoundationEssentials
internal import Logging
internal import Model
internal import Pipeline
internal import Presentation
internal import State
internal import WebServer

/// Has articles read again while the daemon works, for whoever asks by the control socket: each request goes
/// on where the last one of the same kind ended, for about a second, and says how far it is.
final class RerunDesk: Sendable {
  /// How long one request goes on.
  private static let time = Duration.seconds(1)
  /// Articles in one answer, about.
  private static let articleCount = 256

  private let logger: Logger
  private let requests = WaitingRequests<RerunParameters>(
    answerTime: .seconds(600),
    notDone:
      "not done yet: winnowd is stopping, or it takes longer than ten minutes; what is on record is done, ask again to go on"
  )

  init(logger: Logger) { self.logger = logger }

  /// `wake`: Has the server ask again about connections that wait.
  func whenAnswered(_ wake: @escaping @Sendable () -> Void) { requests.whenAnswered(wake) }

  /// Answers a request that may be carried out; called on the server's threads.
  func answer(_ request: HTTPRequest) -> HTTPResponse {
    do throws(ChangeRequestError) {
      return requests.answer(request, try RerunParameters(parameters: request.query))
    } catch {
      return ProblemDetails(400, error.description, parameter: error.parameter).response()
    }
  }

  /// Carries requests out until it is cancelled; one that is under way is finished first.
  func serve(_ engine: Engine) async {
    // What the last one was about: it has its containers open.
    var last: (request: RerunRequest, pass: RerunPass)?
    await requests.serve { parameters in
      let pass: RerunPass
      if let last, last.request == parameters.request {
        pass = last.pass
      } else {
        pass = RerunPass(parameters.request, on: engine)
        last = (parameters.request, pass)
      }
      do {
        let report = try await Self.goOn(pass, parameters)
        if report.isDone {
          last = nil
          logger.notice(
            "on request: \(report.readCount) articles read again (\(parameters.request.stage.rawValue)), \(report.changedCount) changed, \(report.leftCount) left"
          )
        }
        return .json(Array(try JSONEncoder().encode(report)))
      } catch is CancellationError {
        logger.notice("stopped within a rerun; asked for again, it goes on where it stopped")
        return .error(503, "winnowd stopped before it was done; asked for again, it goes on there")
      } catch {
        logger.error("articles could not be read again: \(error)")
        return ProblemDetails(500, "they could not be read again: \(error)").response()
      }
    }
  }

  private static func goOn(
    _ pass: RerunPass, _ parameters: RerunParameters
  ) async throws -> RerunReport {
    let start = ContinuousClock.now
    var cursor = try pass.cursor(anew: parameters.anew)
    var report = RerunReport(try await pass.advance(&cursor), cursor, dryRun: false)
    while !report.isDone, report.articles.count < articleCount, ContinuousClock.now - start < time {
      report.add(RerunReport(try await pass.advance(&cursor), cursor, dryRun: false))
    }
    return report
  }
}
