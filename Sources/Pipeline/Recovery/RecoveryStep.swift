/// How far a start is.
package enum RecoveryStep: Sendable, Hashable, CustomStringConvertible {
  /// Records of the journal are read.
  case journal(done: Int, total: Int)
  /// An index of a former version is made anew from the ledger.
  case index(done: Int, total: Int)
  /// What was decided and not applied is applied to ledger and index.
  case decisions(done: Int, total: Int)
  /// Signatures of articles are loaded.
  case articles(done: Int, total: Int)
  /// Originals that lie in files of their own are moved into segments.
  case originals(done: Int, total: Int)
  /// The files in work are looked for.
  case files(count: Int)

  /// A phrase that follows “Starting:”.
  package var description: String {
    switch self {
    case .journal(let done, let total):
      "the journal is being read, \(done) of \(total) records"
    case .index(let done, let total):
      "the search index is made anew in its new form, \(done) of \(total) articles"
    case .decisions(let done, let total):
      "decisions are being applied, \(done) of \(total) records"
    case .articles(let done, let total): "signatures are being loaded, \(done) of \(total)"
    case .originals(let done, let total):
      "originals are being moved into segments, \(done) of \(total)"
    case .files(let count): "\(count) files in work are being looked for"
    }
  }
}
