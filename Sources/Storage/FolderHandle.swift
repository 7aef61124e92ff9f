/// An open folder, held by its descriptor: what is done through it is done in this folder, whatever its
/// path means by then.
///
/// For folders that strangers may write to. A name is one component (1 to 255 bytes, no `/`, not `.` or
/// `..`; EINVAL otherwise), and a link is never followed. Errors: `StorageError`, with the path that
/// the entry had when the folder was opened.
package protocol FolderHandle: AnyObject, Sendable {
  /// The path it was opened by, for messages.
  var path: FilePath { get }

  /// The descriptor, where there is one: for inotify. Valid as long as the handle is.
  var descriptor: CInt? { get }

  /// The folder at a path of raw bytes below this one; itself for no bytes. A link in any component is
  /// ELOOP or ENOTDIR.
  func folder(_ relative: [UInt8]) throws(StorageError) -> any FolderHandle

  /// Opens a regular file; see `FileSystem.open`.
  func open(_ name: [UInt8], _ access: FileAccess) throws(StorageError) -> any FileHandle

  /// What `fstatat` says of an entry: never of what a link points to.
  func status(of name: [UInt8]) throws(StorageError) -> FileStatus

  /// What `fstat` says of the folder.
  func status() throws(StorageError) -> FileStatus

  /// Visits the entries; see `FileSystem.list`.
  func list(_ visit: (FolderEntry) -> ListingStep) throws(StorageError)

  /// Renames an entry into a folder of the same file system (else EXDEV); atomic.
  func rename(
    _ name: [UInt8], to folder: any FolderHandle, as target: [UInt8], _ rule: RenameRule
  ) throws(StorageError)

  /// Removes the name of anything but a folder.
  func remove(_ name: [UInt8]) throws(StorageError)

  /// Makes one folder; EEXIST when something has the name.
  func makeFolder(_ name: [UInt8], permissions: UInt32) throws(StorageError)

  /// Removes an empty folder.
  func removeFolder(_ name: [UInt8]) throws(StorageError)

  /// Makes the names in the folder durable; see `FileSystem.syncFolder`.
  func sync() throws(StorageError)
}

extension FolderHandle {
  /// Whether anything has this name.
  package func exists(_ name: [UInt8]) throws(StorageError) -> Bool {
    do {
      _ = try status(of: name)
      return true
    } catch {
      if error.errno == .noSuchFileOrDirectory { return false }
      throw error
    }
  }

  /// Removes a name if it is there.
  package func removeIfPresent(_ name: [UInt8]) throws(StorageError) {
    do {
      try remove(name)
    } catch {
      if error.errno != .noSuchFileOrDirectory { throw error }
    }
  }

  /// The folder at a path of raw bytes below this one, made where it is missing, each name durable.
  /// Something else than a folder on the way is ELOOP or ENOTDIR.
  package func makeFolders(
    _ relative: [UInt8], permissions: UInt32
  ) throws(StorageError) -> any FolderHandle {
    var folder: any FolderHandle = self
    for part in relative.split(separator: UInt8(ascii: "/")) {
      let name = Array(part)
      do {
        folder = try folder.folder(name)
        continue
      } catch {
        if error.errno != .noSuchFileOrDirectory { throw error }
      }
      do {
        try folder.makeFolder(name, permissions: permissions)
      } catch {
        // Somebody else made it meanwhile; whether it is a folder, the next line says.
        if error.errno != .fileExists { throw error }
      }
      try folder.sync()
      folder = try folder.folder(name)
    }
    return folder
  }

  /// Writes a file's bytes into a new file of this folder, durable when it returns but for its name.
  /// Memory is bounded whatever the size.
  package func copy(
    _ file: any FileHandle, as name: [UInt8], permissions: UInt32
  ) throws(StorageError) {
    let target = try open(name, .create(permissions: permissions))
    var offset: UInt64 = 0
    while true {
      let piece = try file.read(at: offset, count: 1 << 20)
      if piece.isEmpty { break }
      try target.write(piece, at: offset)
      offset += UInt64(piece.count)
    }
    try target.sync(.everything)
  }
}

/// The components of a path of raw bytes; nil unless it is relative and each is a plain name.
package func plainComponents(_ relative: [UInt8]) -> [[UInt8]]? {
  if relative.isEmpty { return [] }
  let parts = relative.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
  guard parts.allSatisfy({ isPlainName(Array($0)) }) else { return nil }
  return parts.map { Array($0) }
}

/// Whether these bytes name one entry of a folder, and never the folder itself or the one above.
package func isPlainName(_ name: [UInt8]) -> Bool {
  (1...255).contains(name.count) && !name.contains(UInt8(ascii: "/")) && !name.contains(0)
    && name != [UInt8(ascii: ".")] && name != [UInt8(ascii: "."), UInt8(ascii: ".")]
}
