package import Model
internal import Storage
internal import Synchronization

extension OriginalStore {
  /// The original's bytes, held against their digest; at most `limit` of them.
  package func read(_ digest: Digest, limit: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try withOriginal(digest) { piece in
      guard bytes.count + piece.count <= limit else {
        throw OriginalError.tooLarge(digest, limit: limit)
      }
      unsafe piece.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    }
    return bytes
  }

  /// Hands on the original piece by piece, and throws `OriginalError.damaged` behind the last one
  /// when they were not its bytes: what was done with them must then be undone.
  package func withOriginal(_ digest: Digest, _ body: (Span<UInt8>) throws -> Void) throws {
    var standing = try location(of: digest, refreshing: true)
    var tries = 0
    while true {
      switch standing {
      case nil: throw OriginalError.missing(digest)
      case .former:
        do {
          return try former.read(digest, body)
        } catch OriginalError.missing {
          // Moved into a segment meanwhile.
        }
      case .segment(let location):
        if let file = try open(location.segment) {
          return try read(digest, location, file, body)
        }
      }
      // The segment was written anew meanwhile: nothing has been handed on yet.
      tries += 1
      guard tries < Self.lookCount else { throw OriginalError.missing(digest) }
      standing = try catalogue.withLock { catalogue in
        try catalogue.refresh()
        return try catalogue.location(of: digest).map { .segment($0) }
      }
    }
  }

  /// How often an original is looked for while a writer moves it.
  private static let lookCount = 4

  private func open(_ segment: SegmentID) throws -> (any FileHandle)? {
    do {
      return try files.open(segment.path(in: folder), .read)
    } catch  where error.errno == .noSuchFileOrDirectory {
      return nil
    }
  }

  private func read(
    _ digest: Digest, _ location: OriginalLocation, _ file: any FileHandle,
    _ body: (Span<UInt8>) throws -> Void
  ) throws {
    var block = RecordBlock()
    let hasher = DigestHasher()
    do {
      let reader = try FrameReader()
      var position = location.offset
      while position < location.range.upperBound {
        let count = min(UInt64(Self.chunkByteCount), location.range.upperBound - position)
        let bytes = try file.read(at: position, count: Int(count))
        if bytes.isEmpty { break }
        position += UInt64(bytes.count)
        try reader.read(bytes.span) { content in
          try block.take(content) { piece in
            hasher.update(piece)
            try body(piece)
          }
        }
      }
      guard reader.isFinished else {
        throw OriginalError.damaged(path: file.path, detail: "a record ends in the middle")
      }
    } catch let error as ZstdError {
      throw OriginalError.damaged(
        path: file.path, detail: "the record at byte \(location.offset): \(error.detail)")
    }
    guard block.isWhole, hasher.finish() == digest else {
      throw OriginalError.damaged(
        path: file.path,
        detail: "the bytes at \(location.offset) are not those of original \(digest)")
    }
  }

  /// Visits the originals of the archive in the order in which they were stored, with when that was, in
  /// seconds since 1970, and their length in bytes, until `visit` returns false.
  ///
  /// One that came again after it was due is visited twice. Those in files of their own come last, and
  /// their length is not known.
  package func forEach(
    _ visit: (_ digest: Digest, _ seconds: Int64, _ byteCount: UInt64?) throws -> Bool
  ) throws {
    let (segments, expiredBefore) = try catalogue.withLock { catalogue in
      try catalogue.load()
      if !catalogue.isWriters { try catalogue.refresh() }
      return (catalogue.segments.keys.sorted(), catalogue.expiredBefore)
    }
    for segment in segments {
      guard let file = try open(segment) else { continue }
      var scan = try SegmentScan(file, depth: .heads)
      var position: UInt64 = 0
      while let record = try scan.firstRecord(from: position) {
        position = record.range.upperBound
        if record.head.seconds < expiredBefore / 1_000 { continue }
        guard try visit(record.head.digest, record.head.seconds, record.head.byteCount) else {
          return
        }
      }
    }
    for subfolder in try former.subfolders() {
      for digest in try former.digests(in: subfolder) {
        guard let time = try former.time(of: digest) else { continue }
        guard try visit(digest, time / 1_000_000_000, nil) else { return }
      }
    }
  }
}
