/// Which names may be looked at next: a bounded list that one scan fills for many files, and the
/// names that have to wait.
///
/// A value without clock or disk; times are nanoseconds since 1970.
struct Candidates {
  /// A name that is not to be looked at before its time.
  private struct Pause {
    var until: Int64
    /// The change time that it had when it was paused: proof that it rested, where clocks disagree.
    var changed: Int64?
  }

  let limit: Int
  private var list: [[UInt8]] = []
  private var first = 0
  private var known: Set<[UInt8]> = []
  private var whole: Set<[UInt8]> = []
  private var pauses: [[UInt8]: Pause] = [:]
  /// Claims that were handed out and are not carried out yet.
  private var inFlight: Set<[UInt8]> = []

  init(limit: Int) { self.limit = limit }

  var count: Int { list.count - first }
  var pausedCount: Int { pauses.count }
  var isHalfEmpty: Bool { count <= limit / 2 }
  var freeCount: Int { max(0, limit - count) }
  /// Pauses are bounded too; beyond this a name is simply found again by the next scan.
  private var pauseLimit: Int { 4 * limit }

  /// Notes that a name came by rename; false when the list is full.
  mutating func arrived(_ path: [UInt8]) -> Bool {
    if whole.count < 4 * limit { whole.insert(path) }
    pauses[path] = nil
    return offer(path, at: .max)
  }

  /// Notes that a name was written in place and is to be looked at when it has settled.
  mutating func written(_ path: [UInt8], lookAt time: Int64) -> Bool {
    guard pauses.count < pauseLimit || pauses[path] != nil else { return false }
    pauses[path] = Pause(until: time, changed: nil)
    return true
  }

  /// Takes in a name that a scan or an event found, unless it is there, in flight or paused beyond
  /// `now`; false when the list is full.
  mutating func offer(_ path: [UInt8], at now: Int64) -> Bool {
    if known.contains(path) || inFlight.contains(path) { return true }
    if let pause = pauses[path], pause.until > now { return true }
    guard freeCount > 0 else { return false }
    known.insert(path)
    list.append(path)
    assert(known.count <= limit, "the list is bounded")
    return true
  }

  /// Whether a scan should keep the name at all.
  func wants(_ path: [UInt8], at now: Int64) -> Bool {
    if known.contains(path) || inFlight.contains(path) { return false }
    guard let pause = pauses[path] else { return true }
    return pause.until <= now
  }

  /// Moves names whose time has come into the list.
  mutating func wake(at now: Int64) {
    guard freeCount > 0 else { return }
    let due = pauses.filter { $0.value.until <= now && !known.contains($0.key) }
    for (path, _) in due.prefix(freeCount) { _ = offer(path, at: now) }
  }

  /// When the next paused name is due.
  var nextDue: Int64? { pauses.values.lazy.map(\.until).min() }

  /// The next name to look at, in the order they came.
  mutating func next() -> [UInt8]? {
    assert(first <= list.count)
    while first < list.count {
      let path = list[first]
      first += 1
      if first > 1_024 && first * 2 > list.count {
        list.removeFirst(first)
        first = 0
      }
      known.remove(path)
      if !inFlight.contains(path) { return path }
    }
    return nil
  }

  /// Whether the name came by rename, so that its file is whole.
  func isWhole(_ path: [UInt8]) -> Bool { whole.contains(path) }

  /// Whether a claim on the name was handed out.
  func isInFlight(_ path: [UInt8]) -> Bool { inFlight.contains(path) }

  /// Puts a name off, whatever it did before.
  mutating func pause(_ path: [UInt8], until time: Int64) {
    if pauses.count < pauseLimit || pauses[path] != nil {
      pauses[path] = Pause(until: time, changed: nil)
    }
  }

  /// Puts a name off. Returns true when it was put off before with the same change time and has
  /// rested for that long: then it is settled, whatever the clocks say.
  mutating func pause(_ path: [UInt8], until time: Int64, changed: Int64, at now: Int64) -> Bool {
    if let pause = pauses[path], pause.changed == changed, pause.until <= now {
      pauses[path] = nil
      return true
    }
    if pauses.count < pauseLimit || pauses[path] != nil {
      pauses[path] = Pause(until: time, changed: changed)
    }
    return false
  }

  /// The names of claims that were handed out.
  mutating func depart(_ paths: some Sequence<[UInt8]>) {
    for path in paths {
      assert(!inFlight.contains(path), "a name is claimed once at a time")
      inFlight.insert(path)
      pauses[path] = nil
      whole.remove(path)
    }
  }

  /// The names of claims that were carried out, or given up.
  mutating func land(_ paths: some Sequence<[UInt8]>) {
    for path in paths { inFlight.remove(path) }
  }

  /// Forgets about a name that is gone.
  mutating func forget(_ path: [UInt8]) {
    pauses[path] = nil
    whole.remove(path)
  }
}
