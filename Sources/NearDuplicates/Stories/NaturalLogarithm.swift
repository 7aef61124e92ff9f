/// The natural logarithm from additions, multiplications and divisions only, so that every machine
/// and every C library gives the same decisions.
enum NaturalLogarithm {
  private static let ofTwo = 0.693_147_180_559_945_3

  /// ln of a positive, finite value, to about 1e-8: the series of the inverse hyperbolic tangent.
  @inline(__always)
  static func of(_ value: Double) -> Double {
    let z = (value.significand - 1) / (value.significand + 1)
    let s = z * z
    let tail = 1.0 / 9 + s * (1.0 / 11 + s * (1.0 / 13 + s * (1.0 / 15)))
    let series = 1 + s * (1.0 / 3 + s * (1.0 / 5 + s * (1.0 / 7 + s * tail)))
    return Double(value.exponent) * ofTwo + 2 * z * series
  }
}
