import StorageSimulation
import Model
import DropFolder
import Foundation
import Testing

@testable import Storage

@Suite struct DropFolderTests {
  @Test("a file that was written in place is taken when it has settled, and not before")
  func settling() throws {
    let fixture = try Fixture()
    try fixture.drop("a.html")
    let early = try fixture.folder.nextBatch(limit: 9)
    #expect(early.claims.isEmpty)
    let now = fixture.files.disk.clock
    #expect(early.nextLook > now && early.nextLook <= now + 2_000_000_000)
    fixture.files.advanceClock(by: early.nextLook - now)
    #expect(try fixture.batch().map(name) == ["a.html"])
  }

  @Test("a file whose times lie in the future is taken when it rests between two looks")
  func future() throws {
    let files = SimulatedFileSystem()
    let spool = Spool(root: "/spool")
    try spool.prepare(files)
    let file = try files.open(spool.inboxPath(Array("a".utf8)), .create)
    let late = Mutable(files.disk.clock - 3_600_000_000_000)
    let folder = DropFolder(spool: spool, fileSystem: files, clock: { late.value })
    #expect(try folder.nextBatch(limit: 9).claims.isEmpty)
    try file.write([1], at: 0)
    late.value += 31_000_000_000
    #expect(try folder.nextBatch(limit: 9).claims.isEmpty)
    late.value += 31_000_000_000
    #expect(try folder.nextBatch(limit: 9).claims.count == 1)
  }

  @Test("temporary names are never taken; they are counted, with the age of the oldest")
  func temporaryNames() throws {
    let fixture = try Fixture()
    for name in [".hidden", "x.tmp", "reuters/y.part", "reuters/.z"] { try fixture.drop(name) }
    try fixture.drop("tmp")
    fixture.rest()
    #expect(try fixture.batch().map(name) == ["tmp"])
    #expect(fixture.folder.status.temporaryCount == 4)
    let oldest = try #require(fixture.folder.status.oldestTemporary)
    #expect(fixture.files.disk.clock - oldest >= 31_000_000_000)
  }

  @Test("a claimed file lies under its job's id with its content, and its source is its folder")
  func claiming() throws {
    let fixture = try Fixture()
    try fixture.drop("reuters/2025/a.html", "the page")
    fixture.rest()
    let result = try #require(try fixture.claimAll().first)
    #expect(result.fate == .claimed(sidecars: []))
    #expect(result.claim.source == "reuters")
    let file = try fixture.open(result.claim.jobID)
    #expect(try file.read(at: 0, count: 99) == Array("the page".utf8))
    #expect(try fixture.files.entries(of: "/spool/inbox/reuters/2025").isEmpty)
    try fixture.folder.moves.removeClaimed(result.claim)
    try fixture.folder.moves.removeClaimed(result.claim)
    #expect(try fixture.claimedJobs().isEmpty)
  }

  @Test(
    "what is no plain file is set aside beside its reason, and never opened",
    arguments: [
      (FileKind.symbolicLink, "symbolic-link"), (.fifo, "not-a-file"), (.socket, "not-a-file"),
      (.device, "not-a-file"),
    ])
  func specialFiles(kind: FileKind, reason: String) throws {
    let fixture = try Fixture()
    try fixture.files.make(kind, at: "/spool/inbox/passwd\u{1B}[31m\n.html")
    fixture.rest()
    let opened = fixture.files.callCounts[.open] ?? 0
    let claims = try fixture.batch()
    #expect((fixture.files.callCounts[.open] ?? 0) == opened)
    let result = try #require(try fixture.folder.claim(claims).first)
    guard case .quarantined(let refusal) = result.fate else {
      Issue.record("\(result.fate)")
      return
    }
    #expect(refusal.reason.rawValue == reason)
    #expect(try fixture.folder.moves.quarantinedJobs() == [result.claim.jobID])
    let bytes = try fixture.files.readFile(
      fixture.spool.reasonPath(result.claim.jobID), limit: 9_999)
    #expect(!bytes.contains(0x1B))
    let note = try #require(
      try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    #expect(note["reason"] as? String == reason)
    #expect(note["file"] as? String == "passwd\u{1B}[31m\n.html")
    #expect((note["remedy"] as? String)?.isEmpty == false)
  }

  @Test("an oversized file and one that may not be read are set aside, with what to do")
  func refusedFiles() throws {
    var options = DropFolderOptions()
    options.sizeLimit = 10
    let fixture = try Fixture(options: options)
    try fixture.drop("big", "12345678901")
    fixture.rest()
    #expect(try fixture.claimAll().map(\.fate.reason) == ["too-large"])
    try fixture.drop("secret", "x")
    fixture.rest()
    fixture.files.inject([Fault(.error(.permissionDenied), atCall: 1, of: [.open])])
    #expect(try fixture.claimAll().map(\.fate.reason) == ["unreadable"])
  }

  @Test("a page and the sidecars beside it are one unit, whichever is seen first")
  func units() throws {
    let fixture = try Fixture()
    for name in ["s/a.html", "s/a.html.json", "s/a.meta", "s/b.meta", "a.html.json", "c.html"] {
      try fixture.drop(name)
    }
    fixture.rest()
    let results = try fixture.claimAll()
    #expect(
      Set(results.map { name($0.claim) }) == ["s/a.html", "s/b.meta", "a.html.json", "c.html"])
    let page = try #require(results.first { name($0.claim) == "s/a.html" })
    #expect(page.fate == .claimed(sidecars: [0, 1]))
    #expect(
      page.claim.sidecars.map { String(decoding: $0.path, as: UTF8.self) }
        == ["s/a.html.json", "s/a.meta"])
    #expect(
      try fixture.files.status(
        of: fixture.spool.claimedPath(page.claim.jobID, sidecar: 1)
      ).size == 7)
  }

  @Test("a page waits for a sidecar that is still being written, and takes it along")
  func lateSidecar() throws {
    let fixture = try Fixture()
    try fixture.drop("a.html")
    fixture.rest()
    try fixture.drop("a.meta")
    #expect(try fixture.batch().isEmpty)
    fixture.rest()
    #expect(try fixture.claimAll().map(\.fate) == [.claimed(sidecars: [0])])
  }

  @Test("a full inbox is claimed whole, each file once, by few scans")
  func backlog() throws {
    var options = DropFolderOptions()
    options.candidateLimit = 256
    let fixture = try Fixture(
      SimulatedFileSystem(isRecording: false), options: options)
    for number in 0..<1_200 { try fixture.drop("s\(number % 3)/\(number).html") }
    fixture.rest()
    let scansBefore = fixture.files.callCounts[.list] ?? 0
    let results = try fixture.claimAll(64)
    #expect(Set(results.map(\.claim.file.path)).count == 1_200 && results.count == 1_200)
    // Four folders a scan; at least half of the list's room is filled by each.
    #expect((fixture.files.callCounts[.list] ?? 0) - scansBefore <= 4 * (1_200 / 128 + 3))
  }

  @Test("a source with few files is not crowded out by one with many")
  func fairness() throws {
    var options = DropFolderOptions()
    options.candidateLimit = 256
    let fixture = try Fixture(SimulatedFileSystem(isRecording: false), options: options)
    for number in 0..<700 { try fixture.drop("flood/\(number).html") }
    try fixture.drop("quiet/one.html")
    try fixture.drop("zz/one.html")
    fixture.rest()
    let first = try fixture.batch(256).map(name)
    fixture.folder.abandon([])
    let second = try fixture.batch(256).map(name)
    #expect((first + second).contains("quiet/one.html") && (first + second).contains("zz/one.html"))
    // What the scan has seen, less what the batch takes.
    let taken = second.count { $0.hasPrefix("flood/") }
    #expect(fixture.folder.status.waiting["flood"] == 700 - taken)
  }

  @Test("an inbox full of files that have to settle is not scanned over and over")
  func crowded() throws {
    var options = DropFolderOptions()
    options.candidateLimit = 64
    let fixture = try Fixture(SimulatedFileSystem(isRecording: false), options: options)
    for number in 0..<600 { try fixture.drop("\(number).html") }
    var looks = 1
    var batch = try fixture.folder.nextBatch(limit: 32)
    while batch.hasMore && looks < 100 {
      batch = try fixture.folder.nextBatch(limit: 32)
      looks += 1
    }
    #expect(batch.claims.isEmpty)
    #expect(looks < 20)
    let now = fixture.files.disk.clock
    #expect(batch.nextLook > now && batch.nextLook <= now + 2_000_000_000)
    fixture.rest()
    #expect(try fixture.claimAll().count == 600)
  }

  @Test("a file that cannot be made durable is set aside, and the others of its batch are claimed")
  func failedSync() throws {
    let fixture = try Fixture(syncWorkerCount: 8)
    for number in 0..<40 { try fixture.drop("\(number).html") }
    fixture.rest()
    fixture.files.inject([Fault(.error(.ioError), atCall: 17, of: [.sync])])
    let reasons = try fixture.claimAll().map(\.fate.reason)
    #expect(reasons.count { $0 == "unreadable" } == 1 && reasons.count { $0 == nil } == 39)
    #expect(try fixture.folder.moves.quarantinedJobs().count == 1)
  }

  @Test("names of any bytes are claimed under exactly those bytes")
  func rawNames() throws {
    let fixture = try Fixture()
    let names: [[UInt8]] = [
      Array("new\nline".utf8), [0x1B, 0x5B, 0x33, 0x31, 0x6D], [0xFF, 0xFE, 0x80],
      Array("src/".utf8) + [UInt8](repeating: 0xC3, count: 255), Array("-rf".utf8),
    ]
    for name in names { try fixture.drop(name) }
    fixture.rest()
    let results = try fixture.claimAll()
    #expect(Set(results.map(\.claim.file.path)) == Set(names))
    #expect(results.allSatisfy { $0.fate == .claimed(sidecars: []) })
  }

  @Test("a file that cannot be moved is left, reported, and tried again after a while")
  func immovable() throws {
    let fixture = try Fixture()
    try fixture.drop("a.html")
    fixture.rest()
    fixture.files.inject([Fault(.error(.notPermitted), atCall: 1, of: [.rename])])
    #expect(try fixture.claimAll().map(\.fate.reason) == ["immovable"])
    fixture.rest()
    #expect(try fixture.batch().isEmpty)
    #expect(fixture.folder.status.left.count == 1)
    fixture.files.advanceClock(by: 600_000_000_000)
    #expect(try fixture.claimAll().map(\.fate) == [.claimed(sidecars: [])])
    _ = try fixture.batch()
    #expect(fixture.folder.status.left.isEmpty)
  }

  @Test("a stuck file is tried again when it has changed, and when somebody asks for it")
  func helped() throws {
    let fixture = try Fixture()
    try fixture.drop("wire/a.html")
    fixture.rest()
    fixture.files.inject([Fault(.error(.notPermitted), atCall: 1, of: [.rename])])
    #expect(try fixture.claimAll().map(\.fate.reason) == ["immovable"])
    fixture.rest()
    #expect(try fixture.batch().isEmpty)
    try fixture.files.open("/spool/inbox/wire/a.html", .readWrite).write([1], at: 0)
    fixture.rest()
    #expect(try fixture.claimAll().map(\.fate) == [.claimed(sidecars: [])])

    try fixture.drop("wire/b.html")
    fixture.rest()
    fixture.files.inject([Fault(.error(.readOnlyFileSystem), atCall: 1, of: [.rename])])
    let result = try #require(try fixture.claimAll().first)
    guard case .left(let refusal) = result.fate else {
      Issue.record("\(result.fate)")
      return
    }
    #expect(refusal.remedy.contains("read-only") && refusal.remedy.contains("reload"))
    fixture.rest()
    #expect(try fixture.batch().isEmpty)
    fixture.folder.retryLeft()
    #expect(try fixture.claimAll().map(\.fate) == [.claimed(sidecars: [])])
  }

  @Test("what waits is counted while a batch is claimed, and when only looked at")
  func waitingCount() throws {
    let fixture = try Fixture()
    for number in 1...7 { try fixture.drop("wire/\(number)") }
    fixture.rest()
    // A daemon whose disk is full looks, and gives back what it found.
    for _ in 1...3 {
      fixture.folder.abandon(try fixture.batch(1))
      #expect(fixture.folder.status.waiting == ["wire": 7])
    }
    let claims = try fixture.batch(3)
    #expect(fixture.folder.status.waiting == ["wire": 4])
    _ = try fixture.folder.claim(claims)
    #expect(fixture.folder.status.waiting == ["wire": 4])
  }

  @Test("however many files one source drops, the few of another are in the next batch")
  func floodOfOneSource() throws {
    var options = DropFolderOptions()
    options.candidateLimit = 400
    let fixture = try Fixture(options: options)
    for number in 1...1_000 { try fixture.drop("flood/\(number)") }
    fixture.rest()
    _ = try fixture.folder.claim(try fixture.batch(10))
    // The list is full of the flood when the others come.
    for name in ["a", "b", "c"] { try fixture.drop("wire/\(name)") }
    fixture.rest()
    let next = try fixture.batch(10).map(name)
    #expect(Set(next.filter { $0.hasPrefix("wire/") }) == ["wire/a", "wire/b", "wire/c"])
    #expect(next.count == 10)
  }

  @Test("a name that means another file by the time of the rename is left to a claim of its own")
  func replaced() throws {
    let fixture = try Fixture()
    try fixture.drop("a.html", "old")
    try fixture.drop("b.html", "vanishes")
    fixture.rest()
    let claims = try fixture.batch()
    try fixture.files.remove("/spool/inbox/a.html")
    try fixture.files.remove("/spool/inbox/b.html")
    try fixture.drop("a.html", "new")
    #expect(try fixture.folder.claim(claims).map(\.fate) == [.gone, .gone])
    fixture.rest()
    let again = try fixture.claimAll()
    #expect(again.map { name($0.claim) } == ["a.html"])
    #expect(again.first?.claim.jobID != claims.first?.jobID)
  }

  @Test("claims that were given up are found again")
  func abandoned() throws {
    let fixture = try Fixture()
    try fixture.drop("a.html")
    fixture.rest()
    let claims = try fixture.batch()
    #expect(try fixture.batch().isEmpty)
    fixture.folder.abandon(claims)
    #expect(try fixture.batch().map(name) == ["a.html"])
  }
}

extension ClaimResult.Fate {
  var reason: String? {
    switch self {
    case .quarantined(let refusal), .left(let refusal): refusal.reason.rawValue
    case .claimed, .gone: nil
    }
  }
}

/// A value that a clock closure shares with its test, which runs on one thread.
final class Mutable: @unchecked Sendable {
  var value: Int64
  init(_ value: Int64) { self.value = value }
}
