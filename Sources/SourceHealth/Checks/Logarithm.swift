/// Logarithms and their like without the C library, which modules of this layer do not import.
enum Logarithm {
  /// ln 2.
  static let ofTwo = 0.693_147_180_559_945_3

  /// The natural logarithm of a positive number, to some fourteen places.
  static func natural(_ value: Double) -> Double {
    precondition(value > 0 && value.isFinite)
    // ln m = 2 artanh((m − 1) / (m + 1)), with m in 1..<2.
    let ratio = (value.significand - 1) / (value.significand + 1)
    let square = ratio * ratio
    var (term, sum) = (ratio, 0.0)
    var divisor = 1.0
    while term > 1e-14 {
      sum += term / divisor
      term *= square
      divisor += 2
    }
    return 2 * sum + Double(value.exponent) * ofTwo
  }

  /// e to the power of a number up to 700; 0 below −700.
  static func exponential(_ value: Double) -> Double {
    precondition(value <= 700)
    if value < -700 { return 0 }
    let power = (value / ofTwo).rounded()
    let rest = value - power * ofTwo
    var (term, sum) = (1.0, 1.0)
    var index = 1.0
    while index < 12 {
      term *= rest / index
      sum += term
      index += 1
    }
    return Double(sign: .plus, exponent: Int(power), significand: sum)
  }

  /// ln Σ e^value, for logarithms of any size; −∞ without a value.
  static func sum(_ values: [Double]) -> Double {
    guard let most = values.max(), most > -.infinity else { return -.infinity }
    var sum = 0.0
    for value in values where value - most > -30 { sum += exponential(value - most) }
    return most + natural(sum)
  }

  /// ln (e^left + e^right).
  static func sum(_ left: Double, _ right: Double) -> Double {
    let (most, least) = left > right ? (left, right) : (right, left)
    return most - least > 40 ? most : most + natural(1 + exponential(least - most))
  }

  /// The logarithm of the odds of a share.
  static func odds(_ share: Double) -> Double { natural(share / (1 - share)) }

  /// The logarithms of the share with these log odds, and of the rest.
  static func shares(odds: Double) -> (share: Double, rest: Double) {
    // ln (1 + e^odds) without an overflow.
    let most = max(0, odds)
    let base = most + natural(exponential(-most) + exponential(odds - most))
    return (odds - base, -base)
  }
}
