/// A sequential test for a change: Shiryaev and Roberts's statistic over the parts of the newest days.
///
/// For each part from which on things may have changed, the likelihood of all that has come since if they
/// have is divided by the likelihood if nothing has. While nothing has changed the mean of such a ratio is 1, so the
/// sum of all grows by 1 a day in the mean, and a limit of N is passed once in N days at most: a false alarm
/// costs so much, whatever is counted. Both likelihoods are means over what may be: days differ, and a
/// change may be small or great.
struct ChangeTest {
  /// Logarithms of the likelihoods of a part.
  struct Part {
    /// For each way in which a usual day may be.
    var usual: [Double]
    /// For each way in which things may have changed.
    var changed: [Double]
  }

  /// What the test says.
  struct Result {
    /// The logarithm of the statistic, in days.
    var evidence = -Double.infinity
    /// The part with which the change most likely began.
    var first = 0
    /// How much more likely the newest parts are without the change, as a logarithm; over the best
    /// number of them.
    var evidenceAgainst = -Double.infinity
  }

  private static let hopeless = 12.0

  /// Logarithms of the weights of the ways in which a usual day may be, and of those of a change.
  let usualWeights: [Double]
  let changedWeights: [Double]
  /// How often a single part is as if something had changed: a file cut, a delivery sent twice.
  let oddShare: Double
  /// Days from one part to the next.
  let daysAPart: Double

  /// `days`: Of the parts, in order of time. `part`: asked for from the newest one backwards, as far as it
  /// matters.
  func result(days: [Int], part: (Int) -> Part) -> Result {
    var result = Result()
    var ratios: [Double] = []
    var changed = changedWeights
    var usual = usualWeights
    // Of the days after the one that is looked at.
    var later = 0.0
    var best = -Double.infinity
    var index = days.count
    while index > 0 {
      index -= 1
      if index + 1 < days.count, days[index] != days[index + 1] {
        later += Logarithm.sum(changed) - Logarithm.sum(usual)
        (changed, usual) = (changedWeights, usualWeights)
      }
      let part = part(index)
      add(part.changed, to: &changed)
      add(withOdd(part), to: &usual)
      let ratio = later + Logarithm.sum(changed) - Logarithm.sum(usual)
      ratios.append(ratio)
      if ratio > best { (best, result.first) = (ratio, index) }
      result.evidenceAgainst = max(result.evidenceAgainst, -ratio)
      // What came before does not make up for it.
      if ratio < -Self.hopeless { break }
    }
    result.evidence = Logarithm.sum(ratios) + Logarithm.natural(daysAPart)
    return result
  }

  /// The likelihoods of a part of a usual day, which may itself be an odd one.
  private func withOdd(_ part: Part) -> [Double] {
    var odd = changedWeights
    add(part.changed, to: &odd)
    let oddSum = Logarithm.sum(odd) + Logarithm.natural(oddShare)
    let rest = Logarithm.natural(1 - oddShare)
    return part.usual.map { Logarithm.sum($0 + rest, oddSum) }
  }

  private func add(_ values: [Double], to sums: inout [Double]) {
    for index in sums.indices { sums[index] += values[index] }
  }
}
