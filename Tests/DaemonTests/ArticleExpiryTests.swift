import Ledger
import LedgerModel
import Model
import NearDuplicates
import State
import Synchronization
import Testing

@testable import Daemon

/// `keep.articles`: which articles are taken out, and in which steps.
@Suite struct ArticleExpiryTests {
  private static let day: Int64 = 86_400_000
  private static let now: Int64 = 1_900_000_000_000

  private struct FixedClock: PipelineClock {
    func monotonic() -> UInt64 { 0 }
    func wall() -> Int64 { ArticleExpiryTests.now }
    func sleep(seconds: Double) async throws {}
  }

  /// What was asked to be taken out, and how often bytes were seen to.
  private final class Record: Sendable {
    let batches = Mutex<[[DecisionNumber]]>([])
    let overwrites = Mutex(0)
  }

  private func ledger(_ articles: [(source: String?, days: Int64)]) -> MemoryLedger {
    let rows = articles.enumerated().map { index, article in
      let number = DecisionNumber(UInt64(index + 1))
      return ArticleRow(
        number: number, id: "\(index)", jobID: "\(index)", article: Article(headline: "A"),
        provenance: Provenance(fileBytes: [0x61], source: article.source), outcome: .indexed,
        arrival: Self.now - article.days * Self.day, storyTime: nil,
        decision: CopyDecision(story: number, head: number), signature: [], codeVersion: "test")
    }
    return MemoryLedger([LedgerBatch(appliedLSN: 1, articles: rows)])
  }

  private func run(
    _ times: KeepTimes, on ledger: MemoryLedger, busyFrom: Int = .max
  ) async throws -> (outcome: ArticleExpiry.Outcome, batches: [[UInt64]], overwrites: Int) {
    let record = Record()
    let expiry = ArticleExpiry(
      ledger: ledger, clock: FixedClock(),
      takeDown: { numbers in
        record.batches.withLock { batches in
          if batches.count >= busyFrom { return nil }
          batches.append(numbers)
          return numbers.count
        }
      },
      overwrite: {
        record.overwrites.withLock { $0 += 1 }
        return true
      })
    let outcome = try await expiry.run(times)
    return (
      outcome, record.batches.withLock { $0.map { $0.map(\.rawValue) } },
      record.overwrites.withLock { $0 }
    )
  }

  @Test("articles older than the time of their source are taken out; for ever is for ever")
  func bySource() async throws {
    let ledger = ledger([
      ("wire", 400), ("gazette", 400), (nil, 400), ("wire", 100), (nil, 100), ("wire", 5),
    ])
    let all = try await run(KeepTimes(others: 365 * Self.day), on: ledger)
    #expect(all.batches == [[1, 2, 3]] && all.overwrites == 1 && all.outcome.isComplete)
    let times = KeepTimes(others: 365 * Self.day, named: ["wire": 90 * Self.day, "gazette": nil])
    #expect(try await run(times, on: ledger).batches == [[1, 3, 4]])
    let one = try await run(KeepTimes(named: ["wire": 6 * Self.day]), on: ledger)
    #expect(one.batches == [[1, 4]])
  }

  @Test("where everything is kept, or nothing is due, nothing is touched")
  func nothing() async throws {
    let ledger = ledger([("wire", 400)])
    for times in [KeepTimes(), KeepTimes(named: ["wire": nil]), KeepTimes(others: 500 * Self.day)] {
      let done = try await run(times, on: ledger)
      #expect(done.batches.isEmpty && done.overwrites == 0 && done.outcome.isComplete)
    }
  }

  @Test(
    "a batch has a thousand articles; a file in work ends the look, and what was done is seen to")
  func batches() async throws {
    let ledger = ledger((0..<2_500).map { _ in ("wire", 400) })
    let done = try await run(KeepTimes(others: 365 * Self.day), on: ledger)
    #expect(done.batches.map(\.count) == [1_000, 1_000, 500])
    #expect(done.outcome == ArticleExpiry.Outcome(count: 2_500, isComplete: true))
    let busy = try await run(KeepTimes(others: 365 * Self.day), on: ledger, busyFrom: 1)
    #expect(busy.outcome == ArticleExpiry.Outcome(count: 1_000, isComplete: false))
    #expect(busy.overwrites == 1)
  }

  @Test("looks are a tenth of the shortest time apart, an hour at least, a day at most")
  func pauses() {
    #expect(ArticleExpiry.pause(KeepTimes()) == Self.day)
    #expect(ArticleExpiry.pause(KeepTimes(others: 365 * Self.day)) == Self.day)
    #expect(ArticleExpiry.pause(KeepTimes(others: nil, named: ["a": 5 * Self.day])) == Self.day / 2)
    #expect(ArticleExpiry.pause(KeepTimes(others: Self.day / 24)) == Self.day / 24)
  }
}
