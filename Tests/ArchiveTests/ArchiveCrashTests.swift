import Glibc
import Model
import Storage
import StorageSimulation
import Testing

@testable import Archive

/// The styles in turn; all at every step where WINNOW_CRASH_ROUNDS is set.
func styles(at step: Int) -> [CrashStyle] {
  if unsafe getenv("WINNOW_CRASH_ROUNDS") != nil { return CrashStyle.allCases }
  return [CrashStyle.allCases[step % CrashStyle.allCases.count]]
}

/// What is acknowledged is there after a crash at any step, whole; what is not is whole or absent; and the
/// archive goes on.
@Suite("the archive, crashed at every step")
struct ArchiveCrashTests {
  /// One archive at work, with what it has promised after which step of the disk.
  private struct Work {
    let disk: ArchiveDisk
    /// Stored and acknowledged, from that step on.
    var kept: [(step: Int, bytes: [UInt8])] = []
    /// Taken down: begun and acknowledged.
    var removed: [(begun: Int, step: Int, bytes: [UInt8])] = []
    var all: [[UInt8]] = []

    var step: Int { disk.files.trace.changes.count }

    var options: OriginalStoreOptions {
      disk.options(segment: 900, held: 700, recent: 5, gather: 800)
    }

    init() throws { disk = try ArchiveDisk() }

    mutating func store(_ batch: [[UInt8]], in store: OriginalStore) throws {
      for bytes in batch {
        all.append(bytes)
        _ = try store.store(
          try disk.file(bytes, FilePath("/s/in-\(all.count)")), durability: .atNextSync)
      }
      try store.sync()
      for bytes in batch { kept.append((step, bytes)) }
    }

    mutating func remove(_ bytes: [UInt8], in store: OriginalStore) throws {
      let begun = step
      #expect(try store.remove(Digest(of: bytes)))
      removed.append((begun, step, bytes))
    }

    /// Batches, full segments, long originals, location tables and their merges, takedowns, an expiry,
    /// and a second life.
    mutating func run() throws {
      let first = disk.store(options)
      var seed: UInt64 = 1
      func texts(_ lengths: [Int]) -> [[UInt8]] {
        lengths.map { length in
          seed += 1
          return noise(length, seed: seed)
        }
      }
      try store(texts([0, 20, 90, 200]), in: first)
      try store(texts([60]), in: first)
      try store(texts([1_500, 30, 40]), in: first)
      try remove(all[2], in: first)
      try store(texts([300, 310, 320, 10]), in: first)
      try remove(all[5], in: first)
      let second = disk.store(options)
      try second.prepareForWriting()
      try store(texts([50, 55, 60, 65, 70, 75]), in: second)
      try remove(all[12], in: second)
      try second.close()
      try store(texts([5]), in: second)
    }

    /// What is wrong with an image of the disk after so many steps.
    func objections(_ image: ArchiveDisk, after step: Int) throws -> [String] {
      var found: [String] = []
      for isWriter in [false, true] {
        let store = image.store(options)
        if isWriter { try store.prepareForWriting() }
        for (number, bytes) in all.enumerated() {
          let digest = Digest(of: bytes)
          let removal = removed.first { $0.bytes == bytes }
          let isKept = kept.contains { $0.step <= step && $0.bytes == bytes }
          let isThere = try store.contains(digest)
          if isKept, !isThere, removal.map({ $0.begun >= step }) ?? true {
            found.append("original \(number) was acknowledged and is gone")
          }
          if isThere, let removal, removal.step <= step {
            found.append("original \(number) was taken out and is there")
          }
          // One who only looks does not read to the end of what a crash has left.
          if isThere, isWriter || isKept, try store.read(digest, limit: 9_999) != bytes {
            found.append("original \(number) is another one")
          }
        }
        guard isWriter else { continue }
        let damage = try store.findDamage()
        if !damage.isEmpty { found.append("damage after a start: \(damage)") }
        let late = noise(33, seed: 999)
        _ = try store.store(try image.file(late, "/s/late"))
        if try store.read(Digest(of: late), limit: 99) != late { found.append("it does not go on") }
        if try image.store(options).read(Digest(of: late), limit: 99) != late {
          found.append("what came after the start is not found")
        }
      }
      return found
    }
  }

  @Test("nothing acknowledged is lost, nothing half is given out, nothing taken out comes back")
  func everyStep() throws {
    var work = try Work()
    try work.run()
    var random = SeededGenerator(seed: 11)
    var (images, wrong) = (0, 0)
    work.disk.files.trace.forEachPrefix { step, disk in
      for style in styles(at: step) where wrong < 5 {
        images += 1
        do {
          let image = ArchiveDisk(disk.afterCrash(style, using: &random))
          guard try image.files.exists("/s") else { continue }
          for finding in try work.objections(image, after: step) {
            wrong += 1
            Issue.record("step \(step), \(style): \(finding)")
          }
        } catch {
          wrong += 1
          Issue.record("step \(step), \(style): \(error)")
        }
      }
    }
    print("figure: \(images) crash images of the archive, \(wrong) wrong")
  }

  /// Syncs that are left out, each of which must show.
  enum ForgottenSync: String, CaseIterable {
    case segments, folders

    func covers(_ operation: StorageOperation, _ path: FilePath) -> Bool {
      switch self {
      case .segments: operation == .sync && path.starts(with: "/s/archive/0000000")
      case .folders: operation == .syncFolder && path.starts(with: "/s/archive/0000000")
      }
    }
  }

  @Test("a sync that is left out is noticed", arguments: ForgottenSync.allCases)
  func forgottenSyncs(_ forgotten: ForgottenSync) throws {
    let disk = try ArchiveDisk()
    let forgetful = ForgetfulFileSystem(disk.files) { forgotten.covers($0, $1) }
    let store = OriginalStore(
      folder: ArchiveDisk.folder, fileSystem: forgetful, options: disk.options())
    let digest = try store.store(try disk.file(noise(300))).digest
    var random = SeededGenerator(seed: 2)
    let after = ArchiveDisk(disk.files.disk.afterCrash(.dropAll, using: &random))
    #expect(try !after.store().contains(digest))
  }

  @Test("after a failed sync and a restart nothing that the disk has given up is taken for stored")
  func failedSync() throws {
    let disk = try ArchiveDisk()
    let store = disk.store()
    _ = try store.store(try disk.file([1]))
    let bytes = noise(500, seed: 3)
    disk.files.inject([Fault(.error(.ioError), atCall: 1, of: [.sync])])
    #expect(throws: StorageError.self) { try store.store(try disk.file(bytes)) }
    disk.files.inject([])
    let again = disk.store()
    try again.prepareForWriting()
    guard try again.contains(Digest(of: bytes)) else { return }
    var random = SeededGenerator(seed: 2)
    let after = ArchiveDisk(disk.files.disk.afterCrash(.dropAll, using: &random))
    #expect(try after.store().contains(Digest(of: bytes)), "it was given out and then lost")
  }
}
