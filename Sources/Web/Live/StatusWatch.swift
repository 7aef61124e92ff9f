internal import ControlAPI
internal import Dispatch
internal import State
internal import Synchronization
internal import WebPages
internal import WebServer

/// Looks at the status again and again, and sends what has changed to the pages that show it.
final class StatusWatch: Sendable {
  private struct State {
    var report: StatusReport?
    var samples: [StatusSample] = []
    var watchers: [Watcher] = []
    var looked = 0.0
    var sampled = 0.0
  }

  /// A page that shows what happens.
  private struct Watcher {
    let stream: HTTPEventStream
    /// What it was sent of each part.
    var sent: [String: [UInt8]] = [:]
    var lastSent = 0.0
  }

  /// Pages at once; more are answered without a stream, and their browser asks again.
  private static let watcherLimit = 256
  /// Five minutes of them are kept.
  private static let sampleLimit = 150
  private static let sampleSpan = 2.0
  /// Between two looks while somebody watches, and while nobody does.
  private static let busySpan = 0.4
  private static let idleSpan = 4.0
  /// A page that is sent nothing for so long is sent a comment: so one that is gone is noticed.
  private static let silenceLimit = 15.0

  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "winnow.web.status")
  private let clock = SystemClock()
  private let isEnded = Mutex(false)
  private let look: @Sendable () -> StatusReport
  private let parts: @Sendable (StatusReport, [StatusSample]) -> [OperationsPage.Part]

  /// `look`: Asks for the status. `parts`: Makes the parts of the page of it.
  init(
    look: @escaping @Sendable () -> StatusReport,
    parts: @escaping @Sendable (StatusReport, [StatusSample]) -> [OperationsPage.Part]
  ) {
    self.look = look
    self.parts = parts
  }

  /// Begins to look.
  func start() { queue.async { self.tick() } }

  /// Looks no more.
  func stop() {
    isEnded.withLock { $0 = true }
    queue.sync {}
  }

  private var seconds: Double { Double(clock.monotonic()) / 1e9 }

  /// The newest report, not older than a second, and those of the last minutes.
  func current() -> (report: StatusReport, samples: [StatusSample]) {
    let known = state.withLock { ($0.report, $0.looked, $0.samples) }
    if let report = known.0, seconds - known.1 < 1 { return (report, known.2) }
    return note(look())
  }

  /// Files that somebody has to decide about, as the last look had it.
  var attention: Int { state.withLock { $0.report?.quarantined ?? 0 } }

  /// Has the next page look at the status anew: something was changed.
  func lookAgain() { state.withLock { $0.looked = -.infinity } }

  /// A stream of what changes; nil where too many watch.
  func watch() -> HTTPEventStream? {
    let stream = HTTPEventStream()
    let isTaken = state.withLock { state in
      state.watchers.removeAll { $0.stream.isEnded }
      guard state.watchers.count < Self.watcherLimit else { return false }
      state.watchers.append(Watcher(stream: stream))
      return true
    }
    guard isTaken else { return nil }
    queue.async { self.sendChanges() }
    return stream
  }

  private func tick() {
    guard !isEnded.withLock({ $0 }) else { return }
    let hasWatchers = state.withLock { !$0.watchers.isEmpty }
    sendChanges()
    queue.asyncAfter(deadline: .now() + (hasWatchers ? Self.busySpan : Self.idleSpan)) {
      self.tick()
    }
  }

  @discardableResult
  private func note(_ report: StatusReport) -> (report: StatusReport, samples: [StatusSample]) {
    let now = seconds
    return state.withLock { state in
      state.report = report
      state.looked = now
      if now - state.sampled >= Self.sampleSpan {
        state.sampled = now
        state.samples.append(StatusSample(report, at: now))
        if state.samples.count > Self.sampleLimit { state.samples.removeFirst() }
      }
      return (report, state.samples)
    }
  }

  private func sendChanges() {
    let (report, samples) = note(look())
    let isWatched = state.withLock { state in
      state.watchers.removeAll { $0.stream.isEnded }
      return !state.watchers.isEmpty
    }
    guard isWatched else { return }
    let parts = parts(report, samples)
    let now = seconds
    state.withLock { state in
      for index in state.watchers.indices {
        var message: [UInt8] = []
        for part in parts where state.watchers[index].sent[part.name] != part.markup {
          state.watchers[index].sent[part.name] = part.markup
          message += Self.event(part)
        }
        if message.isEmpty, now - state.watchers[index].lastSent > Self.silenceLimit {
          message = Array(":\n\n".utf8)
        }
        if !message.isEmpty {
          state.watchers[index].lastSent = now
          state.watchers[index].stream.send(message)
        }
      }
    }
  }

  /// A part as a server-sent event: a field a line.
  private static func event(_ part: OperationsPage.Part) -> [UInt8] {
    var event = Array("event: part\n".utf8)
    for line in part.markup.split(separator: 0x0A) {
      event += "data: ".utf8
      event += line
      event.append(0x0A)
    }
    event.append(0x0A)
    return event
  }
}
