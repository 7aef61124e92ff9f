import Foundation
import Model
import Storage
import StorageSimulation
import Testing

@testable import Archive

@Suite struct SegmentTests {
  let disk: ArchiveDisk
  let store: OriginalStore
  var files: SimulatedFileSystem { disk.files }

  init() throws {
    disk = try ArchiveDisk()
    store = disk.store()
  }

  @Test("a name says number and revision, and no other name is a segment's")
  func names() {
    for id in [SegmentID(number: 1), SegmentID(number: 123_456, revision: 7)] {
      #expect(SegmentID(fileName: Array(id.fileName.utf8)) == id)
      #expect(SegmentID(code: id.code) == id)
    }
    #expect(SegmentID(number: 42_137).path(in: "/a") == "/a/0000042/0000042137.warc.zst")
    for name in [
      "1.warc.zst", "0000000001-0.warc.zst", "0000000001.warc", ".new-0000000001.warc.zst",
    ] {
      #expect(SegmentID(fileName: Array(name.utf8)) == nil)
    }
  }

  @Test("a head reads back, and says in WARC's words what it is about")
  func head() {
    let head = RecordHead(
      digest: Digest(of: [1, 2]), seconds: 1_900_000_000, byteCount: 2, durableByteCount: 99)
    let bytes = head.encoded()
    #expect(RecordHead(decoding: bytes[...]) == head)
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.hasPrefix("WARC/1.0\r\nWARC-Type: resource\r\n"))
    #expect(text.contains("\r\nWARC-Date: 2030-03-17T17:46:40Z\r\n"))
    #expect(text.hasSuffix("\r\nContent-Length: 2\r\n\r\n"))
    #expect(RecordHead(decoding: Array("WARC/1.0\r\nWARC-Type: response\r\n\r\n".utf8)[...]) == nil)
  }

  @Test("what zstd's own program reads is the records that were stored")
  func zstd() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let posix = POSIXFileSystem()
    let root = FilePath(folder.path)
    var options = OriginalStoreOptions()
    options.heldByteCount = 100_000
    let store = OriginalStore(
      folder: root.appending("archive"), fileSystem: posix, options: options)
    let texts = [20, 40_000].map {
      Array(String(repeating: "the same line again\n", count: $0).utf8)
    }
    for (number, text) in texts.enumerated() {
      let input = try posix.open(root.appending("in\(number)"), .create)
      try input.write(text, at: 0)
      _ = try store.store(input)
    }
    for (id, text) in zip(try OriginalStore.segments(in: store.folder, on: posix), texts) {
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/zstd")
      let out = folder.path + "/out\(id.number)"
      process.arguments = ["-d", "-q", id.path(in: store.folder).string, "-o", out]
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
      let bytes = [UInt8](try Data(contentsOf: URL(filePath: out)))
      #expect(bytes.starts(with: Array("WARC/1.0\r\n".utf8)))
      #expect(bytes.dropLast(4).suffix(text.count).elementsEqual(text))
    }
  }

  @Test("a flipped byte of a segment is noticed: by its reader, and by an audit")
  func flips() throws {
    let texts = [noise(60, seed: 1), noise(60, seed: 2), noise(60, seed: 3)]
    for text in texts { _ = try store.store(try disk.file(text)) }
    let path = try disk.segments()[0]
    let whole = try files.readFile(path, limit: 1 << 20)
    let handle = try files.open(path, .readWrite)
    for index in stride(from: 0, to: whole.count, by: 7) {
      var bytes = whole
      bytes[index] ^= 0x20
      try handle.write(bytes, at: 0)
      let reader = disk.store()
      var lost = 0
      for text in texts {
        let read = try? reader.read(Digest(of: text), limit: 1 << 20)
        if let read { #expect(read == text) } else { lost += 1 }
      }
      #expect(lost <= 1, "byte \(index) costs one original at most")
      if lost > 0 {
        let found = try reader.findDamage()
        #expect(found.count == 1 && found[0].range.contains(UInt64(index)), "byte \(index)")
      }
    }
  }

  @Test("a cut is a torn tail: what was whole before it is there, and storing goes on")
  func cuts() throws {
    let texts = [noise(60, seed: 1), noise(60, seed: 2)]
    var ends: [UInt64] = []
    let path: FilePath = "/s/archive/0000000/0000000001.warc.zst"
    for text in texts {
      _ = try store.store(try disk.file(text))
      ends.append(try files.status(of: path).size)
    }
    let whole = try files.readFile(path, limit: 1 << 20)
    for length in stride(from: 0, to: whole.count, by: 5) {
      let handle = try files.open(path, .readWrite)
      try handle.truncate(to: 0)
      try handle.write(Array(whole[..<length]), at: 0)
      let again = disk.store()
      for (text, end) in zip(texts, ends) {
        #expect(try again.contains(Digest(of: text)) == (end <= length), "cut at \(length)")
      }
      _ = try again.store(try disk.file(noise(50, seed: 9)))
      #expect(try again.findDamage() == [])
      #expect(try again.contains(Digest(of: noise(50, seed: 9))))
      #expect(try disk.segments() == [path])
    }
  }

  @Test(
    "damage before what a later record calls durable is never cut, and nothing is appended to it")
  func damageIsNotCut() throws {
    for number in 0..<3 as Range<UInt64> {
      _ = try store.store(try disk.file(noise(80, seed: number)))
    }
    let path = try disk.segments()[0]
    let before = try files.status(of: path).size
    let handle = try files.open(path, .readWrite)
    try handle.write([0, 0, 0, 0], at: 2)
    let again = disk.store()
    _ = try again.store(try disk.file(noise(80, seed: 9)))
    #expect(try files.status(of: path).size == before)
    #expect(try disk.segments().count == 2)
    #expect(try !again.contains(Digest(of: noise(80, seed: 0))))
    for number in [1, 2, 9] as [UInt64] {
      #expect(try again.contains(Digest(of: noise(80, seed: number))))
    }
    let found = try again.findDamage()
    #expect(found.map(\.path) == [path] && !found[0].isTornTail)
  }

  @Test("what a location table knows of is never cut")
  func tabledIsNotCut() throws {
    let digest = try store.store(try disk.file(noise(80))).digest
    try store.close()
    let path = try disk.segments()[0]
    let before = try files.status(of: path).size
    try files.open(path, .readWrite).write([0, 0], at: before - 8)
    let again = disk.store()
    _ = try again.store(try disk.file(noise(80, seed: 9)))
    #expect(throws: OriginalError.self) { try again.read(digest, limit: 80) }
    let found = try again.findDamage()
    #expect(found.count == 1 && !found[0].isTornTail)
  }
}
