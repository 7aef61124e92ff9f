@testable import Pipeline
@testable import State
import Synchronization
import Testing

@testable import Pipeline
@testable import State

/// A clock whose sleeps end only when they are cancelled, or at once.
private struct StillClock: PipelineClock {
  let endsAtOnce: Bool
  let sleeps: SleepCount

  func monotonic() -> UInt64 { 0 }
  func wall() -> Int64 { 0 }
  func sleep(seconds: Double) async throws {
    sleeps.value.add(1, ordering: .relaxed)
    if endsAtOnce { return }
    try await Task.sleep(for: .seconds(3_600))
  }
}

private final class SleepCount: Sendable {
  let value = Atomic<Int>(0)
}

@Suite(.timeLimit(.minutes(20))) struct AsyncEventTests {
  @Test("a signal wakes one wait and no second one")
  func oneSignalOneWait() async {
    let wake = AsyncEvent()
    let clock = StillClock(endsAtOnce: false, sleeps: SleepCount())
    wake.signal()
    await wake.wait(seconds: 60, clock: clock)
    // A second wait must sleep until somebody signals: here, a task that waits for it to begin.
    await withTaskGroup(of: Bool.self) { group in
      group.addTask {
        await wake.wait(seconds: 60, clock: clock)
        return true
      }
      group.addTask {
        while clock.sleeps.value.load(ordering: .relaxed) < 2 { await Task.yield() }
        return false
      }
      #expect(await group.next() == false)
      wake.signal()
      #expect(await group.next() == true)
    }
  }

  @Test("the end of the time leaves no signal behind")
  func timeLeavesNothing() async {
    let wake = AsyncEvent()
    let quick = StillClock(endsAtOnce: true, sleeps: SleepCount())
    for _ in 0..<50 { await wake.wait(seconds: 0, clock: quick) }
    let still = StillClock(endsAtOnce: false, sleeps: SleepCount())
    await withTaskGroup(of: Bool.self) { group in
      group.addTask {
        await wake.wait(seconds: 60, clock: still)
        return true
      }
      group.addTask {
        while still.sleeps.value.load(ordering: .relaxed) < 1 { await Task.yield() }
        return false
      }
      #expect(await group.next() == false)
      wake.close()
      #expect(await group.next() == true)
    }
    #expect(wake.isClosed)
  }
}
