/// Looks for a source of which nothing has come for much longer than usual.
///
/// It asks how likely a silence like this one is by the source's own days: for each day that the silence
/// touches, how often nothing came in the same hours of the past. A weekday on which nothing ever comes is no
/// time at all. No day by itself counts for more than a day on which something went wrong for once.
struct SilenceCheck {
  /// A day of the past, with the hours in which files came and in which somebody was there.
  private struct Day {
    var number: Int
    var weekday: Int
    var came: UInt32
    var watched: UInt32
    var files: Int
  }

  /// Days of the past that the rhythm is taken from.
  private static let rhythmLength = 42
  private static let dayMinimum = 7
  private static let arrivalMinimum = 3
  /// The chance of a silence from which on it is told, of sources whose files come by chance and of those that
  /// keep to times: there two deliveries have to fail, and of none is the chance below that of an odd day.
  private static let (chance, chanceOfSteady) = (0.000_16, 0.002_5)
  /// The chance that a whole day is odd: a holiday, an outage.
  private static let oddShare = 0.004
  /// The chance that a day is a slow one, and what comes on it, beside other days.
  private static let (slowShare, slowVolume) = (0.03, 0.3)
  /// A shorter silence is an outage for once, in hours.
  private static let shortest = 8
  /// By how much of the time between two files the next one may be late, and hours at most.
  private static let (grace, longestGrace) = (1.0 / 6, 4.0)
  /// The variance of the files a day, beside their mean, up to which a source keeps to times.
  private static let steadyDispersion = 0.3
  /// Hours between two deliveries from which on a source is a rare one, and how many of them it takes.
  private static let rareHours = 72
  private static let rareGapMinimum = 3

  /// Ascending, without the day of the newest file.
  private var days: [Day] = []
  /// The hour since 1970 in which the newest file came.
  private let last: Int
  /// Files on its day.
  private let newestFiles: Double
  private let newestHours: UInt32
  private let watched: WatchedHours
  /// Weekdays on which something has come, or of which too few were seen.
  private var openWeekdays: Set<Int> = []
  /// As many files come on each open day.
  private var isSteady = false
  private var filesADay = 0.0

  /// Nil where there is no past yet, or where something has just come.
  init?(_ history: SourceHistory, watched: WatchedHours, now: Int64) {
    let today = SourceTime.day(now)
    guard let newest = history.days.last(where: { $0.hours != 0 && $0.number <= today }),
      let first = history.days.first(where: {
        $0.hours != 0 && $0.number > today - Self.rhythmLength
      })?.number
    else { return nil }
    last = newest.number * 24 + 31 - newest.hours.leadingZeroBitCount
    guard SourceTime.hour(now) - last >= Self.shortest, newest.number - first >= Self.dayMinimum
    else { return nil }
    self.watched = watched
    (newestFiles, newestHours) = (Double(newest.fileCount), newest.hours)
    days = (first..<newest.number).map {
      Day(
        number: $0, weekday: SourceTime.weekday($0), came: 0, watched: watched.hours(ofDay: $0),
        files: 0)
    }
    for day in history.days where day.number >= first && day.number < newest.number {
      days[day.number - first].came = day.hours
      days[day.number - first].files = day.fileCount
    }
    guard days.reduce(0, { $0 + $1.came.nonzeroBitCount }) >= Self.arrivalMinimum else {
      return nil
    }
    openWeekdays = Set(
      (0..<7).filter { weekday in
        let seen = days.filter { $0.weekday == weekday && $0.watched != 0 }
        return seen.count < 3 || seen.contains { $0.came != 0 }
      })
    let files = days.filter { openWeekdays.contains($0.weekday) }.map { Double($0.files) }
    filesADay = files.reduce(0, +) / Double(max(1, files.count))
    let squares = files.reduce(0) { $0 + ($1 - filesADay) * ($1 - filesADay) }
    isSteady = squares / Double(max(1, files.count)) < Self.steadyDispersion * filesADay
  }

  /// What is found at `now`.
  func finding(now: Int64) -> HealthFinding? {
    // Hours that are over.
    let hour = SourceTime.hour(now) - 1
    // Of many deliveries a day more fail to come.
    let limit = isSteady ? Self.chanceOfSteady / max(1, filesADay) : Self.chance
    guard isRareAndLate(at: hour) ?? (chance(through: hour) < limit) else { return nil }
    let longest = gaps().max() ?? 0
    return HealthFinding(
      problem: .silent, since: Int64(last) * SourceTime.millisecondsPerHour,
      detail: "No file has come since; the longest silence before was \(longest) h.")
  }

  /// How likely it is that nothing comes after the newest file through this hour.
  private func chance(through hour: Int) -> Double {
    var product = 1.0
    guard hour >= last else { return 1 }
    let first = isSteady && newestFiles >= filesADay.rounded() ? last / 24 + 1 : last / 24
    for day in stride(from: first, through: hour / 24, by: 1)
    where openWeekdays.contains(SourceTime.weekday(day)) {
      var end = 23
      if day == hour / 24, hour % 24 < 23 {
        end = hour % 24 - (isSteady ? Int(min(Self.longestGrace, 24 * Self.grace / filesADay)) : 0)
      }
      if end < 0 { continue }
      var mask = Self.hours(through: end) & watched.hours(ofDay: day)
      if day == last / 24 { mask &= ~Self.hours(through: last % 24) }
      if mask == 0 { continue }
      let weekday = SourceTime.weekday(day)
      let usual = isSteady ? chanceOfSteady(mask) : chanceByHour(mask, isWeekend: weekday >= 5)
      product *= Self.oddShare + (1 - Self.oddShare) * usual
    }
    return product
  }

  /// The hours of a day from midnight through one of them.
  private static func hours(through hour: Int) -> UInt32 { (UInt32(2) << UInt32(hour)) &- 1 }

  /// How likely it is that nothing comes in these hours of a day, of a source that keeps to times.
  private func chanceOfSteady(_ mask: UInt32) -> Double {
    var (seen, silent) = (0, 0)
    for day in days where day.watched & mask == mask && openWeekdays.contains(day.weekday) {
      seen += 1
      if day.came & mask == 0 { silent += 1 }
    }
    return (Double(silent) + 0.1) / (Double(seen) + 1.1)
  }

  /// The same where files come by chance: each hour for itself, on a usual day or a slow one.
  private func chanceByHour(_ mask: UInt32, isWeekend: Bool) -> Double {
    var sum = 0.0
    for hour in 0..<24 where mask >> UInt32(hour) & 1 == 1 {
      var (seen, silent) = (0, 0)
      for day in days where day.watched >> UInt32(hour) & 1 == 1 {
        guard (day.weekday >= 5) == isWeekend else { continue }
        seen += 1
        if day.came >> UInt32(hour) & 1 == 0 { silent += 1 }
      }
      if seen > 0 { sum += Logarithm.natural((Double(silent) + 0.5) / (Double(seen) + 0.5)) }
    }
    return (1 - Self.slowShare) * Logarithm.exponential(min(0, sum))
      + Self.slowShare * Logarithm.exponential(min(0, sum * Self.slowVolume))
  }

  /// For a source that delivers every few days, always after the same time: whether it is late by more than
  /// it ever was, and some hours. Nil for every other source.
  private func isRareAndLate(at hour: Int) -> Bool? {
    let gaps = gaps().filter { $0 > 12 }.sorted()
    guard gaps.count >= Self.rareGapMinimum, gaps[gaps.count / 2] >= Self.rareHours,
      let longest = gaps.last
    else { return nil }
    if longest - gaps[0] > 36 { return hour - last > 2 * longest }
    return hour - last > longest + longest / 20 + 6 && watched.hours(ofDay: hour / 24) != 0
  }

  /// Hours from each hour in which files came to the next one.
  private func gaps() -> [Int] {
    var (gaps, before): ([Int], Int?) = ([], nil)
    let newest = Day(
      number: last / 24, weekday: 0, came: newestHours, watched: 0, files: 0)
    for day in days + [newest] where day.came != 0 {
      for hour in 0..<24 where day.came >> UInt32(hour) & 1 == 1 {
        if let before { gaps.append(day.number * 24 + hour - before) }
        before = day.number * 24 + hour
      }
    }
    return gaps
  }
}
