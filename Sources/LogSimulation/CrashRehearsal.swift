internal import Model
package import Storage
package import StorageSimulation
internal import WriteAheadLog

/// Crashes a log in memory at every moment and looks at what is left: the proof behind the promise
/// that nothing acknowledged is lost.
///
/// From one seed it makes a workload (appends, syncs, spares, checkpoints with history, clearing
/// away), cuts its trace everywhere, asks the simulated disk for images of every style, opens each,
/// and compares with what was done. Then it goes on working on one of the images, for some
/// generations. `winnow-bench crash` runs millions of them.
package struct CrashRehearsal {
  /// What an image showed that it must not.
  package struct Failure: Error, CustomStringConvertible {
    package var seed: UInt64
    package var location: String
    package var reason: String

    /// How to see it again is part of it.
    package var description: String {
      "\(reason) (\(location)); alone: winnow-bench crash --seed \(seed) --images 1"
    }
  }

  /// Crashes of one generation's trace are sampled this often at each of its steps and styles.
  package var imagesPerStep = 1
  package var generationCount = 3
  package var stepsPerGeneration = 24
  /// Stands between the log and the simulated disk; tests put a file system there that forgets calls.
  package var through: (SimulatedFileSystem) -> any FileSystem = { $0 }
  private(set) package var imageCount = 0

  let seed: UInt64
  var options: JournalOptions
  private var random: SeededGenerator
  /// What was appended, by LSN − 1; only what the log took.
  private var truth: [JournalEntry] = []
  private var generation = 0

  /// The folder of the log.
  package static let log: FilePath = "/log"
  /// The folder of history.
  package static let history: FilePath = "/history"
  private static let checkpointMark: UInt64 = 1 << 63

  package init(seed: UInt64) {
    self.seed = seed
    random = SeededGenerator(seed: seed)
    options = JournalOptions()
    options.seed = seed
    options.segmentByteCount = [1024, 1536, 2048, 4096][random.below(4)]
    options.gatherByteLimit = [256, 1024, 1 << 18][random.below(3)]
  }

  /// Runs all generations of this seed. Errors: `Failure`.
  package mutating func run() throws {
    var disk = SimulatedDisk()
    for number in 0..<generationCount {
      generation = number
      let system = SimulatedFileSystem(disk)
      do {
        try work(on: system)
      } catch let failure as Failure {
        throw failure
      } catch {
        throw Failure(seed: seed, location: "generation \(number)", reason: "work failed: \(error)")
      }
      disk = try crashEverywhere(system.trace)
    }
  }

  // MARK: The workload

  private mutating func work(on system: SimulatedFileSystem) throws {
    let seam = through(system)
    try seam.makeFolders(Self.log)
    var (writer, recovery) = try Recovery.open(LogFolder(Self.log, on: seam), options: options)
    truth.removeLast(truth.count - Int(recovery.last.rawValue))
    system.mark(recovery.last.rawValue)
    var checkpoint = recovery.checkpoint?.lsn ?? .zero
    let history = try History.open(
      in: Self.history, on: seam, through: checkpoint)
    for _ in 0..<stepsPerGeneration {
      switch random.below(10) {
      case 0: try writer.factory.makeSpare()
      case 1: try seal(&writer, &checkpoint, history, system)
      case 2...5: try append(&writer)
      default:
        try append(&writer)
        try writer.sync()
        system.mark(writer.durable.rawValue)
      }
    }
  }

  private mutating func append(_ writer: inout LogWriter) throws {
    let batch = (0...random.below(4)).map { _ in
      let size = [0, 3, 17, 40, 100, 250, 400][random.below(7)]
      return JournalEntry(
        type: UInt16(random.below(5)), version: UInt8(generation),
        payload: (0..<size).map { _ in UInt8(truncatingIfNeeded: random.next()) })
    }
    truth += batch
    try writer.write(batch)
  }

  private mutating func seal(
    _ writer: inout LogWriter, _ checkpoint: inout LSN, _ history: History,
    _ system: SimulatedFileSystem
  ) throws {
    let lsn = writer.durable
    if lsn <= checkpoint { return }
    try history.seal((checkpoint.rawValue + 1...lsn.rawValue).map(Self.entry), at: lsn)
    let files = CheckpointWriter(
      folder: writer.folder, options: options, logNumber: writer.logNumber)
    let record = try files.write(JournalCheckpoint(lsn: lsn, payload: Self.summary(of: lsn)))
    truth.append(record)
    try writer.write([record])
    try writer.sync()
    system.mark(writer.durable.rawValue)
    system.mark(lsn.rawValue | Self.checkpointMark)
    checkpoint = lsn
    try files.clearAway()
  }

  private static func entry(_ number: UInt64) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: number >> UInt64(8 * $0)) }
  }

  private static func summary(of lsn: LSN) -> [UInt8] {
    [UInt8](repeating: UInt8(truncatingIfNeeded: lsn.rawValue), count: Int(lsn.rawValue % 600))
  }

  // MARK: The crashes

  /// Looks at images of every prefix of the trace, and returns one of them, recovered from or not.
  private mutating func crashEverywhere(_ trace: DiskTrace) throws -> SimulatedDisk {
    let chosen = random.below(trace.changes.count + 1)
    var next = trace.start
    var me = self
    try trace.forEachPrefix { count, disk in
      for style in CrashStyle.allCases {
        for sample in 0..<me.imagesPerStep {
          let image = disk.afterCrash(style, using: &me.random)
          let location = "generation \(me.generation), step \(count), \(style), image \(sample)"
          try me.check(image, marks: disk.marks, location)
        }
      }
      if count == chosen {
        let style = CrashStyle.allCases[me.random.below(CrashStyle.allCases.count)]
        next = disk.afterCrash(style, using: &me.random)
      }
    }
    self = me
    return next
  }

  private mutating func check(
    _ image: SimulatedDisk, marks: [UInt64], _ location: String
  ) throws {
    let system = SimulatedFileSystem(image)
    try open(system, marks: marks, location)
    if !random.oneIn(4) { return }
    // The machine may crash again while it recovers, or right after.
    let trace = system.trace
    let cut = random.below(trace.changes.count + 1)
    var disk = trace.start
    for change in trace.changes[..<cut] { disk.apply(change) }
    let style = CrashStyle.allCases[random.below(CrashStyle.allCases.count)]
    let again = SimulatedFileSystem(disk.afterCrash(style, using: &random))
    try open(again, marks: marks, location + ", then \(style) at step \(cut) of recovery")
  }

  private mutating func open(
    _ system: SimulatedFileSystem, marks: [UInt64], _ location: String
  ) throws {
    imageCount += 1
    let acknowledged = marks.last { $0 < Self.checkpointMark } ?? 0
    let checkpointed = (marks.last { $0 > Self.checkpointMark } ?? 0) & ~Self.checkpointMark
    func expect(_ isTrue: Bool, _ reason: @autoclosure () -> String) throws {
      if !isTrue { throw Failure(seed: seed, location: location, reason: reason()) }
    }
    do {
      let seam = through(system)
      if try !seam.exists(Self.log) {
        // The start makes it again; nothing was promised yet.
        return try expect(acknowledged == 0, "the folder is gone")
      }
      let folder = LogFolder(Self.log, on: seam)
      let (_, recovery) = try Recovery.open(folder, options: options)
      let last = recovery.last.rawValue
      try expect(last >= acknowledged, "\(acknowledged) was acknowledged, \(last) is the last")
      try expect(last <= UInt64(truth.count), "more records than were ever written: \(last)")
      let checkpoint = recovery.checkpoint?.lsn.rawValue ?? 0
      try expect(
        checkpoint >= checkpointed, "checkpoint \(checkpointed) was done, \(checkpoint) is found")
      try expect(
        recovery.checkpoint.map { $0.payload == Self.summary(of: $0.lsn) } ?? true,
        "checkpoint \(checkpoint) holds something else")
      var expected = recovery.replayStart
      try LogReader(folder, options).records(from: expected, through: recovery.last) { record in
        let entry = truth[Int(record.lsn.rawValue) - 1]
        try expect(
          record.lsn == expected && record.payload == entry.payload && record.type == entry.type,
          "record \(record.lsn) is not what was written at \(expected)")
        expected = expected.next
      }
      try expect(expected == recovery.last.next, "replay ends before \(expected)")
      // Half of the images will do for the slower half of the work.
      if random.oneIn(2) { return }
      let history = try History.open(
        in: Self.history, on: seam, through: LSN(checkpoint))
      var sealed: UInt64 = 0
      for segment in try history.segments() {
        try history.read(segment) { entry in
          sealed += 1
          try expect(entry == Self.entry(sealed), "history is not whole at \(sealed)")
        }
      }
      try expect(sealed == checkpoint, "history has \(sealed) entries, not \(checkpoint)")
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure(seed: seed, location: location, reason: "refused: \(error)")
    }
  }
}
