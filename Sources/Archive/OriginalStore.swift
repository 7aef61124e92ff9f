package import Model
package import Storage
import Synchronization

/// The archive of original bytes: `ab/<sha256>.zst` below one folder, `ab` the digest's first byte.
///
/// Each file is one zstd frame with a checksum (`zstd -d` reads it). The same bytes are kept once.
/// Memory stays below 2 MiB a call however large a file is. May be used by many threads; one process
/// writes at a time. Errors: `OriginalError`, and `StorageError` for what the disk says.
package final class OriginalStore: Sendable {
  /// What came of storing a file.
  package struct Stored: Sendable, Hashable {
    package let digest: Digest
    /// Bytes of the original.
    package let size: UInt64
    /// False when the archive had it already.
    package let isNew: Bool
  }

  /// When a stored original must have reached the disk.
  package enum Durability: Sendable {
    /// On return.
    case atOnce
    /// After the next `sync()`, and not in the archive before it. For batches: files that are synced
    /// one behind the other take a tenth of the time, and each folder is synced once.
    case atNextSync
  }

  package let folder: FilePath
  let files: any FileSystem
  private let level: Int32
  /// A finished temporary file that waits for its sync and its name.
  private struct Pending: Sendable {
    var file: any FileHandle
    var digest: Digest
    /// An older file of that name gives way, so that it lives on.
    var renews: Bool
  }
  private struct State {
    var nextTemporary: UInt64 = 0
    var pending: [Pending] = []
    /// Folders whose names the next sync makes durable.
    var touched: Set<FilePath> = []
    /// Folders that this process has made, or found and made durable.
    var prepared: Set<FilePath> = []
    /// Originals that were stored before this, in nanoseconds since 1970, are stored anew when the same
    /// bytes come again; nil while none expires.
    var renewalTime: Int64?
    /// A failed sync: what it should have written may be gone, so nothing is taken any more.
    var poison: StorageError?
  }
  private let state = Mutex(State())
  /// Held while a name is given or an expired one taken: what was just renewed is not taken.
  let naming = Mutex(())
  /// Held during `sync`, so that nobody returns from it while another one still works on theirs.
  private let syncing = Mutex(())
  private let syncWorkers: SyncWorkers
  /// Open files that wait at most; more are synced at once.
  private static let pendingLimit = 128
  static let chunkByteCount = 256 << 10
  private static let temporaryPrefix = Array(".new-".utf8)

  /// The archive in `folder`, which is made when it is stored into for the first time.
  ///
  /// `level` is zstd's, 1 to 19. `syncWorkerCount` threads sync what was stored together; 1 keeps the
  /// order of calls, for simulation.
  package init(
    folder: FilePath, fileSystem: any FileSystem, level: Int32 = 3, syncWorkerCount: Int = 1
  ) {
    precondition((1...19).contains(level), "zstd has no such level for files")
    self.folder = folder
    self.files = fileSystem
    self.level = level
    syncWorkers = SyncWorkers(count: syncWorkerCount)
  }

  /// Takes away what an interrupted `store` left; for the one process that writes, at its start.
  ///
  /// Others may be reading: they open originals under their digests, which no leftover has as its
  /// name.
  package func removeLeftovers() throws {
    guard try files.exists(folder) else { return }
    let leftovers = try files.entries(of: folder).filter {
      $0.name.starts(with: Self.temporaryPrefix)
    }
    for entry in leftovers {
      do {
        try files.remove(folder.appending(name: entry.name))
      } catch {
        // Gone is what was wanted.
        if error.errno != .noSuchFileOrDirectory { throw error }
      }
    }
    if !leftovers.isEmpty { try files.syncFolder(folder) }
  }

  /// Where an original lies, whether or not it is there.
  package func path(of digest: Digest) -> FilePath {
    subfolder(of: digest).appending(name: Array((digest.hexadecimal + ".zst").utf8))
  }

  private func subfolder(of digest: Digest) -> FilePath {
    folder.appending(name: Array(digest.hexadecimal.utf8.prefix(2)))
  }

  /// Whether the archive holds it.
  package func contains(_ digest: Digest) throws(StorageError) -> Bool {
    try files.exists(path(of: digest))
  }

  /// Stores all bytes of an open file, unless the archive has them already.
  ///
  /// A file whose digest the caller has worked out (`known`) is not read when it is there already.
  /// Throws `OriginalError.changed` when the file's size or times change meanwhile. After a sync has
  /// failed, it always throws that failure.
  package func store(
    _ file: any FileHandle, known: Digest? = nil, durability: Durability = .atOnce
  ) throws -> Stored {
    if let poison = state.withLock({ $0.poison }) { throw poison }
    let before = try file.status()
    if let known, try contains(known), try !isDueForRenewal(known) {
      // Its name may be there and not durable yet: whoever gave it may have been killed before that.
      try touch(subfolder(of: known))
      if durability == .atOnce { try sync() }
      return Stored(digest: known, size: before.size, isNew: false)
    }
    try prepare(folder)
    let temporary = temporaryPath()
    do {
      let (target, digest) = try compress(file, before, into: temporary)
      var isNew = try !contains(digest)
      let renews = try isDueForRenewal(digest)
      let count = state.withLock { state in
        isNew = isNew && !state.pending.contains { $0.digest == digest }
        state.pending.append(Pending(file: target, digest: digest, renews: renews))
        return state.pending.count
      }
      if durability == .atOnce || count >= Self.pendingLimit { try sync() }
      return Stored(digest: digest, size: before.size, isNew: isNew)
    } catch {
      if !state.withLock({ $0.pending.contains { $0.file.path == temporary } }) {
        try? files.remove(temporary)
      }
      throw error
    }
  }

  /// Takes over the compressed file of an original, durable and in the archive after the next `sync()`.
  ///
  /// False, and nothing is taken, where its bytes are not those of `fileDigest`.
  package func adopt(
    _ file: any FileHandle, as digest: Digest, fileDigest: Digest
  ) throws -> Bool {
    try prepare(folder)
    let target = try files.open(temporaryPath(), .create)
    let hasher = DigestHasher()
    var position: UInt64 = 0
    while true {
      let bytes = try file.read(at: position, count: Self.chunkByteCount)
      hasher.update(bytes.span)
      try target.write(bytes, at: position)
      position += UInt64(bytes.count)
      if bytes.count < Self.chunkByteCount { break }
    }
    guard hasher.finish() == fileDigest else {
      try files.remove(target.path)
      return false
    }
    target.startWriteback()
    let count = state.withLock { state in
      state.pending.append(Pending(file: target, digest: digest, renews: false))
      return state.pending.count
    }
    if count >= Self.pendingLimit { try sync() }
    return true
  }

  /// Has originals that were stored before `time`, in nanoseconds since 1970, stored anew when their
  /// bytes come again; nil for never.
  package func renew(storedBefore time: Int64?) { state.withLock { $0.renewalTime = time } }

  private func isDueForRenewal(_ digest: Digest) throws(StorageError) -> Bool {
    guard let time = state.withLock({ $0.renewalTime }) else { return false }
    do throws(StorageError) {
      return try files.status(of: path(of: digest)).modified < time
    } catch {
      if error.errno == .noSuchFileOrDirectory { return false }
      throw error
    }
  }

  /// Makes all originals that were stored so far durable, and gives them their names.
  ///
  /// When it throws, those that were not done are done by the next call; after a sync of a file or
  /// folder failed, every later call throws that failure.
  package func sync() throws(StorageError) {
    let result: Result<Void, StorageError> = syncing.withLock { _ in
      do throws(StorageError) {
        return .success(try syncPending())
      } catch {
        return .failure(error)
      }
    }
    try result.get()
  }

  private func syncPending() throws(StorageError) {
    if let poison = state.withLock({ $0.poison }) { throw poison }
    let (pending, touched) = state.withLock { state in
      defer { (state.pending, state.touched) = ([], []) }
      return (state.pending, state.touched)
    }
    var folders = touched
    do throws(StorageError) {
      try syncWorkers.forEach(pending) { original throws(StorageError) in
        try original.file.sync(.data)
      }
      for original in pending { folders.insert(try publish(original)) }
      let files = files
      try syncWorkers.forEach(folders.sorted { $0.string < $1.string }) {
        subfolder throws(StorageError) in
        try files.syncFolder(subfolder)
      }
    } catch {
      state.withLock { state in
        if error.operation == .sync || error.operation == .syncFolder { state.poison = error }
        state.pending = pending + state.pending
        state.touched.formUnion(folders)
      }
      throw error
    }
  }

  /// Makes a folder, or makes the name of one that is there durable: once a process.
  private func prepare(_ folder: FilePath) throws(StorageError) {
    if state.withLock({ $0.prepared.contains(folder) }) { return }
    try files.makeFolders(folder)
    state.withLock { _ = $0.prepared.insert(folder) }
  }

  /// Has the next sync make the names in a folder durable.
  private func touch(_ subfolder: FilePath) throws(StorageError) {
    try prepare(subfolder)
    state.withLock { _ = $0.touched.insert(subfolder) }
  }

  /// Gives a synced file its name, in the folder that is returned; when the name is taken, its bytes
  /// are there already.
  private func publish(_ original: Pending) throws(StorageError) -> FilePath {
    let subfolder = subfolder(of: original.digest)
    try prepare(subfolder)
    do throws(StorageError) {
      let result: Result<Void, StorageError> = naming.withLock { _ in
        do throws(StorageError) {
          return .success(
            try files.rename(
              original.file.path, to: path(of: original.digest),
              original.renews ? .replace : .failIfPresent))
        } catch {
          return .failure(error)
        }
      }
      try result.get()
    } catch {
      switch error.errno {
      case .fileExists: try files.remove(original.file.path)
      // Named by an earlier call that failed further on.
      case .noSuchFileOrDirectory where try contains(original.digest): break
      default: throw error
      }
    }
    return subfolder
  }

  private func temporaryPath() -> FilePath {
    let number = state.withLock { state in
      state.nextTemporary += 1
      return state.nextTemporary
    }
    // The random part keeps a name that outlived a crash from being in the way.
    let random = UInt64.random(in: 0 ... .max)
    return folder.appending(
      name: Self.temporaryPrefix
        + Array("\(number)-\(String(random, radix: 36)).tmp".utf8))
  }

  private func compress(
    _ file: any FileHandle, _ before: FileStatus, into temporary: FilePath
  ) throws -> (any FileHandle, Digest) {
    let target = try files.open(temporary, .create)
    let writer = try FrameWriter(level: level, size: before.size)
    let hasher = DigestHasher()
    var chunk = [UInt8](
      repeating: 0, count: Int(min(UInt64(Self.chunkByteCount), max(1, before.size))))
    var (read, written): (UInt64, UInt64) = (0, 0)
    do {
      var isLast = false
      while !isLast {
        let count = try file.read(into: &chunk, at: read)
        read += UInt64(count)
        isLast = count < chunk.count || read >= before.size
        guard read <= before.size else { throw OriginalError.changed(path: file.path) }
        let piece = chunk.span.extracting(0..<count)
        assert(count <= chunk.count)
        hasher.update(piece)
        try writer.write(piece, isLast: isLast) { compressed in
          try target.write(compressed, at: written)
          written += UInt64(compressed.count)
        }
      }
    } catch let error as ZstdError {
      guard read == before.size else { throw OriginalError.changed(path: file.path) }
      throw OriginalError.failed(path: file.path, detail: error.detail)
    }
    let after = try file.status()
    guard read == before.size, after.size == before.size, after.modified == before.modified else {
      throw OriginalError.changed(path: file.path)
    }
    assert(written > 0, "a frame of nothing has bytes as well")
    target.startWriteback()
    return (target, hasher.finish())
  }

  /// Takes an original out, durably; false when it was not there. Others may be storing meanwhile,
  /// but not the same bytes.
  package func remove(_ digest: Digest) throws -> Bool {
    guard try contains(digest) else { return false }
    try files.remove(path(of: digest))
    try files.syncFolder(subfolder(of: digest))
    return true
  }

  /// Visits every original in the archive, in the order of their digests, until `visit` returns
  /// false. Other files are passed over.
  package func forEach(_ visit: (Digest) throws -> Bool) throws {
    guard try files.exists(folder) else { return }
    for subfolder in try files.entries(of: folder)
    where subfolder.kind == .folder && subfolder.name.count == 2 {
      for entry in try files.entries(of: folder.appending(name: subfolder.name)) {
        let name = String(decoding: entry.name, as: UTF8.self)
        guard name.hasSuffix(".zst"), let digest = Digest(name.dropLast(4)),
          path(of: digest).nameBytes == entry.name
        else { continue }
        guard try visit(digest) else { return }
      }
    }
  }
}
