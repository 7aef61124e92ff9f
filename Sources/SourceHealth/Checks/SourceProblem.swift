/// What can be wrong with a source, by its own past. The names are stable and for programs; they stand in
/// the status, in metrics and in the log.
package enum SourceProblem: String, Sendable, CaseIterable, Comparable {
  /// What it delivers holds no articles any more.
  case boilerplate
  /// Its files are in another encoding, or damaged by one.
  case encoding
  /// Its articles have shrunk to a fraction.
  case size
  /// Nearly everything is a copy of what was there before.
  case duplicates
  /// Files or lines that cannot be read surge.
  case broken
  /// Nothing has come for much longer than usual.
  case silent

  /// In the order of the names.
  package static func < (left: SourceProblem, right: SourceProblem) -> Bool {
    left.rawValue < right.rawValue
  }
}
