import Ledger
import Model
import NearDuplicates
import Testing

@testable import State

@Suite struct JobEventTests {
  private static let claim = JobClaim(
    job: "01JA", location: .claimed, file: [0xFF, 0x0A, 0x61], source: "wire",
    stamp: FileStamp(inode: 1 << 40, size: -1, modified: -5), arrival: 1_700_000_000_123,
    sidecars: [SidecarClaim(file: [1], stamp: FileStamp(inode: 2, size: 3, modified: 4))],
    refusal: Refusal(outcome: .quarantined, reason: .poison, detail: "d", remedy: "m"))
  private static let copyDecision = CopyDecision(
    copyOf: DecisionNumber(3), kind: .near, similarity: 0.875,
    sharedSpans: [SharedSpan(start: 1, otherStart: 2, wordCount: 300)],
    contains: [DecisionNumber(1)], containedBy: [DecisionNumber(2)], story: DecisionNumber(3),
    head: DecisionNumber(4))
  private static let batch = DecisionBatch(
    decisions: [
      Decision(
        job: "01JA", ordinal: 7, number: DecisionNumber(4), outcome: .duplicate,
        copyDecision: copyDecision,
        boilerplateVersion: 2)
    ],
    progress: [
      Progress(
        job: "01JA", position: [1, 2, 3], recordCount: 9, rejected: ["empty": 2, "block": 1],
        indexedCount: 5, duplicateCount: 1)
    ],
    closings: [
      Closing(
        job: "01JA",
        ending: .refused(Refusal(reason: .empty, detail: "d", remedy: "m")),
        digest: "sha256:00", sidecarDigests: ["sha256:01"], format: "warc", isContainer: true,
        notes: ["n"], time: 5)
    ],
    attachments: [Attachment(sidecar: "01JC", page: "01JA")],
    learned: [LearnedLines(source: "wire", version: 3, lines: [.max, 5])],
    feed: FeedPart(first: 17, amended: [DecisionNumber(2), DecisionNumber(3)]),
    rereads: [Reread(stage: .metadata, numbers: [DecisionNumber(2), DecisionNumber(300)])])
  private static let entries: [JobEvent] = [
    .claiming([claim]), .started([Attempt(job: "01JA", number: 2)]), .decided(batch),
    .finished(["01JA", "01JB"]),
    .forgotten(
      numbers: [DecisionNumber(4)], why: "asked for",
      feed: FeedPart(first: 20, amended: [DecisionNumber(1)])),
  ]

  @Test("an entry reads back as it was written", arguments: entries)
  func roundTrip(entry: JobEvent) throws {
    let read = try JobEvent(
      type: entry.type, version: JobEvent.payloadVersion, payload: entry.encoded())
    #expect(read == entry)
  }

  @Test("an entry cut at any byte is an error and never a wrong entry", arguments: entries)
  func cut(entry: JobEvent) {
    let bytes = entry.encoded()
    for end in bytes.indices {
      #expect(throws: PayloadError.self) {
        try JobEvent(
          type: entry.type, version: JobEvent.payloadVersion, payload: Array(bytes[..<end]))
      }
    }
  }

  @Test("an entry with any byte changed never traps", arguments: entries)
  func changed(entry: JobEvent) {
    var bytes = entry.encoded()
    for index in bytes.indices {
      for bit in 0..<8 {
        bytes[index] ^= 1 << bit
        _ = try? JobEvent(
          type: entry.type, version: JobEvent.payloadVersion, payload: bytes)
        bytes[index] ^= 1 << bit
      }
    }
  }

  @Test("an unknown type or version is refused by name")
  func unknown() {
    #expect(throws: PayloadError.unknown(type: 99, version: JobEvent.payloadVersion)) {
      try JobEvent(type: 99, version: JobEvent.payloadVersion, payload: [])
    }
    #expect(throws: PayloadError.unknown(type: 1, version: 200)) {
      try JobEvent(type: 1, version: 200, payload: [])
    }
  }

  @Test("the backlog is what was claimed and not finished, with its progress and its strikes")
  func backlog() throws {
    var backlog = Backlog()
    var other = Self.claim
    other.job = "01JB"
    backlog.apply(.claiming([Self.claim, other]), lsn: 1)
    backlog.apply(.started([Attempt(job: "01JB", number: 1)]), lsn: 2)
    backlog.apply(.decided(Self.batch), lsn: 3)
    backlog.apply(.finished(["01JA"]), lsn: 4)
    #expect(backlog.inOrder.map(\.claim.job) == ["01JB"])
    #expect(backlog.jobs["01JB"]?.attemptCount == 1)
    #expect(backlog.lastNumber == DecisionNumber(4))
    #expect(backlog.lastDecided == 3)
    #expect(try Backlog(decoding: backlog.encoded()) == backlog)
  }

  @Test("what a cluster has decided settles offers, in any order, and asks nothing of the ledger")
  func settledOffers() throws {
    var backlog = Backlog()
    for (lsn, offers) in [(1, [2, 3]), (2, []), (3, [5]), (4, [1, 3])] as [(UInt64, [UInt64])] {
      var batch = DecisionBatch(decisions: Self.batch.decisions, offers: offers)
      let event = JobEvent.decided(batch)
      #expect(
        try JobEvent(type: 3, version: JobEvent.payloadVersion, payload: event.encoded()) == event)
      batch.feed = Self.batch.feed
      #expect(batch.changes.isEmpty)
      backlog.apply(event, lsn: lsn)
    }
    #expect(backlog.lastDecided == 0 && backlog.lastNumber == DecisionNumber(0))
    #expect(backlog.offers == SettledOffers(through: 3, beyond: [5]))
    #expect((0...6).map(backlog.offers.contains) == [true, true, true, true, false, true, false])
    #expect(try Backlog(decoding: backlog.encoded()) == backlog)
  }

  @Test("replaying entries that a checkpoint already counts changes nothing")
  func replayIsIdempotent() {
    let history: [JobEvent] = [
      .claiming([Self.claim]), .started([Attempt(job: "01JA", number: 1)]), .decided(Self.batch),
      .finished(["01JA"]),
    ]
    var once = Backlog()
    for (index, entry) in history.enumerated() { once.apply(entry, lsn: UInt64(index + 1)) }
    var twice = once
    for (index, entry) in history.enumerated() { twice.apply(entry, lsn: UInt64(index + 1)) }
    #expect(twice.jobs == once.jobs)
    #expect(twice.lastNumber == once.lastNumber)
  }

  @Test("history keeps what decides and what finishes, and reads back as written")
  func history() throws {
    var job = OpenJob(claim: Self.claim)
    job.closing = Self.batch.closings[0]
    let jobs = ["01JA": job]
    let kept =
      HistoryEntry.entries(for: .decided(Self.batch), jobs: jobs)
      + HistoryEntry.entries(for: .finished(["01JA"]), jobs: jobs)
    #expect(
      kept == [
        .decisions(Self.batch.decisions), .attached(Self.batch.attachments),
        .learned(Self.batch.learned), .changes(Self.batch.changes), .finished(job),
      ])
    for entry in kept { #expect(try HistoryEntry(decoding: entry.encoded()) == entry) }
    #expect(HistoryEntry.entries(for: .claiming([Self.claim]), jobs: jobs).isEmpty)
  }

  @Test("a record's entries of the change feed are its own, then the amended ones, in order")
  func changes() {
    let changes = Self.batch.changes
    #expect(changes.map(\.number) == [17, 18, 19])
    #expect(changes.map(\.event) == [.decided, .amended, .amended])
    #expect(changes.map(\.article.rawValue) == [4, 2, 3])
    let event = JobEvent.decided(Self.batch)
    #expect(HistoryEntry.entries(for: event, jobs: [:]).contains(.changes(changes)))
    let forgotten = HistoryEntry.entries(for: Self.entries[4], jobs: [:])
    #expect(
      forgotten.last
        == .changes([
          Change(number: 20, event: .removed, article: DecisionNumber(4)),
          Change(number: 21, event: .amended, article: DecisionNumber(1)),
        ]))
    for entry in forgotten { #expect((try? HistoryEntry(decoding: entry.encoded())) == entry) }
  }

  @Test("earlier versions read back; before the feed a record counts by its decisions")
  func recordOfVersion4() throws {
    var batch = Self.batch
    batch.rereads = []
    var payload = JobEvent.decided(batch).encoded()
    // Version 6 ended before the offers to a cluster: none.
    #expect(payload.last == 0)
    payload.removeLast()
    #expect(try JobEvent(type: 3, version: 6, payload: payload) == .decided(batch))
    // Version 5 ended before what was read again: the length of a list.
    #expect(payload.last == 0)
    payload.removeLast()
    #expect(try JobEvent(type: 3, version: 5, payload: payload) == .decided(batch))
    batch.feed = FeedPart()
    payload = JobEvent.decided(batch).encoded()
    // Version 4 ended before the feed too: a number and the length of a list.
    #expect(payload.suffix(4) == [0, 0, 0, 0])
    payload.removeLast(4)
    let read = try JobEvent(type: 3, version: 4, payload: payload)
    #expect(read == .decided(batch))
    #expect(batch.changes == [Change(number: 4, event: .decided, article: DecisionNumber(4))])
    #expect(
      !HistoryEntry.entries(for: read, jobs: [:]).contains {
        if case .changes = $0 { true } else { false }
      })
  }
}
