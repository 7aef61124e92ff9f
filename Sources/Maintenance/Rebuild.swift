internal import Formats
internal import Ledger
internal import Model
package import Pipeline
internal import SearchIndex
package import State
internal import Storage
internal import WriteAheadLog

/// `winnow rebuild`: ledger and index made anew from history, journal and originals.
///
/// Nothing is decided again: decisions are replayed as they were recorded. The new ones are made beside
/// the old ones and take their place at the end, so that an interrupted rebuild changes nothing.
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
  private let options: WorkplaceOptions
  private let settings: PipelineSettings

  package init(paths: StatePaths, options: WorkplaceOptions, settings: PipelineSettings) {
    self.paths = paths
    self.options = options
    self.settings = settings
  }

  /// Runs it; `progress` hears how many of how many articles are done.
  ///
  /// Throws `PipelineFailure`, with `.held` while a daemon runs on the state.
  package func run(_ progress: (Int, Int) -> Void) async throws -> Summary {
    let files = POSIXFileSystem()
    let fresh = StatePaths(
      state: paths.state.appending("rebuild"), spool: paths.spool)
    guard try files.exists(paths.journal) else { throw PipelineFailure.noState(paths) }
    try clear(fresh, files)
    try files.makeFolders(fresh.index)
    var options = options
    options.usesSpool = false
    let (place, recovery) = try Workplace.open(
      paths, fresh: fresh, files: files, options: options, holder: "winnow rebuild")
    do {
      let past = try Past(of: place, after: recovery)
      let summary = try write(past, to: place, progress)
      try await place.closeJournal()
      try place.index.close()
      try (place.ledger as? SQLiteLedger)?.close()
      try takeOver(fresh, files)
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
    _ past: Past, to place: Workplace, _ progress: (Int, Int) -> Void
  ) throws -> Summary {
    var summary = Summary()
    var readers = MaterializedReaders(place: place, settings: settings.scrapes)
    let numbers = past.decisions.keys.sorted()
    place.learn(past.learned)
    var batch = LedgerBatch(appliedLSN: 0, learned: past.learned)
    var done = 0
    // Steps below the journal's last LSN, so that each batch counts as new; the last one is at it.
    func flush(isLast: Bool) throws {
      let lsn = try place.ledger.appliedLSN() + 1
      batch.appliedLSN = isLast ? max(past.lastLSN, lsn) : lsn
      try place.ledger.apply(batch)
      try place.index.apply(batch.indexEntries, lsn: batch.appliedLSN)
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
        batch.articles.append(try readers.row(of: decision, job: job))
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
    let pairing = SidecarPairing(place: place, settings: settings.scrapes)
    for start in stride(from: 0, to: past.attachments.count, by: Self.batchCount) {
      try flush(isLast: false)
      let end = min(start + Self.batchCount, past.attachments.count)
      try pairing.join(Array(past.attachments[start..<end]), into: &batch)
    }
    try flush(isLast: true)
    return summary
  }

  private func clear(_ fresh: StatePaths, _ files: any FileSystem) throws {
    guard try files.exists(fresh.state) else { return }
    for folder in [fresh.index, fresh.state] where try files.exists(folder) {
      for entry in try files.entries(of: folder) where entry.kind == .regular {
        try files.remove(folder.appending(name: entry.name))
      }
    }
  }

  /// Puts the new ledger and index in the place of the old ones.
  private func takeOver(_ fresh: StatePaths, _ files: any FileSystem) throws {
    for suffix in ["-wal", "-shm", ""] {
      let old = paths.ledger.appendingSuffix(suffix)
      if try files.exists(old) { try files.remove(old) }
    }
    for entry in try files.entries(of: paths.index) {
      try files.remove(paths.index.appending(name: entry.name))
    }
    for entry in try files.entries(of: fresh.index) {
      try files.rename(
        fresh.index.appending(name: entry.name), to: paths.index.appending(name: entry.name),
        .replace)
    }
    try files.syncFolder(paths.index)
    try files.rename(fresh.ledger, to: paths.ledger, .replace)
    try files.syncFolder(paths.state)
  }
}

/// Readers of originals that stay open while the records of a container are asked for in order.
struct MaterializedReaders {
  private static let openLimit = 16

  private struct Open {
    var reader: RecordReader
    var digest: String
    var last = 0
  }

  private let place: Workplace
  private let settings: ScrapeSettings
  private let preparation: Preparation
  private var open: [(job: String, open: Open)] = []

  init(place: Workplace, settings: ScrapeSettings) {
    self.place = place
    self.settings = settings
    preparation = Preparation(settings: settings)
  }

  /// The row of one decision. Throws `Refusal` or what reading the original throws.
  mutating func row(of decision: Decision, job: OpenJob) throws -> ArticleRow {
    var current = try take(job, before: decision.ordinal)
    while let raw = try current.reader.next() {
      current.last = raw.ordinal
      guard raw.ordinal == decision.ordinal else { continue }
      let boilerplate = place.boilerplate(
        of: job.claim.source, version: decision.boilerplateVersion)
      let rows = preparation.prepare(raw, boilerplate: boilerplate).row(
        decision, claim: job.claim, digest: current.digest,
        isContainer: current.reader.isContainer)
      if current.reader.isContainer { keep(current, of: decision.job) }
      guard let row = rows.first else { break }
      return row
    }
    throw Refusal(
      reason: .changed, detail: "The original no longer yields this article.")
  }

  private mutating func take(_ job: OpenJob, before ordinal: Int) throws -> Open {
    if let index = open.firstIndex(where: { $0.job == job.claim.job }) {
      let found = open.remove(at: index).open
      if found.last < ordinal { return found }
    }
    let (source, digest) = try Materializer(place: place, settings: settings).bytes(of: job)
    return Open(
      reader: try RecordReader(
        try place.input(for: job.claim, source: source, closing: job.closing), settings: settings),
      digest: digest)
  }

  private mutating func keep(_ reader: Open, of job: String) {
    if open.count >= Self.openLimit { open.removeFirst() }
    open.append((job, reader))
  }
}
