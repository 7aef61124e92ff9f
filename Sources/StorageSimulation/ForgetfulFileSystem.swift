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
  package func openFolder(_ path: FilePath) throws(StorageError) -> any FolderHandle {
    ForgetfulFolder(real: try real.openFolder(path), forgets: forgets)
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

private final class ForgetfulFolder: FolderHandle {
  let real: any FolderHandle
  let forgets: @Sendable (StorageOperation, FilePath) -> Bool
  var path: FilePath { real.path }
  var descriptor: CInt? { real.descriptor }

  init(real: any FolderHandle, forgets: @escaping @Sendable (StorageOperation, FilePath) -> Bool) {
    self.real = real
    self.forgets = forgets
  }

  func folder(_ relative: [UInt8]) throws(StorageError) -> any FolderHandle {
    ForgetfulFolder(real: try real.folder(relative), forgets: forgets)
  }

  func open(_ name: [UInt8], _ access: FileAccess) throws(StorageError) -> any FileHandle {
    ForgetfulFile(real: try real.open(name, access), forgets: forgets)
  }

  func status(of name: [UInt8]) throws(StorageError) -> FileStatus { try real.status(of: name) }

  func status() throws(StorageError) -> FileStatus { try real.status() }

  func list(_ visit: (FolderEntry) -> ListingStep) throws(StorageError) { try real.list(visit) }

  func rename(
    _ name: [UInt8], to folder: any FolderHandle, as target: [UInt8], _ rule: RenameRule
  ) throws(StorageError) {
    let folder = (folder as? ForgetfulFolder)?.real ?? folder
    try real.rename(name, to: folder, as: target, rule)
  }

  func remove(_ name: [UInt8]) throws(StorageError) { try real.remove(name) }

  func makeFolder(_ name: [UInt8], permissions: UInt32) throws(StorageError) {
    try real.makeFolder(name, permissions: permissions)
  }

  func removeFolder(_ name: [UInt8]) throws(StorageError) { try real.removeFolder(name) }

  func sync() throws(StorageError) {
    if !forgets(.syncFolder, path) { try real.sync() }
  }
}
