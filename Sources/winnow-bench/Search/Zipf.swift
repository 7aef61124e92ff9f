import Foundation

/// Ranks from 0 on, by Zipf's law.
struct Zipf {
  private let sums: [Double]

  init(_ count: Int, exponent: Double = 1) {
    var sum = 0.0
    sums = (1...count).map { rank in
      sum += 1 / pow(Double(rank), exponent)
      return sum
    }
  }

  func rank(_ random: inout BenchRandom) -> Int {
    let wanted = random.unit() * sums[sums.count - 1]
    var (low, high) = (0, sums.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if sums[middle] < wanted { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
