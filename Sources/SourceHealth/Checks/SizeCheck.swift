/// Looks for texts that have shrunk: by all their sizes, on a scale of doublings.
struct SizeCheck {
  /// In steps of `SizeCounts`. How the days of any source differ at least, and odd ones.
  private static let (leastDayVariance, oddDeviation) = (0.25, 2.0)
  /// Shifts that are a change: from a factor of 0.42 on downwards.
  private static let changes = [-5, -7, -9, -11, -14, -18, -23]
  private static let shiftLimit = 24
  /// Texts of which the sizes have nothing to do with the others.
  private static let oddTextShare = 0.03
  private static let usualMinimum = 30
  /// A typical text of so many bytes is none: what stands around an article.
  private static let boilerplateByteCount = 300.0

  /// What is usual of sizes.
  struct Usual: Sendable {
    var median: Double
    var deviation: Double
    /// Of the days' means around the median.
    var dayVariance: Double
  }

  /// What is found; `standing`: what was found before by sizes: it goes on until the days after the one on
  /// which it was told show clearly that it is over.
  static func finding(
    in recent: RecentParts, usual: Usual, standing: HealthFinding?
  ) -> HealthFinding? {
    let parts = recent.parts(after: standing).filter { $0.counts.articles > 0 }
    guard let newest = parts.last?.counts.sizes else { return standing }
    // Most sources, most of the time.
    guard standing != nil || newest.quantile(0.5) <= usual.median - 2 else { return nil }
    let effect = DayEffect(
      from: -8, through: 3, step: 1, variance: usual.dayVariance, oddDeviation: oddDeviation)
    let table = table(usual)
    let usualShifts = effect.values.map { Int($0) }
    let test = recent.test(.size, usual: effect, changedCount: changes.count)
    let result = test.result(days: parts.map(\.day)) { index in
      let sizes = parts[index].counts.sizes
      return ChangeTest.Part(
        usual: usualShifts.map { likelihood(sizes, table, shift: $0) },
        changed: changes.map { likelihood(sizes, table, shift: $0) })
    }
    guard
      standing != nil
        ? result.evidenceAgainst < EvidenceLimits.end : result.evidence >= EvidenceLimits.begin
    else { return nil }
    var sizes = SizeCounts()
    for part in parts[result.first...] { sizes.add(part.counts.sizes) }
    let (before, after) = (bytes(usual.median), bytes(sizes.quantile(0.5)))
    let isBoilerplate = after < boilerplateByteCount && before >= 4 * after
    return HealthFinding(
      problem: standing?.problem ?? (isBoilerplate ? .boilerplate : .size),
      since: SourceTime.start(ofDay: parts[result.first].day),
      detail: "Its articles have typically \(Int(after)) bytes of text; usual are \(Int(before)).")
  }

  /// From the days before; nil where there are too few.
  static func usual(_ recent: RecentParts) -> Usual? {
    let days = recent.usualDays(for: .size, .boilerplate).map(\.sizes).filter { !$0.counts.isEmpty }
    var all = SizeCounts()
    for day in days { all.add(day) }
    let count = Double(all.counts.reduce(0, +))
    guard count >= Double(usualMinimum) else { return nil }
    let median = all.quantile(0.5)
    let deviation = max(0.8, (all.quantile(0.75) - all.quantile(0.25)) / 1.349)
    let variance = deviation * deviation
    // As if some days had been seen before that differ as days do.
    var (sum, weight) = (4 * 0.5, 4.0)
    for day in days {
      let (mean, count) = clippedMean(day, median, 3 * deviation)
      let share = count / (count + 2 * variance)
      sum += share * ((mean - median) * (mean - median) - variance / count)
      weight += share
    }
    let ofDays = max(leastDayVariance, sum / weight)
    return Usual(
      median: median, deviation: deviation,
      dayVariance: ofDays * (1 + 1 / Double(days.count)) + 1.6 * variance / count)
  }

  /// The mean of sizes of which none is further than `limit` from the median, and their number.
  private static func clippedMean(
    _ sizes: SizeCounts, _ median: Double, _ limit: Double
  ) -> (mean: Double, count: Double) {
    var (sum, count) = (0.0, 0)
    for (index, texts) in sizes.counts.enumerated() {
      let size = Double(sizes.first + index) + 0.5
      sum += Double(texts) * min(median + limit, max(median - limit, size))
      count += texts
    }
    return (sum / Double(count), Double(count))
  }

  /// ln of the likelihood of each step, from `shiftLimit` below the first one to as many behind the last.
  private static func table(_ usual: Usual) -> [Double] {
    let odd = oddTextShare / 60
    return (-shiftLimit..<SizeCounts.stepCount + shiftLimit).map { step in
      let off = (Double(step) + 0.5 - usual.median) / usual.deviation
      let density = Logarithm.exponential(-off * off / 2) / (usual.deviation * 2.506_628)
      return Logarithm.natural((1 - oddTextShare) * density + odd)
    }
  }

  /// Of sizes that are shifted.
  private static func likelihood(_ sizes: SizeCounts, _ table: [Double], shift: Int) -> Double {
    var sum = 0.0
    var index = 0
    let offset = sizes.first - shift + shiftLimit
    while index < sizes.counts.count {
      let count = sizes.counts[index]
      if count > 0 { sum += Double(count) * table[offset + index] }
      index += 1
    }
    return sum
  }

  private static func bytes(_ steps: Double) -> Double {
    Logarithm.exponential(steps / Double(SizeCounts.stepsToDouble) * Logarithm.ofTwo)
  }
}
