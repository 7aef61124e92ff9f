internal import Archive
internal import Model
internal import State
internal import Storage

/// The folder that a backup lies in: what is where, and how it gets there.
///
/// `pieces/ab/<sha256>` are pieces of files, `originals/ab/<sha256>.zst` originals as the archive has
/// them; `MANIFEST` says what of them makes up the backup. A file gets its name when it is whole and
/// synced, so a name that is there stands for its bytes, whatever was interrupted.
final class BackupFolder {
  let folder: FilePath
  let files: any FileSystem
  /// Bytes that were written since this was opened.
  private(set) var writtenByteCount: UInt64 = 0
  /// The pieces that are there.
  private var pieces: Set<Digest> = []
  private var pending: [(file: any FileHandle, target: FilePath)] = []
  private var touched: Set<FilePath> = []
  private var prepared: Set<FilePath> = []
  private var nextTemporary = 0
  private let syncWorkers: SyncWorkers
  private let lock: FileLock?
  /// Open files that wait for their sync at most.
  private static let pendingLimit = 256
  static let manifestByteLimit = 1 << 30
  /// Bytes read and hashed at a time.
  static let chunkByteCount = 1 << 20

  private init(_ folder: FilePath, _ files: any FileSystem, _ lock: FileLock?) {
    self.folder = folder
    self.files = files
    self.lock = lock
    syncWorkers = SyncWorkers(count: Self.syncWorkerCount(files))
  }

  /// One worker keeps the order of calls, for tests that stop at one of them.
  static func syncWorkerCount(_ files: any FileSystem) -> Int { files is POSIXFileSystem ? 8 : 1 }

  /// A backup that is only read.
  static func reading(_ folder: FilePath, on files: any FileSystem) -> BackupFolder {
    BackupFolder(folder, files, nil)
  }

  /// Opens a folder to back up into; makes it where it is missing, and removes what an interrupted
  /// backup has left unfinished.
  ///
  /// Throws `PipelineFailure` with `.held` while another process works on it.
  static func writing(_ folder: FilePath, on files: any FileSystem) throws -> BackupFolder {
    try files.makeFolders(folder)
    guard let lock = try POSIXFileSystem().folderLock(folder) else {
      throw PipelineFailure(
        .held, "\(folder.printable) is in use by another winnow backup. Try again when it is done.")
    }
    let opened = BackupFolder(folder, files, lock)
    try opened.removeUnfinished()
    try files.makeFolders(opened.unfinished)
    try opened.forEachName(in: "pieces") { subfolder, name in
      if let digest = Digest(name) { opened.pieces.insert(digest) }
    }
    return opened
  }

  var manifestPath: FilePath { folder.appending("MANIFEST") }
  private var unfinished: FilePath { folder.appending("unfinished") }

  func path(ofPiece digest: Digest) -> FilePath {
    folder.appending("pieces").appending(String(digest.hexadecimal.prefix(2)))
      .appending(digest.hexadecimal)
  }

  func path(ofOriginal digest: Digest) -> FilePath {
    folder.appending("originals").appending(String(digest.hexadecimal.prefix(2)))
      .appending(digest.hexadecimal + ".zst")
  }

  /// The manifest; nil where there is none. Throws `PipelineFailure` for one that does not read back.
  func manifest() throws -> BackupManifest? {
    guard try files.exists(manifestPath) else { return nil }
    let bytes = try files.readFile(manifestPath, limit: Self.manifestByteLimit)
    guard let manifest = BackupManifest(decoding: bytes) else {
      throw PipelineFailure(
        .damaged,
        "\(manifestPath.printable) is damaged: its bytes are not those that its last line names."
          + " Make a new backup: winnow backup DIR, into an empty folder")
    }
    return manifest
  }

  /// Visits the files of `pieces` or `originals`.
  func forEachName(in kind: String, _ visit: (_ subfolder: FilePath, _ name: String) throws -> Void)
    throws
  {
    let root = folder.appending(kind)
    guard try files.exists(root) else { return }
    for entry in try files.entries(of: root) where entry.kind == .folder && entry.name.count == 2 {
      let subfolder = root.appending(name: entry.name)
      for file in try files.entries(of: subfolder) {
        try visit(subfolder, String(decoding: file.name, as: UTF8.self))
      }
    }
  }

  // MARK: Writing

  /// Puts a piece in, unless it is there.
  func put(piece bytes: [UInt8]) throws -> Digest {
    let digest = Digest(of: bytes)
    guard pieces.insert(digest).inserted else { return digest }
    let file = try makeTemporary()
    try file.write(bytes, at: 0)
    writtenByteCount += UInt64(bytes.count)
    try add(file, as: path(ofPiece: digest))
    return digest
  }

  /// Puts the first bytes of a file in, in pieces of `pieceByteCount`.
  ///
  /// Throws `Changed` where the file is shorter by now.
  func put(
    _ source: any FileHandle, byteCount: UInt64, pieceByteCount: Int
  ) throws -> [Digest] {
    var digests: [Digest] = []
    var position: UInt64 = 0
    while position < byteCount {
      let wanted = Int(min(byteCount - position, UInt64(pieceByteCount)))
      let bytes = try source.read(at: position, count: wanted)
      guard bytes.count == wanted else { throw Changed() }
      digests.append(try put(piece: bytes))
      position += UInt64(wanted)
    }
    return digests
  }

  /// A file of the state changed while it was read.
  struct Changed: Error {}

  /// Copies an original's file, and returns what is to be known of it.
  func put(original digest: Digest, from source: any FileHandle) throws -> OriginalList.Entry {
    let target = try makeTemporary()
    let hasher = DigestHasher()
    var position: UInt64 = 0
    while true {
      let bytes = try source.read(at: position, count: Self.chunkByteCount)
      if bytes.isEmpty { break }
      hasher.update(bytes.span)
      try target.write(bytes, at: position)
      position += UInt64(bytes.count)
      if bytes.count < Self.chunkByteCount { break }
    }
    writtenByteCount += position
    try add(target, as: path(ofOriginal: digest))
    return OriginalList.Entry(original: digest, file: hasher.finish(), byteCount: position)
  }

  private func makeTemporary() throws -> any FileHandle {
    nextTemporary += 1
    return try files.open(unfinished.appending(String(nextTemporary)), .create)
  }

  private func add(_ file: any FileHandle, as target: FilePath) throws {
    file.startWriteback()
    pending.append((file, target))
    if pending.count >= Self.pendingLimit { try flush() }
  }

  /// Syncs what was written, and gives it its names.
  func flush() throws {
    let batch = pending.map(\.file)
    try syncWorkers.forEach(batch) { file throws(StorageError) in try file.sync(.data) }
    for (file, target) in pending {
      let subfolder = target.parent
      if prepared.insert(subfolder).inserted { try files.makeFolders(subfolder) }
      try files.rename(file.path, to: target, .replace)
      touched.insert(subfolder)
    }
    pending = []
  }

  /// Makes everything durable and then the manifest: from here on it is the backup.
  func finish(_ manifest: BackupManifest) throws {
    try flush()
    try syncWorkers.forEach(Array(touched)) { [files] subfolder throws(StorageError) in
      try files.syncFolder(subfolder)
    }
    touched = []
    let bytes = manifest.encoded()
    try files.replaceFile(manifestPath, with: bytes)
    writtenByteCount += UInt64(bytes.count)
  }

  /// Removes what the manifest does not name.
  func removeOthers(than manifest: BackupManifest, originals: Set<Digest>) throws {
    let needed = manifest.pieces
    try forEachName(in: "pieces") { subfolder, name in
      if let digest = Digest(name), needed.contains(digest) { return }
      try files.remove(subfolder.appending(name))
    }
    try forEachName(in: "originals") { subfolder, name in
      if name.hasSuffix(".zst"), let digest = Digest(name.dropLast(4)), originals.contains(digest) {
        return
      }
      try files.remove(subfolder.appending(name))
    }
    try removeUnfinished()
  }

  /// A path for a file that is removed before the backup ends.
  func scratch(_ name: String) -> FilePath { unfinished.appending(name) }

  private func removeUnfinished() throws {
    guard try files.exists(unfinished) else { return }
    for entry in try files.entries(of: unfinished) {
      try files.remove(unfinished.appending(name: entry.name))
    }
    try files.removeFolder(unfinished)
  }

  // MARK: Reading

  /// The bytes of a piece, or nil where it is gone or its bytes are others.
  func piece(_ digest: Digest) throws -> [UInt8]? {
    do {
      let bytes = try files.readFile(path(ofPiece: digest), limit: 1 << 30)
      return Digest(of: bytes) == digest ? bytes : nil
    } catch  where error.errno == .noSuchFileOrDirectory {
      return nil
    }
  }

  /// The originals of a part; nil where the list does not read back.
  func list(_ part: BackupManifest.Originals) throws -> OriginalList? {
    var bytes: [UInt8] = []
    for digest in part.pieces {
      guard let piece = try piece(digest) else { return nil }
      bytes += piece
    }
    return OriginalList(decoding: bytes)
  }

  /// The digest and length of a file in the backup; nil where it is gone.
  func digest(of path: FilePath) throws -> (digest: Digest, byteCount: UInt64)? {
    let file: any FileHandle
    do {
      file = try files.open(path, .read)
    } catch {
      if error.errno == .noSuchFileOrDirectory { return nil }
      throw error
    }
    let hasher = DigestHasher()
    var position: UInt64 = 0
    while true {
      let bytes = try file.read(at: position, count: Self.chunkByteCount)
      hasher.update(bytes.span)
      position += UInt64(bytes.count)
      if bytes.count < Self.chunkByteCount { return (hasher.finish(), position) }
    }
  }
}
