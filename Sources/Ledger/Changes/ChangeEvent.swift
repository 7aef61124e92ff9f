/// What an entry of the change feed says of its article. The raw value is what ledger and history
/// keep.
package enum ChangeEvent: UInt8, Sendable, CaseIterable {
  /// The article was decided about: it is new.
  case decided = 1
  /// Something of what is told about the article is another: a sidecar that came late, its story, the
  /// best copy of it, or what it contains.
  case amended = 2
  /// The article was taken out on request.
  case removed = 3
  /// Journal, history and ledger have lost what stood here; the number stays taken.
  case lost = 4

  /// Its name on a line of the feed.
  package var name: String {
    switch self {
    case .decided: "decided"
    case .amended: "amended"
    case .removed: "removed"
    case .lost: "lost"
    }
  }
}
