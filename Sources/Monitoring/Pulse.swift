package import State

/// Tells from two readings of the stages whether one of them hangs.
package struct Pulse: Sendable {
  private var last: [StageName: UInt64] = [:]

  package init() {}

  /// The first stage that holds work, has not moved since the last call, and declares no wait; nil
  /// where a stage behind it waits, since then its work cannot go on.
  ///
  /// `readings`: All stages, in the order in which work passes them.
  package mutating func stalledStage(_ readings: [StageReading]) -> StageName? {
    defer { last = Dictionary(uniqueKeysWithValues: readings.map { ($0.name, $0.progress) }) }
    let lastWaiting = readings.lastIndex { $0.waitingFor != nil } ?? readings.startIndex
    return readings[lastWaiting...].first { reading in
      !reading.isEmpty && reading.waitingFor == nil && last[reading.name] == reading.progress
    }?.name
  }
}
