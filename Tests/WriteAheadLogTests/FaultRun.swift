import Model
import Storage
import StorageSimulation
import Testing

@testable import WriteAheadLog

/// A fixed piece of work on a log while calls to the disk fail, and what must be true afterwards.
struct FaultRun {
  enum Step { case batch, spare, checkpoint }

  static let steps: [Step] = [
    .batch, .spare, .batch, .checkpoint, .batch, .batch, .checkpoint, .spare, .batch,
  ]
  static let folder = SmallLog.folder

  let system = SimulatedFileSystem()
  let options: JournalOptions
  /// What was acknowledged, by LSN − 1.
  private var truth: [JournalEntry] = []
  /// What may be there beyond it.
  private var attempted: [LSN: [JournalEntry]] = [:]
  private var writer: LogWriter?
  private var lastCheckpoint = LSN.zero
  private var counter = 0
  private(set) var errorCount = 0
  private(set) var objections: [String] = []

  init() {
    var options = JournalOptions()
    options.segmentByteCount = 1024
    options.seed = 3
    self.options = options
  }

  /// How many calls the work makes when all goes well.
  static func callCount() throws -> Int {
    var run = FaultRun()
    run.work(giveUpAfter: 1)
    try #require(run.errorCount == 0)
    return run.system.callCounts.values.reduce(0, +)
  }

  /// Does the work under `fault`, heals the disk, looks at crash images, and goes on working.
  static func run(_ fault: Fault) -> FaultRun {
    var run = FaultRun()
    run.system.inject([fault])
    run.work(giveUpAfter: 2)
    run.system.inject([])
    var random = SeededGenerator(seed: UInt64(fault.call))
    for style in CrashStyle.allCases {
      run.check(run.system.disk.afterCrash(style, using: &random), "\(style)")
    }
    run.writer = nil
    run.attempt(.batch)
    run.attempt(.batch)
    run.check(run.system.disk.afterCrash(.dropAll, using: &random), "after going on")
    return run
  }

  private mutating func work(giveUpAfter limit: Int) {
    for step in Self.steps {
      var failures = 0
      while !attempt(step) {
        failures += 1
        if failures == limit { return }
      }
    }
  }

  /// One step; after an error that ends the writer, the next one opens the log again, like a restart.
  @discardableResult
  private mutating func attempt(_ step: Step) -> Bool {
    do {
      if writer == nil { try open() }
      try perform(step)
      return true
    } catch {
      errorCount += 1
      if case JournalError.damaged(let damage) = error { objections.append("\(damage)") }
      if writer?.poison != nil {
        expectPoisoned()
        writer = nil
      } else if case JournalError.poisoned = error {
        objections.append("goes on after \(error)")
      }
      return false
    }
  }

  private mutating func expectPoisoned() {
    let syncs = system.callCounts[.sync]
    do {
      try writer?.write([entry(1)])
      try writer?.sync()
      objections.append("acknowledges after a failure")
    } catch {
      if system.callCounts[.sync] != syncs { objections.append("tries the sync again") }
    }
  }

  private mutating func open() throws {
    try system.makeFolders(Self.folder)
    let (opened, recovery) = try Recovery.open(LogFolder(Self.folder, on: system), options: options)
    lastCheckpoint = recovery.checkpoint?.lsn ?? .zero
    // What recovery hands out is durable from now on.
    try adopt(recovery, on: system)
    writer = opened
  }

  private mutating func adopt(_ recovery: JournalRecovery, on system: any FileSystem) throws {
    let last = Int(recovery.last.rawValue)
    if last < truth.count { objections.append("lost \(last + 1) of \(truth.count)") }
    for lsn in truth.count..<max(last, truth.count) {
      truth.append(attempted[LSN(UInt64(lsn + 1))]?.last ?? entry(0))
    }
    try LogReader(LogFolder(Self.folder, on: system), options).records(
      from: recovery.replayStart, through: recovery.last
    ) { record in
      let found = JournalEntry(type: record.type, version: record.version, payload: record.payload)
      let index = Int(record.lsn.rawValue) - 1
      let candidates = (attempted[record.lsn] ?? []) + [truth[index]]
      if !candidates.contains(found) { objections.append("\(record.lsn) is something else") }
      truth[index] = found
    }
  }

  private mutating func perform(_ step: Step) throws {
    guard writer != nil else { return }
    switch step {
    case .spare: try writer?.factory.makeSpare()
    case .batch:
      counter += 1
      try append([entry(counter, byteCount: 30), entry(counter + 100, byteCount: 150)])
    case .checkpoint:
      guard let lsn = writer?.durable, lsn > lastCheckpoint, let id = writer?.logNumber else {
        return
      }
      let files = CheckpointWriter(
        folder: LogFolder(Self.folder, on: system), options: options, logNumber: id)
      let record = try files.write(JournalCheckpoint(lsn: lsn, payload: SmallLog.payload(lsn)))
      lastCheckpoint = lsn
      try append([record])
      try files.clearAway()
    }
  }

  private mutating func append(_ batch: [JournalEntry]) throws {
    guard var lsn = writer?.next else { return }
    for entry in batch {
      attempted[lsn, default: []].append(entry)
      lsn = lsn.next
    }
    try writer?.write(batch)
    try writer?.sync()
    truth += batch
  }

  private mutating func check(_ image: SimulatedDisk, _ place: String) {
    let copy = SimulatedFileSystem(image)
    do {
      guard try copy.exists(Self.folder) else {
        if !truth.isEmpty { objections.append("\(place): the log is gone") }
        return
      }
      let (_, recovery) = try Recovery.open(LogFolder(Self.folder, on: copy), options: options)
      if let checkpoint = recovery.checkpoint,
        checkpoint.payload != SmallLog.payload(checkpoint.lsn)
      {
        objections.append("\(place): a wrong checkpoint")
      }
      var view = self
      try view.adopt(recovery, on: copy)
      objections += view.objections.dropFirst(objections.count).map { "\(place): \($0)" }
    } catch {
      objections.append("\(place): \(error)")
    }
  }
}
