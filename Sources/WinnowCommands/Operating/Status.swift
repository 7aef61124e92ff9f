import ArgumentParser
import ControlAPI
import Foundation
import Presentation
import State
import Storage
import WinnowDaemon

struct Status: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "How things stand: verdict first; also when the daemon is down.")

  @OptionGroup var stateOptions: StateOptions
  @Flag(help: "One JSON object.") var json = false
  @Flag(help: "Again every two seconds, until interrupted.") var watch = false

  func run() async throws {
    let deployment = try stateOptions.deployment()
    repeat {
      let report = try await report(deployment)
      if json {
        Output.write(Array(try report.json()) + [0x0A])
      } else {
        if watch, Output.isTerminal { Output.write(Array("\u{1B}[H\u{1B}[2J".utf8)) }
        StatusPrinter.print(report)
      }
      if watch { try await Task.sleep(for: .seconds(2)) } else { try end(report) }
    } while watch
  }

  private func report(_ deployment: Deployment) async throws -> StatusReport {
    var whyDown: String?
    do {
      let client = ControlClient(socketPath: deployment.socket.string)
      return try StatusReport(json: try await Self.answer(of: client))
    } catch is CancellationError {
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
    let ledger = try? Catalogue.open(deployment.paths).ledger
    return StatusBuilder(deployment: deployment)
      .report(ledger: ledger, live: nil, whyDown: whyDown)
  }

  /// The daemon's answer; a `CancellationError` when there is none in five seconds.
  private static func answer(of client: ControlClient) async throws -> Data {
    try await withThrowingTaskGroup(of: Data.self) { group in
      group.addTask { try await client.get("/status") }
      group.addTask {
        try await Task.sleep(for: .seconds(5))
        throw CancellationError()
      }
      defer { group.cancelAll() }
      return try await group.next() ?? Data()
    }
  }

  private func end(_ report: StatusReport) throws {
    switch report.verdict {
    case .stopped: throw CommandFailure(.daemonDown)
    case .attention: throw CommandFailure(.attention)
    default: break
    }
  }
}
