import Formats
import Model
import NearDuplicates
import State
import Synchronization
import Testing

@testable import Pipeline

/// The steps that an article takes, and that its time is heeded; by steps and a clock of the test's own,
/// never by the machine's.
@Suite("the work on one article")
struct WorkBudgetTests {
  /// A grammar's pieces: what a file of it begins with, and tokens that may be repeated by a stranger.
  struct Grammar: Sendable, CustomTestStringConvertible {
    var name: String
    var head: String
    var tokens: [String]

    var testDescription: String { name }

    static let all: [Grammar] = [
      Grammar(
        name: "page", head: "<!DOCTYPE html><html><body>",
        tokens: [
          "<p>x", "<div>", "<a href=/x>x", "<b>", "<table>", "<tr><td>x", "<select><option>",
          "<!--", "<script>", "&amp;", "<", "<h1>x</h1>", "By John Smith ", "12 May 2031 ",
          "<article>", "Posted on ",
        ]),
      Grammar(
        name: "feed", head: "<?xml version=\"1.0\"?><rss><channel>",
        tokens: [
          "<item>", "</item>", "<title>x</title>", "<![CDATA[", "]]>", "<?x ", "<!x ",
          "<!DOCTYPE x [", "<!--", "<", ">", "<description>&lt;p&gt;x",
        ]),
      Grammar(
        name: "json", head: "",
        tokens: [
          "[", "{", "\"a\":", "1,", "\"x\",", "\\", "{\"a\":1}\n", "//x\n", "{\"articles\":[",
          "{\"title\":\"Story of today\",\"text\":\"It rained. \"},",
        ]),
      Grammar(
        name: "text", head: "Headline of the day\n\nSome words of text.\n",
        tokens: [
          "a line\n", "\n", "By John Smith\n", "12 May 2031\n", "Share this\n", "Ã©", "â€™", "Ã",
          "&amp;", "\\u2019", "e\u{301}", " ,", "x", "in abc's ", "\u{AD}", "-\n",
        ]),
    ]
  }

  /// The steps of everything that becomes of the bytes.
  private func steps(_ text: String) -> Int {
    let budgets = Mutex<[WorkBudget]>([])
    var settings = ScrapeSettings()
    settings.makeBudget = {
      let budget = WorkBudget()
      budgets.withLock { $0.append(budget) }
      return budget
    }
    let input = ScrapeInput(source: MemorySource(Array(text.utf8)), name: Array("file".utf8))
    do {
      var reading = try FileReading(input, settings: settings)
      while let raw = try reading.next() { _ = reading.preparation.prepare(raw) }
    } catch {
      // A refusal is an outcome as good as any here.
    }
    return settings.budget.stepCount + budgets.withLock { $0.reduce(0) { $0 + $1.stepCount } }
  }

  @Test(
    "four times the text takes at most five times the steps, whatever pair of tokens is repeated",
    arguments: Grammar.all)
  func growth(_ grammar: Grammar) {
    let least = 3_000
    // Tokens of a page are counted by the thousand, and small texts need no repair.
    let slack = 4_096
    for first in grammar.tokens {
      for second in grammar.tokens {
        let unit = first == second ? first : first + second
        let alternating = { (byteCount: Int) in
          grammar.head + String(repeating: unit, count: 1 + byteCount / unit.utf8.count)
        }
        let behind = { (byteCount: Int) in
          grammar.head + String(repeating: first, count: 1 + byteCount / 2 / first.utf8.count)
            + String(repeating: second, count: 1 + byteCount / 2 / second.utf8.count)
        }
        for make in [alternating, behind] {
          let (one, four) = (steps(make(least)), steps(make(4 * least)))
          #expect(four <= 5 * one + slack, "\(first)|\(second): \(one), then \(four) steps")
        }
      }
    }
  }

  @Test("an article whose time is up is refused as limit, and nothing of it is kept")
  func timeIsUp() throws {
    var settings = ScrapeSettings()
    let asked = Mutex(0)
    settings.makeBudget = {
      WorkBudget {
        asked.withLock {
          $0 += 1; return $0 > 2
        }
      }
    }
    let page = "<!DOCTYPE html><html><body>" + String(repeating: "<p>x", count: 20_000)
    let input = ScrapeInput(source: MemorySource(Array(page.utf8)), name: Array("page.html".utf8))
    var reading = try FileReading(input, settings: settings)
    let raw = try #require(try reading.next())
    let record = reading.preparation.prepare(raw)
    #expect(record.refusal?.reason == .limit)
    #expect(record.refusal?.detail.contains("limits.article_time") == true)
    #expect(record.article == nil)
  }

  @Test("a page of more elements than any page of news has is refused before it takes memory")
  func elements() throws {
    let page = "<html><body>" + String(repeating: "<i>", count: 1_100_000)
    let input = ScrapeInput(source: MemorySource(Array(page.utf8)), name: Array("page.html".utf8))
    var reading = try FileReading(input, settings: ScrapeSettings())
    let raw = try #require(try reading.next())
    #expect(reading.preparation.prepare(raw).refusal?.reason == .limit)
  }

  @Test("a budget asks at intervals, says so once the time is up, and counts on")
  func asks() {
    let asked = Mutex(0)
    let budget = WorkBudget {
      asked.withLock {
        $0 += 1; return $0 == 2
      }
    }
    for _ in 0..<4_095 { #expect(budget.take()) }
    #expect(asked.withLock { $0 } == 0)
    #expect(budget.take())
    #expect(asked.withLock { $0 } == 1)
    #expect(!budget.take(10_000))
    #expect(budget.isSpent && budget.stepCount == 14_096)
    #expect(!budget.take())
  }
}
