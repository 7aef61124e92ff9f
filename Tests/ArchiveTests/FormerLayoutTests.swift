import Model
import Storage
import StorageSimulation
import Testing

@testable import Archive

@Suite struct FormerLayoutTests {
  let disk: ArchiveDisk
  let texts = (0..<40 as Range<UInt64>).map { noise(Int($0) * 50, seed: $0) }

  init() throws {
    disk = try ArchiveDisk()
    for text in texts { _ = try disk.putFormer(text) }
  }

  private func expectAll(_ store: OriginalStore) throws {
    for text in texts {
      #expect(try store.contains(Digest(of: text)))
      #expect(try store.read(Digest(of: text), limit: 2_000) == text)
    }
  }

  @Test("originals in files of their own are read where they lie")
  func reading() throws {
    try expectAll(disk.store())
    #expect(try disk.store().count() == texts.count)
    #expect(try !disk.store().store(try disk.file(texts[3])).isNew)
  }

  @Test("they move into segments, with progress, with the times at which they were stored")
  func moving() throws {
    let store = disk.store(disk.options(held: 1_500))
    var steps: [Int] = []
    try store.moveFormerOriginals { done, total in
      #expect(total == texts.count)
      steps.append(done)
    }
    #expect(steps.first == 0 && steps.last == texts.count)
    try expectAll(store)
    try expectAll(disk.store())
    let folders = try disk.files.entries(of: ArchiveDisk.folder).map {
      String(decoding: $0.name, as: UTF8.self)
    }
    #expect(folders == ["0000000"])
    // The simulated disk's clock began before the archive's.
    #expect(try store.removeExpired(before: disk.clock.now - 1_000).count == texts.count)
  }

  @Test("one that is damaged stays where it is, and costs itself")
  func damaged() throws {
    let path = FormerLayout(ArchiveDisk.folder, on: disk.files).path(of: Digest(of: texts[7]))
    try disk.files.open(path, .readWrite).write([1, 2, 3], at: 20)
    for _ in 0..<2 {
      let store = disk.store()
      try store.moveFormerOriginals { _, _ in }
      #expect(try disk.files.exists(path))
      #expect(throws: OriginalError.self) { try store.read(Digest(of: texts[7]), limit: 2_000) }
      #expect(try store.read(Digest(of: texts[8]), limit: 2_000) == texts[8])
    }
  }

  @Test("they expire and are taken down where they lie")
  func removal() throws {
    let store = disk.store()
    #expect(try store.remove(Digest(of: texts[5])))
    #expect(try !store.contains(Digest(of: texts[5])))
    let gone = try store.removeExpired(before: disk.clock.now)
    #expect(gone.count == texts.count - 1)
    #expect(try store.count() == 0)
  }

  @Test("a crash at any step of the move loses none")
  func crashes() throws {
    let disk = try ArchiveDisk()
    let few = Array(texts[..<12])
    for text in few { _ = try disk.putFormer(text) }
    let begun = disk.files.trace.changes.count
    try disk.store(disk.options(held: 300)).moveFormerOriginals { _, _ in }
    var random = SeededGenerator(seed: 4)
    var images = 0
    try disk.files.trace.forEachPrefix { step, image in
      guard step >= begun else { return }
      for style in styles(at: step) {
        let after = ArchiveDisk(image.afterCrash(style, using: &random))
        for text in few {
          #expect(
            try after.store().read(Digest(of: text), limit: 2_000) == text, "step \(step), \(style)"
          )
        }
        let again = after.store(after.options(held: 300))
        try again.moveFormerOriginals { _, _ in }
        for text in few {
          #expect(try again.read(Digest(of: text), limit: 2_000) == text, "step \(step), \(style)")
        }
        #expect(try again.findDamage() == [])
        images += 1
      }
    }
    print("figure: \(images) crash images of moving originals into segments")
  }
}
