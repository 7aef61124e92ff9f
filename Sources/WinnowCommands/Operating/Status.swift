import ArgumentParser
import Configuration
import ControlAPI
import FoundationEssentials
import Glibc
import Monitoring
import Presentation
import State
import Storage

struct Status: ParsableCommand, ColoringCommand {
  static let configuration = CommandConfiguration(
    abstract: "How things stand: verdict first; also when the daemon is down.",
    discussion: HelpText.with(
      examples: [
        ("winnow status", "How things stand."),
        ("winnow status --watch", "The same, again every two seconds."),
        (
          "winnow status --json | jq -r .verdict",
          "One word for a script; the exit status says the same."
        ),
      ]))

  @OptionGroup var stateOptions: StateOptions
  @Flag(help: "One JSON object.") var json = false
  @Flag(help: "Again every two seconds, until interrupted.") var watch = false
  @OptionGroup var colorOptions: ColorOptions

  func run() throws {
    let deployment = try stateOptions.deployment()
    repeat {
      let report = try report(deployment)
      if json {
        Output.write(Array(try report.json()) + [0x0A])
      } else {
        let now = Int64(time(nil))
        if watch, let window = Output.window {
          Output.write(Array("\u{1B}[H\u{1B}[2J".utf8))
          let lines = StatusText.lines(report, now: now)
          let fitting = StatusText.fitted(lines, rows: window.rows - 1, columns: window.columns)
          for line in fitting { Output.advice(line) }
        } else {
          for line in StatusText.lines(report, now: now, bold: Self.emphasis) {
            Output.advice(line)
          }
        }
      }
      if watch { sleep(2) } else { try end(report) }
    } while watch
  }

  /// Sets off the first word: what asks for attention more than the rest.
  private static func emphasis(_ word: String) -> String {
    word == "ATTENTION" ? Output.warning(word) : Output.bold(word)
  }

  private func report(_ deployment: Deployment) throws -> StatusReport {
    var absence = DaemonAbsence.noAnswer
    do {
      let answer = try ControlClient(socketPath: deployment.socket.string).get("/status")
      return try StatusReport(json: Data(answer))
    } catch ControlError.timedOut {
      throw CommandFailure(
        .cannotTell,
        "the daemon took the question and gave no answer in 5 s; look at: journalctl -u winnowd")
    } catch ControlError.notAllowed {
      absence = .notAllowed
    } catch ControlError.notRunning {
      absence = DaemonAbsence.ofState(deployment.paths)
    } catch {}
    let catalogue = try? Catalogue.open(deployment.paths, isInspecting: true)
    return StatusBuilder(deployment: deployment)
      .report(ledger: catalogue?.ledger, live: nil, absence: absence)
  }

  private func end(_ report: StatusReport) throws {
    switch report.verdict {
    case .stopped: throw CommandFailure(report.problem == nil ? .daemonDown : .attention)
    case .attention: throw CommandFailure(.attention)
    case .unknown: throw CommandFailure(.cannotTell)
    case .starting: throw CommandFailure(.tryLater)
    default: break
    }
  }
}
