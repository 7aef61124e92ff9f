internal import Ledger
internal import Model
package import SQLiteSupport
internal import SearchIndex
package import Storage
package import WriteAheadLog

/// What each part of a state says of itself: which log it belongs to, and how far it has come.
///
/// Compared at every start, in both directions: a part that is missing, older, newer or of another
/// state is named before anything is written. `docs/RECOVERY.md` has every case.
package struct StateParts: Sendable, Equatable {
  /// The journal.
  package struct Log: Sendable, Equatable {
    package var number: UInt64
    /// The last record.
    package var last: UInt64
    /// The record that the checkpoint in use stands for; 0 without one.
    package var checkpoint: UInt64 = 0
    /// Ledger and index must hold everything up to this record, since the checkpoint passes over it.
    package var required: UInt64 = 0
    /// Entries that history must hold up to the checkpoint; 0 where the checkpoint does not say.
    package var historyEntryCount: UInt64 = 0
  }

  /// The ledger, or one file of the index.
  package struct Database: Sendable, Equatable {
    /// The log that it belongs to; 0 where it was never told.
    package var logNumber: UInt64
    /// The record up to which it holds everything.
    package var applied: UInt64
    /// It follows a cluster's log: `applied` is a number of that one, which says nothing about the journal.
    package var isOfCluster = false

    /// The record of the journal that it has come to; 0 where it follows another log.
    fileprivate var reached: UInt64 { isOfCluster ? 0 : applied }
  }

  /// Nil where there is neither segment nor checkpoint.
  package var log: Log?
  /// Nil where there is no ledger.
  package var ledger: Database?
  /// The files of the index that are there.
  package var index: [Database] = []
  package var history = HistoryExtent()
  /// A ledger or index that is there and was written by an older winnow, or a newer one. A newer one says
  /// nothing here, and lacks nothing for that; an older ledger has come so far as it says.
  package var otherVersion: SQLiteFileError?
  /// It is the state of a cluster's node: ledger and index follow the cluster's log, whatever the journal says.
  package var isNode = false

  package init(
    log: Log? = nil, ledger: Database? = nil, index: [Database] = [],
    history: HistoryExtent = HistoryExtent()
  ) {
    self.log = log
    self.ledger = ledger
    self.index = index
    self.history = history
  }

  /// The record up to which anything but the journal has come.
  package var reached: UInt64 {
    max(
      isNode ? 0 : ledger?.reached ?? 0, isNode ? 0 : index.map(\.reached).max() ?? 0,
      history.segments.last?.lsn.rawValue ?? 0)
  }

  /// The first thing that does not fit together; nil where everything does.
  package func mismatch() -> StateMismatch? {
    guard let log else { return reached > 0 || !history.damaged.isEmpty ? .journalGone : nil }
    return foreign(log) ?? behind(log) ?? lacking(log)
  }

  /// A part of another state.
  private func foreign(_ log: Log) -> StateMismatch? {
    let historyNumbers = Set(history.segments.map(\.logNumber)).subtracting([0])
    let indexNumbers = Set(index.filter { $0.applied > 0 }.map(\.logNumber)).subtracting([0])
    let ledgerNumber = ledger.flatMap { $0.applied > 0 && $0.logNumber != 0 ? $0.logNumber : nil }
    if let ledgerNumber, ledgerNumber != log.number {
      // Two against one: what history says too is this state's.
      let isBacked =
        historyNumbers.contains(ledgerNumber)
        || !historyNumbers.contains(log.number) && indexNumbers.contains(ledgerNumber)
      return isBacked ? .journalForeign : .ledgerForeign
    }
    if ledgerNumber == nil, !historyNumbers.isEmpty, !historyNumbers.contains(log.number) {
      return .journalForeign
    }
    if historyNumbers.contains(where: { $0 != log.number }) { return .historyForeign }
    if indexNumbers.contains(where: { $0 != log.number }) { return .indexForeign }
    return nil
  }

  /// The journal is older than what was made from it.
  private func behind(_ log: Log) -> StateMismatch? {
    guard reached > log.last else { return nil }
    let others = StateParts(ledger: ledger, history: history).reached
    // Ledger and index are written one behind the other: an index alone is not the journal's fault.
    return others > log.last
      ? .journalOlder(last: log.last, reached: reached)
      : .indexNewer(applied: reached, last: log.last)
  }

  /// What was made from the journal is older than the journal's checkpoint, or gone.
  private func lacking(_ log: Log) -> StateMismatch? {
    if let lsn = history.damaged.first { return .historyDamaged(lsn) }
    let held = history.entryCount(through: LSN(log.checkpoint))
    if held < log.historyEntryCount {
      return .historyLacks(held: held, expected: log.historyEntryCount)
    }
    guard log.required > 0, !isNode, otherVersion == nil || ledger != nil else { return nil }
    guard let ledger else { return .ledgerGone }
    if ledger.applied < log.required {
      return .ledgerOlder(applied: ledger.applied, required: log.required)
    }
    // Beside a ledger or index of another version the index is the next start's matter.
    if otherVersion != nil { return nil }
    let applied = index.map(\.applied).min() ?? 0
    return applied < log.required
      ? .indexOlder(applied: applied, required: log.required) : nil
  }
}

extension StateParts {
  /// Looks at the parts on disk and changes nothing. A ledger or index that does not open counts as
  /// missing: it is told by whoever opens it.
  ///
  /// Throws `JournalError` for a journal that does not read back, and `StorageError`.
  package static func inspect(
    _ paths: StatePaths, on files: any FileSystem
  ) throws -> StateParts {
    var parts = try inspectWithoutJournal(paths, on: files)
    if try !LogFolder(paths.journal, on: files).isEmpty() {
      let journal = try JournalReading(paths.journal, on: files)
      parts.log = Log(
        number: journal.logNumber, last: journal.last, checkpoint: journal.checkpoint)
    }
    return parts
  }

  /// Looks at all parts but the journal.
  package static func inspectWithoutJournal(
    _ paths: StatePaths, on files: any FileSystem
  ) throws -> StateParts {
    var parts = StateParts()
    parts.isNode = try NodeRecord.read(paths, files) != nil
    parts.history = try History.reading(paths.history, on: files).extent()
    if let generation = try? Generation.current(of: paths, on: files) {
      parts.readDatabases(of: generation)
    }
    return parts
  }

  /// The record up to which a ledger must hold everything, since the newest checkpoint passes over it; 0 where
  /// no checkpoint says so, and on a cluster's node, whose ledger follows another log. For whoever reads: the journal itself is not looked at.
  package static func decidedBeforeCheckpoint(
    _ paths: StatePaths, on files: any FileSystem
  ) -> UInt64 {
    guard (try? NodeRecord.read(paths, files)) == nil,
      let payload = try? LogFolder(paths.journal, on: files).newestCheckpointPayload(),
      let backlog = try? Backlog(decoding: payload)
    else { return 0 }
    return backlog.lastDecided
  }

  mutating func readDatabases(of generation: Generation) {
    do {
      let ledger = try SQLiteLedger(path: generation.ledger.string, access: .inspecting)
      if let logNumber = try? ledger.logNumber(), let applied = try? ledger.appliedLSN() {
        self.ledger = Database(
          logNumber: logNumber, applied: applied,
          isOfCluster: (try? ledger.chain()) != nil)
      }
      try? ledger.close()
    } catch let error as SQLiteFileError where error.isOfOtherVersion {
      otherVersion = error
      readOlderLedger(generation)
    } catch {
      // Whoever opens it tells.
    }
    do {
      let index = try FullTextIndex.open(generation.index.string, access: .inspecting)
      self.index = (try? Self.databases(of: index, beside: ledger)) ?? []
      try? index.close()
    } catch let error as SQLiteFileError where error.isOfOtherVersion {
      // The next start makes an older one anew from the ledger: nothing is missing.
      if case .older = error.problem { index = ledger.map { [$0] } ?? [] }
      if case .newer = error.problem { otherVersion = error }
    } catch {
      // Whoever opens it tells.
    }
  }

  /// Looks how far a ledger of an older version has come: with its newest part gone, a damaged one looks like
  /// it too.
  mutating func readOlderLedger(_ generation: Generation) {
    guard case .older(let version) = otherVersion?.problem,
      let found = try? SQLiteLedger.progress(ofVersion: version, path: generation.ledger.string)
    else { return }
    ledger = Database(
      logNumber: found.logNumber, applied: found.applied, isOfCluster: found.isOfCluster)
  }

  /// The files of an index, each as far as the whole has come; one that is to be filled from the ledger
  /// has come as far as that.
  static func databases(of index: FullTextIndex, beside ledger: Database?) throws -> [Database] {
    if index.isToBeFilled { return ledger.map { [$0] } ?? [] }
    let applied = try index.appliedLSN()
    return try index.logNumbers().map {
      Database(logNumber: $0, applied: applied, isOfCluster: ledger?.isOfCluster ?? false)
    }
  }
}

extension StateParts.Log {
  /// `checkpoint`: One that this program cannot read asks nothing here; replay tells of it.
  init(number: UInt64, last: LSN, checkpoint: JournalCheckpoint?) {
    let backlog = checkpoint.flatMap { try? Backlog(decoding: $0.payload) }
    self.init(
      number: number, last: last.rawValue, checkpoint: checkpoint?.lsn.rawValue ?? 0,
      required: backlog?.lastDecided ?? 0, historyEntryCount: backlog?.historyEntryCount ?? 0)
  }
}
