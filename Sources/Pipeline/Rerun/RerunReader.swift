package import Archive
internal import Formats
package import Ledger
package import Model
package import NearDuplicates
package import State

/// Goes through the ledger in order of decision and reads articles again, some at a time: one thread cuts
/// the records out of their originals, the workers understand and compare them. Changes nothing.
package actor RerunReader {
  /// Articles of one step: of one record in the journal, one transaction of the ledger.
  private static let stepCount = 64
  /// Bytes of texts and of records that one step may hold.
  private static let stepByteCount = 8 << 20
  /// Articles passed over in one step.
  private static let scanCount = 20_000

  private let executor = QueueExecutor(label: "winnow.rerun")
  private let ledger: any LedgerReader
  private let request: RerunRequest
  private let rereading: Rereading
  private let workers: WorkerPool
  private let isInWork: @Sendable (String) -> Bool
  private var cutter: RecordCutter

  /// The thread that it works on.
  package nonisolated var unownedExecutor: UnownedSerialExecutor {
    unsafe executor.asUnownedSerialExecutor()
  }

  /// `boilerplate`: What a source was known to repeat at a version.
  /// `isInWork`: Whether a job is not finished: its original is still to be archived.
  package init(
    _ request: RerunRequest, ledger: any LedgerReader, originals: ArchivedOriginals,
    settings: PipelineSettings, clock: any PipelineClock,
    boilerplate: @escaping @Sendable (String?, UInt64) -> BoilerplateSnapshot,
    isInWork: @escaping @Sendable (String) -> Bool = { _ in false }
  ) {
    self.request = request
    self.ledger = ledger
    self.isInWork = isInWork
    let scrapes = settings.timed(by: clock)
    workers = WorkerPool(width: settings.workerCount)
    cutter = RecordCutter(ledger: ledger, originals: originals, settings: scrapes)
    rereading = Rereading(
      stage: request.stage, originals: originals, settings: scrapes, boilerplate: boilerplate)
  }

  /// Reads the next articles behind `after`, none behind `end`.
  ///
  /// Throws what reading ledger or disk throws.
  package func step(after: DecisionNumber, end: DecisionNumber) async throws -> RerunStep {
    assert(after < end, "there is something to read")
    let (rows, through) = try rows(after: after, end: end)
    var step = RerunStep(through: through, readCount: 0)
    let rereading = rereading
    try await withThrowingTaskGroup(of: Read.self) { group in
      var byteCount = 0
      for row in rows {
        // What one step may hold is full: the rest is for the next one.
        if byteCount > Self.stepByteCount {
          step.through = DecisionNumber(row.number.rawValue - 1)
          break
        }
        step.readCount += 1
        do {
          let cut = try cutter.cut(row)
          byteCount += cut.raw.byteCount
          group.addTask(executorPreference: workers) {
            do {
              return try rereading.change(of: row, from: cut).map { .changed($0) } ?? .same
            } catch let obstacle as RereadObstacle {
              return .left(LeftArticle(row, obstacle))
            }
          }
        } catch let obstacle as RereadObstacle {
          step.left.append(LeftArticle(row, isInWork(row.jobID) ? .inWork : obstacle))
        }
      }
      for try await read in group {
        switch read {
        case .same: break
        case .changed(let article): step.changed.append(article)
        case .left(let article): step.left.append(article)
        }
      }
    }
    step.changed.sort { $0.before.number < $1.before.number }
    step.left.sort { $0.number < $1.number }
    assert(step.changed.count + step.left.count <= step.readCount)
    return step
  }

  /// What came of one article.
  private enum Read: Sendable {
    case same
    case changed(RereadArticle)
    case left(LeftArticle)
  }

  private func rows(
    after: DecisionNumber, end: DecisionNumber
  ) throws -> (rows: [ArticleRow], through: DecisionNumber) {
    var rows: [ArticleRow] = []
    var through = end
    var (scanned, byteCount) = (0, 0)
    try ledger.forEachArticle(from: DecisionNumber(after.rawValue + 1)) { row in
      guard row.number <= end else { return false }
      scanned += 1
      if request.includes(row) {
        rows.append(row)
        byteCount += row.article.paragraphs.reduce(0) { $0 + $1.text.utf8.count }
      }
      guard rows.count < Self.stepCount, byteCount < Self.stepByteCount, scanned < Self.scanCount
      else {
        through = row.number
        return false
      }
      return true
    }
    return (rows, through)
  }
}

extension LeftArticle {
  fileprivate init(_ row: ArticleRow, _ obstacle: RereadObstacle) {
    self.init(
      number: row.number, id: row.id, headline: row.article.headline, obstacle: obstacle)
  }
}
