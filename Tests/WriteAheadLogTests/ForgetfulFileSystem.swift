import Storage

/// A file system that claims to have done some of what it was asked, and has not.
struct ForgetfulFileSystem: FileSystem {
  let real: any FileSystem
  let forgets: @Sendable (StorageOperation, FilePath) -> Bool

  func open(_ path: FilePath, _ access: FileAccess) throws(StorageError) -> any FileHandle {
    ForgetfulFile(real: try real.open(path, access), forgets: forgets)
  }

  func open(_ relative: FilePath, below root: FilePath) throws(StorageError) -> any FileHandle {
    try real.open(relative, below: root)
  }

  func status(of path: FilePath) throws(StorageError) -> FileStatus { try real.status(of: path) }

  func list(
    _ folder: FilePath, _ visit: (FolderEntry) -> ListingStep
  ) throws(StorageError) { try real.list(folder, visit) }

  func rename(
    _ source: FilePath, to target: FilePath, _ rule: RenameRule
  ) throws(StorageError) { try real.rename(source, to: target, rule) }

  func remove(_ path: FilePath) throws(StorageError) { try real.remove(path) }

  func makeFolder(_ path: FilePath, permissions: UInt32) throws(StorageError) {
    try real.makeFolder(path, permissions: permissions)
  }

  func removeFolder(_ path: FilePath) throws(StorageError) { try real.removeFolder(path) }

  func syncFolder(_ path: FilePath) throws(StorageError) {
    if !forgets(.syncFolder, path) { try real.syncFolder(path) }
  }

  func space(at path: FilePath) throws(StorageError) -> FreeSpace { try real.space(at: path) }

  func lock(_ path: FilePath, holder: String) throws(StorageError) -> LockAttempt {
    try real.lock(path, holder: holder)
  }
}

private final class ForgetfulFile: FileHandle {
  let real: any FileHandle
  let forgets: @Sendable (StorageOperation, FilePath) -> Bool
  var path: FilePath { real.path }

  init(real: any FileHandle, forgets: @escaping @Sendable (StorageOperation, FilePath) -> Bool) {
    self.real = real
    self.forgets = forgets
  }

  func readSome(
    into buffer: inout [UInt8], from start: Int, at offset: UInt64
  ) throws(StorageError) -> Int { try real.readSome(into: &buffer, from: start, at: offset) }

  func writeSome(_ bytes: Span<UInt8>, at offset: UInt64) throws(StorageError) -> Int {
    try real.writeSome(bytes, at: offset)
  }

  func truncate(to size: UInt64) throws(StorageError) { try real.truncate(to: size) }

  func sync(_ extent: SyncExtent) throws(StorageError) {
    if !forgets(.sync, path) { try real.sync(extent) }
  }

  func status() throws(StorageError) -> FileStatus { try real.status() }
}
