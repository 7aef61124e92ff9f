package import ClusterLog
package import Model

/// How far a node is on its cluster's log, as it knows itself.
package struct NodeStanding: Sendable, Equatable {
  /// What its ledger holds.
  package var head: LogHead
  /// Everything that was decided until then is in the ledger; nil before the log was reached.
  package var time: Timestamp?
  /// Whether it holds the lease, as far as it knows.
  package var isDecider = false
  /// Since when the log cannot be reached, in milliseconds since 1970 by the node's clock, and why.
  package var absence: Absence?

  /// A log that does not answer.
  package struct Absence: Sendable, Equatable {
    package var since: Int64
    package var detail: String

    package init(since: Int64, detail: String) {
      self.since = since
      self.detail = detail
    }
  }

  package init(head: LogHead) { self.head = head }
}
