package import Model
package import NearDuplicates

/// The ledger as the place where the index of copies finds what has left its window.
package struct LedgerSignatures: ColdSignatures {
  private let ledger: any LedgerReader

  /// Reads `ledger` while it is asked.
  package init(ledger: any LedgerReader) { self.ledger = ledger }

  /// As `ColdSignatures` says.
  package func documents(
    keys: [UInt32], before end: DecisionNumber, limit: Int
  ) throws -> [ColdDocument] {
    try ledger.signatures(withKeys: keys, before: end, limit: limit).compactMap { row in
      guard let document = SignedDocument(row) else { return nil }
      return ColdDocument(
        document: document, root: row.copyOf ?? row.number,
        head: try ledger.head(of: row.number) ?? row.head, story: row.story,
        isDigest: !row.contains.isEmpty)
    }
  }
}

extension SignedDocument {
  /// The document as it was decided; nil for a signature of another version.
  package init?(_ row: SignatureRow) {
    guard let stored = StoredSignature(decoding: row.signature) else { return nil }
    self.init(
      number: row.number, signature: stored.signature, digest: stored.digest, source: row.source,
      storyTime: row.storyTime, arrival: row.arrival / 1_000)
  }
}
