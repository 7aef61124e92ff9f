internal import ClusterLog

/// A call that changes the log, as a value, so that it can arrive later.
enum LogStep: Sendable {
  case register(NodeIdentity, settled: UInt64, SessionToken)
  case offer([Offer], after: UInt64, SessionToken)
  case takeLease(String, seconds: Double)
  case renew(Lease, seconds: Double)
  case giveBack(Lease)
  case append(DecidedBatch, after: LogHead, Lease)
  case emptyRemoved

  /// What a call returns.
  enum Outcome: Sendable {
    case done
    case standing(Standing)
    case lease(Lease?)
    case emptied(Int)
  }

  @discardableResult
  func run(in tables: inout LogTables) throws(LogError) -> Outcome {
    switch self {
    case .register(let identity, let settled, let session):
      return .standing(try tables.register(identity, settled: settled, as: session))
    case .offer(let offers, let last, let session):
      try tables.offer(offers, after: last, as: session)
    case .takeLease(let holder, let seconds):
      return .lease(tables.takeLease(as: holder, seconds: seconds))
    case .renew(let lease, let seconds): try tables.renew(lease, seconds: seconds)
    case .giveBack(let lease): tables.giveBack(lease)
    case .append(let batch, let head, let lease):
      try tables.append(batch, after: head, under: lease)
    case .emptyRemoved: return .emptied(tables.emptyRemoved())
    }
    return .done
  }
}
