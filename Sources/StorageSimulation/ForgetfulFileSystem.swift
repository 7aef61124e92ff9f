package import Storage

/// A file system that claims to have synced some of what it was asked to, and has not: a bug to plant
/// under a test that must notice.
package struct ForgetfulFileSystem: FileSystem {
  private let real: any FileSystem
  private let forgets: @Sendable (StorageOperation, FilePath) -> Bool

  /// Leaves out each `.sync` and `.syncFolder` that `forgets` names, and does everything else.
  package init(
    _ real: any FileSystem, forgets: @escaping @Sendable (StorageOperation, FilePath) -> Bool
  ) {
    self.real = real
    self.forgets = forgets
  }

  /// See `FileSystem`.
  package func open(_ path: FilePath, _ access: FileAccess) throws(StorageError) -> any FileHandle {
    ForgetfulFile(real: try real.open(path, access), forgets: forgets)
  }

  /// See `FileSystem`.
  package func open(_ relative: FilePath, below root: FilePath) throws(StorageError)
    -> any FileHandle
  {
    try real.open(relative, below: root)
  }

  /// See `FileSystem`.
  package func status(of path: FilePath) throws(StorageError) -> FileStatus {
    try real.status(of: path)
  }

  /// See `FileSystem`.
  package func list(
    _ folder: FilePath, _ visit: (FolderEntry) -> ListingStep
  ) throws(StorageError) { try real.list(folder, visit) }

  /// See `FileSystem`.
  package func rename(
    _ source: FilePath, to target: FilePath, _ rule: RenameRule
  ) throws(StorageError) { try real.rename(source, to: target, rule) }

  /// See `FileSystem`.
  package func remove(_ path: FilePath) throws(StorageError) { try real.remove(path) }

  /// See `FileSystem`.
  package func makeFolder(_ path: FilePath, permissions: UInt32) throws(StorageError) {
    try real.makeFolder(path, permissions: permissions)
  }

  /// See `FileSystem`.
  package func removeFolder(_ path: FilePath) throws(StorageError) { try real.removeFolder(path) }

  /// See `FileSystem`.
  package func syncFolder(_ path: FilePath) throws(StorageError) {
    if !forgets(.syncFolder, path) { try real.syncFolder(path) }
  }

  /// See `FileSystem`.
  package func space(at path: FilePath) throws(StorageError) -> FreeSpace {
    try real.space(at: path)
  }

  /// See `FileSystem`.
  package func lock(_ path: FilePath, holder: String) throws(StorageError) -> LockAttempt {
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
