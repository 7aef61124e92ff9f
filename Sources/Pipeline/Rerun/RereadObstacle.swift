package import Model

/// Why an article is not read again, or not taken as it reads now.
package enum RereadObstacle: Error, Sendable, Equatable, CustomStringConvertible {
  /// Its original, or a sidecar that it was made with, is not in the archive.
  case gone(String)
  /// The same on a node of a cluster, where it may lie with another node.
  case elsewhere(String)
  /// The archive cannot give the original back.
  case damaged(String)
  /// The original holds nothing any more at the place of the record.
  case absent
  /// It would be refused now.
  case refused(Refusal)
  /// Its file is in work.
  case inWork
  /// It was changed by something else each time that it was to be.
  case contended

  /// Short and stable, for programs.
  package var kind: String {
    switch self {
    case .gone: "original-gone"
    case .elsewhere: "original-elsewhere"
    case .damaged: "original-damaged"
    case .absent: "record-absent"
    case .refused: "refused"
    case .inWork: "in-work"
    case .contended: "contended"
    }
  }

  /// What is the matter, and what to do where something is to be done.
  package var description: String {
    switch self {
    case .gone(let digest):
      "its original \(digest) is not in the archive: it expired, or was taken out"
    case .elsewhere(let digest):
      "its original \(digest) is not on this node of the cluster: run it on the node that read the file"
    case .damaged(let detail): detail
    case .absent:
      "its original holds no record at its place as this version reads it; look at it: winnow explain"
    case .refused(let refusal):
      "it would be refused now (\(refusal.reason.rawValue)): \(refusal.detail)"
    case .inWork: "its file is in work; run the same command again when it is done"
    case .contended:
      "something else changed it meanwhile, each time; run the same command again"
    }
  }
}
