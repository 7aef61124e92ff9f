/// Which names may be looked at next: a bounded list that one scan fills for many files, and the
/// names that have to wait.
///
/// The sources take turns, and where the list is full the one with the most names gives way: however many
/// files a source has, another one's are looked at next.
///
/// A value without clock or disk; times are nanoseconds since 1970.
struct Candidates {
  /// A name that is not to be looked at before its time.
  private struct Pause {
    var until: Int64
    /// The change time that it had when it was paused: proof that it rested, where clocks disagree.
    var changed: Int64?
  }

  /// A name in the list.
  private struct Entry {
    var path: [UInt8]
    /// A later one came later, of whichever source.
    var order: UInt64
  }

  /// The names of one source, in the order they came.
  private struct Queue {
    private var list: [Entry] = []
    private var first = 0

    var count: Int { list.count - first }

    mutating func append(_ entry: Entry) { list.append(entry) }

    mutating func takeFirst() -> Entry? {
      guard first < list.count else { return nil }
      let entry = list[first]
      first += 1
      if first > 1_024 && first * 2 > list.count {
        list.removeFirst(first)
        first = 0
      }
      return entry
    }

    mutating func takeLast() -> Entry? { first < list.count ? list.removeLast() : nil }
  }

  let limit: Int
  /// By source: the folder of the inbox, without a name for the inbox itself.
  private var queues: [[UInt8]: Queue] = [:]
  /// The sources that have names in the list, in the order of their turns.
  private var turns: [[UInt8]] = []
  private var turn = 0
  private var lastOrder: UInt64 = 0
  private var known: Set<[UInt8]> = []
  private var whole: Set<[UInt8]> = []
  private var pauses: [[UInt8]: Pause] = [:]
  /// Names that are in the list, or paused, by source.
  private var held: [[UInt8]: Int] = [:]
  /// Claims that were handed out and are not carried out yet.
  private var inFlight: Set<[UInt8]> = []

  init(limit: Int) { self.limit = limit }

  /// Names in the list.
  var count: Int { known.count }
  var pausedCount: Int { pauses.count }
  var isHalfEmpty: Bool { count <= limit / 2 }
  var freeCount: Int { max(0, limit - count) }
  /// Pauses are bounded too; beyond this a name is simply found again by the next scan.
  private var pauseLimit: Int { 4 * limit }

  /// Names that are in the list or paused, by source; `""` is the inbox itself.
  var heldBySource: [String: Int] {
    var counts: [String: Int] = [:]
    for (source, count) in held {
      counts[String(decoding: source, as: UTF8.self), default: 0] += count
    }
    return counts
  }

  /// Notes that a name came by rename; false when a name had to be left out, this one or another.
  mutating func arrived(_ path: [UInt8]) -> Bool {
    if whole.count < 4 * limit { whole.insert(path) }
    setPause(path, nil)
    return offer(path, at: .max)
  }

  /// Notes that a name was written in place and is to be looked at when it has settled.
  mutating func written(_ path: [UInt8], lookAt time: Int64) -> Bool {
    guard pauses.count < pauseLimit || pauses[path] != nil else { return false }
    setPause(path, Pause(until: time, changed: nil))
    return true
  }

  /// Takes in a name that a scan or an event found, unless it is there, in flight or paused beyond
  /// `now`; false when a name had to be left out, this one or the last of the source with the most.
  mutating func offer(_ path: [UInt8], at now: Int64) -> Bool {
    if known.contains(path) || inFlight.contains(path) { return true }
    if let pause = pauses[path], pause.until > now { return true }
    let source = Self.source(of: path)
    var isFree = true
    if freeCount == 0 {
      guard makeFree(for: source) else { return false }
      isFree = false
    }
    let isFirst = queues[source] == nil
    lastOrder += 1
    queues[source, default: Queue()].append(Entry(path: path, order: lastOrder))
    if isFirst { turns.append(source) }
    setKnown(path, true)
    assert(known.count <= limit, "the list is bounded")
    return isFree
  }

  /// Has the source with the most names give its last one up; false where `source` has its share.
  private mutating func makeFree(for source: [UInt8]) -> Bool {
    let own = queues[source]?.count ?? 0
    guard own < limit / (turns.count + (own == 0 ? 1 : 0)) else { return false }
    guard let largest = turns.max(by: { queues[$0]?.count ?? 0 < queues[$1]?.count ?? 0 }),
      queues[largest]?.count ?? 0 > own + 1, let last = queues[largest]?.takeLast()
    else { return false }
    setKnown(last.path, false)
    return true
  }

  /// Whether a scan should keep the name at all.
  func wants(_ path: [UInt8], at now: Int64) -> Bool {
    if known.contains(path) || inFlight.contains(path) { return false }
    guard let pause = pauses[path] else { return true }
    return pause.until <= now
  }

  /// Moves names whose time has come into the list; false when one of the list had to give way.
  mutating func wake(at now: Int64) -> Bool {
    let due = pauses.filter { $0.value.until <= now && !known.contains($0.key) }
    var isFree = true
    for (path, _) in due {
      // One for which the list is full stays paused, and its time has come at the next call too.
      let before = known.count
      if !offer(path, at: now), known.contains(path), known.count == before { isFree = false }
    }
    return isFree
  }

  /// When the next paused name is due.
  var nextDue: Int64? { pauses.values.lazy.map(\.until).min() }

  /// The next names to look at, `limit` at most: of each source in turn, and these in the order they came.
  mutating func next(_ limit: Int) -> [[UInt8]] {
    var entries: [Entry] = []
    while entries.count < limit, !turns.isEmpty {
      if turn >= turns.count { turn = 0 }
      let source = turns[turn]
      guard let entry = queues[source]?.takeFirst() else {
        queues[source] = nil
        turns.remove(at: turn)
        continue
      }
      turn += 1
      setKnown(entry.path, false)
      if !inFlight.contains(entry.path) { entries.append(entry) }
    }
    return entries.sorted { $0.order < $1.order }.map(\.path)
  }

  /// Whether the name came by rename, so that its file is whole.
  func isWhole(_ path: [UInt8]) -> Bool { whole.contains(path) }

  /// Whether a claim on the name was handed out.
  func isInFlight(_ path: [UInt8]) -> Bool { inFlight.contains(path) }

  /// Puts a name off, whatever it did before.
  mutating func pause(_ path: [UInt8], until time: Int64) {
    if pauses.count < pauseLimit || pauses[path] != nil {
      setPause(path, Pause(until: time, changed: nil))
    }
  }

  /// Puts a name off. Returns true when it was put off before with the same change time and has
  /// rested for that long: then it is settled, whatever the clocks say.
  mutating func pause(_ path: [UInt8], until time: Int64, changed: Int64, at now: Int64) -> Bool {
    if let pause = pauses[path], pause.changed == changed, pause.until <= now {
      setPause(path, nil)
      return true
    }
    if pauses.count < pauseLimit || pauses[path] != nil {
      setPause(path, Pause(until: time, changed: changed))
    }
    return false
  }

  /// The names of claims that were handed out.
  mutating func depart(_ paths: some Sequence<[UInt8]>) {
    for path in paths {
      assert(!inFlight.contains(path), "a name is claimed once at a time")
      inFlight.insert(path)
      setPause(path, nil)
      whole.remove(path)
    }
  }

  /// The names of claims that were carried out, or given up.
  mutating func land(_ paths: some Sequence<[UInt8]>) {
    for path in paths { inFlight.remove(path) }
  }

  /// Forgets about a name that is gone, or is to be looked at anew.
  mutating func forget(_ path: [UInt8]) {
    setPause(path, nil)
    whole.remove(path)
  }

  // MARK: Keeping count

  private mutating func setPause(_ path: [UInt8], _ pause: Pause?) {
    let wasPaused = pauses[path] != nil
    pauses[path] = pause
    if wasPaused != (pause != nil), !known.contains(path) { count(path, by: wasPaused ? -1 : 1) }
  }

  private mutating func setKnown(_ path: [UInt8], _ isKnown: Bool) {
    if isKnown { known.insert(path) } else { known.remove(path) }
    if pauses[path] == nil { count(path, by: isKnown ? 1 : -1) }
  }

  private mutating func count(_ path: [UInt8], by change: Int) {
    let source = Self.source(of: path)
    let count = (held[source] ?? 0) + change
    assert(count >= 0, "a name is counted once")
    held[source] = count > 0 ? count : nil
  }

  private static func source(of path: [UInt8]) -> [UInt8] {
    Array(path[..<(path.firstIndex(of: UInt8(ascii: "/")) ?? 0)])
  }
}
