import Testing

@testable import Monitoring
@testable import State

@Suite struct RateHistoryTests {
  private let second: UInt64 = 1_000_000_000

  private func reading(_ done: Int) -> StageReading {
    var reading = StageReading(name: .parse)
    reading.done = done
    return reading
  }

  @Test("a rate is what was done over the window, as far as the samples reach back")
  func rates() {
    let history = RateHistory()
    for minute in 0...20 {
      let time = 1_000 * second + UInt64(minute) * 60 * second
      history.record([reading(minute * 600)], freeBytes: 0, at: time)
    }
    let now = 1_000 * second + 20 * 60 * second
    #expect(history.rates(of: reading(20 * 600), at: now) == [10, 10, 10])
    // A minute later nothing more was done.
    #expect(history.rates(of: reading(20 * 600), at: now + 60 * second).first == 0)
  }

  @Test("what is left is reckoned by the rate of busy times, however long nothing came before")
  func busyRate() {
    let history = RateHistory()
    func record(_ done: Int, _ isBusy: Bool, minute: UInt64) {
      var archive = reading(done)
      archive.name = .archive
      history.record([archive], freeBytes: 0, isBusy: isBusy, at: minute * 60 * second)
    }
    record(0, false, minute: 1)
    #expect(history.busyRate(of: .archive) == nil)
    record(0, true, minute: 5)
    #expect(history.busyRate(of: .archive) == nil)
    record(1_200, true, minute: 6)
    record(2_400, false, minute: 7)
    record(2_400, false, minute: 12)
    #expect(history.busyRate(of: .archive) == 20)
  }

  @Test("without samples there is no rate and no trend")
  func empty() {
    let history = RateHistory()
    #expect(history.rates(of: reading(5), at: 10 * second) == [0, 0, 0])
    #expect(history.fillRate() == nil)
  }

  @Test("the disk's trend needs five minutes, and is nil while space grows")
  func trend() {
    let history = RateHistory()
    history.record([], freeBytes: 10_000, at: 0)
    history.record([], freeBytes: 9_000, at: 299 * second)
    #expect(history.fillRate() == nil)
    history.record([], freeBytes: 9_000, at: 500 * second)
    #expect(history.fillRate() == 2)
    history.record([], freeBytes: 11_000, at: 501 * second)
    #expect(history.fillRate() == nil)
  }
}
