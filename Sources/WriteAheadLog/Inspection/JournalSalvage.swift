package import Model
package import Storage

/// Saves what is left of a damaged log into a new one.
package struct JournalSalvage: Sendable {
  /// What came of it.
  package struct Report: Hashable, Sendable {
    package var savedCount = 0
    /// What could not be saved; in the new log each of these records is one that says it is lost.
    package var lost: [JournalDamage] = []
    package var lostCount = 0
    package var checkpoints: [LSN] = []
    package var last = LSN.zero
    /// The first record that was saved.
    package var first: LSN?

    package init() {}
  }

  /// More lost records than this in one place are not written out one by one: such a gap is no
  /// damage of a log that this program wrote.
  static let lostCountLimit: UInt64 = 1 << 24

  /// Reads the log in `source` and writes a whole one into `target`, which must be missing or empty.
  ///
  /// Every record keeps its LSN, so checkpoints, ledger and index still mean what they meant. The
  /// source is not changed. Errors: `JournalError`; EEXIST when the target has files.
  package static func run(
    from source: FilePath, to target: FilePath, on fileSystem: any FileSystem,
    options: JournalOptions = JournalOptions()
  ) throws -> Report {
    try fileSystem.makeFolders(target)
    if try !fileSystem.entries(of: target).isEmpty {
      throw StorageError(operation: .create, path: target, errno: .fileExists)
    }
    let from = LogFolder(source, on: fileSystem)
    // The number stays: ledger, index and history know their log by it.
    var sink = Sink(LogFolder(target, on: fileSystem), options, logNumber: try from.identity())
    try JournalSurvey(source, on: fileSystem, options: options).run { finding in
      switch finding {
      case .checkpoint(_, let lsn, _, let isValid):
        if isValid, let read = try CheckpointFile.read(lsn, in: from) {
          sink.checkpoints.append(read.checkpoint)
        }
      case .record(let record, _, _): try sink.add(record)
      case .damage(let damage):
        sink.report.lost.append(damage)
        try sink.begin(at: damage.first)
      case .segment, .tornTail: break
      }
    }
    return try sink.finish()
  }

  /// Writes a log that begins with a checkpoint, into `target`, which must be missing or empty.
  ///
  /// For a state whose log is gone, or ends before what ledger, index or history hold: the checkpoint
  /// stands for all of that. Durable when it returns. Errors: `JournalError`; EEXIST when the target
  /// has files.
  package static func found(
    _ checkpoint: JournalCheckpoint, logNumber: UInt64?, in target: FilePath,
    on fileSystem: any FileSystem, options: JournalOptions = JournalOptions()
  ) throws {
    try fileSystem.makeFolders(target)
    if try !fileSystem.entries(of: target).isEmpty {
      throw StorageError(operation: .create, path: target, errno: .fileExists)
    }
    var sink = Sink(LogFolder(target, on: fileSystem), options, logNumber: logNumber)
    sink.checkpoints = [checkpoint]
    _ = try sink.finish()
  }

  /// The new log, as it grows.
  private struct Sink {
    let folder: LogFolder
    let options: JournalOptions
    var checkpoints: [JournalCheckpoint] = []
    var report = Report()
    private var writer: LogWriter?

    private let logNumber: UInt64?
    /// The first record of the new log.
    private var start = LSN(1)

    init(_ folder: LogFolder, _ options: JournalOptions, logNumber: UInt64?) {
      self.folder = folder
      self.options = options
      self.logNumber = logNumber
    }

    mutating func add(_ record: JournalRecord) throws {
      try begin(at: record.lsn)
      try fill(upTo: record.lsn)
      try writer?.write([
        JournalEntry(type: record.type, version: record.version, payload: record.payload)
      ])
      report.savedCount += 1
      report.last = record.lsn
      report.first = report.first ?? record.lsn
    }

    mutating func finish() throws -> Report {
      if let newest = checkpoints.last {
        try begin(at: newest.lsn.next)
        try fill(upTo: newest.lsn.next)
        report.last = max(report.last, newest.lsn)
      }
      try writer?.sync()
      if let logNumber = writer?.logNumber {
        // One that the records do not follow would ask for segments that are not there.
        for checkpoint in checkpoints where start <= checkpoint.lsn.next {
          let writer = CheckpointWriter(folder: folder, options: options, logNumber: logNumber)
          let record = try writer.write(checkpoint)
          report.checkpoints.append(checkpoint.lsn)
          // Without a record there is no segment, and a log without one does not open.
          if checkpoint.lsn == checkpoints.last?.lsn, report.savedCount + report.lostCount == 0 {
            try self.writer?.write([record])
            try self.writer?.sync()
          }
        }
      }
      try folder.fileSystem.syncFolder(folder.path)
      return report
    }

    /// The new log begins with the first record saved, or earlier where nothing stands for what is
    /// missing before it.
    mutating func begin(at first: LSN) throws {
      if writer != nil { return }
      let covered = checkpoints.last?.lsn ?? .zero
      var inspection = LogState()
      start = min(first, covered.next)
      inspection.startsAfter = LSN(start.rawValue - 1)
      inspection.logNumber = logNumber
      writer = LogWriter(folder, options, after: inspection, file: nil)
    }

    private mutating func fill(upTo lsn: LSN) throws {
      guard let next = writer?.next, next < lsn else { return }
      let count = lsn.rawValue - next.rawValue
      if count > lostCountLimit {
        throw JournalError.damaged(
          JournalDamage(
            kind: .segmentMissing, path: folder.path, bytes: 0..<0, first: next,
            last: LSN(lsn.rawValue - 1)))
      }
      let lost = JournalEntry(type: OwnType.lost, payload: [])
      for _ in 0..<count { try writer?.write([lost]) }
      report.lostCount += Int(count)
    }
  }
}
