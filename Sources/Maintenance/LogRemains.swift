internal import Ledger
internal import Model
internal import State
internal import Storage
internal import WriteAheadLog

/// What is left of a log that cannot go on: the work that was not finished, and what history is still
/// to be told.
struct LogRemains {
  private(set) var entries: [HistoryEntry] = []
  var backlog = Backlog()
  /// The last record that reads back.
  private(set) var last: UInt64 = 0

  /// `source`: Nil where nothing is left of it.
  init(of source: FilePath?, on files: any FileSystem) throws {
    guard let source, try !LogFolder(source, on: files).isEmpty() else { return }
    let folder = LogFolder(source, on: files)
    var checkpoint = LSN.zero
    let survey = JournalSurvey(source, on: files)
    try survey.run { finding in
      switch finding {
      case .checkpoint(_, let lsn, _, true):
        if let read = try folder.checkpointPayload(lsn), let found = try? Backlog(decoding: read) {
          backlog = found
          checkpoint = lsn
          last = max(last, lsn.rawValue)
        }
      case .record(let record, _, _):
        last = max(last, record.lsn.rawValue)
        guard record.lsn > checkpoint, !record.isLost, let event = try? JobEvent(record) else {
          return
        }
        entries += HistoryEntry.entries(for: event, jobs: backlog.jobs)
        backlog.apply(event, lsn: record.lsn.rawValue)
      case .checkpoint, .segment, .damage, .tornTail: break
      }
    }
  }

  /// Holds the unfinished work against what the ledger knows: what it has an outcome for is finished,
  /// and of what it has more articles of than the log says, the file is read anew.
  ///
  /// `lsn`: The record that the new log's checkpoint stands for.
  mutating func settle(with former: FormerLedger, decided: DecisionHistory, through lsn: UInt64) {
    backlog.removeJobs { job in
      guard job.closing == nil else { return false }
      let count = job.progress.indexedCount + job.progress.duplicateCount
      return former.hasJob(job.claim.job)
        || former.articleCount(ofJob: job.claim.job, upTo: count + 1) > count
    }
    backlog.raise(to: DecisionNumber(max(former.highest, decided.decisions.keys.max() ?? 0)))
    // What the ledger lacks is before the checkpoint now: the start asks for a rebuild.
    let isBehind = decided.decisions.keys.contains { former.article($0) == nil }
    backlog.raise(decidedThrough: isBehind ? lsn : former.applied)
  }
}
