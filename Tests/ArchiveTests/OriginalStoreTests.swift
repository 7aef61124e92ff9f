import Model
import Foundation
import Storage
import StorageSimulation
import Testing

@testable import Archive

@Suite struct OriginalStoreTests {
  let files = SimulatedFileSystem()
  let store: OriginalStore

  init() throws {
    try files.makeFolder("/s", permissions: 0o750)
    try files.syncFolder("/")
    store = OriginalStore(folder: "/s/archive", fileSystem: files)
  }

  private func file(_ bytes: [UInt8], _ path: FilePath = "/s/in") throws -> any Storage.FileHandle {
    if try files.exists(path) { try files.remove(path) }
    let file = try files.open(path, .create)
    try file.write(bytes, at: 0)
    return file
  }

  private func noise(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in UInt8(truncatingIfNeeded: generator.next() >> 40) }
  }

  @Test(
    "bytes of any length come back, under the digest that SHA-256 gives them",
    arguments: [0, 1, 1_000, 262_143, 262_144, 262_145, 600_000])
  func roundTrip(count: Int) throws {
    let bytes = noise(count)
    let stored = try store.store(try file(bytes))
    #expect(stored.digest == Digest(of: bytes))
    #expect(stored.size == UInt64(count) && stored.isNew)
    #expect(try store.read(stored.digest, limit: count) == bytes)
    if count > 0 {
      #expect(throws: OriginalError.self) { try store.read(stored.digest, limit: count - 1) }
    }
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

  @Test("an original lies under the first byte of its digest, alone in its folder")
  func layout() throws {
    let stored = try store.store(try file(Array("abc".utf8)))
    #expect(
      store.path(of: stored.digest)
        == FilePath(
          "/s/archive/ba/ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad.zst"))
    #expect(try files.entries(of: "/s/archive/ba").count == 1)
    #expect(try files.entries(of: "/s/archive").map(\.name) == [Array("ba".utf8)])
  }

  @Test("the same bytes are kept once, and not even read when their digest is known")
  func once() throws {
    let bytes = noise(5_000)
    let first = try store.store(try file(bytes))
    let second = try store.store(try file(bytes, "/s/other"))
    #expect(first.isNew && !second.isNew && first.digest == second.digest)
    let unread = try file(bytes, "/s/third")
    files.inject([Fault(.error(.ioError), atCall: 1, of: [.read], isSticky: true)])
    #expect(try !store.store(unread, known: first.digest).isNew)
  }

  private static let day: Int64 = 86_400_000_000_000

  @Test("what was stored before the cutoff expires, is noted, and leaves the rest alone")
  func expiry() throws {
    let old = try store.store(try file(noise(100, seed: 1)))
    files.advanceClock(by: 10 * Self.day)
    let young = try store.store(try file(noise(100, seed: 2)))
    let cutoff = 5 * Self.day / 1_000_000
    #expect(try store.expiredBefore() == nil)
    let gone = try store.removeExpired(before: cutoff)
    #expect(gone.count == 1 && gone.byteCount > 100)
    #expect(try !store.contains(old.digest) && store.contains(young.digest))
    #expect(try store.expiredBefore() == cutoff)
    #expect(try store.removeExpired(before: cutoff) == OriginalStore.Expired())
    #expect(throws: OriginalError.missing(old.digest)) { try store.read(old.digest, limit: 100) }
  }

  @Test("an original that comes again lives on, if originals expire at all")
  func renewal() throws {
    let bytes = noise(500)
    let first = try store.store(try file(bytes))
    files.advanceClock(by: 10 * Self.day)
    store.renew(storedBefore: 9 * Self.day)
    _ = try store.store(try file(bytes), known: first.digest)
    _ = try store.removeExpired(before: 9 * Self.day / 1_000_000)
    #expect(try store.read(first.digest, limit: 500) == bytes)
    store.renew(storedBefore: nil)
    files.advanceClock(by: 10 * Self.day)
    files.inject([Fault(.error(.ioError), atCall: 1, of: [.read], isSticky: true)])
    #expect(try !store.store(try file(bytes), known: first.digest).isNew)
  }

  @Test("an expiry that fails between note and removal has taken nothing that is not noted")
  func failingExpiry() throws {
    let old = try store.store(try file(noise(100)))
    files.advanceClock(by: 10 * Self.day)
    files.inject([Fault(.error(.ioError), atCall: 1, of: [.remove], isSticky: true)])
    let cutoff = 5 * Self.day / 1_000_000
    #expect(throws: StorageError.self) { try store.removeExpired(before: cutoff) }
    #expect(try store.contains(old.digest) && store.expiredBefore() == cutoff)
  }

  @Test("what zstd's own program reads is what was stored")
  func zstd() throws {
    let program = "/usr/bin/zstd"
    guard FileManager.default.isExecutableFile(atPath: program) else {
      print("left out: zstd is not installed")
      return
    }
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let disk = POSIXFileSystem()
    let root = FilePath(folder.path)
    let bytes = Array(String(repeating: "the same line again\n", count: 40_000).utf8)
    let input = try disk.open(root.appending("in"), .create)
    try input.write(bytes, at: 0)
    let store = OriginalStore(folder: root.appending("archive"), fileSystem: disk)
    let stored = try store.store(input)
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = [
      "-d", "-q", store.path(of: stored.digest).string, "-o", folder.path + "/out",
    ]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(try Data(contentsOf: folder.appending(path: "out")) == Data(bytes))
  }

  @Test("every flipped byte and every cut of an original is noticed at reading")
  func damage() throws {
    let stored = try store.store(try file(noise(300)))
    let path = store.path(of: stored.digest)
    let whole = try files.readFile(path, limit: 1 << 20)
    let handle = try files.open(path, .readWrite)
    for index in whole.indices {
      var bytes = whole
      bytes[index] ^= 0x20
      try handle.write(bytes, at: 0)
      // A bit that the format leaves unused changes nothing; the bytes must then be right.
      if let read = try? store.read(stored.digest, limit: 1 << 20) {
        #expect(Digest(of: read) == stored.digest)
      }
      try handle.truncate(to: UInt64(index))
      #expect(throws: OriginalError.self) { try store.read(stored.digest, limit: 1 << 20) }
    }
    try handle.write(whole + [0], at: 0)
    #expect(throws: OriginalError.self) { try store.read(stored.digest, limit: 1 << 20) }
  }

  @Test("an original under the name of another is noticed at reading")
  func swapped() throws {
    let one = try store.store(try file([1, 2, 3]))
    let two = try store.store(try file([4, 5, 6]))
    try files.rename(store.path(of: one.digest), to: store.path(of: two.digest), .replace)
    #expect(
      throws: OriginalError.damaged(
        path: store.path(of: two.digest), detail: "its bytes are not those of its name")
    ) { try store.read(two.digest, limit: 9) }
    #expect(throws: OriginalError.missing(one.digest)) { try store.read(one.digest, limit: 9) }
  }

  @Test("after a failed call nothing is left behind, and storing again succeeds")
  func faults() throws {
    let bytes = noise(2_000)
    for call in 1...40 {
      let input = try file(bytes)
      files.inject([Fault(.error(.ioError), atCall: call)])
      _ = try? store.store(input)
      files.inject([])
      // As after a restart: a store whose sync failed takes nothing any more.
      let again = OriginalStore(folder: "/s/archive", fileSystem: files)
      try again.removeLeftovers()
      let left = try files.exists("/s/archive") ? files.entries(of: "/s/archive") : []
      #expect(left.allSatisfy { $0.kind == .folder }, "call \(call)")
      #expect(try again.store(try file(bytes)).digest == Digest(of: bytes))
      #expect(try again.read(Digest(of: bytes), limit: 9_999) == bytes)
      _ = try again.remove(Digest(of: bytes))
    }
  }

  @Test("after a failed sync nothing is acknowledged any more")
  func failedSync() throws {
    _ = try store.store(try file([1]), durability: .atNextSync)
    files.inject([Fault(.error(.ioError), atCall: 1, of: [.sync])])
    #expect(throws: StorageError.self) { try store.sync() }
    #expect(throws: StorageError.self) { try store.sync() }
    #expect(throws: StorageError.self) { try store.store(try file([2])) }
    #expect(try !store.contains(Digest(of: [1])))
  }

  @Test("a sync that failed on its way to the names is done by the next")
  func interruptedSync() throws {
    for number in 0..<3 as Range<UInt8> {
      _ = try store.store(try file([number], FilePath("/s/\(number)")), durability: .atNextSync)
    }
    files.inject([Fault(.error(.noSpace), atCall: 2, of: [.rename])])
    #expect(throws: StorageError.self) { try store.sync() }
    try store.sync()
    for number in 0..<3 as Range<UInt8> {
      #expect(try store.read(Digest(of: [number]), limit: 1) == [number])
    }
  }

  @Test("short reads and short writes change nothing")
  func shortCalls() throws {
    let bytes = noise(9_000)
    let input = try file(bytes)
    files.inject([Fault(.short, atCall: 1, of: [.read, .write], isSticky: true)])
    #expect(try store.read(try store.store(input).digest, limit: 9_000) == bytes)
  }

  @Test("what was stored or synced is there after any crash; what was not is whole or absent")
  func crash() throws {
    var generator = SeededGenerator(seed: 5)
    let synced = noise(700, seed: 7)
    let unsynced = noise(900, seed: 8)
    _ = try store.store(try file(synced), durability: .atNextSync)
    try store.sync()
    _ = try store.store(try file(unsynced), durability: .atNextSync)
    for style in CrashStyle.allCases {
      for _ in 0..<20 {
        let disk = files.disk.afterCrash(style, using: &generator)
        let after = OriginalStore(
          folder: "/s/archive", fileSystem: SimulatedFileSystem(disk, isRecording: false))
        #expect(try after.read(Digest(of: synced), limit: 9_999) == synced)
        if try after.contains(Digest(of: unsynced)) {
          #expect(try after.read(Digest(of: unsynced), limit: 9_999) == unsynced)
        }
      }
    }
  }

  @Test("a removed original is gone, and only that one")
  func removal() throws {
    let one = try store.store(try file([1])).digest
    let two = try store.store(try file([2])).digest
    #expect(try store.remove(one))
    #expect(try !store.remove(one))
    var left: [Digest] = []
    try store.forEach { digest in
      left.append(digest)
      return true
    }
    #expect(left == [two])
  }
}
