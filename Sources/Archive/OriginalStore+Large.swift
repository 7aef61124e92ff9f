internal import Model
internal import Storage
internal import Synchronization

/// Originals that are too long to be held in memory: each gets a segment of its own.
extension OriginalStore {
  /// Something that can be read from its beginning more than once, piece by piece.
  typealias Pieces = (_ body: (Span<UInt8>) throws -> Void) throws -> Void

  /// How often a file that turns out to hold other bytes than were expected is read.
  private static let tryCount = 3

  func storeLarge(
    _ file: any FileHandle, _ before: FileStatus, known: Digest?
  ) throws -> Stored {
    let pieces: Pieces = { body in try Self.read(file, upTo: before.size, body) }
    var digest = try known ?? Self.digest(pieces)
    for _ in 0..<Self.tryCount {
      let found = try putLarge(
        digest, byteCount: before.size, seconds: options.clock() / 1_000, path: file.path, pieces)
      let after = try file.status()
      guard after.size == before.size, after.modified == before.modified else { break }
      if found == digest { return Stored(digest: digest, size: before.size, isNew: true) }
      digest = found
    }
    throw OriginalError.changed(path: file.path)
  }

  private static func digest(_ pieces: Pieces) throws -> Digest {
    let hasher = DigestHasher()
    try pieces { hasher.update($0) }
    return hasher.finish()
  }

  private static func read(
    _ file: any FileHandle, upTo byteCount: UInt64, _ body: (Span<UInt8>) throws -> Void
  ) throws {
    var chunk = [UInt8](repeating: 0, count: chunkByteCount)
    var position: UInt64 = 0
    while position < byteCount {
      let count = try file.read(into: &chunk, at: position)
      guard count > 0 else { throw OriginalError.changed(path: file.path) }
      let wanted = Int(min(UInt64(count), byteCount &- position))
      try body(chunk.span.extracting(0..<wanted))
      position += UInt64(wanted)
    }
  }

  /// Stores an original in a segment of its own, durable on return. Others store meanwhile.
  ///
  /// Returns the digest of the bytes that came; nothing is stored where it is another one than `digest`.
  /// `path`: What errors are about.
  func putLarge(
    _ digest: Digest, byteCount: UInt64, seconds: Int64, path: FilePath, _ pieces: Pieces
  ) throws -> Digest {
    let id = try writer.withLock { writer in
      try prepare(&writer)
      let id = SegmentID(number: writer.takeNumber(), revision: 1)
      try writer.prepare(id.path(in: folder).parent)
      return id
    }
    let target = id.path(in: folder)
    let temporary = Self.temporary(for: id, in: folder)
    let file = try files.open(temporary, .create)
    do {
      let head = RecordHead(digest: digest, seconds: seconds, byteCount: byteCount)
      let (found, frameByteCount) = try write(head, pieces, to: file, about: path)
      guard found == digest else {
        try files.remove(temporary)
        return found
      }
      try writer.withLock { try $0.sync(file) }
      try files.rename(temporary, to: target, .failIfPresent)
      let entry = LocationEntry(
        digest: digest,
        location: OriginalLocation(
          segment: id, offset: 0, frameByteCount: frameByteCount, seconds: seconds))
      try writer.withLock { writer in
        try writer.syncFolder(target.parent)
        catalogue.withLock { $0.add(entry) }
      }
      return digest
    } catch {
      try? files.remove(temporary)
      throw error
    }
  }

  /// Where a segment is written until it is whole.
  static func temporary(for id: SegmentID, in folder: FilePath) -> FilePath {
    id.path(in: folder).parent.appending(
      name: FolderListing.temporaryPrefix + Array(id.fileName.utf8))
  }

  private func write(
    _ head: RecordHead, _ pieces: Pieces, to file: any FileHandle, about path: FilePath
  ) throws -> (digest: Digest, frameByteCount: UInt64) {
    let hasher = DigestHasher()
    let start = head.encoded()
    let end = RecordHead.recordEnd
    var written: UInt64 = 0
    do {
      let frame = try FrameWriter(
        level: options.level, size: UInt64(start.count + end.count) + head.byteCount)
      let put: (Span<UInt8>) throws -> Void = { compressed in
        try file.write(compressed, at: written)
        written += UInt64(compressed.count)
      }
      try frame.write(start.span, isLast: false, to: put)
      try pieces { piece in
        hasher.update(piece)
        try frame.write(piece, isLast: false, to: put)
      }
      try frame.write(end.span, isLast: true, to: put)
    } catch let error as ZstdError {
      throw OriginalError.failed(path: path, detail: error.detail)
    }
    return (hasher.finish(), written)
  }
}
