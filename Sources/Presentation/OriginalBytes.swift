internal import Model
internal import Archive
package import State
internal import Storage

/// The bytes of files as they came, from the archive.
package struct OriginalBytes: Sendable {
  private let store: OriginalStore

  package init(_ paths: StatePaths) {
    store = OriginalStore(folder: paths.archive, fileSystem: POSIXFileSystem())
  }

  /// Hands on the original piece by piece. Throws `PipelineFailure` when it is not there, or is not
  /// what its digest says.
  package func print(digest: String, _ write: ([UInt8]) throws -> Void) throws {
    guard let digest = Digest(digest) else {
      throw PipelineFailure(.damaged, "\(digest) is no digest.")
    }
    do {
      try store.withOriginal(digest) { piece in
        var bytes: [UInt8] = []
        bytes.reserveCapacity(piece.count)
        for index in piece.indices { bytes.append(piece[index]) }
        try write(bytes)
      }
    } catch let error as OriginalError {
      throw PipelineFailure(.damaged, "\(error)")
    } catch let error as StorageError {
      throw PipelineFailure(.missing, "\(error)")
    }
  }

  /// Whether the archive has the original of that digest.
  package func holds(_ name: String) throws -> Bool {
    guard let digest = Digest(name) else { return false }
    return try store.contains(digest)
  }

  /// Whether any original has expired.
  package func hasExpired() throws -> Bool { try store.expiredBefore() != nil }

  /// All bytes, `limit` at most.
  package func read(digest: String, limit: Int) throws -> [UInt8] {
    var all: [UInt8] = []
    try print(digest: digest) { piece in
      if all.count + piece.count > limit {
        throw PipelineFailure(.disk, "The original is larger than \(limit) bytes.")
      }
      all += piece
    }
    return all
  }
}
