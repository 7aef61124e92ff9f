import Foundation
import Model
import Storage
import StorageSimulation
import Testing

@testable import Archive

@Suite struct OriginalStoreTests {
  let disk: ArchiveDisk
  let store: OriginalStore
  var files: SimulatedFileSystem { disk.files }

  init() throws {
    disk = try ArchiveDisk()
    store = disk.store()
  }

  @Test(
    "bytes of any length come back, under the digest that SHA-256 gives them",
    arguments: [0, 1, 1_000, 262_143, 262_144, 262_145, 600_000])
  func roundTrip(count: Int) throws {
    let bytes = noise(count)
    for held in [1 << 20, 1_000] as [UInt64] {
      let disk = try ArchiveDisk()
      let store = disk.store(disk.options(held: held))
      let stored = try store.store(try disk.file(bytes))
      #expect(stored.digest == Digest(of: bytes))
      #expect(stored.size == UInt64(count) && stored.isNew)
      #expect(try store.read(stored.digest, limit: count) == bytes)
      #expect(try disk.store().read(stored.digest, limit: count) == bytes)
      if count > 0 {
        #expect(throws: OriginalError.self) { try store.read(stored.digest, limit: count - 1) }
      }
    }
  }

  @Test("several originals go together, also the same one twice, and the others stay")
  func removeMany() throws {
    let stored = try (0..<12).map { try store.store(try disk.file(noise(1_000 + $0))).digest }
    let unknown = Digest(of: [1, 2, 3])
    let gone = Set([0, 3, 4, 11].map { stored[$0] })
    #expect(try store.remove(gone.union([unknown])) == gone)
    #expect(try store.remove(gone) == [])
    for store in [store, disk.store()] {
      for digest in stored {
        #expect(try store.contains(digest) == !gone.contains(digest))
      }
    }
    #expect(try store.read(stored[5], limit: 2_000) == noise(1_005))
  }

  @Test("all parts together read each original once, beside the writer, and name what is damaged")
  func parts() throws {
    let stored = try (0..<60).map { try store.store(try disk.file(noise(500 + $0))).digest }
    let former = try disk.putFormer(noise(700, seed: 9))
    #expect(try store.remove(stored[3]))
    var count = 0
    var byteCount: UInt64 = 0
    var steps: [Int] = []
    for number in 1...7 {
      let reading = try disk.store().readPart(number, of: 7) { done, _ in steps.append(done) }
      count += reading.count
      byteCount += reading.byteCount
      #expect(reading.damaged.isEmpty && (1...20).contains(reading.count))
    }
    #expect(count == 60 && steps.count == 60)
    let lengths: [UInt64] = (500..<560).filter { $0 != 503 } + [700]
    #expect(byteCount == lengths.reduce(0, +))
    // One byte of one original is another now; where it lies is known by a table.
    try store.close()
    let victim = stored[40]
    guard case .segment(let location) = try store.location(of: victim, refreshing: false) else {
      throw OriginalError.missing(victim)
    }
    let file = try files.open(location.segment.path(in: ArchiveDisk.folder), .readWrite)
    let at = location.range.upperBound &- 40
    let byte = try #require(try file.read(at: at, count: 1).first)
    try file.write([byte ^ 1], at: at)
    let damaged = try (1...7).flatMap { try disk.store().readPart($0, of: 7).damaged.keys }
    #expect(damaged == [victim] && victim != former)
    #expect(try disk.store().readPart(victim.part(of: 7), of: 7).damaged[victim]?.isEmpty == false)
  }

  @Test("the digest is SHA-256's, by the standard's own examples")
  func digest() {
    #expect(
      Digest(of: Array("abc".utf8)).description
        == "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      Digest(of: []).hexadecimal
        == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    let digest = Digest(of: [1])
    #expect(Digest(digest.description) == digest && Digest(digest.hexadecimal) == digest)
    #expect(Digest("sha256:12") == nil && Digest(String(repeating: "g", count: 64)) == nil)
  }

  @Test("a batch of originals costs one write and one sync, and no file of its own")
  func batch() throws {
    _ = try store.store(try disk.file([1]))
    let inputs = try (0..<200 as Range<UInt64>).map {
      try disk.file(noise(900, seed: $0), FilePath("/s/\($0)"))
    }
    let before = files.callCounts
    for input in inputs { _ = try store.store(input, durability: .atNextSync) }
    try store.sync()
    let after = files.callCounts
    #expect((after[.sync] ?? 0) - (before[.sync] ?? 0) == 1)
    #expect((after[.write] ?? 0) - (before[.write] ?? 0) == 1)
    for call in [.create, .rename, .syncFolder] as [StorageOperation] {
      #expect(after[call] == before[call])
    }
    #expect(try disk.segments() == ["/s/archive/0000000/0000000001.warc.zst"])
    #expect(try store.count() == 201)
  }

  @Test("the same bytes are kept once, and not even read when their digest is known")
  func once() throws {
    let bytes = noise(5_000)
    let first = try store.store(try disk.file(bytes))
    let second = try store.store(try disk.file(bytes, "/s/other"))
    #expect(first.isNew && !second.isNew && first.digest == second.digest)
    let unread = try disk.file(bytes, "/s/third")
    files.inject([Fault(.error(.ioError), atCall: 1, of: [.read], isSticky: true)])
    #expect(try !store.store(unread, known: first.digest).isNew)
    #expect(try store.count() == 1)
  }

  @Test("the same bytes twice in one batch are kept once")
  func onceInABatch() throws {
    for path in ["/s/a", "/s/b"] as [FilePath] {
      _ = try store.store(try disk.file([7, 7], path), durability: .atNextSync)
    }
    try store.sync()
    #expect(try store.count() == 1)
  }

  @Test("a full segment is followed by the next, and a long original lies in one of its own")
  func segments() throws {
    let store = disk.store(disk.options(segment: 4_000, held: 5_000))
    for number in 0..<10 as Range<UInt64> {
      _ = try store.store(try disk.file(noise(900, seed: number)))
    }
    let long = try store.store(try disk.file(noise(20_000, seed: 77)))
    _ = try store.store(try disk.file(noise(900, seed: 78)))
    let names = try disk.segments().map { String(decoding: $0.nameBytes, as: UTF8.self) }
    #expect(
      names == [
        "0000000001.warc.zst", "0000000002.warc.zst", "0000000003.warc.zst",
        "0000000004-1.warc.zst",
      ])
    for reader in [store, disk.store()] {
      #expect(try reader.read(long.digest, limit: 20_000) == noise(20_000, seed: 77))
      for number in 0..<10 as Range<UInt64> {
        #expect(
          try reader.read(Digest(of: noise(900, seed: number)), limit: 900)
            == noise(900, seed: number))
      }
      #expect(try reader.count() == 12)
    }
  }

  @Test("one who only reads sees what comes, grows and moves beside the writer")
  func readersBesideWriter() throws {
    let reader = disk.store()
    let one = try store.store(try disk.file(noise(700, seed: 1))).digest
    #expect(try reader.contains(one))
    let two = try store.store(try disk.file(noise(700, seed: 2))).digest
    #expect(try reader.read(two, limit: 700) == noise(700, seed: 2))
    #expect(try store.remove(one))
    #expect(try reader.read(two, limit: 700) == noise(700, seed: 2))
    #expect(throws: OriginalError.missing(one)) { try reader.read(one, limit: 700) }
    #expect(try !reader.contains(one))
    let three = try store.store(try disk.file(noise(700, seed: 3))).digest
    try store.close()
    #expect(try reader.read(three, limit: 700) == noise(700, seed: 3))
  }

  @Test("what was stored before the cutoff expires, is noted, and leaves the rest alone")
  func expiry() throws {
    let old = try store.store(try disk.file(noise(400, seed: 1)))
    disk.clock.advance(days: 10)
    let young = try store.store(try disk.file(noise(100, seed: 2)))
    let cutoff = disk.clock.now - 5 * 86_400_000
    #expect(try store.expiredBefore() == nil)
    let gone = try store.removeExpired(before: cutoff)
    #expect(gone.count == 1 && gone.byteCount > 400)
    #expect(try !store.contains(old.digest) && store.contains(young.digest))
    #expect(try store.expiredBefore() == cutoff)
    #expect(try store.removeExpired(before: cutoff) == OriginalStore.Expired())
    #expect(throws: OriginalError.missing(old.digest)) { try store.read(old.digest, limit: 400) }
    #expect(try disk.segments() == ["/s/archive/0000000/0000000001-1.warc.zst"])
    #expect(try !contains(noise(100, seed: 1)[...], in: disk.segments()[0]))
    disk.clock.advance(days: 10)
    #expect(try store.removeExpired(before: disk.clock.now).count == 1)
    #expect(try disk.segments().isEmpty)
    #expect(try store.store(try disk.file(noise(400, seed: 1))).isNew)
  }

  @Test("an expired original is not given out even while the rest of its segment is kept")
  func expiryOfFew() throws {
    let old = try store.store(try disk.file(noise(100, seed: 1)))
    disk.clock.advance(days: 10)
    let young = try store.store(try disk.file(noise(4_000, seed: 2)))
    let gone = try store.removeExpired(before: disk.clock.now - 86_400_000)
    #expect(gone == OriginalStore.Expired())
    for reader in [store, disk.store()] {
      #expect(try !reader.contains(old.digest) && reader.contains(young.digest))
    }
    #expect(try store.store(try disk.file(noise(100, seed: 1))).isNew)
    #expect(try store.contains(old.digest))
  }

  @Test("an original that comes again lives on, if originals expire at all")
  func renewal() throws {
    let bytes = noise(500)
    let first = try store.store(try disk.file(bytes))
    disk.clock.advance(days: 10)
    store.renew(storedBefore: (disk.clock.now - 86_400_000) * 1_000_000)
    _ = try store.store(try disk.file(bytes), known: first.digest)
    _ = try store.removeExpired(before: disk.clock.now - 86_400_000)
    #expect(try store.read(first.digest, limit: 500) == bytes)
    store.renew(storedBefore: nil)
    disk.clock.advance(days: 10)
    files.inject([Fault(.error(.ioError), atCall: 1, of: [.read], isSticky: true)])
    #expect(try !store.store(try disk.file(bytes), known: first.digest).isNew)
  }

  @Test("an expiry that fails between note and removal has taken nothing that is not noted")
  func failingExpiry() throws {
    let old = try store.store(try disk.file(noise(100)))
    disk.clock.advance(days: 10)
    files.inject([Fault(.error(.ioError), atCall: 1, of: [.remove], isSticky: true)])
    let cutoff = disk.clock.now - 5 * 86_400_000
    #expect(throws: StorageError.self) { try store.removeExpired(before: cutoff) }
    #expect(try store.expiredBefore() == cutoff)
    #expect(try disk.segments().count == 1)
    files.inject([])
    #expect(try store.removeExpired(before: cutoff).count == 1)
    #expect(try !store.contains(old.digest))
  }

  @Test("after a failed call nothing is left behind, and storing again succeeds")
  func faults() throws {
    let bytes = noise(2_000)
    for held in [1_000, 1 << 20] as [UInt64] {
      for call in 1...40 {
        let input = try disk.file(bytes)
        files.inject([Fault(.error(.ioError), atCall: call)])
        let failing = disk.store(disk.options(held: held))
        _ = try? failing.store(input)
        files.inject([])
        // As after a restart: a store whose sync failed takes nothing any more.
        let again = disk.store()
        try again.prepareForWriting()
        if try files.exists(ArchiveDisk.folder) {
          #expect(try FolderListing(ArchiveDisk.folder, on: files).leftovers == [], "call \(call)")
        }
        #expect(try again.store(try disk.file(bytes)).digest == Digest(of: bytes))
        #expect(try again.read(Digest(of: bytes), limit: 9_999) == bytes)
        #expect(try again.findDamage() == [])
        _ = try again.remove(Digest(of: bytes))
      }
    }
  }

  @Test("a full disk is told, and what was gathered is stored when there is room again")
  func fullDisk() throws {
    _ = try store.store(try disk.file([1]))
    for number in 0..<5 as Range<UInt64> {
      _ = try store.store(
        try disk.file(noise(3_000, seed: number), FilePath("/s/\(number)")), durability: .atNextSync
      )
    }
    files.inject([Fault(.error(.noSpace), atCall: 1, of: [.write])])
    #expect { try store.sync() } throws: { ($0 as? StorageError)?.isOutOfSpace == true }
    let path = try disk.segments()[0]
    let byteCount = try files.status(of: path).size
    #expect(byteCount < 500, "half a batch is not left on a full disk")
    try store.sync()
    for number in 0..<5 as Range<UInt64> {
      #expect(try disk.store().contains(Digest(of: noise(3_000, seed: number))))
    }
    #expect(try store.findDamage() == [])
  }

  @Test("after a failed sync nothing is acknowledged any more")
  func failedSync() throws {
    _ = try store.store(try disk.file([1]), durability: .atNextSync)
    #expect(!store.hasStopped)
    files.inject([Fault(.error(.ioError), atCall: 1, of: [.sync])])
    #expect(throws: StorageError.self) { try store.sync() }
    #expect(throws: StorageError.self) { try store.sync() }
    #expect(throws: StorageError.self) { try store.store(try disk.file([2])) }
    #expect(store.hasStopped)
    #expect(try !store.contains(Digest(of: [1])))
  }

  @Test("short reads and short writes change nothing")
  func shortCalls() throws {
    let bytes = noise(9_000)
    let input = try disk.file(bytes)
    files.inject([Fault(.short, atCall: 1, of: [.read, .write], isSticky: true)])
    for held in [1_000, 1 << 20] as [UInt64] {
      let store = disk.store(disk.options(held: held))
      #expect(try store.read(try store.store(input).digest, limit: 9_000) == bytes)
      #expect(try store.remove(Digest(of: bytes)))
    }
  }

  @Test(
    "a file that holds other bytes than was said is stored as what it holds",
    arguments: [100, 9_000])
  func otherBytes(count: Int) throws {
    let store = disk.store(disk.options(held: 1_000))
    let bytes = noise(count)
    let stored = try store.store(try disk.file(bytes), known: Digest(of: [1]))
    #expect(stored.digest == Digest(of: bytes))
    #expect(try store.read(stored.digest, limit: count) == bytes)
    #expect(try !store.contains(Digest(of: [1])))
  }

  @Test("a removed original is gone with every byte, and only that one", arguments: [false, true])
  func removal(isTabled: Bool) throws {
    let texts = (0..<5 as Range<UInt64>).map { noise(300, seed: $0) }
    for text in texts { _ = try store.store(try disk.file(text)) }
    if isTabled { try store.close() }
    // Renewed: it lies in the archive twice.
    disk.clock.advance(days: 10)
    store.renew(storedBefore: disk.clock.now * 1_000_000)
    _ = try store.store(try disk.file(texts[2]))
    if isTabled { try store.close() }
    #expect(try store.remove(Digest(of: texts[2])))
    #expect(try !store.remove(Digest(of: texts[2])))
    for segment in try disk.segments() {
      #expect(try !contains(texts[2][100..<140], in: segment))
      #expect(try contains(texts[3][100..<140], in: segment), "noise is found as it is")
    }
    for reader in [store, disk.store()] {
      var left: Set<Digest> = []
      try reader.forEach { digest, _, byteCount in
        #expect(byteCount == 300)
        left.insert(digest)
        return true
      }
      #expect(left == Set([0, 1, 3, 4].map { Digest(of: texts[$0]) }))
      for index in [0, 1, 3, 4] {
        #expect(try reader.read(Digest(of: texts[index]), limit: 300) == texts[index])
      }
    }
    _ = try store.store(try disk.file(noise(300, seed: 9)))
    #expect(try store.findDamage() == [])
  }

  private func contains(_ bytes: ArraySlice<UInt8>, in path: FilePath) throws -> Bool {
    let whole = try files.readFile(path, limit: 1 << 24)
    return whole.indices.contains { whole[$0...].starts(with: bytes) }
  }
}
