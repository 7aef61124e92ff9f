/// A unit of time or size: its name and how many of the smallest unit it holds.
struct Unit: Sendable {
  let name: String
  let factor: Int64

  init(_ name: String, _ factor: Int64) {
    self.name = name
    self.factor = factor
  }

  /// Digits and a unit, with or without a blank between; nil when it is anything else or too large.
  static func number(_ text: String, _ units: [Unit]) -> Int64? {
    let digits = text.utf8.prefix { (0x30...0x39).contains($0) }
    let name = text.dropFirst(digits.count).drop { $0 == " " }
    guard let count = Int64(String(decoding: digits, as: UTF8.self)),
      let factor = units.first(where: { $0.name == name })?.factor
    else { return nil }
    let (product, isTooLarge) = count.multipliedReportingOverflow(by: factor)
    return isTooLarge ? nil : product
  }

  /// A number in the largest unit that holds it whole. `units` begins with the largest.
  static func text(_ number: Int64, _ units: [Unit]) -> String {
    assert(units.last?.factor == 1, "the smallest unit comes last")
    let fitting = units.first { number > 0 && number % $0.factor == 0 } ?? units[units.count - 1]
    return "\(number / fitting.factor)\(fitting.name)"
  }
}
