import Model
import Storage
import StorageSimulation
import Testing

@testable import WriteAheadLog

@Suite("history")
struct HistoryTests {
  private static let path: FilePath = "/history/0000000000000009.history"

  private func history(_ system: SimulatedFileSystem, through lsn: LSN = LSN(9)) throws -> History {
    try History.open(in: "/history", on: system, through: lsn)
  }

  /// Entries that make several blocks and do not compress.
  private static let many: [[UInt8]] = {
    var random = SeededGenerator(seed: 5)
    return (0..<500).map { _ in (0..<1_000).map { _ in UInt8(truncatingIfNeeded: random.next()) } }
  }()

  private func read(_ history: History, _ lsn: LSN) throws -> [[UInt8]] {
    var entries: [[UInt8]] = []
    try history.read(lsn) { entries.append($0) }
    return entries
  }

  @Test("what was sealed is read back in order, over many blocks")
  func readsBack() throws {
    let system = SimulatedFileSystem()
    let history = try history(system)
    let entries: [[UInt8]] = [[1, 2, 3], [], [UInt8](repeating: 9, count: 300_000)]
    try history.seal(entries, at: LSN(4))
    try history.seal([], at: LSN(5))
    try history.seal(Self.many, at: LSN(9))
    #expect(try history.segments() == [LSN(4), LSN(9)])
    #expect(try read(history, LSN(4)) == entries)
    #expect(try read(history, LSN(9)) == Self.many)
  }

  @Test("entries that are alike take a small part of their length on the disk")
  func compresses() throws {
    let system = SimulatedFileSystem()
    let entry = Array("01JA8Z indexed sha256:0011223344556677 site.example/2025/news".utf8)
    try history(system).seal([[UInt8]](repeating: entry, count: 10_000), at: LSN(9))
    let size = try system.status(of: Self.path).size
    #expect(size * 20 < UInt64(entry.count * 10_000))
  }

  @Test("what was sealed above the checkpoint in use, or half written, is gone after a start")
  func removesOrphans() throws {
    let system = SimulatedFileSystem()
    let first = try history(system, through: .zero)
    try first.seal([[1]], at: LSN(4))
    try first.seal([[2]], at: LSN(9))
    _ = try system.open("/history/000000000000000a.history.tmp", .create)
    #expect(try history(system, through: LSN(4)).segments() == [LSN(4)])
    #expect(try system.entries(of: "/history").count == 1)
  }

  @Test("no flipped bit and no cut of a history segment is read as something else")
  func noticesFlippedBits() throws {
    let system = SimulatedFileSystem()
    try history(system).seal([[1, 2, 3], [], [4]], at: LSN(9))
    let size = try system.readFile(Self.path, limit: 1_000).count
    for bit in 0..<size * 8 {
      var disk = system.disk
      try disk.damage(Self.path) { $0[bit / 8] ^= 1 << (bit % 8) }
      let damaged = History.reading("/history", on: SimulatedFileSystem(disk))
      #expect(throws: HistoryError.self, "bit \(bit)") { try damaged.read(LSN(9)) { _ in } }
    }
    for length in 0..<size {
      var disk = system.disk
      try disk.damage(Self.path) { $0.removeLast($0.count - length) }
      let damaged = History.reading("/history", on: SimulatedFileSystem(disk))
      #expect(throws: HistoryError.self, "\(length) bytes") { try damaged.read(LSN(9)) { _ in } }
    }
  }

  @Test(
    "a damaged block costs its own entries and no others, wherever it is hit",
    arguments: [64, 68, 90, 96, 5_000, 130_000, 200_000, -1])
  func blockCostsItself(offset: Int) throws {
    let system = SimulatedFileSystem()
    try history(system).seal(Self.many, at: LSN(9))
    var disk = system.disk
    try disk.damage(Self.path) { $0[(offset + $0.count) % $0.count] ^= 0x10 }
    let damaged = History.reading("/history", on: SimulatedFileSystem(disk))
    var found: [[UInt8]] = []
    var lost: [HistoryDamage] = []
    do {
      try damaged.read(LSN(9)) { found.append($0) }
    } catch HistoryError.blocksDamaged(_, let damage) { lost = damage }
    let range = try #require(lost.first?.entries)
    #expect(lost.count == 1)
    #expect((1...140).contains(range.count))
    #expect(found == Array(Self.many[..<range.lowerBound] + Self.many[range.upperBound...]))
  }

  @Test("an entry that no block can hold is refused before anything is written")
  func refusesLongEntries() throws {
    let system = SimulatedFileSystem()
    let history = try history(system)
    let long = [UInt8](repeating: 1, count: HistoryBlock.entryByteLimit + 1)
    #expect(throws: HistoryError.entryTooLong(byteCount: long.count)) {
      try history.seal([[1], long], at: LSN(9))
    }
    #expect(try system.entries(of: "/history").isEmpty)
    try history.seal([[1], Array(long.dropLast())], at: LSN(9))
    #expect(try read(history, LSN(9)).map(\.count) == [1, long.count - 1])
  }

  @Test("a segment of another format is refused by name, older and newer")
  func refusesOtherFormats() throws {
    let system = SimulatedFileSystem()
    try history(system).seal([[1]], at: LSN(9))
    for (format, error) in [
      (UInt32(1), HistoryError.olderFormat(path: Self.path)),
      (UInt32(3), .newerFormat(path: Self.path)),
    ] {
      var disk = system.disk
      try disk.damage(Self.path) {
        $0.put(format, at: 12)
        $0.put($0.checksum(12..<64), at: 8)
      }
      let other = History.reading("/history", on: SimulatedFileSystem(disk))
      #expect(throws: error) { try other.read(LSN(9)) { _ in } }
      #expect(error.description.contains("winnow"))
    }
  }
}
