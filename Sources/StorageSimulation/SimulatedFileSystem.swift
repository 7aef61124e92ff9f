import Glibc
import Synchronization
package import Storage

/// A file system in memory that records what is done to it, can fail at any call, and can say what a
/// crash at any moment would have left.
///
/// Paths are taken from the root, relative ones too; the root folder is there from the start.
package final class SimulatedFileSystem: FileSystem {
  struct State: Sendable {
    var disk: SimulatedDisk
    var changes: [DiskChange] = []
    var isRecording: Bool
    var capacity = 1 << 40
    var faults: [Fault] = []
    var callCounts: [StorageOperation: Int] = [:]
    var faultCounts: [Int] = []
    var locks: [SimulatedDisk.NodeID: String] = [:]
    var syncNanoseconds = 0
  }

  private let start: SimulatedDisk
  private let state: Mutex<State>

  /// A file system on a copy of `disk`. Without recording there is no trace to crash, and syncs cost
  /// nothing, which suits measuring.
  package init(_ disk: SimulatedDisk = SimulatedDisk(), isRecording: Bool = true) {
    start = disk
    state = Mutex(State(disk: disk, isRecording: isRecording))
  }

  /// The disk as it is now.
  package var disk: SimulatedDisk { state.withLock { $0.disk } }

  /// What was done since the beginning.
  package var trace: DiskTrace {
    DiskTrace(start: start, changes: state.withLock { $0.changes })
  }

  /// Puts a number on record in the trace, say that a record was acknowledged.
  package func mark(_ value: UInt64) {
    state.withLock { $0.record(.mark(value)) }
  }

  /// Calls to the file system so far, by kind.
  package var callCounts: [StorageOperation: Int] { state.withLock { $0.callCounts } }

  /// Sets the faults to come, counting calls from now on; none heals everything.
  package func inject(_ faults: [Fault]) {
    state.withLock {
      $0.faults = faults
      $0.faultCounts = [Int](repeating: 0, count: faults.count)
    }
  }

  /// Bytes of files that fit; more is ENOSPC.
  package func setCapacity(_ bytes: Int) { state.withLock { $0.capacity = bytes } }

  /// How long each sync of a file takes, in nanoseconds of real time.
  package func setSyncLatency(nanoseconds: Int) {
    state.withLock { $0.syncNanoseconds = nanoseconds }
  }

  /// Moves the clock of file times on, in nanoseconds.
  package func advanceClock(by nanoseconds: Int64) {
    state.withLock { $0.disk.clock += nanoseconds }
  }

  /// Makes an entry that no call of the seam can make: a symbolic link, FIFO, socket or device.
  package func make(_ kind: FileKind, at path: FilePath) throws(StorageError) {
    try locked { state throws(StorageError) in
      let (folder, name) = try state.placeForNew(path, .create)
      state.record(.create(folder: folder, name: name, kind: kind, permissions: 0o777))
    }
  }

  /// Runs `body` on the state; `Mutex.withLock` does not carry typed errors through here.
  func locked<R: Sendable>(
    _ body: (inout State) throws(StorageError) -> R
  ) throws(StorageError) -> R {
    let result: Result<R, StorageError> = state.withLock { state in
      do throws(StorageError) {
        return .success(try body(&state))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  func waitForSync() {
    let nanoseconds = state.withLock { $0.syncNanoseconds }
    if nanoseconds == 0 { return }
    // Timers ring late by up to half a millisecond on a busy machine, which would count as latency:
    // so the last stretch is watched.
    let end = Self.monotonic() + nanoseconds
    let asleep = nanoseconds - 500_000
    if asleep > 0 {
      var time = timespec(tv_sec: asleep / 1_000_000_000, tv_nsec: asleep % 1_000_000_000)
      _ = unsafe nanosleep(&time, nil)
    }
    while Self.monotonic() < end {}
  }

  private static func monotonic() -> Int {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }
}

extension SimulatedFileSystem {
  /// See `FileSystem`.
  package func open(_ path: FilePath, _ access: FileAccess) throws(StorageError) -> any FileHandle {
    let node = try locked { state throws(StorageError) in
      if case .create(let permissions) = access {
        _ = try state.injected(.create, path)
        let (folder, name) = try state.placeForNew(path, .create)
        state.record(
          .create(folder: folder, name: name, kind: .regular, permissions: permissions))
        return state.disk.nodes.count - 1
      }
      _ = try state.injected(.open, path)
      return try state.regularFile(path)
    }
    return SimulatedFile(self, node, path: path)
  }

  /// See `FileSystem`.
  package func openFolder(_ path: FilePath) throws(StorageError) -> any FolderHandle {
    let node = try locked { state throws(StorageError) in
      _ = try state.injected(.openFolder, path)
      return try state.folder(path, .openFolder)
    }
    return SimulatedFolder(self, node, path: path)
  }

  /// See `FileSystem`.
  package func status(of path: FilePath) throws(StorageError) -> FileStatus {
    try locked { state throws(StorageError) in
      _ = try state.injected(.status, path)
      return state.status(try state.node(path, .status))
    }
  }

  /// See `FileSystem`.
  package func list(
    _ folder: FilePath, _ visit: (FolderEntry) -> ListingStep
  ) throws(StorageError) {
    let entries = try locked { state throws(StorageError) in
      _ = try state.injected(.list, folder)
      let node = try state.folder(folder, .list)
      return state.disk.nodes[node].entries.map { name, id in
        FolderEntry(name: name, kind: state.disk.nodes[id].kind)
      }
    }
    for entry in entries where visit(entry) == .stop { return }
  }

  /// See `FileSystem`.
  package func rename(
    _ source: FilePath, to target: FilePath, _ rule: RenameRule
  ) throws(StorageError) {
    try locked { state throws(StorageError) in
      _ = try state.injected(.rename, source)
      _ = try state.node(source, .rename)
      let (fromFolder, from) = try state.parent(of: source, .rename)
      let (toFolder, to) = try state.parent(of: target, .rename)
      if state.disk.nodes[toFolder].entries[to] != nil, rule == .failIfPresent {
        throw StorageError(operation: .rename, path: source, errno: .fileExists)
      }
      state.record(.move(fromFolder: fromFolder, from: from, toFolder: toFolder, to: to))
    }
  }

  /// See `FileSystem`.
  package func remove(_ path: FilePath) throws(StorageError) {
    try locked { state throws(StorageError) in
      _ = try state.injected(.remove, path)
      let node = try state.node(path, .remove)
      if state.disk.nodes[node].kind == .folder {
        throw StorageError(operation: .remove, path: path, errno: .isDirectory)
      }
      let (folder, name) = try state.parent(of: path, .remove)
      state.record(.remove(folder: folder, name: name))
    }
  }

  /// See `FileSystem`.
  package func makeFolder(_ path: FilePath, permissions: UInt32) throws(StorageError) {
    try locked { state throws(StorageError) in
      _ = try state.injected(.makeFolder, path)
      let (folder, name) = try state.placeForNew(path, .makeFolder)
      state.record(.create(folder: folder, name: name, kind: .folder, permissions: permissions))
    }
  }

  /// See `FileSystem`.
  package func removeFolder(_ path: FilePath) throws(StorageError) {
    try locked { state throws(StorageError) in
      _ = try state.injected(.removeFolder, path)
      let node = try state.folder(path, .removeFolder)
      if !state.disk.nodes[node].entries.isEmpty {
        throw StorageError(operation: .removeFolder, path: path, errno: .directoryNotEmpty)
      }
      let (folder, name) = try state.parent(of: path, .removeFolder)
      state.record(.remove(folder: folder, name: name))
    }
  }

  /// See `FileSystem`.
  package func syncFolder(_ path: FilePath) throws(StorageError) {
    try locked { state throws(StorageError) in
      let node = try state.folder(path, .syncFolder)
      // A failure leaves the names as undurable as they were: file systems with a journal do not
      // forget names, they stop.
      _ = try state.injected(.syncFolder, path)
      state.record(.syncFolder(node))
    }
  }

  /// See `FileSystem`.
  package func space(at path: FilePath) throws(StorageError) -> FreeSpace {
    try locked { state throws(StorageError) in
      _ = try state.injected(.space, path)
      _ = try state.node(path, .space)
      return FreeSpace(
        free: UInt64(max(0, state.capacity - state.disk.usedBytes)), total: UInt64(state.capacity))
    }
  }

  /// See `FileSystem`.
  package func lock(_ path: FilePath, holder: String) throws(StorageError) -> LockAttempt {
    try locked { state throws(StorageError) in
      _ = try state.injected(.lock, path)
      let (folder, name) = try state.parent(of: path, .lock)
      if state.disk.nodes[folder].entries[name] == nil {
        state.record(.create(folder: folder, name: name, kind: .regular, permissions: 0o640))
      }
      let node = try state.regularFile(path)
      if let by = state.locks[node] { return .held(by: by) }
      state.locks[node] = holder
      return .acquired(
        FileLock { [weak self] in
          self?.state.withLock { _ = $0.locks.removeValue(forKey: node) }
        })
    }
  }
}
