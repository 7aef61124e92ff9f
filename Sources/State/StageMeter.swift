internal import Synchronization

/// The stages that a job goes through, as status and watchdog see them.
package enum StageName: String, Sendable, CaseIterable {
  case claim, parse, repair, dedupe, index, archive
}

/// One stage's figures at one moment.
package struct StageReading: Sendable, Equatable {
  package var name: StageName
  package var queued = 0
  package var running = 0
  package var done = 0
  /// Moves whenever anything inside the stage moves.
  package var progress: UInt64 = 0
  /// When the oldest piece of work in the stage came, in nanoseconds of the monotonic clock.
  package var oldest: UInt64?
  /// Durations of the newest pieces, in nanoseconds, in no order; at most 1,024.
  package var durations: [UInt64] = []
  /// A named wait that the stage has declared, and until when it is bounded.
  package var waitingFor: String?

  /// True when there is nothing in the stage.
  package var isEmpty: Bool { queued == 0 && running == 0 }
}

/// Counts what moves through the stages. Cheap enough for every record.
package final class StageMeter: Sendable {
  private struct Stage {
    var reading: StageReading
    var next = 0
    var starts: [UInt64: Int] = [:]
  }

  private static let sampleCount = 1_024
  private let stages: Mutex<[StageName: Stage]>
  private let now: @Sendable () -> UInt64
  private let whenWaiting: (@Sendable (String) -> Void)?

  /// `whenWaiting`: Hears of every wait that a stage declares, for a command whose status nobody can ask for.
  /// `now`: The monotonic clock, in nanoseconds.
  package init(
    whenWaiting: (@Sendable (String) -> Void)? = nil, now: @escaping @Sendable () -> UInt64
  ) {
    self.whenWaiting = whenWaiting
    self.now = now
    let all = StageName.allCases.map { ($0, Stage(reading: StageReading(name: $0))) }
    stages = Mutex(Dictionary(uniqueKeysWithValues: all))
  }

  /// Work has come to the stage's queue, or has left it again for good when `count` is negative.
  package func queued(_ stage: StageName, _ count: Int) {
    update(stage) { $0.reading.queued += count }
  }

  /// Work begins; the answer goes back to `end`.
  package func begin(_ stage: StageName) -> UInt64 {
    let start = now()
    update(stage) {
      $0.reading.running += 1
      $0.starts[start, default: 0] += 1
    }
    return start
  }

  /// Work has ended, with `count` pieces done.
  package func end(_ stage: StageName, since start: UInt64, count: Int = 1) {
    let end = now()
    update(stage) {
      $0.reading.running -= 1
      $0.reading.done += count
      if let left = $0.starts[start] { $0.starts[start] = left > 1 ? left - 1 : nil }
      let duration = end &- start
      if $0.reading.durations.count < Self.sampleCount {
        $0.reading.durations.append(duration)
      } else {
        $0.reading.durations[$0.next] = duration
        $0.next = ($0.next + 1) % Self.sampleCount
      }
    }
  }

  /// Something inside the stage moved.
  package func tick(_ stage: StageName) { update(stage) { _ in } }

  /// The stage waits for something with a name, such as room on the disk; nil when it goes on.
  package func wait(_ stage: StageName, for reason: String?) {
    update(stage) { $0.reading.waitingFor = reason }
    if let reason { whenWaiting?(reason) }
  }

  /// All stages, in the order of the pipeline.
  package func readings() -> [StageReading] {
    stages.withLock { stages in
      StageName.allCases.compactMap { name in
        guard let stage = stages[name] else { return nil }
        var reading = stage.reading
        reading.oldest = stage.starts.keys.min()
        return reading
      }
    }
  }

  private func update(_ stage: StageName, _ body: (inout Stage) -> Void) {
    stages.withLock { stages in
      guard stages[stage] != nil else { return }
      body(&stages[stage, default: Stage(reading: StageReading(name: stage))])
      stages[stage, default: Stage(reading: StageReading(name: stage))].reading.progress &+= 1
    }
  }
}
