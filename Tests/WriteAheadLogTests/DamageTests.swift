import Model
import Storage
import StorageSimulation
import Testing

@testable import WriteAheadLog

/// Counts of what became of damaged copies.
struct Tally: CustomStringConvertible {
  var whole = 0
  var shorter = 0
  var refused = 0
  var objections: [String] = []

  var description: String {
    "\(whole + shorter + refused) damaged logs: \(whole) opened whole, \(shorter) without the last batch, "
      + "\(refused) refused with the right range, \(objections.count) wrong"
  }

  mutating func add(_ log: SmallLog, _ path: FilePath, _ range: Range<Int>, _ disk: SimulatedDisk)
    throws
  {
    let outcome = try log.open(disk)
    if let objection = log.objection(to: outcome, path: path, range: range) {
      objections.append("\(path) \(range): \(objection)")
      return
    }
    switch outcome {
    case .refused: refused += 1
    case .opened(let recovery, _):
      if recovery.last.rawValue == UInt64(log.entries.count) { whole += 1 } else { shorter += 1 }
    }
  }
}

/// A log of a few segments with checkpoints, or one whose last batch has no successor.
func victim(closes: Bool) throws -> SmallLog {
  try SmallLog(
    batches: closes
      ? [[10, 30], [5], [60, 3, 41], [100], [8], [64]] : [[10, 30], [5], [60, 3]],
    checkpointAfter: closes ? [1, 3] : [], closes: closes)
}

func flipEveryBit(_ log: SmallLog) throws -> Tally {
  var tally = Tally()
  for path in try log.files() {
    let count = try SimulatedFileSystem(log.disk).readFile(path, limit: 1 << 20).count
    for bit in 0..<count * 8 {
      let disk = try log.damaged(path) { $0[bit / 8] ^= 1 << (bit % 8) }
      try tally.add(log, path, bit / 8..<bit / 8 + 1, disk)
    }
  }
  return tally
}

func cutEverywhere(_ log: SmallLog) throws -> Tally {
  var tally = Tally()
  for path in try log.files() {
    let count = try SimulatedFileSystem(log.disk).readFile(path, limit: 1 << 20).count
    for length in 0..<count {
      let disk = try log.damaged(path) { $0.removeLast($0.count - length) }
      try tally.add(log, path, length..<count, disk)
    }
  }
  return tally
}

func zeroEverySector(_ log: SmallLog, sectorSize: Int) throws -> Tally {
  var tally = Tally()
  for path in try log.files() {
    let count = try SimulatedFileSystem(log.disk).readFile(path, limit: 1 << 20).count
    for start in stride(from: 0, to: count, by: sectorSize) {
      let range = start..<min(count, start + sectorSize)
      let disk = try log.damaged(path) { bytes in
        for index in range { bytes[index] = 0 }
      }
      try tally.add(log, path, range, disk)
    }
  }
  return tally
}

@Suite("damage")
struct DamageTests {
  @Test(
    "every flipped bit of a log is harmless, refused with its range, or cuts only the last batch",
    arguments: [true, false])
  func flipsBits(closes: Bool) throws {
    let tally = try flipEveryBit(victim(closes: closes))
    print("bits flipped (closed: \(closes)): \(tally)")
    #expect(tally.objections == [])
    #expect(tally.refused > 1_000)
    // A closed log has a witness for everything but the record that closes it.
    if closes { #expect(tally.shorter <= 40 * 8) }
  }

  @Test(
    "every truncation of every file is refused with its range, or cuts nothing",
    arguments: [true, false])
  func truncates(closes: Bool) throws {
    let tally = try cutEverywhere(victim(closes: closes))
    print("files cut (closed: \(closes)): \(tally)")
    #expect(tally.objections == [])
  }

  @Test(
    "every zeroed sector is harmless, refused with its range, or cuts only the last batch",
    arguments: [512, 64])
  func zeroesSectors(sectorSize: Int) throws {
    for closes in [true, false] {
      let tally = try zeroEverySector(victim(closes: closes), sectorSize: sectorSize)
      print("sectors of \(sectorSize) zeroed (closed: \(closes)): \(tally)")
      #expect(tally.objections == [])
    }
  }
}
