/// The natural logarithm from additions, multiplications and divisions only, so that every machine
/// and every C library gives the same verdicts.
enum NaturalLogarithm {
  private static let ofTwo = 0.693_147_180_559_945_3

  /// ln of a positive, finite value, to about 1e-9.
  static func of(_ value: Double) -> Double {
    let z = (value.significand - 1) / (value.significand + 1)
    let square = z * z
    var series = 0.0
    for odd in stride(from: 15.0, through: 1, by: -2) { series = series * square + 1 / odd }
    return Double(value.exponent) * ofTwo + 2 * z * series
  }
}
