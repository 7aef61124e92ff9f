package import Model
import Storage

extension OriginalStore {
  /// The original's bytes, held against their digest; at most `limit` of them.
  package func read(_ digest: Digest, limit: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try withOriginal(digest) { piece in
      guard bytes.count + piece.count <= limit else {
        throw OriginalError.tooLarge(path: path(of: digest), limit: limit)
      }
      unsafe piece.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    }
    return bytes
  }

  /// Hands on the original piece by piece, and throws `OriginalError.damaged` behind the last one
  /// when they were not its bytes: what was done with them must then be undone.
  package func withOriginal(_ digest: Digest, _ body: (Span<UInt8>) throws -> Void) throws {
    let path = path(of: digest)
    let file = try openOriginal(digest)
    let reader = try FrameReader()
    let hasher = DigestHasher()
    let size = try file.size()
    var chunk = [UInt8](repeating: 0, count: Int(min(UInt64(Self.chunkByteCount), size + 1)))
    var offset: UInt64 = 0
    do {
      while true {
        let count = try file.read(into: &chunk, at: offset)
        if count == 0 { break }
        offset += UInt64(count)
        try reader.read(chunk.span.extracting(0..<count)) { piece in
          hasher.update(piece)
          try body(piece)
        }
      }
    } catch let error as ZstdError {
      throw OriginalError.damaged(path: path, detail: error.detail)
    }
    guard reader.isFinished else {
      throw OriginalError.damaged(path: path, detail: "it ends in the middle")
    }
    guard hasher.finish() == digest else {
      throw OriginalError.damaged(path: path, detail: "its bytes are not those of its name")
    }
  }

  private func openOriginal(_ digest: Digest) throws -> any FileHandle {
    do {
      return try files.open(path(of: digest), .read)
    } catch  where error.errno == .noSuchFileOrDirectory {
      throw OriginalError.missing(digest)
    }
  }
}
