import ArgumentParser
import Configuration
import DropFolder
import Ledger
import Model
import Presentation
import State
import Storage

struct Quarantine: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "What was set aside for a person, why, and what to do.",
    discussion: HelpText.with(
      """
      With --discard or --keep it is decided, on record, and asks for attention no more; winnow retry \
      hands it back to the inbox.
      """,
      examples: [
        ("winnow quarantine", "What lies there, by reason."),
        ("winnow quarantine --discard 01J8ZQ4M8N3V6X", "Removes one file, on record."),
        (
          "winnow quarantine --keep --reason poison",
          "Leaves all of one reason where they are, and asks no more."
        ),
      ]))

  @OptionGroup var stateOptions: StateOptions
  @Argument(help: ArgumentHelp("Ids of jobs to discard or keep.", valueName: "id"))
  var ids: [String] = []
  @Option(
    help: ArgumentHelp("Only what was set aside for this reason.", valueName: "name"),
    completion: .list(RefusalReason.allCases.map(\.rawValue)))
  var reason: String?
  @Flag(help: "Remove these files; that they were set aside, and why, stays on record.")
  var discard = false
  @Flag(help: "Leave these files where they are, and ask no more.") var keep = false
  @Flag(help: "One JSON object a line.") var json = false
  @Option(
    name: [.customShort("n", allowingJoined: true), .long],
    help: ArgumentHelp("Files at most.", valueName: "number"))
  var limit = 200

  func validate() throws {
    if limit < 1 { throw ValidationError("--limit takes a number from 1 on") }
    if discard && keep { throw ValidationError("give --discard or --keep") }
    if discard || keep, ids.isEmpty == (reason == nil) {
      throw ValidationError("give ids of jobs, or --reason")
    }
    if !discard && !keep && !ids.isEmpty {
      throw ValidationError("give --discard or --keep with ids; winnow explain ID tells of one")
    }
  }

  func run() throws {
    if discard || keep {
      return try QuarantineWork(options: stateOptions).run(
        discard ? .discard : .keep, ids: ids, reason: reason)
    }
    let deployment = try stateOptions.deployment()
    let catalogue = try stateOptions.catalogue()
    let system = POSIXFileSystem()
    let spool = Spool(root: deployment.paths.spool)
    let decided = try catalogue.ledger.jobs(
      outcome: .quarantined, reason: reason, before: nil, limit: limit
    ).filter { (try? system.exists(spool.quarantinePath($0.id))) ?? false }
    let jobs = try undecided(spool, system, catalogue.ledger) + decided
    let kept = Set(
      jobs.lazy.map(\.id).filter { (try? system.exists(spool.keptPath($0))) ?? false })
    if json {
      for job in jobs { Output.write(job.jsonLine()) }
    } else {
      show(jobs, kept, in: spool)
    }
    if kept.count < jobs.count { throw CommandFailure(.attention) }
  }

  /// Files that lie there while their job waits for its turn to be recorded in the ledger, behind a large file
  /// say.
  private func undecided(
    _ spool: Spool, _ system: POSIXFileSystem, _ ledger: any LedgerReader
  ) throws -> [JobRow] {
    guard (try? system.exists(spool.quarantine)) == true else { return [] }
    let moves = SpoolMoves(spool: spool, fileSystem: system, clock: { 0 })
    return try moves.quarantinedJobs().compactMap { id in
      if case .found(let row) = try ledger.job(id: id), row.id == id { return nil }
      guard let bytes = try? system.readFile(spool.reasonPath(id), limit: 1 << 20),
        let note = QuarantineReason(json: bytes), reason == nil || reason == note.reason
      else { return nil }
      return note.row(of: id)
    }
  }

  /// A line a reason with what to do, and below it a line a file with where it is now.
  private func show(_ jobs: [JobRow], _ kept: Set<String>, in spool: Spool) {
    if jobs.isEmpty { return Output.advice("Nothing is set aside.") }
    for (reason, group) in Dictionary(grouping: jobs, by: { $0.reason ?? "" })
      .sorted(by: { $0.key < $1.key })
    {
      let remedy = group[0].remedy ?? ""
      Output.advice(
        "\(Output.count(group.count, "file"))  \(TerminalText.safe(reason)): \(TerminalText.safe(remedy))"
      )
      for job in group {
        let note = kept.contains(job.id) ? "  (kept)" : ""
        Output.advice("  \(job.id)  \(TerminalText.safe(job.file))\(note)")
        Output.advice(
          "    set aside \(LocalTime.text(seconds: job.finished / 1_000)),"
            + " lies in \(spool.quarantinePath(job.id).printable)")
        if let detail = job.detail { Output.advice("    \(TerminalText.safe(detail))") }
      }
    }
    Output.advice("Try again with: winnow retry ID   (or: winnow retry --reason REASON)")
    Output.advice(
      "Decide with: winnow quarantine --discard ID, or --keep ID   (or: --reason REASON)")
  }
}
