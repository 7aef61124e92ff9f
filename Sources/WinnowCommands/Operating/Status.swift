import ArgumentParser
import Configuration
import ControlAPI
import Foundation
import Monitoring
import Presentation
import State
import Storage

struct Status: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "How things stand: verdict first; also when the daemon is down.")

  @OptionGroup var stateOptions: StateOptions
  @Flag(help: "One JSON object.") var json = false
  @Flag(help: "Again every two seconds, until interrupted.") var watch = false

  func run() throws {
    let deployment = try stateOptions.deployment()
    repeat {
      let report = try report(deployment)
      if json {
        Output.write(Array(try report.json()) + [0x0A])
      } else {
        if watch, Output.isTerminal { Output.write(Array("\u{1B}[H\u{1B}[2J".utf8)) }
        let now = Int64(time(nil))
        for line in StatusText.lines(report, now: now, bold: Output.bold) { Output.line(line) }
      }
      if watch { sleep(2) } else { try end(report) }
    } while watch
  }

  private func report(_ deployment: Deployment) throws -> StatusReport {
    var whyDown: String?
    do {
      let answer = try ControlClient(socketPath: deployment.socket.string).get("/status")
      return try StatusReport(json: Data(answer))
    } catch ControlError.timedOut {
      throw CommandFailure(
        .cannotTell,
        "the daemon took the question and gave no answer in 5 s; look at: journalctl -u winnowd")
    } catch ControlError.notAllowed {
      whyDown =
        "A daemon may run, but this user may not ask it: join the group winnow, or use sudo."
    } catch ControlError.notRunning {
    } catch {
      whyDown = "The daemon's socket gave no usable answer. Look at: journalctl -u winnowd"
    }
    let catalogue = try? Catalogue.open(deployment.paths, isInspecting: true)
    return StatusBuilder(deployment: deployment)
      .report(ledger: catalogue?.ledger, live: nil, whyDown: whyDown)
  }

  private func end(_ report: StatusReport) throws {
    switch report.verdict {
    case .stopped: throw CommandFailure(.daemonDown)
    case .attention: throw CommandFailure(.attention)
    default: break
    }
  }
}
