import ArgumentParser
import Ledger
import Model
import ControlAPI
import DropFolder
import Foundation
import Glibc
import Ingest
import JSONTree
import Storage
import WinnowDaemon

struct Status: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "How things stand: verdict first; also when the daemon is down.")

  @OptionGroup var place: StateOptions
  @Flag(help: "One JSON object.") var json = false
  @Flag(help: "Again every two seconds, until interrupted.") var watch = false

  func run() async throws {
    let deployment = try place.deployment()
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
      throw CommandEnd(
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
    case .stopped: throw CommandEnd(.daemonDown)
    case .attention: throw CommandEnd(.attention)
    default: break
    }
  }
}

struct Put: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Hand files over safely: written under a hidden name, synced, then renamed.")

  @OptionGroup var place: StateOptions
  @Argument(help: "The files.") var files: [String]
  @Option(help: "The scraper's name: a folder below the inbox.") var source: String?

  func run() throws {
    let deployment = try place.deployment()
    // The service reads by group, whatever this user's mask says.
    _ = umask(0o007)
    var failed = false
    for file in files {
      do {
        let system = POSIXFileSystem()
        let source = FilePath(argument: file)
        let path = try Handover.put(
          try system.open(source, .read), name: source.nameBytes, into: deployment.paths.inbox,
          source: self.source, fileSystem: system)
        Output.line("\(TerminalText.safe(file)) handed over as \(TerminalText.safe(path))")
      } catch {
        failed = true
        Output.complain("\(TerminalText.safe(file)): not handed over: \(error)")
      }
    }
    if failed { throw CommandEnd(.attention) }
  }
}

struct Jobs: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "What was done with which file, newest first; what is in work is shown by status.")

  @OptionGroup var place: StateOptions
  @Flag(help: "One JSON object a line.") var json = false
  @Option(help: "Only this outcome: indexed, duplicate, attached, rejected, quarantined.")
  var outcome: String?
  @Option(help: "Only this reason.") var reason: String?
  @Option(help: "Jobs at most.") var limit = 50

  func run() throws {
    let chosen = try outcome.map { name in
      guard let outcome = Outcome(rawValue: name) else {
        throw CommandEnd(.usage, "--outcome \(TerminalText.safe(name)): there is no such outcome")
      }
      return outcome
    }
    let jobs = try place.catalogue().ledger.jobs(
      outcome: chosen, reason: reason, before: nil, limit: max(1, limit))
    for job in jobs { json ? Output.write(job.jsonLine()) : JobPrinter.print(job) }
    if jobs.isEmpty { throw CommandEnd(.attention, json ? "" : "no such jobs") }
  }
}

struct Quarantine: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "What was set aside for a person, why, and what to do.")

  @OptionGroup var place: StateOptions
  @Flag(help: "One JSON object a line.") var json = false
  @Option(help: "Files at most.") var limit = 200

  func run() throws {
    let deployment = try place.deployment()
    let catalogue = try place.catalogue()
    let system = POSIXFileSystem()
    let folder = Spool(root: deployment.paths.spool)
    let jobs = try catalogue.ledger.jobs(
      outcome: .quarantined, reason: nil, before: nil, limit: limit
    ).filter { (try? system.exists(folder.quarantinePath($0.id))) ?? false }
    for job in jobs { json ? Output.write(job.jsonLine()) : JobPrinter.print(job) }
    if jobs.isEmpty {
      if !json { Output.line("Nothing is set aside.") }
      return
    }
    if !json {
      Output.line("Try again with: winnow retry ID   (or: winnow retry --reason REASON)")
    }
    throw CommandEnd(.attention)
  }
}

struct Retry: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Hand files that were set aside back to the inbox.")

  @OptionGroup var place: StateOptions
  @Argument(help: "Ids of jobs.") var ids: [String] = []
  @Option(help: "All that were set aside for this reason.") var reason: String?

  func validate() throws {
    if ids.isEmpty == (reason == nil) {
      throw ValidationError("give ids of jobs, or --reason")
    }
  }

  func run() throws {
    let deployment = try place.deployment()
    let ledger = try place.catalogue().ledger
    var jobs: [JobRow] = []
    if let reason {
      jobs = try ledger.jobs(outcome: .quarantined, reason: reason, before: nil, limit: 100_000)
    }
    for id in ids {
      guard case .found(let job) = try ledger.job(id: id) else {
        throw CommandEnd(
          .attention,
          "there is no job \(TerminalText.safe(id)), or several begin so; see: winnow quarantine")
      }
      jobs.append(job)
    }
    let drop = DropFolder(
      spool: Spool(root: deployment.paths.spool), fileSystem: POSIXFileSystem(),
      clock: { SystemClock().wall() * 1_000_000 })
    let waiting = Set(try drop.quarantinedJobs())
    var count = 0
    for job in jobs where waiting.contains(job.id) {
      let path = try drop.handBack(job.id, to: job.file)
      Output.line("\(job.id) is in the inbox again as \(TerminalText.safe(path))")
      count += 1
    }
    if count == 0 { throw CommandEnd(.attention, "nothing of that is set aside any more") }
  }
}

struct Original: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print a file's bytes as they came.")

  @OptionGroup var place: StateOptions
  @Argument(help: "The id of an article or of a job.") var id: String

  func run() throws {
    let deployment = try place.deployment()
    let ledger = try place.catalogue().ledger
    var digest: String?
    if case .found(let row) = try ledger.article(id: id) { digest = row.provenance.digest }
    if digest == nil, case .found(let job) = try ledger.job(id: id) { digest = job.digest }
    guard let digest else {
      throw CommandEnd(
        .attention, "there is no article or job \(TerminalText.safe(id)) whose bytes were kept")
    }
    do {
      try OriginalBytes(deployment.paths).print(digest: digest, Output.write)
    } catch let failure as PipelineFailure {
      throw CommandEnd(failure.exitStatus, failure.description)
    }
  }
}
