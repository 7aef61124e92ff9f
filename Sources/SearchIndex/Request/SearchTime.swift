/// How much processor time a search may use to look for better hits. What it has by then is its answer,
/// marked as partial. By the clock it may take ten times as long, for the sake of a slow disk.
package struct SearchTime: Sendable, Equatable {
  /// When there are hits enough to choose from.
  package var enough: Duration
  /// When there are some.
  package var few: Duration
  /// When there are none yet: hits that exist are not passed over because a disk is slow.
  package var none: Duration
  /// What is added to `enough` and `few` for each slice of the index beyond the second: the same share of a
  /// larger archive is looked at, at a cost that its users expect of it.
  package var perSlice: Duration

  package init(enough: Duration, few: Duration, none: Duration, perSlice: Duration = .zero) {
    self.enough = enough
    self.few = few
    self.none = none
    self.perSlice = perSlice
  }

  /// The time for an index of so many slices.
  func extended(forSlices count: Int) -> SearchTime {
    let more = perSlice * max(0, min(count, Self.countedSlices) - 2)
    return SearchTime(enough: enough + more, few: few + more, none: none)
  }

  /// Slices beyond these give no more time: an answer has to come.
  private static let countedSlices = 8

  /// For the control socket, where many ask.
  package static let served = SearchTime(
    enough: .milliseconds(12), few: .milliseconds(20), none: .seconds(10),
    perSlice: .milliseconds(2))
  /// For a person who waits for one answer.
  package static let patient = SearchTime(
    enough: .milliseconds(200), few: .milliseconds(500), none: .seconds(60))
  /// For those who want all.
  package static let unlimited = SearchTime(
    enough: .seconds(1 << 32), few: .seconds(1 << 32), none: .seconds(1 << 32))
}
