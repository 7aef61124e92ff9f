/// By how much days differ from each other while nothing has changed: mostly by a little, now and then by more.
struct DayEffect {
  /// How often a day is an odd one.
  private static let oddShare = 0.05

  /// Differences, and the logarithms of their weights.
  let values: [Double]
  let weights: [Double]

  /// Differences from `lowest` on upwards, on a grid; what is below counts as the lowest.
  ///
  /// `variance`: Of usual days. `oddDeviation`: the standard deviation of odd ones.
  init(
    from lowest: Double, through highest: Double, step: Double, variance: Double,
    oddDeviation: Double
  ) {
    let values = Array(stride(from: lowest, through: highest, by: step))
    func density(_ value: Double, _ variance: Double) -> Double {
      Logarithm.exponential(-value * value / (2 * variance)) / variance.squareRoot()
    }
    let odd = variance + oddDeviation * oddDeviation
    var weights = values.map {
      (1 - Self.oddShare) * density($0, variance) + Self.oddShare * density($0, odd)
    }
    let sum = weights.reduce(0, +)
    weights = weights.map { Logarithm.natural(max(1e-300, $0 / sum)) }
    (self.values, self.weights) = (values, weights)
  }
}
