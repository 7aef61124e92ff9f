import Model
import Storage
import StorageSimulation
import Testing

@testable import Archive

@Suite struct LocationTableTests {
  private func entries(_ count: Int, seed: UInt64 = 3) -> [LocationEntry] {
    (0..<UInt64(count)).map { number in
      LocationEntry(
        digest: Digest(of: noise(8, seed: seed &* 100_000 &+ number)),
        location: OriginalLocation(
          segment: SegmentID(number: 1 + number / 100, revision: number % 2), offset: number * 7,
          frameByteCount: number, seconds: Int64(number) - 5))
    }.sorted()
  }

  private func write(
    _ entries: [LocationEntry], _ files: SimulatedFileSystem
  ) throws -> LocationTable {
    var writer = try LocationTableWriter("/t/1.locations", on: files)
    for entry in entries { try writer.add(entry) }
    try writer.finish([
      SegmentExtent(segment: SegmentID(number: 1), end: 77, count: 9, oldest: -1, newest: 4)
    ])
    return try LocationTable("/t/1.locations", on: files)
  }

  @Test("every entry is found, and nothing else", arguments: [0, 1, 63, 64, 65, 1_000])
  func find(count: Int) throws {
    let files = SimulatedFileSystem()
    let entries = entries(count)
    let table = try write(entries, files)
    #expect(table.count == count)
    #expect(table.extents.map(\.end) == [77] && table.extents.map(\.newest) == [4])
    for entry in entries { #expect(try table.find(entry.digest) == [entry.location]) }
    for number in 0..<100 as Range<UInt64> {
      #expect(try table.find(Digest(of: noise(9, seed: number))).isEmpty)
    }
    #expect(try (0..<table.blockCount).flatMap { try table.block($0) } == entries)
  }

  @Test("an original in many places is found in all, also across blocks")
  func repeated() throws {
    let digest = Digest(of: [5])
    let places = (0..<150 as Range<UInt64>).map {
      LocationEntry(
        digest: digest,
        location: OriginalLocation(
          segment: SegmentID(number: $0), offset: 0, frameByteCount: 1, seconds: 0))
    }
    let table = try write((places + entries(300)).sorted(), SimulatedFileSystem())
    #expect(try table.find(digest) == places.map(\.location))
  }

  @Test("every flipped byte is noticed")
  func flips() throws {
    let files = SimulatedFileSystem()
    let entries = entries(70)
    _ = try write(entries, files)
    let whole = try files.readFile("/t/1.locations", limit: 1 << 20)
    let handle = try files.open("/t/1.locations", .readWrite)
    for index in whole.indices {
      var bytes = whole
      bytes[index] ^= 0x10
      try handle.write(bytes, at: 0)
      #expect(throws: LocationTable.Damaged.self, "byte \(index)") {
        let table = try LocationTable("/t/1.locations", on: files)
        for entry in entries { _ = try table.find(entry.digest) }
      }
    }
  }

  @Test(
    "tables of like size are merged, and an archive is read with them, without them, or with damaged ones"
  )
  func merging() throws {
    let disk = try ArchiveDisk()
    let store = disk.store(disk.options(segment: 3_000, recent: 4))
    let texts = (0..<50 as Range<UInt64>).map { noise(90, seed: $0) }
    for text in texts { _ = try store.store(try disk.file(text)) }
    let tables = try FolderListing(ArchiveDisk.folder, on: disk.files).tables
    #expect((1...5).contains(tables.count), "\(tables.count) tables of 50 originals")
    func expectAll() throws {
      for reader in [disk.store(), disk.store(disk.options())] {
        #expect(try reader.count() == 50)
        for text in texts { #expect(try reader.read(Digest(of: text), limit: 90) == text) }
      }
    }
    try expectAll()
    let folder = ArchiveDisk.folder.appending("locations")
    for (index, entry) in try disk.files.entries(of: folder).enumerated() {
      let path = folder.appending(name: entry.name)
      if index == 0 {
        try disk.files.open(path, .readWrite).write([0xFF], at: 40)
      } else {
        try disk.files.remove(path)
      }
    }
    try expectAll()
    let writer = disk.store(disk.options(segment: 3_000, recent: 4))
    #expect(try !writer.store(try disk.file(texts[3])).isNew)
    #expect(try writer.store(try disk.file(noise(90, seed: 99))).isNew)
  }

  @Test("a table that knows more of a segment than there is is not believed")
  func olderSegment() throws {
    let disk = try ArchiveDisk()
    let store = disk.store()
    let first = try store.store(try disk.file(noise(90, seed: 1))).digest
    let path = try disk.segments()[0]
    let older = try disk.files.readFile(path, limit: 1 << 20)
    let second = try store.store(try disk.file(noise(90, seed: 2))).digest
    try store.close()
    try disk.files.open(path, .readWrite).truncate(to: UInt64(older.count))
    let again = disk.store()
    #expect(try again.contains(first) && !again.contains(second))
    #expect(try again.store(try disk.file(noise(90, seed: 2))).isNew)
    #expect(try again.read(second, limit: 90) == noise(90, seed: 2))
  }
}
