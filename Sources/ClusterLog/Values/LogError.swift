/// Why a step of the shared log was not taken, or may not have been.
package enum LogError: Error, Sendable, Equatable {
  /// Nothing was done: the log cannot be reached, or is not ready.
  case unreachable(String)
  /// The step was taken, or it was not, or it still will be, until another session or lease begins.
  case outcomeUnknown(String)
  /// Another session or lease is in force, or the log is not where it was thought to be.
  case fenced
  /// The log lacks what was read from it before: it was set back, or is another log.
  case setBack(detail: String)
  /// The log will never do this.
  case refused(String)
  /// What the log holds cannot be read.
  case damaged(String)
}

extension LogError: CustomStringConvertible {
  /// What happened.
  package var description: String {
    switch self {
    case .unreachable(let detail): "the cluster's log cannot be reached: \(detail)"
    case .outcomeUnknown(let detail): "the answer of the cluster's log was lost: \(detail)"
    case .fenced: "another session of this node, or another decider, has taken over"
    case .setBack(let detail): "the cluster's log was set back: \(detail)"
    case .refused(let detail): "the cluster's log refuses: \(detail)"
    case .damaged(let detail): "the cluster's log cannot be read: \(detail)"
    }
  }
}
