package import Model

/// Where documents are found that have left the hot window: the ledger, on disk.
///
/// Asked only when the hot window holds no copy of a document.
package protocol ColdSignatures {
  /// Documents decided before `end` that share two of these keys (one, where there is only one), those
  /// with most first, then the oldest; at most `limit`. Throws when the disk does.
  func documents(keys: [UInt32], before end: DecisionNumber, limit: Int) throws -> [ColdDocument]
}

extension Signature {
  /// The shingles by which a document is found on disk: the lowest hashes, so that two texts that
  /// share most of their shingles share most of these (bottom-k sketch; Cohen and Kaplan, 2007).
  package var keys: [UInt32] { Array(shingles.sorted().prefix(Self.keyCount)) }

  private static let keyCount = 6
}
