internal import Foundation

/// SplitMix64: the same numbers for the same seed, on every machine.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    // Mixed once: seeds beside each other are no neighbours in the sequence.
    state = seed &* 0xD6E8_FEB8_6659_FD93
    state = next() ^ seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }

  mutating func uniform(_ range: ClosedRange<Double> = 0...1) -> Double {
    Double.random(in: range, using: &self)
  }

  mutating func chance(_ probability: Double) -> Bool { uniform() < probability }

  /// A normal deviate, by Box and Muller.
  mutating func normal() -> Double {
    let (radius, angle) = (uniform(1e-12...1), uniform())
    return (-2 * log(radius)).squareRoot() * cos(2 * .pi * angle)
  }

  /// A count of events of which `mean` are expected.
  mutating func poisson(_ mean: Double) -> Int {
    if mean > 30 { return max(0, Int((mean + normal() * mean.squareRoot()).rounded())) }
    var (product, count) = (uniform(), 0)
    let limit = exp(-mean)
    while product > limit {
      product *= uniform()
      count += 1
    }
    return count
  }
}
