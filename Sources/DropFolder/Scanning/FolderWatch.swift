import Dispatch
import Glibc
package import Storage
import Synchronization

/// inotify under a Dispatch read source: which names came by rename, which were written in place,
/// and when only a scan can tell.
///
/// Events are gathered, never acted on: `take` hands over what came since. Memory is bounded; what
/// does not fit turns into a scan.
package final class FolderWatch: Sendable {
  /// What happened since it was asked last.
  struct Changes {
    /// Paths below the inbox that came by rename.
    var arrived: [[UInt8]] = []
    /// Paths below the inbox that were written and closed, or made by another name (`link`).
    var written: [[UInt8]] = []
    /// Something happened that only a scan can tell: a new folder, or more events than fit.
    var mustScan = false

    var isEmpty: Bool { arrived.isEmpty && written.isEmpty && !mustScan }
  }

  /// Names that are kept of each kind; the kernel's own queue holds 16,384.
  private static let nameLimit = 16_384
  private static let bufferByteCount = 256 << 10

  private struct State {
    var paths: [CInt: [UInt8]] = [:]
    var watches: [[UInt8]: CInt] = [:]
    var unwatched: Set<[UInt8]> = []
    var changes = Changes()
    var isCancelled = false
  }

  private let descriptor: CInt
  // Its handlers are set before it is activated; after that only `cancel` is called, which
  // Dispatch allows from any thread.
  nonisolated(unsafe) private let source: any DispatchSourceRead
  private let state = Mutex(State())
  /// One element whenever something happened since the last; never more than one waits.
  package let signals: AsyncStream<Void>
  private let signal: AsyncStream<Void>.Continuation

  /// Begins to watch; folders are added by the scan. Throws when the system gives no inotify
  /// descriptor (EMFILE: raise fs.inotify.max_user_instances).
  package init(inbox: FilePath) throws(StorageError) {
    let raw = inotify_init1(CInt(IN_NONBLOCK) | CInt(IN_CLOEXEC))
    guard raw >= 0 else {
      throw StorageError(operation: .open, path: inbox, errno: Errno(rawValue: errno))
    }
    descriptor = raw
    (signals, signal) = AsyncStream.makeStream(
      of: Void.self, bufferingPolicy: .bufferingNewest(1))
    unsafe source = DispatchSource.makeReadSource(
      fileDescriptor: raw, queue: DispatchQueue(label: "winnow.inbox-watch"))
    unsafe source.setEventHandler { [weak self] in self?.drain() }
    // A watched descriptor may only be closed when the source has remove of it.
    unsafe source.setCancelHandler { close(raw) }
    unsafe source.activate()
  }

  deinit {
    signal.finish()
    unsafe source.cancel()
  }

  /// Stops watching; `signals` ends.
  package func cancel() {
    state.withLock { $0.isCancelled = true }
    signal.finish()
    unsafe source.cancel()
  }

  /// Folders that could not be watched, for want of watches mostly
  /// (`sysctl fs.inotify.max_user_watches`).
  var unwatchedCount: Int { state.withLock(\.unwatched.count) }

  /// Watches a folder below the inbox, which is held and had this path; nothing when it is watched
  /// already.
  func arm(_ path: [UInt8], _ held: any FolderHandle) {
    // By its descriptor: its path may mean another folder by now.
    let folder = held.descriptor.map { FilePath("/proc/self/fd/\($0)") } ?? held.path
    let events =
      IN_MOVED_TO | IN_CLOSE_WRITE | IN_CREATE | IN_DELETE_SELF | IN_MOVE_SELF | IN_ATTRIB
    let flags =
      UInt32(events) | UInt32(IN_ONLYDIR) | UInt32(IN_EXCL_UNLINK)
    state.withLock { state in
      guard !state.isCancelled, state.watches[path] == nil else { return }
      let watch = unsafe folder.withPlatformString {
        unsafe inotify_add_watch(descriptor, $0, flags)
      }
      withExtendedLifetime(held) {}
      guard watch >= 0 else {
        if state.unwatched.count < 10_000 { state.unwatched.insert(path) }
        return
      }
      state.unwatched.remove(path)
      // The same folder under a new name keeps its watch.
      if let old = state.paths[watch] { state.watches[old] = nil }
      state.paths[watch] = path
      state.watches[path] = watch
    }
  }

  /// Hands over what happened since the last call.
  func take() -> Changes {
    state.withLock { state in
      defer { state.changes = Changes() }
      return state.changes
    }
  }

  /// Reads all events that wait; runs on the source's queue.
  private func drain() {
    var buffer = [UInt8](repeating: 0, count: Self.bufferByteCount)
    let happened = state.withLock { state in
      guard !state.isCancelled else { return false }
      while true {
        let count = unsafe buffer.withUnsafeMutableBytes { raw in
          unsafe read(descriptor, raw.baseAddress, raw.count)
        }
        if count <= 0 { break }
        InotifyEvent.forEach(in: buffer, count: count) { note($0, &state) }
      }
      return !state.changes.isEmpty
    }
    if happened { signal.yield() }
  }

  private func note(_ event: InotifyEvent, _ state: inout State) {
    if event.has(IN_Q_OVERFLOW) {
      state.changes.mustScan = true
      return
    }
    guard let folder = state.paths[event.watch] else { return }
    if event.has(IN_IGNORED) || event.has(IN_MOVE_SELF) {
      // Gone, or moved: the scan arms it again under the name that it has then.
      state.paths[event.watch] = nil
      if state.watches[folder] == event.watch { state.watches[folder] = nil }
      state.changes.mustScan = true
      return
    }
    if event.has(IN_ISDIR) {
      if event.has(IN_CREATE) || event.has(IN_MOVED_TO) { state.changes.mustScan = true }
      return
    }
    guard !event.name.isEmpty, !Spool.isTemporary(event.name) else { return }
    let path = folder.isEmpty ? event.name : folder + [UInt8(ascii: "/")] + event.name
    if event.has(IN_MOVED_TO) {
      if state.changes.arrived.count < Self.nameLimit {
        state.changes.arrived.append(path)
      } else {
        state.changes.mustScan = true
      }
    } else if state.changes.written.count < Self.nameLimit {
      state.changes.written.append(path)
    } else {
      state.changes.mustScan = true
    }
  }
}
