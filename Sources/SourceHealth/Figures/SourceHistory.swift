/// The last days of a source, in order; days on which nothing came are left out.
package struct SourceHistory: Sendable, Equatable {
  /// Days that are kept.
  package static let dayLimit = 60
  /// The newest days, of which the hours are kept apart.
  static let dayLimitOfHours = 3

  package private(set) var days: [SourceDay] = []
  /// When the newest file came, in milliseconds since 1970.
  package internal(set) var lastArrival: Int64 = 0

  package init() {}

  init(days: [SourceDay], lastArrival: Int64) {
    self.days = days
    self.lastArrival = lastArrival
  }

  /// Counts a file.
  package mutating func add(_ file: SourceFile) {
    lastArrival = max(lastArrival, file.arrival)
    update(SourceTime.day(file.arrival)) { $0.add(file) }
  }

  /// Counts an article.
  package mutating func add(_ article: SourceArticle) {
    update(SourceTime.day(article.arrival)) { $0.add(article) }
  }

  /// Notes that a problem stood on these days.
  mutating func mark(_ problem: SourceProblem, from first: Int, through last: Int) {
    for index in days.indices where (first...last).contains(days[index].number) {
      days[index].problems.insert(problem)
    }
  }

  /// Takes the days from `first` on for what is usual, as far as a problem goes, and no earlier one.
  mutating func takeAsUsual(_ problem: SourceProblem, from first: Int) {
    for index in days.indices {
      if days[index].number < first {
        days[index].problems.insert(problem)
      } else {
        days[index].problems.remove(problem)
      }
    }
  }

  /// Forgets the hours of all but the newest days.
  mutating func mergeHours() {
    for index in days.indices.dropLast(Self.dayLimitOfHours) { days[index].merge() }
  }

  /// The history as it was at the end of a day, with the marks of another one of the same source.
  func through(_ day: Int, marksOf other: SourceHistory?) -> SourceHistory {
    var then = self
    then.days.removeAll { $0.number > day }
    let marks = Dictionary(
      uniqueKeysWithValues: (other?.days ?? []).map { ($0.number, $0.problems) })
    for index in then.days.indices {
      then.days[index].problems = marks[then.days[index].number] ?? SourceProblems()
    }
    if then.days.count < days.count, let last = then.days.last {
      let hour = 31 - last.hours.leadingZeroBitCount
      then.lastArrival =
        SourceTime.start(ofDay: last.number)
        + Int64(max(0, hour)) * SourceTime.millisecondsPerHour
    }
    return then
  }

  private mutating func update(_ number: Int, _ body: (inout SourceDay) -> Void) {
    guard number > (days.last?.number ?? number) - Self.dayLimit else { return }
    if let index = days.lastIndex(where: { $0.number <= number }) {
      if days[index].number == number { return body(&days[index]) }
      days.insert(SourceDay(number: number), at: index + 1)
      body(&days[index + 1])
    } else {
      days.insert(SourceDay(number: number), at: 0)
      body(&days[0])
    }
    let newest = days[days.count - 1].number
    days.removeAll { $0.number <= newest - Self.dayLimit }
    assert(zip(days, days.dropFirst()).allSatisfy { $0.number < $1.number }, "days in order")
  }
}
