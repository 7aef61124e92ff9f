package import Model
package import Storage

/// Where the journal is damaged, and what that costs.
package struct JournalDamage: Hashable, Sendable, CustomStringConvertible {
  /// What is wrong at the place.
  package enum Kind: String, Hashable, Sendable {
    case record = "a record that was durable does not read back"
    case segmentHeader = "the segment's header does not read back"
    case segmentForeign = "the segment belongs to another log"
    case segmentMissing = "a segment is missing"
    case segmentCut = "the segment is shorter than it was made"
    case checkpointsMissing =
      "the log begins too late, and no checkpoint stands for what is missing"
  }

  package var kind: Kind
  package var path: FilePath
  /// The damaged bytes of the file; empty when a whole file is missing.
  package var bytes: Range<UInt64>
  /// The first record that is lost.
  package var first: LSN
  /// The last record that is lost; nil when nothing tells how many there were.
  package var last: LSN?

  /// A sentence for a person, with the range at risk.
  package var description: String {
    let range = last.map { "\(first) to \($0)" } ?? "\(first) and what followed"
    return """
      the journal is damaged at \(path.printable), bytes \(bytes.lowerBound) to \(bytes.upperBound): \
      \(kind.rawValue); records at risk: \(range); `winnow journal salvage` saves the rest
      """
  }
}
