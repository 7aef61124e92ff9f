package import Model

/// Originals of several archives, for who only reads them: a node's own, and, where all nodes of a cluster share a
/// folder, those of the others.
package struct ArchivedOriginals: Sendable {
  private let stores: [OriginalStore]
  /// Whether others may lie where this machine does not look: with other nodes.
  package let isPart: Bool

  /// `own`: Asked first.
  package init(_ own: OriginalStore, others: [OriginalStore] = [], isPart: Bool = false) {
    stores = [own] + others
    self.isPart = isPart
  }

  /// Whether one of them holds it.
  package func contains(_ digest: Digest) throws -> Bool {
    try stores.contains { try $0.contains(digest) }
  }

  /// As `OriginalStore.read`.
  package func read(_ digest: Digest, limit: Int) throws -> [UInt8] {
    try holder(of: digest).read(digest, limit: limit)
  }

  /// As `OriginalStore.withOriginal`.
  package func withOriginal(_ digest: Digest, _ body: (Span<UInt8>) throws -> Void) throws {
    try holder(of: digest).withOriginal(digest, body)
  }

  /// Whether any original has expired.
  package func hasExpired() throws -> Bool { try stores.contains { try $0.expiredBefore() != nil } }

  private func holder(of digest: Digest) throws -> OriginalStore {
    try stores.first { try $0.contains(digest) } ?? stores[0]
  }
}
