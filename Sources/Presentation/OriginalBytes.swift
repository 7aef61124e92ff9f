internal import Model
internal import Archive
package import State
internal import Storage

/// The bytes of files as they came, from the archive; on a node of a cluster whose originals lie in a shared
/// folder also those that another node archived.
package struct OriginalBytes: Sendable {
  private let originals: ArchivedOriginals

  package init(_ paths: StatePaths) { originals = SharedOriginals.all(of: paths) }

  /// Hands on the original piece by piece. Throws `PipelineFailure` when it is not there, or is not
  /// what its digest says.
  package func print(digest: String, _ write: ([UInt8]) throws -> Void) throws {
    guard let digest = Digest(digest) else {
      throw PipelineFailure(.damaged, "\(digest) is no digest.")
    }
    do {
      try originals.withOriginal(digest) { piece in
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
    return try originals.contains(digest)
  }

  /// Whether any original has expired.
  package func hasExpired() throws -> Bool { try originals.hasExpired() }

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
