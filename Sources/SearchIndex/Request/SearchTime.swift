/// How much processor time a search may use to look for better hits. What it has by then is its answer,
/// marked as partial. By the clock it may take ten times as long, for the sake of a slow disk.
package struct SearchTime: Sendable, Equatable {
  /// When there are hits enough to choose from.
  package var enough: Duration
  /// When there are some.
  package var few: Duration
  /// When there are none yet: hits that exist are not passed over because a disk is slow.
  package var none: Duration

  package init(enough: Duration, few: Duration, none: Duration) {
    self.enough = enough
    self.few = few
    self.none = none
  }

  /// For the control socket, where many ask.
  package static let served = SearchTime(
    enough: .milliseconds(12), few: .milliseconds(24), none: .seconds(10))
  /// For a person who waits for one answer.
  package static let patient = SearchTime(
    enough: .milliseconds(200), few: .milliseconds(500), none: .seconds(60))
  /// For those who want all.
  package static let unlimited = SearchTime(
    enough: .seconds(1 << 32), few: .seconds(1 << 32), none: .seconds(1 << 32))
}
