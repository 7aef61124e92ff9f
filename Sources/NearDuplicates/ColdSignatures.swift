package import Articles

/// Where documents are found that have left the hot window: the ledger, on disk.
///
/// Asked only when the hot window holds no copy of a document.
package protocol ColdSignatures {
  /// Documents that share the digest, the text hash or one of the key shingles, at most `limit`,
  /// oldest first.
  func documents(
    digest: [UInt8], textHash: TextHash, keyShingles: [UInt32], limit: Int
  ) -> [ColdDocument]
}

/// A document that has left the hot window, with what was decided about it.
package struct ColdDocument: Sendable {
  /// The document as it was signed.
  package var document: SignedDocument
  /// The first document of its cluster.
  package var root: DecisionNumber
  /// Its story.
  package var story: DecisionNumber

  /// A document found on disk.
  package init(document: SignedDocument, root: DecisionNumber, story: DecisionNumber) {
    self.document = document
    self.root = root
    self.story = story
  }
}

extension Signature {
  /// The shingles by which a document should be found on disk: the sampled ones with the lowest
  /// hashes, so that two texts that share a passage tend to choose the same ones.
  package func keyShingles(limit: Int = 16) -> [UInt32] {
    Array(shingles.sorted().prefix(limit))
  }
}
