package import Model

/// The last days of all sources, and what is wrong with them: what one file of a state holds.
package struct HealthRecord: Sendable {
  /// Sources that are kept; those that have been silent for longest are removed first.
  package static let sourceLimit = 4_000
  /// Days after which a problem that stands is what is usual.
  private static let newUsualLength = 14

  package private(set) var histories: [String: SourceHistory] = [:]
  /// What was found last, by source; sources without a problem are left out.
  package private(set) var findings: [String: [HealthFinding]] = [:]
  package private(set) var watched = WatchedHours()
  /// The journal that decided what is counted, and its record up to which everything is.
  package var logNumber: UInt64 = 0
  package var applied = LSN(0)
  /// Sources to be judged again, and the hour in which all were.
  private var changed: Set<String> = []
  private var judgedHour: Int?
  private var usualSizes: [String: UsualSizes] = [:]

  package init() {}

  init(
    histories: [String: SourceHistory], findings: [String: [HealthFinding]], watched: WatchedHours,
    logNumber: UInt64, applied: LSN
  ) {
    self.logNumber = logNumber
    self.histories = histories
    self.findings = findings
    self.watched = watched
    self.applied = applied
  }

  /// Counts a file of a source; the empty name is for files in the inbox itself.
  package mutating func add(_ file: SourceFile, of source: String) {
    histories[source, default: SourceHistory()].add(file)
    changed.insert(source)
    // Twice the limit, so that a flood of new names is not sorted for each of them.
    if histories.count >= 2 * Self.sourceLimit { removeOldest() }
  }

  /// Counts an article of a source.
  package mutating func add(_ article: SourceArticle, of source: String) {
    histories[source, default: SourceHistory()].add(article)
    changed.insert(source)
  }

  /// Notes that files are taken at this time, in milliseconds since 1970.
  package mutating func noteWatched(_ milliseconds: Int64) { watched.note(milliseconds) }

  /// Looks at the sources of which something has come, and once an hour at all; says what has begun and
  /// what has ended since the last time.
  ///
  /// `now`: Milliseconds since 1970.
  package mutating func judge(now: Int64) -> [HealthChange] {
    removeOldest()
    let hour = SourceTime.hour(now)
    let isNewHour = judgedHour != hour
    let names = isNewHour ? Set(histories.keys).union(findings.keys) : changed
    let delivered = changed
    judgedHour = hour
    changed = []
    return names.sorted().flatMap { judge($0, now: now, hasDelivered: delivered.contains($0)) }
  }

  private mutating func judge(
    _ source: String, now: Int64, hasDelivered: Bool
  ) -> [HealthChange] {
    let before = findings[source] ?? []
    var found: [HealthFinding] = []
    if let history = histories[source] {
      if hasDelivered {
        histories[source]?.mergeHours()
        found = HealthDetector.findings(
          in: history, standing: before, sizes: &usualSizes[source])
      } else {
        // Nothing new to judge by.
        found = before.filter { $0.problem != .silent }
      }
      found = keepBegin(of: found, before: before, in: source, now: now)
      if let silence = HealthDetector.silence(of: history, watched: watched, now: now) {
        found.append(silence)
      }
    }
    findings[source] = found.isEmpty ? nil : found
    func isNew(_ finding: HealthFinding, _ others: [HealthFinding]) -> Bool {
      !others.contains { $0.problem == finding.problem }
    }
    return before.filter { isNew($0, found) }.map {
      HealthChange(source: source, finding: $0, hasBegun: false)
    }
      + found.filter { isNew($0, before) }.map {
        HealthChange(source: source, finding: $0, hasBegun: true)
      }
  }

  /// Marks the days of what was found; what has stood for long is what is usual from now on.
  private mutating func keepBegin(
    of found: [HealthFinding], before: [HealthFinding], in source: String, now: Int64
  ) -> [HealthFinding] {
    guard let newest = histories[source]?.days.last?.number else { return [] }
    return found.compactMap { finding in
      var finding = finding
      let earlier = before.first { $0.problem == finding.problem }
      finding.since = min(finding.since, earlier?.since ?? .max)
      finding.told = earlier?.told ?? now
      let first = SourceTime.day(finding.since)
      if newest - first >= Self.newUsualLength {
        histories[source]?.takeAsUsual(finding.problem, from: first)
        return nil
      }
      if first <= newest { histories[source]?.mark(finding.problem, from: first, through: newest) }
      return finding
    }
  }

  /// Judges the days that have passed, one after the other, as it would have been done then: for a record
  /// that was made from the ledger.
  package mutating func judgeEarlierDays(now: Int64) {
    let whole = histories
    let days = Set(whole.values.flatMap { $0.days.map(\.number) })
    watched.note(days: days)
    for day in days.sorted() where day < SourceTime.day(now) {
      let end = SourceTime.start(ofDay: day + 1) - 1
      for (source, history) in whole {
        let then = history.through(day, marksOf: histories[source])
        guard !then.days.isEmpty else { continue }
        histories[source] = then
        _ = judge(source, now: end, hasDelivered: true)
      }
    }
    for (source, history) in whole {
      histories[source] = history.through(.max, marksOf: histories[source])
    }
    judgedHour = nil
    usualSizes = [:]
  }

  private mutating func removeOldest() {
    guard histories.count > Self.sourceLimit else { return }
    let kept = histories.sorted { $0.value.lastArrival > $1.value.lastArrival }
      .prefix(Self.sourceLimit)
    histories = Dictionary(uniqueKeysWithValues: kept.map { ($0.key, $0.value) })
    findings = findings.filter { histories[$0.key] != nil }
    usualSizes = usualSizes.filter { histories[$0.key] != nil }
  }
}
