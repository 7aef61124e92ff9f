internal import Bytes
package import Ledger
internal import Model
package import SourceHealth
package import Storage
internal import Synchronization

/// The figures of the sources, day by day, beside a running daemon: counted as the ledger takes articles
/// in, kept in a file of their own, and made again from the ledger where that file is of no use.
package final class HealthBook: Sendable {
  private struct Contents {
    var record: HealthRecord?
    /// What has come while the record is being made from the ledger; nil when it is not.
    var pending: [HealthBatch]?
    /// The last article that is read for it; what comes later is in `pending`.
    var lastNumber = DecisionNumber(0)
    var logNumber: UInt64 = 0
    var appliedLSN: UInt64 = 0
    var savedLSN: LSN?
    var savedHour: Int?
  }

  /// A file of more bytes is none of ours.
  private static let sizeLimit = 256 << 20
  /// Jobs that are asked for at once.
  private static let pageLength = 1_000
  private let contents = Mutex(Contents())

  package init() {}

  /// True while the record is being made from the ledger.
  package var isBeingMade: Bool { contents.withLock { $0.pending != nil } }

  /// What is wrong with the sources; nil while that is not known.
  package var findings: [String: [HealthFinding]]? { contents.withLock { $0.record?.findings } }

  /// Counts what the ledger has taken in. Costs next to nothing where nobody has called `open`.
  package func take(_ batch: LedgerBatch) {
    contents.withLock { contents in
      guard contents.record != nil || contents.pending != nil else { return }
      let batch = HealthBatch(batch)
      contents.appliedLSN = max(contents.appliedLSN, batch.lsn)
      contents.pending?.append(batch)
      contents.record?.take(batch)
    }
  }

  /// Reads the file. Called before anything more is applied to the ledger.
  ///
  /// Returns why the record has to be made from the ledger, with `build`; nil where the file is up to
  /// date. Throws what the ledger throws.
  package func open(
    _ path: FilePath, on files: any FileSystem, ledger: any LedgerReader
  ) throws -> String? {
    let (log, applied) = (try ledger.logNumber(), try ledger.appliedLSN())
    let last = try ledger.highestNumber()
    var why = "there is none yet"
    var record: HealthRecord?
    do {
      if try files.exists(path) {
        why = "the file is behind the ledger"
        record = try HealthRecord(
          encoded: try files.readFile(path, limit: Self.sizeLimit))
      }
    } catch {
      why = "the file cannot be read"
    }
    contents.withLock { contents in
      contents = Contents()
      (contents.logNumber, contents.appliedLSN) = (log, applied)
      if applied == 0 {
        // A new state: there is nothing to read.
        var fresh = HealthRecord()
        fresh.logNumber = log
        contents.record = fresh
      } else if let record, record.logNumber == log, record.applied == LSN(applied) {
        contents.record = record
        contents.savedLSN = LSN(applied)
      } else {
        contents.pending = []
        contents.lastNumber = last ?? DecisionNumber(0)
      }
    }
    return isBeingMade ? why : nil
  }

  /// Makes the record from the ledger's rows of the last days, in one pass. May take a while; what is
  /// applied meanwhile is counted too.
  ///
  /// `now`: Milliseconds since 1970.
  /// Throws what the ledger throws, and `CancellationError` once `isCancelled` says so.
  package func build(
    from ledger: any LedgerReader, now: Int64, isCancelled: () -> Bool = { false }
  ) throws {
    let last = contents.withLock { $0.lastNumber }
    let oldest = now - Int64(SourceHistory.dayLimit) * SourceTime.millisecondsPerDay
    var record = HealthRecord()
    var jobs: Set<String> = []
    var before: String?
    paging: while true {
      let page = try ledger.jobs(
        outcome: nil, reason: nil, before: before, limit: Self.pageLength)
      for job in page {
        if job.arrival < oldest { break paging }
        jobs.insert(job.id)
        record.add(SourceFile(job), of: job.source ?? "")
      }
      if isCancelled() { throw CancellationError() }
      guard page.count == Self.pageLength, let end = page.last?.id else { break }
      before = end
    }
    try ledger.forEachArticle(from: try first(since: oldest, through: last, in: ledger)) { row in
      if isCancelled() { throw CancellationError() }
      if row.number > last { return false }
      if row.arrival >= oldest { record.add(SourceArticle(row), of: row.provenance.source ?? "") }
      return true
    }
    record.judgeEarlierDays(now: now)
    contents.withLock { contents in
      for var batch in contents.pending ?? [] {
        batch.files.removeAll { jobs.contains($0.job) }
        record.take(batch)
      }
      record.logNumber = contents.logNumber
      record.applied = LSN(contents.appliedLSN)
      contents.record = record
      contents.pending = nil
    }
  }

  /// Looks at the sources; says what has begun and what has ended since the last time.
  ///
  /// `now`: Milliseconds since 1970, at which files are being taken.
  package func judge(now: Int64) -> [HealthChange] {
    contents.withLock { contents in
      contents.record?.noteWatched(now)
      return contents.record?.judge(now: now) ?? []
    }
  }

  /// Writes the file, where something has changed; replaced as a whole. A full disk is no reason to stop:
  /// the next call tries again.
  package func save(to path: FilePath, on files: any FileSystem, now: Int64) throws {
    let hour = SourceTime.hour(now)
    let record = contents.withLock { contents -> HealthRecord? in
      guard let record = contents.record,
        record.applied != contents.savedLSN || hour != contents.savedHour
      else { return nil }
      return record
    }
    guard let record else { return }
    try files.replaceFile(path, with: record.encoded())
    contents.withLock { ($0.savedLSN, $0.savedHour) = (record.applied, hour) }
  }

  /// An article near the first one that came at `oldest` or later, never behind it: numbers are given in
  /// order of time, near enough.
  private func first(
    since oldest: Int64, through last: DecisionNumber, in ledger: any LedgerReader
  ) throws -> DecisionNumber {
    // Where so many numbers beside each other are forgotten, the search goes on before them.
    let width: UInt64 = 32
    var (low, high) = (UInt64(1), last.rawValue)
    while low < high {
      let middle = low + (high - low) / 2
      let numbers = (middle..<min(middle + width, high + 1)).map { DecisionNumber($0) }
      let found = try ledger.summaries(of: numbers).min { $0.key < $1.key }
      if let found, found.value.arrival < oldest {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return DecisionNumber(low > 1_000 ? low - 1_000 : 1)
  }
}

extension HealthRecord {
  /// Counts a batch, once.
  fileprivate mutating func take(_ batch: HealthBatch) {
    for entry in batch.files { add(entry.file, of: entry.source) }
    for entry in batch.articles { add(entry.article, of: entry.source) }
    applied = max(applied, LSN(batch.lsn))
  }
}
