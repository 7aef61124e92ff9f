import StorageSimulation
import Model
import DropFolder
import Testing

@testable import Storage

@Suite struct ClaimCrashTests {
  @Test("after a crash at any moment of a claim, doing it again leaves every file claimed once")
  func crashes() throws {
    let fixture = try Fixture()
    let kept = SimulatedFileSystem(fixture.files.disk)
    let before = try Fixture(kept)
    for number in 0..<4 { try before.drop("src/\(number).html", "page \(number)") }
    try before.drop("src/0.html.json", "about page 0")
    try before.drop("top.html", "page top")
    try kept.make(.symbolicLink, at: "/spool/inbox/src/link")
    try kept.syncFolder("/spool/inbox/src")
    before.rest()
    let claims = try before.batch()
    #expect(claims.count == 6)

    let disk = SimulatedFileSystem(kept.disk)
    _ = try Fixture(disk).folder.claim(claims)
    var generator = SeededGenerator(seed: 11)
    var images = 0
    try disk.trace.forEachPrefix { _, image in
      for style in CrashStyle.allCases {
        let after = SimulatedFileSystem(image.afterCrash(style, using: &generator))
        try check(after, claims)
        images += 1
      }
    }
    #expect(images > 100)
  }

  private func check(_ files: SimulatedFileSystem, _ claims: [Claim]) throws {
    let fixture = try Fixture(files)
    for claim in claims {
      let claimed = try files.exists(fixture.spool.claimedPath(claim.jobID))
      let isSetAside = try files.exists(fixture.spool.quarantinePath(claim.jobID))
      #expect(
        try claimed || isSetAside || files.exists(fixture.spool.inboxPath(claim.file.path)))
    }
    let results = try fixture.folder.claim(claims)
    for result in results {
      if result.claim.refusal != nil {
        #expect(result.fate.reason == "symbolic-link")
        #expect(try fixture.folder.moves.quarantinedJobs() == [result.claim.jobID])
        #expect(try files.exists(fixture.spool.reasonPath(result.claim.jobID)))
      } else {
        let count = result.claim.sidecars.count
        #expect(result.fate == .claimed(sidecars: Array(0..<count)))
        let page = try fixture.open(result.claim.jobID).read(at: 0, count: 99)
        let number = String(name(result.claim).dropLast(5).split(separator: "/").last ?? "")
        #expect(page == Array("page \(number)".utf8))
      }
    }
    #expect(try fixture.claimedJobs().count == 5)
    fixture.rest()
    #expect(try fixture.batch().isEmpty)
  }

  @Test(
    "when any call of a claim fails once, every file is claimed or set aside when it is done again")
  func faults() throws {
    for call in 1...80 {
      let fixture = try Fixture()
      for number in 0..<3 { try fixture.drop("src/\(number).html") }
      try fixture.drop("src/0.html.json")
      fixture.rest()
      let claims = try fixture.batch()
      fixture.files.inject([Fault(.error(.ioError), atCall: call)])
      _ = try? fixture.folder.claim(claims)
      fixture.files.inject([])
      let fates = try fixture.folder.claim(claims).map(\.fate)
      #expect(fates.count == 3)
      // The bytes of a file whose sync failed may be gone: it is shown to somebody.
      #expect(fates.count { $0.reason != nil } <= 1 && !fates.contains(.gone))
      fixture.rest()
      let rest = try fixture.claimAll()
      #expect(try fixture.files.entries(of: fixture.spool.inbox.appending("src")).isEmpty)
      #expect(rest.count <= 1, "a sidecar that was put back comes alone")
    }
  }

  @Test("a running job's file is set aside with its reason, and handed back under its name")
  func quarantineAndBack() throws {
    let fixture = try Fixture()
    try fixture.drop("src/a.html", "poison")
    fixture.rest()
    let claim = try #require(try fixture.claimAll().first?.claim)
    let refusal = Refusal(reason: .poison, detail: "It killed a worker.", remedy: "Look.")
    try fixture.folder.moves.quarantine(claim, refusal)
    #expect(try fixture.files.exists(fixture.spool.quarantinePath(claim.jobID)))
    #expect(try !fixture.files.exists(fixture.spool.claimedPath(claim.jobID)))
    #expect(try fixture.handBack(claim.jobID, to: claim.file.path) == claim.file.path)
    // What says that it was handed back is all that stays.
    let left = try fixture.files.entries(of: fixture.spool.quarantine).map(\.name)
    #expect(left == [Array("\(claim.jobID).retried".utf8)])
    fixture.rest()
    let again = try #require(try fixture.claimAll().first?.claim)
    #expect(again.file.path == claim.file.path)
    try fixture.folder.moves.quarantine(again, refusal)
    try fixture.drop("src/a.html", "another")
    let path = try fixture.handBack(again.jobID, to: again.file.path)
    #expect(path == Array("src/\(again.jobID)".utf8))
  }
}
