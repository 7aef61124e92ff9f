internal import DropFolder
package import Ledger
internal import Model
package import Storage

/// What a person decides about files that were set aside: try again, discard, keep. For the command
/// line without a daemon, and for the daemon that is asked to.
package struct QuarantineDesk: Sendable {
  /// What is done with a file.
  package enum Action: String, Sendable, CaseIterable {
    /// Back into the inbox.
    case retry
    /// The bytes go; that they did, and when, stays beside the reason.
    case discard
    /// It stays where it is, and asks for attention no more.
    case keep
  }

  /// What came of it, a sentence for each file.
  package struct Report: Sendable, Equatable {
    package var done: [String] = []
    package var failed: [String] = []

    package init() {}
  }

  private let moves: SpoolMoves
  private let ledger: any LedgerReader
  /// Jobs with one reason that one call sees to at most.
  private static let limit = 100_000

  package init(
    _ paths: StatePaths, ledger: any LedgerReader, files: any FileSystem,
    clock: any PipelineClock
  ) {
    self.ledger = ledger
    moves = SpoolMoves(
      spool: Spool(root: paths.spool), fileSystem: files, clock: { clock.wall() * 1_000_000 })
  }

  /// Does it to the files of these jobs, or to all that were set aside for the reason `why`.
  ///
  /// `chosen`: Ids of jobs, beginnings of them, or ids of members of a container that was set aside.
  /// Throws what the ledger says.
  package func run(
    _ action: Action, on chosen: [String], orAllFor why: String?
  ) throws -> Report {
    var report = Report()
    var jobs: [JobRow] = []
    let waiting = Set(try quarantinedJobs())
    if let why {
      jobs = try ledger.jobs(
        outcome: .quarantined, reason: why, before: nil, limit: Self.limit
      ).filter { waiting.contains($0.id) }
    }
    for id in chosen {
      switch try job(id) {
      case .found(let job) where waiting.contains(job.id): jobs.append(job)
      case .found(let job): report.failed.append(Self.sentence(notAside: job))
      case .ambiguous(let ids):
        report.failed.append("\(id) begins several ids: \(ids.prefix(5).joined(separator: ", "))")
      case .none where waiting.contains(id):
        report.failed.append("\(id) waits for its turn behind files in work; try again in a moment")
      case .none: report.failed.append("there is no job \(id); see: winnow quarantine")
      }
    }
    for job in jobs { perform(action, on: job, &report) }
    return report
  }

  private func perform(_ action: Action, on job: JobRow, _ report: inout Report) {
    do throws(StorageError) {
      switch action {
      case .retry:
        let path = try moves.handBack(job.id, to: job.file)
        report.done.append("\(job.id) is in the inbox again as \(Self.text(path))")
      case .discard:
        try moves.discard(job.id)
        report.done.append("\(job.id) is discarded: \(Self.text(job.file))")
      case .keep:
        try moves.keep(job.id)
        report.done.append(
          "\(job.id) is kept as \(moves.spool.quarantinePath(job.id).printable)")
      }
    } catch {
      let remedy =
        error.isGone ? "; something else has its folder's name, a link say: move that away" : ""
      report.failed.append("\(job.id) stays set aside: \(error)\(remedy)")
    }
  }

  /// The job of an id, or of a member of its container (`JOB-7`).
  private func job(_ id: String) throws -> Found<JobRow> {
    let found = try ledger.job(id: id)
    guard case .none = found, let dash = id.lastIndex(of: "-"),
      id[id.index(after: dash)...].allSatisfy(\.isNumber)
    else { return found }
    return try ledger.job(id: String(id[..<dash]))
  }

  private static func sentence(notAside job: JobRow) -> String {
    job.outcome == .quarantined
      ? "\(job.id) is not set aside any more: it was tried again or discarded"
      : "\(job.id) is not set aside, its outcome is \(job.outcome.rawValue). To have it read again:"
        + " winnow original \(job.id) > FILE, then winnow put FILE"
  }

  private static func text(_ path: [UInt8]) -> String { FilePath(bytes: path).printable }

  /// Jobs with a file in quarantine; none where nothing was ever set aside.
  private func quarantinedJobs() throws(StorageError) -> [String] {
    do {
      return try moves.quarantinedJobs()
    } catch {
      if error.errno == .noSuchFileOrDirectory { return [] }
      throw error
    }
  }
}
