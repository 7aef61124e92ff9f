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
    /// After the next `sync()`: the file's bytes are synced on return, its name is not yet. For
    /// batches, which then sync each folder once.
    case atNextSync
  }

  package let folder: FilePath
  let files: any FileSystem
  private let level: Int32
  private struct State {
    var nextTemporary: UInt64 = 0
    /// Folders with names that are not durable yet; 257 at most.
    var touched: Set<FilePath> = []
  }
  private let state = Mutex(State())
  static let chunkByteCount = 256 << 10
  private static let temporaryPrefix = Array(".new-".utf8)

  /// The archive in `folder`, which is made when it is stored into for the first time.
  ///
  /// `level` is zstd's, 1 to 19.
  package init(folder: FilePath, fileSystem: any FileSystem, level: Int32 = 3) {
    self.folder = folder
    self.files = fileSystem
    self.level = level
  }

  /// Takes away what an interrupted `store` left; for the one process that writes, at its start.
  package func removeLeftovers() throws {
    guard try files.exists(folder) else { return }
    let leftovers = try files.entries(of: folder).filter {
      $0.name.starts(with: Self.temporaryPrefix)
    }
    for entry in leftovers { try files.remove(folder.appending(name: entry.name)) }
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
  package func contains(_ digest: Digest) throws -> Bool { try files.exists(path(of: digest)) }

  /// Stores all bytes of an open file, unless the archive has them already.
  ///
  /// A file whose digest the caller has worked out (`known`) is not read when it is there already.
  /// Throws `OriginalError.changed` when the file's size or times change meanwhile.
  package func store(
    _ file: any FileHandle, known: Digest? = nil, durability: Durability = .atOnce
  ) throws -> Stored {
    let before = try file.status()
    if let known, try contains(known) {
      // Another job may have stored it and not synced it yet.
      try settle(known, durability)
      return Stored(digest: known, size: before.size, isNew: false)
    }
    try files.makeFolders(folder)
    let temporary = temporaryPath()
    do {
      let digest = try compress(file, before, into: temporary)
      let isNew = try publish(temporary, as: digest)
      try settle(digest, durability)
      return Stored(digest: digest, size: before.size, isNew: isNew)
    } catch {
      try? files.remove(temporary)
      throw error
    }
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
  ) throws -> Digest {
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
        hasher.update(piece)
        try writer.write(piece, isLast: isLast) { compressed in
          try target.write(all: compressed, at: written)
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
    try target.sync(.everything)
    return hasher.finish()
  }

  /// Gives the finished file its name; false when the name is taken, and so the bytes are there.
  private func publish(_ temporary: FilePath, as digest: Digest) throws -> Bool {
    let subfolder = subfolder(of: digest)
    if try !files.exists(subfolder) { try files.makeFolders(subfolder) }
    do {
      try files.rename(temporary, to: path(of: digest), .failIfPresent)
      return true
    } catch  where error.errno == .fileExists {
      try files.remove(temporary)
      return false
    }
  }

  private func settle(_ digest: Digest, _ durability: Durability) throws {
    switch durability {
    case .atOnce: try files.syncFolder(subfolder(of: digest))
    case .atNextSync: state.withLock { _ = $0.touched.insert(subfolder(of: digest)) }
    }
  }

  /// Makes the names of all originals that were stored so far durable.
  package func sync() throws {
    let touched = state.withLock { state in
      defer { state.touched = [] }
      return state.touched
    }
    for folder in touched { try files.syncFolder(folder) }
  }

  /// Takes an original out, durably; false when it was not there.
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

extension FileHandle {
  func write(all bytes: Span<UInt8>, at offset: UInt64) throws(StorageError) {
    var done = 0
    while done < bytes.count {
      let taken = try writeSome(
        bytes.extracting(done..<bytes.count), at: offset + UInt64(done))
      // A device that takes nothing and reports nothing would hold us for ever.
      if taken == 0 { throw StorageError(operation: .write, path: path, errno: .ioError) }
      done += taken
    }
  }
}
