/// The newest parts of a source's days, to be judged, and the days that say what is usual.
struct RecentParts {
  /// Days between two deliveries from which on a source is a rare one.
  private static let rareGap = 3
  /// Days on which something must have come before anything is usual.
  private static let dayMinimum = 7
  private static let rareDayMinimum = 3
  /// Days that what is usual goes by.
  private static let usualLength = 42

  /// Of parts of which a later one will tell more, and of others.
  private static let (oddShare, leastOddShare) = (0.003, 0.000_05)

  /// In order of time.
  let parts: [(day: Int, counts: SourceCounts)]
  /// It delivers so rarely that the next file would come too late to tell anything by.
  private let isRare: Bool
  /// Nothing ever comes on the next day.
  private let isBeforeRest: Bool
  /// Days from one part to the next, over those that are judged.
  let daysAPart: Double
  private let days: ArraySlice<SourceDay>

  /// Nil where there is no past yet.
  init?(_ history: SourceHistory) {
    let all = history.days
    guard let newest = all.last, all.count > Self.rareDayMinimum else { return nil }
    let gaps = zip(all, all.dropFirst()).map { $1.number - $0.number }.sorted()
    isRare = gaps[gaps.count / 2] >= Self.rareGap
    let judged = all.suffix(isRare ? 1 : SourceHistory.dayLimitOfHours)
    days = all.dropLast(judged.count).drop { $0.number < newest.number - Self.usualLength }
    if days.count < (isRare ? Self.rareDayMinimum : Self.dayMinimum) { return nil }
    isBeforeRest = Self.isRest(after: newest.number, in: days)
    parts = judged.flatMap { day in day.parts.map { (day.number, $0.counts) } }
    daysAPart =
      isRare
      ? Double(gaps[gaps.count / 2]) : Double(judged.count) / Double(max(1, parts.count))
  }

  /// Whether nothing ever came on the day after a day.
  private static func isRest(after day: Int, in days: ArraySlice<SourceDay>) -> Bool {
    guard let first = days.first?.number, day - first >= 21 else { return false }
    let next = SourceTime.weekday(day + 1)
    return !days.contains { SourceTime.weekday($0.number) == next }
  }

  /// Those of the days after the one on which a problem was told; all without one.
  func parts(after standing: HealthFinding?) -> [(day: Int, counts: SourceCounts)] {
    guard let standing else { return parts }
    return parts.filter { $0.day > SourceTime.day(standing.told) }
  }

  /// The days that say what is usual, as far as some problems go, in order.
  func usualDays(for problems: SourceProblem...) -> [SourceCounts] {
    days.filter { day in !problems.contains { day.problems.contains($0) } }.map(\.total)
  }

  /// The test over these parts, for a problem.
  func test(_ problem: SourceProblem, usual: DayEffect, changedCount: Int) -> ChangeTest {
    ChangeTest(
      usualWeights: usual.weights,
      changedWeights: Array(
        repeating: -Logarithm.natural(Double(changedCount)), count: changedCount),
      oddShare: oddShare(problem), daysAPart: daysAPart)
  }

  /// How often a single part of a source is odd by itself, as far as a problem goes.
  private func oddShare(_ problem: SourceProblem) -> Double {
    switch problem {
    // One cut file, one delivery sent twice: that is known to happen.
    case .broken, .duplicates: isRare ? Self.leastOddShare : Self.oddShare
    case .boilerplate, .encoding, .size, .silent:
      isRare || isBeforeRest ? Self.leastOddShare : Self.oddShare
    }
  }
}
