internal import Ledger
internal import Model
internal import SQLiteSupport
package import State
package import Storage
internal import WriteAheadLog

/// `winnow journal salvage`: a journal that is damaged, gone, older than what was made from it, or of
/// another state is replaced by one that the daemon starts with.
///
/// The old one is kept beside it. What is left of its records goes into the new one; where ledger, index
/// or history are ahead of it, the new one begins with a checkpoint that stands for what they hold, and
/// history gets what only the ledger knows. May be killed at any step and run again.
package struct Salvage: Sendable {
  private let paths: StatePaths
  private let files: any FileSystem

  package init(paths: StatePaths, files: any FileSystem = POSIXFileSystem()) {
    self.paths = paths
    self.files = files
  }

  private var target: FilePath { paths.journal.appendingSuffix(".salvaged") }

  /// Runs it. Returns lines that say what was saved and what is lost.
  ///
  /// Throws `PipelineFailure`, with `.held` while a process works on the state.
  package func run() throws -> [String] {
    do {
      guard
        case .acquired(let lock) = try files.lock(paths.stateLock, holder: "winnow journal salvage")
      else {
        throw PipelineFailure(.held, "The state is held by another process. Stop winnowd first.")
      }
      defer { withExtendedLifetime(lock) {} }
      try UnfinishedRestore.refuse(paths, files)
      return try salvage()
    } catch let error as JournalError {
      throw PipelineFailure(.damaged, "\(error)")
    } catch let error as StorageError {
      throw PipelineFailure(error)
    }
  }

  private func salvage() throws -> [String] {
    let others = try StateParts.inspectWithoutJournal(paths, on: files)
    let isGone = try LogFolder(paths.journal, on: files).isEmpty()
    if isGone, others.mismatch() == nil, try backups().isEmpty, try isEmpty(target) {
      throw PipelineFailure.noState(paths)
    }
    if isGone, try isWhole(target, reaching: others.reached) {
      // An earlier salvage was ended between its two renames.
      try putInUse(isJournalGone: true)
      return ["the log that an earlier salvage had written is in use now"]
    }
    if !isGone, try !isDamaged(), try mismatch()?.remedy != .salvage {
      return ["the log is not damaged; there is nothing to salvage, and nothing was changed"]
    }
    try remove(target)
    let source = isGone ? try backups().last ?? paths.journal : paths.journal
    var lines = try write(from: source, others)
    if let kept = try putInUse(isJournalGone: isGone) {
      lines.append("the old log is kept as \(kept.printable)")
    }
    lines.append(
      "run winnow audit; files that were in work lie in claimed/ and are taken up at the next start"
    )
    return lines
  }

  /// Writes the new log into `target`.
  private func write(from source: FilePath, _ others: StateParts) throws -> [String] {
    let identity =
      try LogFolder(source, on: files).isEmpty()
      ? nil : LogFolder(source, on: files).identity()
    let owner = owner(identity, others)
    let isOwn = identity == nil || owner == nil || identity == owner
    let parts = belonging(others, to: owner)
    var lines: [String] = []
    var report = JournalSalvage.Report()
    if isOwn, identity != nil {
      report = try JournalSalvage.run(from: source, to: target, on: files)
      lines.append("\(report.savedCount) records saved, \(report.lostCount) lost")
      lines += report.lost.map(\.description)
      let beginsLate = report.checkpoints.isEmpty && (report.first ?? LSN(2)) > LSN(1)
      if parts.reached <= report.last.rawValue, !beginsLate { return lines }
      try remove(target)
    } else if identity != nil {
      lines.append("the log in \(source.printable) belongs to another state: none of it is taken")
    }
    lines += try found(
      from: isOwn ? source : nil, after: max(parts.reached, report.last.rawValue), owner: owner)
    return lines
  }

  /// Writes a log that begins with a checkpoint at or behind record `reached`.
  private func found(from source: FilePath?, after reached: UInt64, owner: UInt64?) throws
    -> [String]
  {
    var remains = try LogRemains(of: source, on: files)
    let reading = History.reading(paths.history, on: files)
    var decided = try DecisionHistory(of: reading, logNumber: owner ?? 0)
    decided.take(remains.entries)
    let former = try FormerLedger(paths, decided: decided, logNumber: owner ?? 0, on: files)
    defer { former.close() }
    decided.take(former.removals)
    let kept = former.numbers.filter {
      decided.decisions[$0] == nil && !decided.isTakenOut($0)
    }
    let moves =
      former.applied >= remains.backlog.lastDecided
      ? StoryCompletion(decided: decided, former: former).moves : []
    let completion = HistoryCompletion(decided: decided, former: former, moves: moves)
    let entries = remains.entries + completion.entries(for: kept)
    var lsn = max(reached, remains.last, 1)
    while try reading.segments().contains(LSN(lsn)) { lsn += 1 }
    let history = try History.open(
      in: paths.history, on: files, through: .zero, logNumber: owner ?? 0, keepsUnsealed: true)
    try history.seal(entries.map { $0.encoded() }, at: LSN(lsn))
    remains.settle(with: former, decided: decided, through: lsn)
    remains.backlog.historyEntryCount = try history.extent().entryCount(through: LSN(lsn))
    try JournalSalvage.found(
      JournalCheckpoint(lsn: LSN(lsn), payload: remains.backlog.encoded()), logNumber: owner,
      in: target, on: files)
    var lines = ["a new log begins at record \(lsn), since the other parts have come that far"]
    if !kept.isEmpty {
      lines.append("\(kept.count) articles are on record again as the ledger holds them")
    }
    let lacking = decided.decisions.keys.count { former.article($0) == nil }
    if lacking > 0 {
      lines.append("the ledger lacks \(lacking) articles that were decided. Run: winnow rebuild")
    }
    return lines
  }

  /// The number of the log that the state belongs to: what two of its parts say, or else the ledger.
  private func owner(_ identity: UInt64?, _ others: StateParts) -> UInt64? {
    let history = Set(others.history.segments.map(\.logNumber)).subtracting([0])
    if let identity, history.contains(identity) { return identity }
    if let id = others.ledger?.logNumber, id != 0 { return id }
    return others.history.segments.last { $0.logNumber != 0 }?.logNumber ?? identity
  }

  /// The parts without those of another log.
  private func belonging(_ parts: StateParts, to owner: UInt64?) -> StateParts {
    guard let owner else { return parts }
    func isOwn(_ id: UInt64) -> Bool { id == 0 || id == owner }
    return StateParts(
      ledger: parts.ledger.flatMap { isOwn($0.logNumber) ? $0 : nil },
      index: parts.index.filter { isOwn($0.logNumber) },
      history: HistoryExtent(segments: parts.history.segments.filter { isOwn($0.logNumber) }))
  }

  private func mismatch() throws -> StateMismatch? {
    try StateParts.inspect(paths, on: files).mismatch()
  }

  private func isDamaged() throws -> Bool {
    if case .damaged = try JournalReport.verify(paths.journal, on: files).verdict { return true }
    return false
  }

  private func isEmpty(_ folder: FilePath) throws -> Bool {
    try LogFolder(folder, on: files).isEmpty()
  }

  /// True for a log that opens and comes as far as the other parts.
  private func isWhole(_ folder: FilePath, reaching reached: UInt64) throws -> Bool {
    guard try !isEmpty(folder) else { return false }
    let report = try JournalReport.verify(folder, on: files)
    if case .damaged = report.verdict { return false }
    return report.last.map { $0.rawValue >= reached } ?? false
  }

  /// Damaged logs that earlier salvages kept, oldest first.
  private func backups() throws -> [FilePath] {
    var found: [FilePath] = []
    var number = 1
    while true {
      let path = backup(number)
      guard try files.exists(path) else { return found }
      if try !isEmpty(path) { found.append(path) }
      number += 1
    }
  }

  private func backup(_ number: Int) -> FilePath {
    paths.journal.appendingSuffix(".damaged-\(number)")
  }

  /// Renames the old log aside and the new one into its place. Returns where the old one is kept.
  @discardableResult
  private func putInUse(isJournalGone: Bool) throws -> FilePath? {
    var kept: FilePath?
    if try files.exists(paths.journal) {
      if isJournalGone {
        // No segment and no checkpoint: a spare at most, or what somebody else has put there.
        try remove(paths.journal)
      } else {
        var number = 1
        while try files.exists(backup(number)) { number += 1 }
        let path = backup(number)
        try files.rename(paths.journal, to: path, .failIfPresent)
        kept = path
      }
    }
    try files.rename(target, to: paths.journal, .failIfPresent)
    try files.syncFolder(paths.state)
    return kept
  }

  /// Removes a folder of plain files.
  private func remove(_ folder: FilePath) throws {
    guard try files.exists(folder) else { return }
    for entry in try files.entries(of: folder) {
      try files.remove(folder.appending(name: entry.name))
    }
    try files.removeFolder(folder)
  }
}
