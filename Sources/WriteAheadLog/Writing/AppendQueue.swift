internal import Model
internal import Synchronization

/// What waits to be written, who waits for it, and when the writer should take it: decides, and lets
/// the journal act.
struct AppendQueue: Sendable {
  typealias Waiter = CheckedContinuation<Result<LSN, JournalError>, Never>

  enum Step: Sendable {
    case none
    case startWriting
    case wakeWriter
    case resume(Waiter, Result<LSN, JournalError>)
  }

  /// What the writer says after a batch.
  struct Report: Sendable {
    var durable: LSN
    /// Records from here on were never written.
    var next: LSN
    var failure: JournalError?
    var syncCount: Int
    var writtenByteCount: UInt64
    /// How long writing and syncing took.
    var nanoseconds: UInt64 = 0
  }

  private var entries: [JournalEntry] = []
  private var byteCount = 0
  /// In the order of their LSNs.
  private var waiters: [(lsn: LSN, isSync: Bool, waiter: Waiter)] = []
  private(set) var next: LSN
  private(set) var durable: LSN
  private var isWriting = false
  private var isClosed = false
  /// The last record that was handed over without waiting.
  private var lastUnawaited = LSN.zero
  /// The first failure of records that nobody waited for; told to the next `sync`.
  private var untold: JournalError?
  private(set) var poison: JournalError?
  /// How many appends shared the last sync: as many are likely to come again right after it.
  private var expected = 0
  /// The writer waits until so many are here; 0 when it does not.
  private var wakeCount = 0
  private var wakeByteCount = 0
  private(set) var lastSyncNanoseconds: UInt64 = 0
  private(set) var syncNanoseconds: UInt64 = 0
  private(set) var acknowledgedCount: UInt64 = 0
  private(set) var syncCount = 0
  private(set) var writtenByteCount: UInt64 = 0

  init(next: LSN, durable: LSN) {
    self.next = next
    self.durable = durable
  }

  mutating func add(
    _ new: [JournalEntry], waiter: Waiter?, byteLimit: Int
  ) -> Result<(ClosedRange<LSN>, Step), JournalError> {
    if let poison { return .failure(poison) }
    if isClosed { return .failure(.closed) }
    var size = 0
    for entry in new {
      if entry.payload.count > JournalEntry.payloadByteLimit {
        return .failure(.payloadTooLong(byteCount: entry.payload.count))
      }
      size += RecordHeader.frameByteCount(payload: entry.payload.count)
    }
    if byteCount > byteLimit - size { return .failure(.queueFull) }
    precondition(!new.isEmpty, "an append says something")
    let first = next
    entries += new
    byteCount += size
    next = LSN(next.rawValue + UInt64(new.count))
    let last = LSN(next.rawValue - 1)
    if let waiter { waiters.append((last, false, waiter)) } else { lastUnawaited = last }
    return .success((first...last, wakeUp()))
  }

  mutating func addSync(_ waiter: Waiter) -> Step {
    if let failure = untold ?? poison {
      untold = nil
      return .resume(waiter, .failure(failure))
    }
    let last = LSN(next.rawValue - 1)
    if last <= durable { return .resume(waiter, .success(durable)) }
    waiters.append((last, true, waiter))
    return wakeUp()
  }

  private mutating func wakeUp() -> Step {
    if !isWriting {
      isWriting = true
      return .startWriting
    }
    if wakeCount > 0 && (waiters.count >= wakeCount || byteCount >= wakeByteCount) {
      wakeCount = 0
      return .wakeWriter
    }
    return .none
  }

  /// How long the writer should let appends gather before it takes them; nil for not at all.
  ///
  /// Those whom the last sync released are about to come back. Waiting for them costs a fraction of
  /// the sync that it saves; when they stay away, fewer are expected next time.
  mutating func gatheringTime(byteLimit: Int) -> Int? {
    guard expected > 1, waiters.count < expected, byteCount < byteLimit, poison == nil else {
      return nil
    }
    wakeCount = expected
    wakeByteCount = byteLimit
    return Int(min(1_000_000, max(200_000, lastSyncNanoseconds / 2)))
  }

  /// Hands everything to the writer; nil, and the writer stops, when there is nothing.
  mutating func takeBatch() -> [JournalEntry]? {
    wakeCount = 0
    if entries.isEmpty {
      isWriting = false
      expected = 0
      return nil
    }
    assert(isWriting)
    let batch = entries
    entries = []
    entries.reserveCapacity(batch.count)
    byteCount = 0
    return batch
  }

  /// Takes the writer's result, and says who is to hear what.
  ///
  /// After a failure the LSNs that were never written are given out again.
  mutating func finish(_ report: Report) -> [(Waiter, Result<LSN, JournalError>)] {
    precondition(report.durable >= durable, "what is durable stays so")
    precondition(report.durable < report.next)
    acknowledgedCount += report.durable.rawValue - durable.rawValue
    lastSyncNanoseconds = report.nanoseconds
    syncNanoseconds += report.nanoseconds
    syncCount = report.syncCount
    writtenByteCount = report.writtenByteCount
    durable = report.durable
    let done = waiters.firstIndex { $0.lsn > durable } ?? waiters.count
    var told = waiters[..<done].map { ($0.waiter, Result<LSN, JournalError>.success($0.lsn)) }
    waiters.removeFirst(done)
    expected = done
    if let failure = report.failure {
      let isTold = waiters.contains { $0.isSync && $0.lsn >= lastUnawaited }
      if lastUnawaited > durable && !isTold { untold = untold ?? failure }
      lastUnawaited = .zero
      told += waiters.map { ($0.waiter, .failure(failure)) }
      waiters = []
      entries = []
      byteCount = 0
      if case .poisoned = failure { poison = failure } else { next = report.next }
    }
    return told
  }

  /// No more appends from now on.
  mutating func close() { isClosed = true }
}
