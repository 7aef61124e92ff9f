/// Tells when refusals surge over all sources: in the last ten minutes against all that was before.
struct RefusalSurge: Sendable {
  /// What has changed.
  enum Change: Equatable {
    case begun(refused: Int, of: Int)
    case ended
  }

  private struct Minute {
    var number: UInt64
    var refused = 0
    var all = 0
  }

  private static let length: UInt64 = 10
  /// Records and files in ten minutes, before anything is told.
  private static let minimum = 50
  private static let shareOfBegin = 0.5
  private static let shareOfEnd = 0.3
  /// So many times the share of before.
  private static let factor = 3.0

  private var minutes: [Minute] = []
  /// Of the minutes before the last ten.
  private var (refusedBefore, allBefore) = (0, 0)
  private(set) var isSurging = false

  /// Counts what came of a file.
  ///
  /// `now`: Nanoseconds of the monotonic clock.
  mutating func note(refused: Int, of all: Int, at now: UInt64) {
    let number = now / 60_000_000_000
    if minutes.last?.number != number { minutes.append(Minute(number: number)) }
    minutes[minutes.count - 1].refused += refused
    minutes[minutes.count - 1].all += all
  }

  /// What has changed since the last call.
  mutating func change(at now: UInt64) -> Change? {
    let number = now / 60_000_000_000
    while let first = minutes.first, first.number + Self.length <= number {
      minutes.removeFirst()
      if !isSurging {
        refusedBefore += first.refused
        allBefore += first.all
      }
    }
    let refused = minutes.reduce(0) { $0 + $1.refused }
    let all = minutes.reduce(0) { $0 + $1.all }
    let share = all == 0 ? 0 : Double(refused) / Double(all)
    if isSurging {
      guard share < Self.shareOfEnd else { return nil }
      isSurging = false
      return .ended
    }
    let before = Double(refusedBefore + 1) / Double(allBefore + 20)
    guard all >= Self.minimum, share >= Self.shareOfBegin, share >= Self.factor * before else {
      return nil
    }
    isSurging = true
    return .begun(refused: refused, of: all)
  }
}
