// Every module above names files by SystemPackage's bytes-based `FilePath` and reads its `Errno`, so
// importing the seam brings them along.
@_exported public import SystemPackage

/// The seam to the disk: what winnow's modules on disk ask of files and folders.
///
/// `POSIXFileSystem` is the machine's; `SimulatedFileSystem` is its counterpart in memory that can crash and
/// fail. All calls block. A call that a signal interrupted (EINTR) is repeated by the conformer, at
/// most `interruptionLimit` times. Names are bytes and need not be UTF-8.
///
/// Errors: `StorageError`, always with the path it concerns.
package protocol FileSystem: Sendable {
  /// Opens a regular file; never follows a symbolic link at the end of `path`, never blocks on a FIFO.
  ///
  /// A symbolic link is ELOOP; a FIFO, socket, device or folder is EINVAL.
  func open(_ path: FilePath, _ access: FileAccess) throws(StorageError) -> any FileHandle

  /// Opens a folder by its path, to do things in it whatever the path means later. Links in the path
  /// are followed: it is an operator's.
  func openFolder(_ path: FilePath) throws(StorageError) -> any FolderHandle

  /// What `lstat` says: the entry itself, never what a symbolic link points to.
  func status(of path: FilePath) throws(StorageError) -> FileStatus

  /// Visits the entries of a folder without `.` and `..`, in no particular order, one at a time, so
  /// that a folder of any size needs little memory. The visitor ends the listing with `.stop`.
  func list(_ folder: FilePath, _ visit: (FolderEntry) -> ListingStep) throws(StorageError)

  /// Renames; atomic. With `.failIfPresent` an existing target is EEXIST and stays as it is.
  func rename(_ source: FilePath, to target: FilePath, _ rule: RenameRule) throws(StorageError)

  /// Removes the name of anything but a folder.
  func remove(_ path: FilePath) throws(StorageError)

  /// Makes one folder (not its parents); EEXIST when something is there.
  func makeFolder(_ path: FilePath, permissions: UInt32) throws(StorageError)

  /// Removes an empty folder.
  func removeFolder(_ path: FilePath) throws(StorageError)

  /// Makes the names in a folder durable: without it a create, rename or remove in it may be undone
  /// by a crash. After a rename between folders sync the target's folder first.
  func syncFolder(_ path: FilePath) throws(StorageError)

  /// Free and total bytes of the file system that holds `path`, for an unprivileged process.
  func space(at path: FilePath) throws(StorageError) -> FreeSpace

  /// Takes the advisory lock of a file, made when missing, and writes `holder` into it (one line of
  /// at most 1,000 bytes, say `pid command`), so that whoever comes second can name who has it.
  /// Held until the `FileLock` goes or the process ends, however it ends.
  func lock(_ path: FilePath, holder: String) throws(StorageError) -> LockAttempt
}

/// How often one call is repeated after EINTR before the error is handed on.
package let interruptionLimit = 1_000

/// What a file is opened for.
package enum FileAccess: Hashable, Sendable {
  case read
  case readWrite
  /// Makes the file, readable and writable; EEXIST when the name is taken by anything.
  case create(permissions: UInt32)

  /// Makes a file for its owner, readable by the group.
  package static var create: FileAccess { .create(permissions: 0o640) }
}

/// Whether a rename may replace what has the name already.
package enum RenameRule: Hashable, Sendable {
  case replace
  case failIfPresent
}

/// What a listing's visitor wants next.
package enum ListingStep: Hashable, Sendable {
  case next
  case stop
}

extension FileSystem {
  /// Whether anything has this name.
  package func exists(_ path: FilePath) throws(StorageError) -> Bool {
    do {
      _ = try status(of: path)
      return true
    } catch {
      if error.errno == .noSuchFileOrDirectory { return false }
      throw error
    }
  }

  /// Makes a folder and the missing ones above it; fine when it is there.
  ///
  /// Each folder's name is synced into its parent, also of the one that was there already: whoever
  /// made it may have been killed before that.
  package func makeFolders(_ path: FilePath, permissions: UInt32 = 0o750) throws(StorageError) {
    var missing: [FilePath] = []
    var folder = path
    while !folder.isEmpty {
      if try exists(folder) { break }
      missing.append(folder)
      folder = folder.parent
    }
    if !folder.isEmpty {
      do throws(StorageError) {
        try syncFolder(folder.parent)
      } catch {
        // A parent that we may not read is not one that we made a folder in.
        if error.errno != .permissionDenied { throw error }
      }
    }
    for folder in missing.reversed() {
      do {
        try makeFolder(folder, permissions: permissions)
      } catch {
        // Somebody else made it meanwhile: that is what was wanted.
        if error.errno != .fileExists { throw error }
      }
      try syncFolder(folder.parent)
    }
  }

  /// Every entry of a folder, sorted by name bytes; for folders that the program itself keeps small.
  package func entries(of folder: FilePath) throws(StorageError) -> [FolderEntry] {
    var found: [FolderEntry] = []
    try list(folder) { entry in
      found.append(entry)
      return .next
    }
    return found.sorted { $0.name.lexicographicallyPrecedes($1.name) }
  }

  /// Writes a whole file so that after a crash its name holds either all of it or what was there
  /// before: temporary name, write, sync, rename, folder sync.
  package func replaceFile(_ path: FilePath, with bytes: [UInt8]) throws(StorageError) {
    let temporary = path.appendingSuffix(".tmp")
    if try exists(temporary) { try remove(temporary) }
    let file = try open(temporary, .create)
    try file.write(bytes, at: 0)
    try file.sync(.everything)
    try rename(temporary, to: path, .replace)
    try syncFolder(path.parent)
  }

  /// The whole content of a file of at most `limit` bytes; a longer one is EFBIG.
  package func readFile(_ path: FilePath, limit: Int) throws(StorageError) -> [UInt8] {
    precondition(limit >= 0)
    let file = try open(path, .read)
    let size = try file.status().size
    if size > UInt64(limit) {
      throw StorageError(operation: .read, path: path, errno: .fileTooLarge)
    }
    return try file.read(at: 0, count: Int(size))
  }
}
