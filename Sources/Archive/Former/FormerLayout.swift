internal import Model
internal import Storage

/// The archive as earlier builds kept it: `ab/<sha256>.zst`, one zstd frame an original, `ab` the
/// digest's first byte. Read as long as it is there, never written.
struct FormerLayout {
  private let folder: FilePath
  private let files: any FileSystem
  private static let suffix = Array(".zst".utf8)
  private static let chunkByteCount = 256 << 10

  init(_ folder: FilePath, on files: any FileSystem) {
    self.folder = folder
    self.files = files
  }

  /// Whether a folder of the archive holds originals in files of their own.
  static func isFolderName(_ name: [UInt8]) -> Bool {
    name.count == 2
      && name.allSatisfy {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
          || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
      }
  }

  func path(of digest: Digest) -> FilePath {
    folder.appending(String(digest.hexadecimal.prefix(2)))
      .appending(digest.hexadecimal + String(decoding: Self.suffix, as: UTF8.self))
  }

  /// The folders that are there.
  func subfolders() throws -> [FilePath] {
    guard try files.exists(folder) else { return [] }
    return try files.entries(of: folder)
      .filter { $0.kind == .folder && Self.isFolderName($0.name) }
      .map { folder.appending(name: $0.name) }
  }

  /// The originals in one of the folders, sorted.
  func digests(in subfolder: FilePath) throws -> [Digest] {
    try files.entries(of: subfolder).compactMap { entry in
      guard entry.name.suffix(Self.suffix.count).elementsEqual(Self.suffix) else { return nil }
      return Digest(String(decoding: entry.name.dropLast(Self.suffix.count), as: UTF8.self))
    }
  }

  /// When the original was stored, in nanoseconds since 1970; nil where it is not there.
  func time(of digest: Digest) throws -> Int64? {
    do throws(StorageError) {
      return try files.status(of: path(of: digest)).modified
    } catch {
      if error.errno == .noSuchFileOrDirectory { return nil }
      throw error
    }
  }

  /// Hands on the original piece by piece, and throws behind the last one when they were not its bytes.
  func read(_ digest: Digest, _ body: (Span<UInt8>) throws -> Void) throws {
    let file: any FileHandle
    do {
      file = try files.open(path(of: digest), .read)
    } catch  where error.errno == .noSuchFileOrDirectory {
      throw OriginalError.missing(digest)
    }
    try Self.read(file, as: digest, body)
  }

  /// Hands on the content of one such file.
  static func read(
    _ file: any FileHandle, as digest: Digest, _ body: (Span<UInt8>) throws -> Void
  ) throws {
    let hasher = DigestHasher()
    do {
      let reader = try FrameReader()
      var chunk = [UInt8](repeating: 0, count: chunkByteCount)
      var offset: UInt64 = 0
      while true {
        let count = try file.read(into: &chunk, at: offset)
        if count == 0 { break }
        offset += UInt64(count)
        try reader.read(chunk.span.extracting(0..<count)) { piece in
          hasher.update(piece)
          try body(piece)
        }
      }
      guard reader.isFinished else {
        throw OriginalError.damaged(path: file.path, detail: "it ends in the middle")
      }
    } catch let error as ZstdError {
      throw OriginalError.damaged(path: file.path, detail: error.detail)
    }
    guard hasher.finish() == digest else {
      throw OriginalError.damaged(
        path: file.path, detail: "its bytes are not those of its name")
    }
  }

  /// Removes the originals, durably, and their folder when nothing is left in it.
  func remove(_ digests: [Digest], from subfolder: FilePath) throws {
    for digest in digests {
      do throws(StorageError) {
        try files.remove(path(of: digest))
      } catch {
        if error.errno != .noSuchFileOrDirectory { throw error }
      }
    }
    try files.syncFolder(subfolder)
    if try files.entries(of: subfolder).isEmpty {
      try files.removeFolder(subfolder)
      try files.syncFolder(folder)
    }
  }
}
