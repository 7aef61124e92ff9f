import ArgumentParser
import Configuration
import DropFolder
import Ledger
import Model
import Presentation
import State
import Storage

struct Retry: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Hand files that were set aside back to the inbox.")

  @OptionGroup var stateOptions: StateOptions
  @Argument(help: "Ids of jobs.") var ids: [String] = []
  @Option(help: "All that were set aside for this reason.") var reason: String?

  func validate() throws {
    if ids.isEmpty == (reason == nil) {
      throw ValidationError("give ids of jobs, or --reason")
    }
  }

  func run() throws {
    let deployment = try stateOptions.deployment()
    let ledger = try stateOptions.catalogue().ledger
    var jobs: [JobRow] = []
    if let reason {
      jobs = try ledger.jobs(outcome: .quarantined, reason: reason, before: nil, limit: 100_000)
    }
    for id in ids {
      guard case .found(let job) = try ledger.job(id: id) else {
        throw CommandFailure(
          .attention,
          "there is no job \(TerminalText.safe(id)), or several begin so; see: winnow quarantine")
      }
      jobs.append(job)
    }
    let moves = SpoolMoves(
      spool: Spool(root: deployment.paths.spool), fileSystem: POSIXFileSystem(),
      clock: { SystemClock().wall() * 1_000_000 })
    let waiting = Set(try Self.quarantinedJobs(moves))
    var (count, failed) = (0, false)
    for job in jobs where waiting.contains(job.id) {
      do {
        let path = try moves.handBack(job.id, to: job.file)
        Output.line("\(job.id) is in the inbox again as \(TerminalText.safe(path))")
        count += 1
      } catch {
        failed = true
        let remedy =
          error.isGone ? "; something else has its folder's name, a link say: move that away" : ""
        Output.printError("\(job.id) stays set aside: \(error)\(remedy)")
      }
    }
    assert(count <= jobs.count)
    if failed { throw CommandFailure(.attention) }
    if count == 0 { throw CommandFailure(.attention, "nothing of that is set aside any more") }
  }

  /// Jobs with a file in quarantine; none where nothing was ever set aside.
  private static func quarantinedJobs(_ moves: SpoolMoves) throws -> [String] {
    do {
      return try moves.quarantinedJobs()
    } catch  where error.errno == .noSuchFileOrDirectory {
      return []
    }
  }
}
