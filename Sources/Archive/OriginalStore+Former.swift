package import Model
package import Storage
internal import Synchronization

/// The former layout: originals in files of their own.
extension OriginalStore {
  /// Moves originals that lie in files of their own into segments; nothing where there are none.
  ///
  /// May be ended at any moment and run again: a file goes when its original is durable in a segment, and
  /// until then it is read where it lies. One that is damaged stays where it is. `progress` hears how many
  /// of how many are done.
  package func moveFormerOriginals(_ progress: (_ done: Int, _ total: Int) -> Void) throws {
    let subfolders = try former.subfolders()
    if subfolders.isEmpty { return }
    try writer.withLock { try prepare(&$0) }
    let total = try subfolders.reduce(0) { $0 + (try former.digests(in: $1).count) }
    var done = 0
    progress(done, total)
    for subfolder in subfolders {
      var moved: [Digest] = []
      for digest in try former.digests(in: subfolder) {
        if try move(digest) { moved.append(digest) }
        done += 1
        if done % Self.progressCount == 0 { progress(done, total) }
      }
      try sync()
      try former.remove(moved, from: subfolder)
    }
    progress(done, total)
    catalogue.withLock { catalogue in
      catalogue.hasFormerLayout = (try? former.subfolders().isEmpty) != true
    }
  }

  private static let progressCount = 500

  /// Stores one of them in a segment, durable after the next sync; false where it cannot be read.
  private func move(_ digest: Digest) throws -> Bool {
    let isThere = try catalogue.withLock { try $0.location(of: digest) != nil }
    if isThere { return true }
    guard let time = try former.time(of: digest) else { return true }
    do {
      let file = try files.open(former.path(of: digest), .read)
      return try take(file, as: digest, seconds: time / 1_000_000_000)
    } catch is OriginalError {
      return false
    }
  }

  /// Takes over an original from a file that is one zstd frame, as a backup has it.
  ///
  /// In the archive after the next `sync()`. False, and nothing is taken, where the file's bytes are not
  /// those of `fileDigest`.
  package func adopt(
    _ file: any FileHandle, as digest: Digest, fileDigest: Digest
  ) throws -> Bool {
    let hasher = DigestHasher()
    var position: UInt64 = 0
    while true {
      let bytes = try file.read(at: position, count: Self.chunkByteCount)
      hasher.update(bytes.span)
      position += UInt64(bytes.count)
      if bytes.count < Self.chunkByteCount { break }
    }
    guard hasher.finish() == fileDigest else { return false }
    do {
      return try take(file, as: digest, seconds: options.clock() / 1_000)
    } catch is OriginalError {
      return false
    }
  }

  private func take(_ file: any FileHandle, as digest: Digest, seconds: Int64) throws -> Bool {
    let header = try file.read(at: 0, count: FrameLayout.headerLimit)
    var byteCount = FrameLayout.contentByteCount(header)
    if byteCount == nil {
      var count: UInt64 = 0
      try FormerLayout.read(file, as: digest) { count += UInt64($0.count) }
      byteCount = count
    }
    guard let byteCount, byteCount <= options.heldByteCount else {
      return try putLarge(
        digest, byteCount: byteCount ?? 0, seconds: seconds, path: file.path
      ) { body in try FormerLayout.read(file, as: digest, body) } == digest
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Int(clamping: byteCount))
    try FormerLayout.read(file, as: digest) { piece in
      unsafe piece.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    }
    try writer.withLock { writer in
      try prepare(&writer)
      if writer.gatheredByteCount >= options.gatherByteCount { try commit(&writer) }
      if writer.isPending(digest) { return }
      try append(digest, bytes, seconds: seconds, &writer)
    }
    return true
  }

  /// Whether an original in a file of its own was stored before `cutoff`, in milliseconds since 1970.
  func hasFormer(before cutoff: Int64) throws -> Bool {
    for subfolder in try former.subfolders() {
      for digest in try former.digests(in: subfolder) {
        if let time = try former.time(of: digest), time < cutoff * 1_000_000 { return true }
      }
    }
    return false
  }

  func removeFormer(before cutoff: Int64, isCancelled: () -> Bool) throws -> Expired {
    var expired = Expired()
    for subfolder in try former.subfolders() where !isCancelled() {
      var old: [Digest] = []
      for digest in try former.digests(in: subfolder) {
        guard let time = try former.time(of: digest), time < cutoff * 1_000_000 else { continue }
        expired.byteCount &+= try files.status(of: former.path(of: digest)).size
        old.append(digest)
      }
      if !old.isEmpty { try former.remove(old, from: subfolder) }
      expired.count += old.count
    }
    return expired
  }
}
