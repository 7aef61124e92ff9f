import DropFolder
import Model
import Storage
import StorageSimulation
import Testing

/// What strangers do below the inbox, on a simulated disk, where every step can be chosen.
@Suite("whoever may write into the inbox harms nothing but their own files")
struct StrangersTests {
  /// Exchanges the folder `s` of the inbox for a link.
  private func exchange(_ fixture: Fixture) throws {
    try fixture.files.rename("/spool/inbox/s", to: "/aside", .failIfPresent)
    try fixture.files.make(.symbolicLink, at: "/spool/inbox/s")
  }

  @Test("a folder that was exchanged for a link between look and claim: its files count as gone")
  func exchangedFolder() throws {
    let fixture = try Fixture()
    for name in ["s/a.html", "s/a.html.json", "s/t/b.html"] { try fixture.drop(name) }
    fixture.rest()
    let claims = try fixture.batch()
    #expect(claims.count == 2)
    try exchange(fixture)
    #expect(try fixture.folder.claim(claims).allSatisfy { $0.fate == .gone })
    #expect(try fixture.claimedJobs().isEmpty)
    #expect(try fixture.files.entries(of: "/aside").count == 3)
    fixture.rest()
    // The link itself is a file like any other that is none.
    #expect(try fixture.claimAll().map(\.fate.reason) == ["symbolic-link"])
  }

  @Test("a folder that was exchanged before the look is not looked into")
  func exchangedBeforeLook() throws {
    let fixture = try Fixture()
    try fixture.drop("s/a.html")
    // Known, and not settled.
    #expect(try fixture.batch().isEmpty)
    try exchange(fixture)
    fixture.rest()
    #expect(try fixture.claimAll().map(\.fate.reason) == ["symbolic-link"])
    #expect(try fixture.files.entries(of: "/aside").count == 1)
  }

  @Test(
    "nothing is handed back or put through a link, and both say where it stands",
    arguments: [FileKind.symbolicLink, .regular, .fifo])
  func handBackThroughLink(_ kind: FileKind) throws {
    let fixture = try Fixture()
    try fixture.drop("s/a.html")
    fixture.rest()
    let claim = try #require(try fixture.claimAll().first?.claim)
    let refusal = Refusal(reason: .poison, detail: "It killed a worker.", remedy: "Look.")
    try fixture.folder.moves.quarantine(claim, refusal)
    try fixture.files.removeFolder("/spool/inbox/s")
    try fixture.files.make(kind, at: "/spool/inbox/s")
    let error = #expect(throws: StorageError.self) {
      try fixture.handBack(claim.jobID, to: claim.file.path)
    }
    #expect(error?.path == "/spool/inbox/s")
    #expect(try fixture.folder.moves.quarantinedJobs() == [claim.jobID])
    let input = try fixture.files.open("/input", .create)
    #expect(throws: StorageError.self) {
      try Handover.put(
        input, name: Array("a.txt".utf8), into: fixture.spool.inbox, source: "s",
        fileSystem: fixture.files)
    }
    try fixture.files.remove("/spool/inbox/s")
    #expect(try fixture.handBack(claim.jobID, to: claim.file.path) == claim.file.path)
  }

  @Test("a stray goes back under the next free name when its own is taken")
  func orphanBesideItsName() throws {
    let fixture = try Fixture()
    for name in ["stray", "stray-2"] { try fixture.drop(name) }
    _ = try fixture.files.open(fixture.spool.claimed.appending("stray"), .create)
    _ = try fixture.files.open(fixture.spool.claimed.appending("stray.part"), .create)
    #expect(try fixture.folder.moves.handBackOrphan(Array("stray".utf8)))
    #expect(try !fixture.folder.moves.handBackOrphan(Array("stray.part".utf8)))
    #expect(try fixture.files.entries(of: fixture.spool.claimed).isEmpty)
    #expect(try fixture.files.exists("/spool/inbox/stray-3"))
  }

  @Test("a file on another mount is copied, and whatever ran short, it is claimed once")
  func otherMount() throws {
    for call in 1...40 {
      let fixture = try Fixture()
      try fixture.drop("share/a.html", "from elsewhere")
      fixture.rest()
      let claims = try fixture.batch()
      #expect(claims.count == 1)
      fixture.files.inject([
        Fault(.error(.improperLink), atCall: 1, of: [.rename]),
        Fault(.error(.noSpace), atCall: call),
      ])
      if (try? fixture.folder.claim(claims)) == nil {
        fixture.files.inject([Fault(.error(.improperLink), atCall: 1, of: [.rename])])
      }
      // A redo finds the rename done, the copy under way, or all of it done.
      fixture.files.inject([])
      let fates = try fixture.folder.claim(claims).map(\.fate)
      #expect(fates == [.claimed(sidecars: [])], "call \(call)")
      let job = try #require(claims.first?.jobID)
      #expect(try fixture.open(job).read(at: 0, count: 99) == Array("from elsewhere".utf8))
      #expect(try fixture.files.entries(of: "/spool/inbox/share").isEmpty, "call \(call)")
    }
  }

  @Test("what cannot be taken from another mount stays there, with the reason")
  func refusedOnOtherMount() throws {
    var options = DropFolderOptions()
    options.sizeLimit = 3
    let fixture = try Fixture(options: options)
    try fixture.drop("share/a.html", "too large")
    try fixture.files.make(.fifo, at: "/spool/inbox/share/pipe")
    fixture.rest()
    fixture.files.inject([Fault(.error(.improperLink), atCall: 1, of: [.rename], isSticky: true)])
    #expect(
      try Set(fixture.claimAll().map(\.fate.reason)) == ["too-large", "not-a-file"])
    #expect(fixture.folder.status.left.count == 2)
    #expect(try fixture.files.entries(of: "/spool/inbox/share").count == 2)
  }

  static let errors: [Errno] = [
    .ioError, .permissionDenied, .notPermitted, .readOnlyFileSystem, .tooManyOpenFiles, .noSpace,
    .diskQuotaExceeded, .resourceBusy, .staleNFSFileHandle, .tooManySymbolicLinkLevels,
    .improperLink, .noMemory, .noSuchFileOrDirectory, .invalidArgument,
  ]

  @Test(
    "whatever call fails with whatever error, no file is lost and all are dealt with when it heals",
    arguments: StorageOperation.allCases, [false, true])
  func anyError(_ operation: StorageOperation, isSticky: Bool) throws {
    for errno in Self.errors {
      for call in [1, 2, 5] {
        let fixture = try Fixture()
        let names = ["s/a.html", "s/a.html.json", "t/b.html", "c.html"]
        for name in names { try fixture.drop(name) }
        fixture.rest()
        fixture.files.inject([
          Fault(.error(errno), atCall: call, of: [operation], isSticky: isSticky)
        ])
        // As the feed does: what throws is done again.
        let first = try? fixture.batch()
        if let first, (try? fixture.folder.claim(first)) == nil {
          fixture.files.inject([])
          _ = try fixture.folder.claim(first)
        }
        fixture.files.inject([])
        for _ in 0..<3 {
          fixture.files.advanceClock(by: 601_000_000_000)
          _ = try fixture.claimAll()
        }
        let context: Comment = "\(operation) \(errno) at call \(call)"
        for folder in ["", "s", "t"] {
          let left = try fixture.files.entries(of: fixture.spool.inbox.appending(folder))
            .filter { $0.kind != .folder }
          #expect(left.isEmpty, context)
        }
        let claimed = try fixture.files.entries(of: fixture.spool.claimed).count
        let setAside = try fixture.folder.moves.quarantinedJobs().count
        #expect(claimed + setAside == names.count, context)
      }
    }
  }
}
