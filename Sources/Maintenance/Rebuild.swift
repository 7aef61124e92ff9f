internal import Formats
internal import Ledger
internal import Model
package import Pipeline
internal import SearchIndex
package import State
package import Storage
internal import WriteAheadLog

/// `winnow rebuild`: ledger and index made anew from history, journal and originals.
///
/// Nothing is decided again: decisions are replayed as they were recorded. The new ones are made beside
/// the old ones, in a folder of their own, and put in use at the end by one rename: an interrupted
/// rebuild changes nothing.
package struct Rebuild: Sendable {
  /// What came of it.
  package struct Summary: Sendable {
    package var articles = 0
    package var jobs = 0
    /// Articles whose originals are gone or no longer yield them, by id, with the reason.
    package var missing: [(id: String, why: String)] = []
  }

  private static let batchCount = 500
  private let paths: StatePaths
  private let options: StateDirectoryOptions
  private let settings: PipelineSettings
  private let files: any FileSystem

  package init(
    paths: StatePaths, options: StateDirectoryOptions, settings: PipelineSettings,
    files: any FileSystem = POSIXFileSystem()
  ) {
    self.files = files
    self.paths = paths
    self.options = options
    self.settings = settings
  }

  /// Runs it; `progress` hears how many of how many articles are done.
  ///
  /// Throws `PipelineFailure`, with `.held` while a daemon runs on the state.
  package func run(_ progress: (Int, Int) -> Void) async throws -> Summary {
    guard try files.exists(paths.journal) else { throw PipelineFailure.noState(paths) }
    do {
      var options = options
      options.usesSpool = false
      let fresh = try Generation.next(of: paths, on: files)
      let (state, recovery) = try StateDirectory.open(
        paths, generation: fresh, files: files, options: options, holder: "winnow rebuild")
      let past = try DecisionHistory(of: state.log, after: recovery)
      let summary = try write(past, to: state, progress)
      try await state.log.close()
      try state.index.close()
      try (state.ledger as? SQLiteLedger)?.close()
      try fresh.makeCurrent(on: files)
      return summary
    } catch let error as StorageError {
      throw PipelineFailure(.disk, "\(error)")
    } catch let error as PayloadError {
      throw PipelineFailure(.damaged, "The journal or history cannot be read (\(error)).")
    } catch let error as HistoryError {
      throw PipelineFailure(.damaged, "\(error)")
    } catch let error as JournalError {
      throw PipelineFailure(error)
    }
  }

  private func write(
    _ past: DecisionHistory, to state: StateDirectory, _ progress: (Int, Int) -> Void
  ) throws -> Summary {
    var summary = Summary()
    var rereader = Rereader(state: state, settings: settings.scrapes)
    let numbers = past.decisions.keys.sorted()
    state.boilerplate.add(past.learned)
    var batch = LedgerBatch(appliedLSN: 0, learned: past.learned)
    var done = 0
    // Steps below the journal's last LSN, so that each batch counts as new; the last one is at it.
    func flush(isLast: Bool) throws {
      let lsn = try state.ledger.appliedLSN() + 1
      batch.appliedLSN = isLast ? max(past.lastLSN, lsn) : lsn
      try state.ledger.apply(batch)
      try state.index.apply(batch.indexEntries, lsn: batch.appliedLSN)
      batch = LedgerBatch(appliedLSN: 0)
      progress(done, numbers.count)
    }
    for number in numbers {
      guard let decision = past.decisions[number] else { continue }
      done += 1
      guard let job = past.jobs[decision.job] else {
        summary.missing.append((decision.job, "its job is not on record"))
        continue
      }
      do {
        batch.articles.append(try rereader.row(of: decision, job: job))
        summary.articles += 1
      } catch {
        let id =
          job.closing?.isContainer == true ? "\(decision.job)-\(decision.ordinal)" : decision.job
        summary.missing.append((id, (error as? Refusal)?.detail ?? "\(error)"))
      }
      if batch.articles.count >= Self.batchCount { try flush(isLast: false) }
    }
    for id in past.jobs.keys.sorted() {
      guard let job = past.jobs[id], let closing = job.closing else { continue }
      batch.jobs.append(JobRow(job: job, progress: job.progress, closing: closing))
      summary.jobs += 1
    }
    let join = SidecarJoin(state: state, settings: settings.scrapes)
    for start in stride(from: 0, to: past.attachments.count, by: Self.batchCount) {
      try flush(isLast: false)
      let end = min(start + Self.batchCount, past.attachments.count)
      batch = try join.joining(Array(past.attachments[start..<end]), into: batch)
    }
    try flush(isLast: true)
    return summary
  }
}
