import Model

/// What is remembered of a cluster of two and more as long as one of its documents is hot.
struct ClusterState: Equatable {
  var head: DecisionNumber
  /// Where its articles are now.
  var story: DecisionNumber
  var hotMemberCount: Int
}
