/// What is usual of a source's sizes, kept for as long as the days that say it are the same.
struct UsualSizes: Sendable {
  /// What it depends on.
  struct Key: Sendable, Equatable {
    var newestDay: Int?
    var dayCount: Int
    var standing: Set<SourceProblem>

    init(_ history: SourceHistory, _ standing: Set<SourceProblem>) {
      newestDay = history.days.last?.number
      dayCount = history.days.count
      self.standing = standing
    }
  }

  let key: Key
  /// Nil where there is too little.
  let usual: SizeCheck.Usual?
}
