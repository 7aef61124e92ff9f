internal import Model
internal import Archive
internal import Formats
package import Storage

/// A file's bytes for a reader: small files are read once, large ones as they are asked for.
package struct FileSource: ByteSource {
  /// Files up to this size are held in memory, so that digest and reader see the same bytes.
  package static let heldByteCount: UInt64 = 8 << 20

  private let file: any FileHandle
  private let held: MemorySource?
  package let byteCount: Int64

  package init(_ file: any FileHandle) throws {
    self.file = file
    let size = try file.size()
    byteCount = Int64(size)
    held = size <= Self.heldByteCount ? MemorySource(try file.read(at: 0, count: Int(size))) : nil
  }

  /// As `ByteSource` says.
  package func read(at offset: Int64, count: Int) throws -> [UInt8] {
    if let held { return held.read(at: offset, count: count) }
    guard offset >= 0, offset < byteCount, count > 0 else { return [] }
    return try file.read(at: UInt64(offset), count: Int(min(Int64(count), byteCount - offset)))
  }

  /// `sha256:` and the digest of all bytes.
  package func digest() throws -> String {
    let hash = DigestHasher()
    var offset: Int64 = 0
    while offset < byteCount {
      let piece = try read(at: offset, count: 1 << 20)
      if piece.isEmpty { break }
      hash.update(piece.span)
      offset += Int64(piece.count)
    }
    return hash.finish().description
  }
}
