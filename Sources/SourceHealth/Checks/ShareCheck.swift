/// Looks for a share of a source's records that has grown beyond what the source has known.
struct ShareCheck: Sendable {
  /// Records or articles with the mark, and all of them.
  typealias Count = @Sendable (SourceCounts) -> (marked: Int, all: Int)

  /// Records of the past before anything is usual.
  private static let usualMinimum = 30
  /// Log odds: how far apart ways that a day may be are; how much more a change is at least; the highest.
  private static let (step, rise, highest) = (0.25, 1.0, 4.6)
  private static let oddDeviation = 0.9
  private static let changedCount = 6

  let problem: SourceProblem
  /// A smaller share is never a problem.
  let least: Double
  let count: Count
  /// What the marked records are, for the sentence: `records hold no article`.
  let phrase: String

  /// What is found; `standing`: what was found before: it goes on until the days after the one on which it was
  /// told show clearly that it is over.
  func finding(in recent: RecentParts, standing: HealthFinding?) -> HealthFinding? {
    let parts = recent.parts(after: standing).map { (day: $0.day, count: count($0.counts)) }
      .filter { $0.count.all > 0 }
    guard let newest = parts.last?.count else { return standing }
    // Most sources, most of the time.
    guard standing != nil || Double(newest.marked) >= least * 0.7 * Double(newest.all),
      let usual = usualOdds(recent)
    else { return nil }
    let lowest = max(Logarithm.odds(least), usual.mean + Self.rise)
    guard lowest < Self.highest - 0.5 else { return nil }
    let effect = DayEffect(
      from: -1, through: Self.highest - usual.mean, step: Self.step, variance: usual.variance,
      oddDeviation: Self.oddDeviation)
    let usualShares = effect.values.map { Logarithm.shares(odds: usual.mean + $0) }
    let changedShares = (0..<Self.changedCount).map {
      Logarithm.shares(
        odds: lowest + (Self.highest - lowest) * Double($0) / Double(Self.changedCount - 1))
    }
    let test = recent.test(problem, usual: effect, changedCount: Self.changedCount)
    let result = test.result(days: parts.map(\.day)) { index in
      let count = parts[index].count
      let (marked, rest) = (Double(count.marked), Double(count.all - count.marked))
      return ChangeTest.Part(
        usual: usualShares.map { marked * $0.share + rest * $0.rest },
        changed: changedShares.map { marked * $0.share + rest * $0.rest })
    }
    guard
      standing != nil
        ? result.evidenceAgainst < EvidenceLimits.end : result.evidence >= EvidenceLimits.begin
    else { return nil }
    let changed = parts[result.first...].map(\.count)
    let (marked, all) = (changed.reduce(0) { $0 + $1.marked }, changed.reduce(0) { $0 + $1.all })
    let usualShare = Logarithm.exponential(Logarithm.shares(odds: usual.mean).share)
    return HealthFinding(
      problem: problem, since: SourceTime.start(ofDay: parts[result.first].day),
      detail: "\(marked) of its newest \(all) \(phrase); usual are"
        + " \(Int((usualShare * 100).rounded(.up))) %.")
  }

  /// Mean and variance of the log odds of the days before.
  private func usualOdds(_ recent: RecentParts) -> (mean: Double, variance: Double)? {
    let days = recent.usualDays(for: problem).map(count).filter { $0.all > 0 }
    let marked = Double(days.reduce(0) { $0 + $1.marked }) + 0.5
    let all = Double(days.reduce(0) { $0 + $1.all }) + 1
    guard all >= Double(Self.usualMinimum) else { return nil }
    let share = marked / all
    // Pearson's statistic is 1 a day in the mean, and more by what the days differ.
    var (excess, weight) = (0.0, 0.0)
    for day in days {
      let (expected, spread) = (Double(day.all) * share, Double(day.all) * share * (1 - share))
      let off = Double(day.marked) - expected
      excess += min(9, off * off / spread) - 1
      weight += Double(day.all - 1) * share * (1 - share)
    }
    // As if some days had been seen before that differ as days do.
    let prior = 4.0
    let ofDays = max(0.04, (max(0, excess) + 0.15 * prior) / (weight + prior))
    let ofMean = min(1.5, 1 / marked + 1 / (all - marked))
    return (Logarithm.odds(share), min(2.25, ofDays + ofMean))
  }
}
