import Configuration
import ControlAPI
import FoundationEssentials
import Presentation
import State
import Storage

/// Has something done to files that were set aside: by the daemon, where one runs, so that members of the
/// group may ask for it; by this process otherwise.
struct QuarantineWork {
  /// More ids than fit into the head of one request are sent in several.
  private static let idsAtOnce = 200
  let options: StateOptions

  func run(_ action: QuarantineDesk.Action, ids: [String], reason: String?) throws {
    let deployment = try options.deployment()
    var report = QuarantineDesk.Report()
    do {
      // A daemon may have a hundred thousand files to move.
      let client = ControlClient(socketPath: deployment.socket.string, timeLimit: .seconds(600))
      let parts = stride(from: 0, to: max(1, ids.count), by: Self.idsAtOnce).map {
        Array(ids[$0..<min($0 + Self.idsAtOnce, ids.count)])
      }
      for part in parts {
        let target = QuarantineAnswer.target(action.rawValue, on: part, orAllFor: reason)
        let answer = try QuarantineAnswer(json: Data(client.post(target)))
        report.done += answer.done
        report.failed += answer.failed
      }
    } catch ControlError.notRunning {
      report = try alone(deployment, action, ids: ids, reason: reason)
    } catch ControlError.notAllowed {
      throw CommandFailure(
        .cannotTell,
        "this user may not ask the daemon: join the group winnow, or use sudo")
    } catch ControlError.refused(403, _) {
      throw CommandFailure(
        .cannotTell,
        "this user may not have the daemon change anything: use sudo, or become a member of the group that"
          + " the setting control.group names")
    } catch ControlError.refused(503, _) {
      throw CommandFailure(.tryLater, "winnowd is starting; try again in a moment")
    } catch let error as ControlError {
      throw CommandFailure(
        .cannotTell, "the daemon gave no usable answer (\(error)); look at: journalctl -u winnowd")
    }
    for line in report.done { Output.line(TerminalText.safe(line)) }
    for line in report.failed { Output.printError(TerminalText.safe(line)) }
    if !report.failed.isEmpty { throw CommandFailure(.attention) }
    if report.done.isEmpty {
      throw CommandFailure(.attention, "nothing of that is set aside any more")
    }
  }

  private func alone(
    _ deployment: Deployment, _ action: QuarantineDesk.Action, ids: [String], reason: String?
  ) throws -> QuarantineDesk.Report {
    let ledger = try options.catalogue().ledger
    return try QuarantineDesk(
      deployment.paths, ledger: ledger, files: POSIXFileSystem(), clock: SystemClock()
    ).run(action, on: ids, orAllFor: reason)
  }
}
