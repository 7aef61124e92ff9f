internal import Ledger
internal import Model
internal import NearDuplicates
internal import SQLiteSupport
internal import State
internal import Storage

/// The ledger that was in use, as far as it can be read: what a rebuild falls back on.
///
/// Damage of it costs the rows that it hits and no others.
struct FormerLedger {
  private let ledger: SQLiteLedger?
  /// The numbers of its articles, as far as they can be listed.
  let numbers: [UInt64]
  /// The articles of a ledger that belongs to another state, which are not taken.
  let foreignCount: Int

  /// The ledger in use; where nothing says which one that is, the one that holds most.
  ///
  /// `decided`: What is on record, against which a ledger that does not name its log is held.
  /// `logNumber`: The journal's number.
  init(_ paths: StatePaths, decided: DecisionHistory, logNumber: UInt64, on files: any FileSystem)
    throws
  {
    let candidates: [Generation]
    if let current = try? Generation.current(of: paths, on: files) {
      candidates = [current]
    } else {
      candidates = try Generation.all(of: paths, on: files)
    }
    let opened = candidates.compactMap { Self.open($0.ledger.string) }
    let best = opened.max { $0.numbers.count < $1.numbers.count }
    for other in opened where other.ledger !== best?.ledger { try? other.ledger.close() }
    guard let best else {
      (ledger, numbers, foreignCount) = (nil, [], 0)
      return
    }
    if Self.isForeign(best.ledger, best.numbers, decided, logNumber) {
      try? best.ledger.close()
      (ledger, numbers, foreignCount) = (nil, [], best.numbers.count)
    } else {
      (ledger, numbers, foreignCount) = (best.ledger, best.numbers, 0)
    }
  }

  private static func open(_ path: String) -> (ledger: SQLiteLedger, numbers: [UInt64])? {
    let ledger: SQLiteLedger
    do {
      ledger = try SQLiteLedger(path: path, access: .inspecting)
    } catch {
      // An older format is brought up to date by whoever holds the state, as a start would.
      guard case .older = (error as? SQLiteFileError)?.problem,
        let migrated = try? SQLiteLedger(path: path)
      else { return nil }
      ledger = migrated
    }
    var numbers: [UInt64] = []
    // What can be listed before any damage; what is on record is asked for one by one.
    try? ledger.forEachSignature(from: DecisionNumber(1)) { row in
      numbers.append(row.number.rawValue)
      return true
    }
    return (ledger, numbers)
  }

  private static let sampleCount = 64

  private static func isForeign(
    _ ledger: SQLiteLedger, _ numbers: [UInt64], _ decided: DecisionHistory, _ logNumber: UInt64
  ) -> Bool {
    guard let own = try? ledger.logNumber() else { return false }
    if own != 0 { return own != logNumber }
    return numbers.lazy.filter { decided.decisions[$0] != nil }.prefix(sampleCount).contains {
      guard let row = try? ledger.article(DecisionNumber($0)) else { return false }
      return row.jobID != decided.decisions[$0]?.job
    }
  }

  /// The article of that number; nil where it is not there or does not read back.
  func article(_ number: UInt64) -> ArticleRow? {
    try? ledger?.article(DecisionNumber(number))
  }

  /// What was taken out on purpose; what is there cannot have been.
  var removals: [Removal] {
    let held = Set(numbers)
    return ((try? ledger?.removals(limit: .max)) ?? []).filter {
      !held.contains($0.number.rawValue)
    }
  }

  /// True where it has come as far as what is on record: what it says last is the last word.
  func isComplete(beside decided: DecisionHistory) -> Bool {
    ledger != nil && applied >= decided.lastDecided
  }

  /// The change feed, as far as it can be read.
  var changes: [Change] { (try? ledger?.changes(after: 0, limit: .max)) ?? [] }

  /// What was learned about sources.
  var learned: [LearnedLines] { (try? ledger?.boilerplate().all) ?? [] }

  /// Finished jobs that are not on record as such, in the order of their ids.
  func jobs(besides decided: DecisionHistory) -> [JobRow] {
    var found: [JobRow] = []
    // What cannot be read costs itself.
    try? ledger?.forEachReadableJob { if decided.jobs[$0.id]?.closing == nil { found.append($0) } }
    return found
  }

  /// True where the job's articles have ids with `-N`.
  func isContainer(_ job: String) -> Bool {
    let first = (try? ledger?.articles(ofJob: job, limit: 1))?.first
    return first.map { $0.id != job } ?? false
  }

  /// Numbers that were given and that nothing knows any more.
  func unaccounted(_ decided: DecisionHistory) -> [UInt64] {
    let forgotten = Set(decided.forgotten.flatMap(\.numbers).map(\.rawValue))
      .union(removals.map(\.number.rawValue))
    let last = max(highest, decided.highest.rawValue)
    guard last > 0 else { return [] }
    let held = Set(numbers)
    return (1...last).filter {
      decided.decisions[$0] == nil && !forgotten.contains($0) && !held.contains($0)
    }
  }

  /// The highest number that it ever held.
  var highest: UInt64 { (try? ledger?.highestNumber())?.rawValue ?? 0 }

  /// The record up to which it holds everything.
  var applied: UInt64 { (try? ledger?.appliedLSN()) ?? 0 }

  /// True where it has an outcome for the job.
  func hasJob(_ id: String) -> Bool {
    guard case .found(let row)? = try? ledger?.job(id: id) else { return false }
    return row.id == id
  }

  /// How many articles of a job it holds; counts no further than `limit`.
  func articleCount(ofJob id: String, upTo limit: Int) -> Int {
    (try? ledger?.articles(ofJob: id, limit: limit))?.count ?? 0
  }

  func close() { try? ledger?.close() }
}
