import Foundation
import Storage
import Testing

@testable import DropFolder

/// On the machine's own file system: inotify has no twin.
@Suite struct FolderWatchTests {
  private let files = POSIXFileSystem()
  private let spool: Spool
  private let watch: FolderWatch
  private let folder: DropFolder

  init() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    spool = Spool(root: FilePath(url.path))
    try spool.prepare(files)
    watch = try FolderWatch(inbox: spool.inbox)
    var options = DropFolderOptions()
    // Nothing settles while a test runs, however slow the machine.
    options.settleTime = 3_600_000_000_000
    folder = DropFolder(
      spool: spool, fileSystem: files, options: options, watch: watch,
      clock: { Int64(Date().timeIntervalSince1970 * 1e9) })
    #expect(try folder.nextBatch(limit: 9).claims.isEmpty)
  }

  private func cleanUp() {
    watch.cancel()
    try? FileManager.default.removeItem(atPath: spool.root.string)
  }

  private func write(_ name: String) throws {
    try files.open(spool.inbox.appending(name: Array(name.utf8)), .create).write([1], at: 0)
  }

  private func rename(_ old: String, _ new: String) throws {
    try files.rename(
      spool.inbox.appending(name: Array(old.utf8)),
      to: spool.inbox.appending(name: Array(new.utf8)),
      .failIfPresent)
  }

  /// Awaits events until a batch has claims.
  private func nextClaims() async throws -> [Claim] {
    for await _ in watch.signals {
      let claims = try folder.nextBatch(limit: 100).claims
      if !claims.isEmpty { return claims }
    }
    return []
  }

  @Test("a name that came by rename is claimed at once", .timeLimit(.minutes(1)))
  func renamed() async throws {
    defer { cleanUp() }
    try write(".a.part")
    try rename(".a.part", "a.html")
    let claims = try await nextClaims()
    #expect(claims.map { String(decoding: $0.file.path, as: UTF8.self) } == ["a.html"])
    #expect(try folder.claim(claims).map(\.fate) == [.claimed(sidecars: [])])
  }

  @Test("files that came since the last scan are counted as waiting", .timeLimit(.minutes(1)))
  func arrived() async throws {
    defer { cleanUp() }
    _ = try folder.nextBatch(limit: 9)
    for number in 1...20 {
      try write(".new")
      try rename(".new", "\(number).html")
    }
    for await _ in watch.signals {
      _ = try folder.nextBatch(limit: 0)
      if folder.status.candidateCount == 20 { break }
    }
    let claims = try folder.nextBatch(limit: 5).claims
    #expect(claims.count == 5 && folder.status.waiting == ["": 15])
  }

  @Test("a name that was written in place waits until it has settled", .timeLimit(.minutes(1)))
  func written() async throws {
    defer { cleanUp() }
    try write("a.html")
    for await _ in watch.signals { break }
    let batch = try folder.nextBatch(limit: 9)
    #expect(batch.claims.isEmpty)
    #expect(folder.status.pausedCount == 1)
  }

  @Test("files are found that came with, and into, a new folder", .timeLimit(.minutes(1)))
  func newFolder() async throws {
    defer { cleanUp() }
    let ready = spool.root.appending("ready")
    try files.makeFolder(ready, permissions: 0o770)
    try files.open(ready.appending("early"), .create).write([1], at: 0)
    try files.rename(ready, to: spool.inbox.appending("reuters"), .failIfPresent)
    for await _ in watch.signals { break }
    #expect(try folder.nextBatch(limit: 9).claims.isEmpty)
    #expect(folder.status.waiting == ["reuters": 1])
    try write(".b")
    try rename(".b", "reuters/b.html")
    let claims = try await nextClaims()
    #expect(claims.map { String(decoding: $0.file.path, as: UTF8.self) } == ["reuters/b.html"])
  }

  @Test("events are read as inotify lays them out, and cut ones are left")
  func layout() {
    var bytes: [UInt8] = [5, 0, 0, 0, 0x80, 0, 0, 0, 9, 0, 0, 0, 16, 0, 0, 0]
    bytes += Array("name".utf8) + [UInt8](repeating: 0, count: 12)
    bytes += [1, 0, 0, 0, 0, 0x40, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    var events: [InotifyEvent] = []
    InotifyEvent.forEach(in: bytes, count: bytes.count) { events.append($0) }
    #expect(events.map(\.watch) == [5, 1])
    #expect(events.map(\.name) == [Array("name".utf8), []])
    for count in 0..<bytes.count {
      var seen = 0
      InotifyEvent.forEach(in: bytes, count: count) { _ in seen += 1 }
      #expect(seen == (count >= 32 ? 1 : 0))
    }
  }
}
