package import SourceHealth

/// What was told of a simulation: every hour what a daemon would have said then.
package struct SimulationResult: Sendable {
  /// What was told of a fault.
  package struct Answer: Sendable {
    package var fault: MadeUpFault
    /// The rhythm of its source.
    package var rhythm: MadeUpSource.Rhythm
    /// Hours from the first file that showed it, or did not come, until something was told of its source;
    /// nil for never.
    package var hours: Double?
    /// Something was told no later than on the day after the one on which it first showed.
    package var isInTime: Bool
    /// The right problem was named by then.
    package var isNamed: Bool
  }

  /// A problem told of a source that had none.
  package struct FalseAlarm: Sendable {
    package var problem: SourceProblem
    package var rhythm: MadeUpSource.Rhythm
    /// From 0.
    package var day: Int
  }

  /// Of the faults that could be seen: a weekly source may have had nothing to deliver any more.
  package private(set) var answers: [Answer] = []
  package private(set) var falseAlarms: [FalseAlarm] = []

  /// Faults told in time.
  package var toldCount: Int { answers.count { $0.isInTime } }
  /// Those told within 24 hours.
  package var toldWithinHoursCount: Int { answers.count { ($0.hours ?? .infinity) <= 24 } }
  /// Those told in time and by the right name.
  package var namedCount: Int { answers.count { $0.isNamed } }

  private struct Told {
    var time: Int64
    var problem: SourceProblem
  }

  private static let hour: Int64 = 3_600_000
  private static let day: Int64 = 86_400_000

  /// `hourStep`: Sources are looked at so rarely, in hours.
  package init(of simulation: SourceSimulation, hourStep: Int = 1) {
    var record = HealthRecord()
    var told: [Int: [Told]] = [:]
    var next = 0
    let names = Dictionary(
      uniqueKeysWithValues: simulation.sources.enumerated().map { ($0.element.name, $0.offset) })
    for hour in 1...SourceSimulation.dayCount * 24 {
      let now = SourceSimulation.start + Int64(hour) * Self.hour
      record.noteWatched(now - 1)
      while next < simulation.deliveries.count, simulation.deliveries[next].file.arrival <= now {
        let delivery = simulation.deliveries[next]
        let name = simulation.sources[delivery.source].name
        record.add(delivery.file, of: name)
        for article in delivery.articles { record.add(article, of: name) }
        next += 1
      }
      // Nothing is asked of the past but what became usual in it: once a day will do.
      if hour % (hour < 28 * 24 ? 24 : hourStep) != 0 { continue }
      for change in record.judge(now: now) where change.hasBegun {
        guard let source = names[change.source] else { continue }
        told[source, default: []].append(Told(time: now, problem: change.finding.problem))
      }
    }
    answer(simulation, told)
    countFalseAlarms(simulation, told)
  }

  private mutating func answer(_ simulation: SourceSimulation, _ told: [Int: [Told]]) {
    for (number, fault) in simulation.faults.enumerated() {
      guard let onset = simulation.onsets[number] else { continue }
      let after = (told[fault.source] ?? []).filter { $0.time >= onset }
      let endOfNextDay = (onset / Self.day + 2) * Self.day
      let inTime = after.filter { $0.time <= endOfNextDay }
      answers.append(
        Answer(
          fault: fault, rhythm: simulation.sources[fault.source].rhythm,
          hours: after.first.map { Double($0.time - onset) / Double(Self.hour) },
          isInTime: !inTime.isEmpty, isNamed: inTime.contains { $0.problem == fault.kind }))
    }
  }

  private mutating func countFalseAlarms(_ simulation: SourceSimulation, _ told: [Int: [Told]]) {
    for (source, alarms) in told.sorted(by: { $0.key < $1.key }) {
      let onset = simulation.faults.indices.first { simulation.faults[$0].source == source }
        .flatMap { simulation.onsets[$0] }
      for alarm in alarms where alarm.time < onset ?? .max {
        let day = Int((alarm.time - 1 - SourceSimulation.start) / Self.day)
        // The past is not judged: there is next to no past before it.
        if day < 30 { continue }
        falseAlarms.append(
          FalseAlarm(problem: alarm.problem, rhythm: simulation.sources[source].rhythm, day: day))
      }
    }
  }
}
