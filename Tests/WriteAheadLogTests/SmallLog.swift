import Model
import Storage
import StorageSimulation
import Testing

@testable import WriteAheadLog

/// A small finished log and what is in it, for damaging.
struct SmallLog {
  static let folder: FilePath = "/log"

  var disk = SimulatedDisk()
  var options: JournalOptions
  /// Everything that was appended, the journal's own records too, by LSN − 1.
  var entries: [JournalEntry] = []
  /// Where each record is: its file, and its bytes without the padding, which may change.
  var places: [(path: FilePath, bytes: Range<Int>)] = []
  /// Records that were in the last sync, which nothing later bears witness to.
  var firstOfLastSync = LSN.zero
  var checkpoints: [LSN] = []

  /// Batches of records over several segments; a checkpoint after the batches that
  /// `checkpointAfter` names.
  init(
    batches: [[Int]], checkpointAfter: Set<Int> = [], closes: Bool = false,
    segmentByteCount: Int = 1024
  ) throws {
    options = JournalOptions()
    options.segmentByteCount = segmentByteCount
    options.seed = 7
    let system = SimulatedFileSystem()
    try system.makeFolders(Self.folder)
    let folder = LogFolder(Self.folder, on: system)
    var (writer, _) = try Recovery.open(folder, options: options)
    for (index, sizes) in batches.enumerated() {
      firstOfLastSync = writer.next
      try write(sizes.map { entry(writer.next.rawValue.hashed, byteCount: $0) }, &writer)
      if checkpointAfter.contains(index) {
        let files = CheckpointWriter(folder: folder, options: options, logNumber: writer.logNumber)
        let lsn = writer.durable
        let record = try files.write(JournalCheckpoint(lsn: lsn, payload: Self.payload(lsn)))
        firstOfLastSync = writer.next
        try write([record], &writer)
        checkpoints.append(lsn)
        try files.clearAway()
      }
    }
    if closes {
      firstOfLastSync = writer.next
      try write([JournalEntry(type: OwnType.closed, payload: [])], &writer)
    }
    disk = system.disk
    try locate()
  }

  static func payload(_ lsn: LSN) -> [UInt8] {
    [UInt8](repeating: UInt8(truncatingIfNeeded: lsn.rawValue), count: 30)
  }

  private mutating func write(_ batch: [JournalEntry], _ writer: inout LogWriter) throws {
    entries += batch
    try writer.write(batch)
    try writer.sync()
  }

  private mutating func locate() throws {
    places = Array(repeating: (Self.folder, 0..<0), count: entries.count)
    try JournalSurvey(Self.folder, on: SimulatedFileSystem(disk)).run { finding in
      switch finding {
      case .segment(let path, _, _): current = path
      case .record(let record, let offset, _):
        let size = RecordHeader.byteCount + record.payload.count
        places[Int(record.lsn.rawValue) - 1] = (current, offset..<offset + size)
      default: break
      }
    }
  }

  private var current: FilePath = ""

  /// What opening a damaged copy came to.
  enum Outcome {
    case opened(JournalRecovery, [JournalRecord])
    case refused(JournalDamage)
  }

  func open(_ disk: SimulatedDisk) throws -> Outcome {
    let folder = LogFolder(Self.folder, on: SimulatedFileSystem(disk, isRecording: false))
    do {
      let (_, recovery) = try Recovery.open(folder, options: options)
      var records: [JournalRecord] = []
      try LogReader(folder, options).records(from: recovery.replayStart, through: recovery.last) {
        records.append($0)
      }
      return .opened(recovery, records)
    } catch JournalError.damaged(let damage) {
      return .refused(damage)
    }
  }

  func damaged(_ path: FilePath, _ body: (inout [UInt8]) -> Void) throws -> SimulatedDisk {
    var copy = disk
    try copy.damage(path, body)
    return copy
  }

  /// The files that hold the log, without the spare.
  func files() throws -> [FilePath] {
    try SimulatedFileSystem(disk).entries(of: Self.folder).map {
      Self.folder.appending(name: $0.name)
    }
  }

  /// Why this outcome is wrong after bytes `range` of `path` were changed; nil when it is right.
  func objection(to outcome: Outcome, path: FilePath, range: Range<Int>) -> String? {
    let hit = places.enumerated().filter {
      $0.element.path == path && $0.element.bytes.overlaps(range)
    }.map { LSN(UInt64($0.offset + 1)) }
    switch outcome {
    case .refused(let damage):
      if damage.path != path { return "names \(damage.path), not \(path)" }
      if !damage.bytes.overlaps(UInt64(range.lowerBound)..<UInt64(range.upperBound)) {
        return "names bytes \(damage.bytes)"
      }
      if let first = hit.first, damage.first != first,
        range.lowerBound >= SegmentHeader.sectorByteCount
      {
        return "names \(damage.first) as lost, not \(first)"
      }
      return nil
    case .opened(let recovery, let records):
      let start = Int(recovery.replayStart.rawValue)
      for (index, record) in records.enumerated() {
        let original = entries[start - 1 + index]
        if record.lsn != LSN(UInt64(start + index)) || record.payload != original.payload
          || record.type != original.type || record.version != original.version
        {
          return "accepted a wrong record at \(record.lsn)"
        }
      }
      let last = recovery.last.rawValue
      if let checkpoint = recovery.checkpoint, checkpoint.payload != Self.payload(checkpoint.lsn) {
        return "accepted a wrong checkpoint"
      }
      let lost = (last..<UInt64(entries.count)).map { LSN($0 + 1) }
      // Damage that takes the whole end of the log takes its witnesses as well.
      if last + 1 < firstOfLastSync.rawValue && hit.suffix(lost.count) != lost[...] {
        return "lost records that later ones bear witness to"
      }
      if last < UInt64(entries.count) && !hit.contains(LSN(last + 1)) {
        return "lost \(last + 1), which was not touched"
      }
      return nil
    }
  }
}

extension UInt64 {
  /// A small number that differs from its neighbours'.
  var hashed: Int { Int(truncatingIfNeeded: (self &* 0x9E37_79B9_7F4A_7C15) >> 40) }
}
