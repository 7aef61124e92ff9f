import Model
import Storage
import Synchronization

/// How many syncs of segments were under way at once, and what is to happen during the next.
final class SyncWatch: Sendable {
  private let counts = Mutex((now: 0, most: 0))
  // In a structure: a function that is a lock's whole value is wrapped once more at each use of the lock.
  private struct Action {
    var body: (@Sendable () -> Void)?
  }

  private let action = Mutex(Action())

  var most: Int { counts.withLock { $0.most } }

  /// Runs `body` once, while the next sync is under way.
  func duringNextSync(_ body: @escaping @Sendable () -> Void) { action.withLock { $0.body = body } }

  func begin() {
    counts.withLock {
      $0.now += 1
      $0.most = max($0.most, $0.now)
    }
    let body = action.withLock { stored in
      defer { stored.body = nil }
      return stored.body
    }
    body?()
  }

  func end() { counts.withLock { $0.now -= 1 } }
}

/// Tells a watch of every sync of a segment's records.
struct WatchedFileSystem: FileSystem {
  let real: any FileSystem
  let watch: SyncWatch

  func open(_ path: FilePath, _ access: FileAccess) throws(StorageError) -> any FileHandle {
    let file = try real.open(path, access)
    let isSegment = path.bytes.suffix(4).elementsEqual(".wal".utf8)
    return isSegment ? WatchedFile(real: file, watch: watch) : file
  }

  func openFolder(_ path: FilePath) throws(StorageError) -> any FolderHandle {
    try real.openFolder(path)
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

  func syncFolder(_ path: FilePath) throws(StorageError) { try real.syncFolder(path) }

  func space(at path: FilePath) throws(StorageError) -> FreeSpace { try real.space(at: path) }

  func lock(_ path: FilePath, holder: String) throws(StorageError) -> LockAttempt {
    try real.lock(path, holder: holder)
  }
}

private final class WatchedFile: FileHandle {
  let real: any FileHandle
  let watch: SyncWatch
  var path: FilePath { real.path }

  init(real: any FileHandle, watch: SyncWatch) {
    self.real = real
    self.watch = watch
  }

  func readSome(
    into buffer: inout [UInt8], from start: Int, at offset: UInt64
  ) throws(StorageError) -> Int { try real.readSome(into: &buffer, from: start, at: offset) }

  func writeSome(_ bytes: Span<UInt8>, at offset: UInt64) throws(StorageError) -> Int {
    try real.writeSome(bytes, at: offset)
  }

  func truncate(to size: UInt64) throws(StorageError) { try real.truncate(to: size) }

  func sync(_ extent: SyncExtent) throws(StorageError) {
    watch.begin()
    defer { watch.end() }
    try real.sync(extent)
  }

  func status() throws(StorageError) -> FileStatus { try real.status() }
}
