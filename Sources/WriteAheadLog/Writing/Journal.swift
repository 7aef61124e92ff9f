internal import Dispatch
package import Model
package import Storage
internal import Synchronization

/// The write-ahead log: what is appended here has happened, whatever happens next.
///
/// One writer, on a Dispatch queue of its own, takes what has gathered while its last sync ran, so at
/// most one sync is in flight and many appends share it. `docs/JOURNAL_FORMAT.md` has the layout and
/// the rules of recovery. The caller holds the lock on the state folder: two journals on one folder
/// destroy each other.
package final class Journal: Sendable {
  let folder: LogFolder
  let options: JournalOptions
  let writer: Mutex<LogWriter>
  let queue: Mutex<AppendQueue>
  let factory: SegmentFactory
  /// The log's own number, by which the other parts of a state know it.
  package let logNumber: UInt64
  private let gathered = DispatchSemaphore(value: 0)
  private let writing = DispatchQueue(label: "winnow.journal.write", qos: .userInitiated)
  let housekeeping = DispatchQueue(label: "winnow.journal.housekeeping", qos: .utility)
  let latestCheckpoint: Mutex<LSN>

  /// Opens the log in a folder, made when missing, and repairs what a crash may have left.
  ///
  /// Blocks while it reads the whole log. Errors: `.damaged` with the range (nothing was changed then),
  /// `.newerFormat`, `.storage`.
  package static func open(
    in folder: FilePath, on fileSystem: any FileSystem, options: JournalOptions = JournalOptions()
  ) throws(JournalError) -> (journal: Journal, recovery: JournalRecovery) {
    do throws(StorageError) {
      try fileSystem.makeFolders(folder)
    } catch { throw .storage(error) }
    let (writer, recovery) = try Recovery.open(
      LogFolder(folder, on: fileSystem), options: options)
    let journal = Journal(writer, checkpoint: recovery.checkpoint?.lsn ?? .zero)
    journal.makeSpare()
    return (journal, recovery)
  }

  private init(_ writer: LogWriter, checkpoint: LSN) {
    folder = writer.folder
    options = writer.options
    factory = writer.factory
    logNumber = writer.logNumber
    queue = Mutex(AppendQueue(next: writer.next, durable: writer.durable))
    self.writer = Mutex(writer)
    latestCheckpoint = Mutex(checkpoint)
  }

  /// Appends one record and returns its LSN once it is durable.
  ///
  /// Errors: `.outOfSpace` (may be tried again), `.poisoned`, `.payloadTooLong`, `.reservedType`, `.closed`.
  package func append(_ entry: JournalEntry) async throws(JournalError) -> LSN {
    try await append([entry]).upperBound
  }

  /// Appends records with consecutive LSNs and returns once all of them are durable.
  ///
  /// Not all or nothing: a crash may leave the first few. `entries` is not empty.
  package func append(_ entries: [JournalEntry]) async throws(JournalError) -> ClosedRange<LSN> {
    for entry in entries where entry.type >= OwnType.first {
      throw .reservedType(entry.type)
    }
    return try await appendAny(entries)
  }

  /// Hands records over without waiting; a later `sync` or waiting append makes them durable.
  ///
  /// When they cannot be written, the next `sync` throws.
  @discardableResult
  package func enqueue(_ entries: [JournalEntry]) throws(JournalError) -> ClosedRange<LSN> {
    for entry in entries where entry.type >= OwnType.first {
      throw .reservedType(entry.type)
    }
    let limit = options.queuedByteLimit
    let (range, step) = try queue.withLock { queue in
      queue.add(entries, waiter: nil, byteLimit: limit)
    }.get()
    perform(step)
    return range
  }

  /// Returns once everything that was handed over before is durable, with the last durable LSN.
  ///
  /// Errors: as `append`, also for what an earlier `enqueue` handed over in vain.
  @discardableResult
  package func sync() async throws(JournalError) -> LSN {
    let result: Result<LSN, JournalError> = await withCheckedContinuation { continuation in
      perform(queue.withLock { $0.addSync(continuation) })
    }
    return try result.get()
  }

  func appendAny(_ entries: [JournalEntry]) async throws(JournalError) -> ClosedRange<LSN> {
    precondition(!entries.isEmpty, "an append says something")
    let result: Result<LSN, JournalError> = await withCheckedContinuation { continuation in
      switch queue.withLock({ $0.add(entries, waiter: continuation, byteLimit: .max) }) {
      case .success((_, let step)): perform(step)
      case .failure(let error): continuation.resume(returning: .failure(error))
      }
    }
    let last = try result.get()
    return LSN(last.rawValue - UInt64(entries.count - 1))...last
  }

  private func perform(_ step: AppendQueue.Step) {
    switch step {
    case .none: break
    case .startWriting: writing.async { self.writeAll() }
    case .wakeWriter: gathered.signal()
    case .resume(let continuation, let result): continuation.resume(returning: result)
    }
  }

  /// Runs on `writing` until nothing is left to write.
  private func writeAll() {
    while true {
      if let nanoseconds = queue.withLock({ $0.gatheringTime(byteLimit: options.gatherByteLimit) })
      {
        _ = gathered.wait(timeout: .now() + .nanoseconds(nanoseconds))
      }
      guard let batch = queue.withLock({ $0.takeBatch() }) else { return }
      let began = DispatchTime.now().uptimeNanoseconds
      var report = writer.withLock { Self.write(batch, to: &$0) }
      report.nanoseconds = DispatchTime.now().uptimeNanoseconds - began
      let finished = queue.withLock { $0.finish(report) }
      for (continuation, result) in finished { continuation.resume(returning: result) }
      if !factory.hasSpare { makeSpare() }
    }
  }

  private static func write(
    _ batch: [JournalEntry], to writer: inout LogWriter
  ) -> AppendQueue.Report {
    var failure: JournalError?
    do throws(JournalError) {
      try writer.write(batch)
    } catch { failure = error }
    do throws(JournalError) {
      // What was written before the disk was full is still to be acknowledged.
      try writer.sync()
    } catch { failure = error }
    return AppendQueue.Report(
      durable: writer.durable, next: writer.next, failure: failure, syncCount: writer.syncCount,
      writtenByteCount: writer.writtenByteCount)
  }

  private func makeSpare() {
    housekeeping.async {
      // Without a spare the next segment is made when it is needed, and tells its own error then.
      try? self.factory.makeSpare()
    }
  }
}
