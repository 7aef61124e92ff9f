internal import ControlAPI
internal import DropFolder
internal import Model
internal import Storage
internal import WriteAheadLog

extension StatusReport.Journal {
  /// What the journal says of itself.
  init(_ statistics: JournalStatistics) {
    self.init()
    bytes = Int64(statistics.segmentByteCount)
    segments = statistics.segmentCount
    durableLSN = statistics.durable.rawValue
    if statistics.syncCount > 0 {
      lastSyncMilliseconds = Double(statistics.lastSyncNanoseconds) / 1e6
    }
  }
}

extension StatusReport.Inbox {
  /// What the last scan of the drop folder saw.
  ///
  /// `now`: Seconds since 1970.
  /// `fileLimit`: Stuck files that are told by name.
  init(_ status: DropFolderStatus, now: Int64, fileLimit: Int) {
    self.init()
    waiting = status.waiting.values.reduce(0, +)
    temporary = status.temporaryCount
    oldestTemporarySeconds = status.oldestTemporary.map { max(0, now - $0 / 1_000_000_000) }
    stuck = status.left.count
    stuckFiles = status.left.sorted { $0.key.lexicographicallyPrecedes($1.key) }
      .prefix(fileLimit)
      .map { path, objection in
        StatusReport.StuckFile(
          path: String(decoding: path, as: UTF8.self), reason: objection.reason.rawValue,
          detail: objection.detail, remedy: objection.remedy)
      }
    unreadableFolders = status.failures.map(\.description)
    unwatchedFolders = status.unwatchedFolderCount
  }
}
