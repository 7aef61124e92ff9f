/// A made-up source: how often it delivers and what its files usually hold. Written before the detector, and
/// without its thresholds.
package struct MadeUpSource: Sendable {
  /// When files come.
  package enum Rhythm: String, Sendable, CaseIterable {
    /// Every hour, day and night.
    case hourly
    /// By day, fewer at the weekend.
    case daytime
    /// Some runs a day at set times.
    case runs
    /// One file a day.
    case daily
    /// A few single pages on working days.
    case workdays
    /// One file a week.
    case weekly
  }

  package let name: String
  package let rhythm: Rhythm
  /// Minutes of the day, UTC.
  let times: [Int]
  /// For a daily source: nothing comes on Saturday and Sunday.
  let restsAtWeekends: Bool
  /// 0 for the day of the start, for a weekly source.
  let weekday: Int
  /// Files a delivery hour, and records a file.
  package let fileRate: Double
  let recordRate: Double
  let logText: Double
  let logTextSpread: Double
  let duplicateShare: Double
  let contentShare: Double
  let damageShare: Double
  let repairShare: Double
  let charset: String
  let otherCharset: String
  let otherCharsetShare: Double
  /// How much the days differ from each other, on the scale of log odds.
  let unrest: Double

  init(_ index: Int, _ rhythm: Rhythm, using random: inout SeededGenerator) {
    name = "paper-\(index)"
    self.rhythm = rhythm
    let runCount = rhythm == .runs ? Int(random.uniform(3...8)) : 1
    times = (0..<runCount).map { _ in Int(random.uniform(60...1_380)) }.sorted()
    restsAtWeekends = random.chance(0.4)
    weekday = Int(random.uniform(0...6.99))
    switch rhythm {
    case .hourly: (fileRate, recordRate) = (random.uniform(2...20), 0)
    case .daytime: (fileRate, recordRate) = (random.uniform(1...6), 0)
    case .runs: (fileRate, recordRate) = (1, random.uniform(5...40))
    case .daily: (fileRate, recordRate) = (1, random.uniform(10...200))
    case .workdays: (fileRate, recordRate) = (random.uniform(1.5...4), 0)
    case .weekly: (fileRate, recordRate) = (1, random.uniform(20...100))
    }
    logText = 7.6 + 0.5 * random.normal()
    logTextSpread = random.uniform(0.3...0.9)
    duplicateShare = random.chance(0.5) ? random.uniform(0...0.1) : random.uniform(0.1...0.5)
    contentShare = random.chance(0.6) ? random.uniform(0...0.03) : random.uniform(0.03...0.25)
    damageShare = random.chance(0.7) ? 0 : random.uniform(0...0.04)
    repairShare = random.chance(0.7) ? random.uniform(0...0.02) : random.uniform(0.05...0.3)
    let charsets = ["utf-8", "windows-1252", "windows-1251", "iso-8859-2", "gb18030"]
    charset = random.chance(0.7) ? charsets[0] : charsets[Int(random.uniform(1...4.99))]
    otherCharset = charset == "utf-8" ? "windows-1252" : "utf-8"
    otherCharsetShare = random.chance(0.7) ? 0 : random.uniform(0.02...0.4)
    unrest = random.uniform(0.1...0.5)
  }
}
