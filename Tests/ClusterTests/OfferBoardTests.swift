import Cluster
import ClusterLog
import ClusterLogSimulation
import Foundation
import Ledger
import Model
import State
import Storage
import Testing

/// Between those who have files in work and the log: each answer goes to whoever offered, once the ledger
/// has what it is about, and whatever the process before had offered is not offered again.
struct OfferBoardTests {
  private let folder = FileManager.default.temporaryDirectory.path + "/board-\(UUID())"
  private let log: JobLog
  private let board: OfferBoard

  init() throws {
    var options = StateDirectoryOptions()
    options.node = "ants"
    options.usesSpool = false
    let (state, _) = try StateDirectory.open(
      StatePaths(state: FilePath(folder)), files: POSIXFileSystem(), options: options,
      holder: "test")
    log = state.log
    board = OfferBoard(log: state.log, clock: SystemClock())
  }

  private func article(_ id: String) -> OfferContent {
    var articles = MadeUpArticles(seed: 1)
    var row = articles.next(of: "ants")
    (row.id, row.jobID) = (id, String(id.prefix { $0 != "-" }))
    return .article(row)
  }

  private func claim(_ job: String) throws {
    let stamp = FileStamp(inode: 1, size: 1, modified: 1)
    try log.note(
      .claiming([
        JobClaim(
          job: job, location: .claimed, file: Array(job.utf8), source: nil, stamp: stamp, arrival: 1
        )
      ]))
  }

  private func open(_ n: UInt64, _ id: String) -> Standing.Open {
    Standing.Open(n: n, kind: .article, id: id)
  }

  private func answer(_ n: UInt64, number: UInt64) -> Answer {
    Answer(
      n: n,
      decision: LoggedDecision(
        number: DecisionNumber(number), offer: OfferKey(node: NodeID(1), n: n),
        boilerplateVersion: 0,
        copyDecision: CopyDecision(story: DecisionNumber(number), head: DecisionNumber(number))))
  }

  private func head(_ last: UInt64) -> LogHead {
    LogHead(number: last, last: DecisionNumber(last), chain: ChainLink.origin)
  }

  /// Waits until so many contents are to be offered.
  private func offered(_ count: Int) async throws -> [OfferContent] {
    while true {
      let next = board.next(without: [], limit: 99)
      if next.count >= count { return next }
      await Task.yield()
    }
  }

  @Test func anAnswerIsHandedOverOnceTheLedgerHasIt() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try claim("A")
    async let answers = board.answers(to: [article("A-1"), article("A-2")])
    #expect(try await offered(2) == [article("A-1"), article("A-2")])
    #expect(board.next(without: [open(1, "A-1")], limit: 9) == [article("A-2")])
    board.settle([(open(1, "A-1"), answer(1, number: 7)), (open(2, "A-2"), answer(2, number: 8))])
    #expect(board.next(without: [], limit: 9).isEmpty)
    #expect(board.longestWait != nil)
    board.followed(head(7))
    #expect(board.longestWait != nil)
    board.followed(head(8))
    #expect(try await answers.map(\.n) == [1, 2])
    #expect(board.longestWait == nil)
  }

  @Test func nothingIsHandedOverBeforeTheLedgerHasIt() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try claim("A")
    board.settle([(open(1, "A-1"), answer(1, number: 7)), (open(2, "A-2"), answer(2, number: 8))])
    #expect(board.takeRest(of: "A").isEmpty)
    board.followed(head(7))
    #expect(board.takeRest(of: "A").map(\.n) == [1])
    board.followed(head(8))
    #expect(board.takeRest(of: "A").map(\.n) == [2])
  }

  @Test func whatTheProcessBeforeHadOfferedIsNotOfferedAgain() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try claim("A")
    #expect(board.knows(open(4, "A-1")))
    #expect(!board.knows(open(5, "B-1")))
    board.followed(head(9))
    board.settle([(open(4, "A-1"), answer(4, number: 3)), (open(5, "A-2"), answer(5, number: 4))])
    // The session begins anew, and what is not settled comes again.
    board.settle([(open(4, "A-1"), answer(4, number: 3))])
    #expect(try await board.answers(to: [article("A-1")]).map(\.n) == [4])
    // The file no longer yields the second one: it belongs to the job's end all the same.
    #expect(board.takeRest(of: "A").map(\.n) == [5])
    #expect(board.takeOrphans().isEmpty)
  }

  /// Also of what is no article of a job in work: all of it is asked for from the beginning.
  @Test(.timeLimit(.minutes(1))) func manyAreAskedForTogether() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    board.followed(head(9))
    let contents = (1...3).map { number in
      OfferContent.removal(
        Removal(number: DecisionNumber(number), id: "x\(number)", when: 1, why: "asked for"))
    }
    async let answers = board.answers(to: contents)
    #expect(try await offered(3) == contents)
    for n: UInt64 in [2, 3, 1] {
      board.settle([
        (Standing.Open(n: n, kind: .removal, id: "\(n)"), Answer(n: n, decision: nil, batch: 1))
      ])
    }
    #expect(try await answers.map(\.n) == [1, 2, 3])
    #expect(board.takeOrphans().isEmpty)
  }

  @Test func answersThatNobodyWillAskForAreSettledWithOthers() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    board.settle([
      (Standing.Open(n: 1, kind: .amendment, id: "3"), Answer(n: 1, decision: nil, batch: 1))
    ])
    #expect(board.takeOrphans() == [1])
    #expect(board.takeOrphans().isEmpty)
  }

  @Test func whoeverWaitsEndsWhenItIsCancelledOrTheLogIsGoneForGood() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try claim("A")
    let cancelled = Task { try await board.answers(to: [article("A-1")]) }
    _ = try await offered(1)
    cancelled.cancel()
    await #expect(throws: CancellationError.self) { try await cancelled.value }
    let failed = Task { try await board.answers(to: [article("A-2")]) }
    _ = try await offered(2)
    board.fail(LogError.fenced)
    await #expect(throws: LogError.fenced) { try await failed.value }
    await #expect(throws: LogError.fenced) { try await board.answers(to: [article("A-3")]) }
  }

  /// The ids of a node's jobs tell them from those of others.
  @Test func jobsBearTheMarkOfTheirNode() {
    var own = JobIDGenerator(mark: JobID.mark(ofNode: "ants"))
    var other = JobIDGenerator(mark: JobID.mark(ofNode: "bees"))
    var plain = JobIDGenerator()
    let time = Timestamp(milliseconds: 5)
    #expect((0..<50).allSatisfy { _ in own.next(at: time).mark == JobID.mark(ofNode: "ants") })
    #expect((0..<50).allSatisfy { _ in other.next(at: time).mark == JobID.mark(ofNode: "bees") })
    #expect(JobID.mark(ofNode: "ants") != JobID.mark(ofNode: "bees"))
    #expect(
      Set(
        (0..<50).map { _ in
          plain.next(at: Timestamp(milliseconds: Int64.random(in: 1...1_000_000_000))).mark
        }
      ).count > 1)
  }
}
