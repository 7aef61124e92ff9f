internal import ClusterLog
internal import State
internal import Synchronization

/// Whether the cluster's log answers, and somebody decides, as those who talk to it find; names it as what
/// decisions wait for.
final class LogContact: Sendable {
  /// What somebody tries of the log.
  enum Attempt { case offering, keeping }

  private struct Contents {
    /// By what was tried: what reads may go on while nothing can be written, as on a full disk.
    var absences: [Attempt: NodeStanding.Absence] = [:]
    var isUndecided = false
    var pause = ""
    var wait: String?

    var absence: NodeStanding.Absence? { absences[.offering] ?? absences[.keeping] }
  }

  private let contents = Mutex(Contents())
  private let meter: StageMeter
  private let clock: any PipelineClock

  init(meter: StageMeter, clock: any PipelineClock) {
    self.meter = meter
    self.clock = clock
  }

  /// Since when it does not answer, and why; nil while it does.
  var current: NodeStanding.Absence? { contents.withLock(\.absence) }

  /// It did not answer. Returns true where it did before.
  func lost(_ error: LogError, at attempt: Attempt) -> Bool {
    let now = clock.wall()
    return change { contents in
      let isNew = contents.absences.isEmpty
      let since = contents.absences[attempt]?.since ?? now
      contents.absences[attempt] = NodeStanding.Absence(since: since, detail: "\(error)")
      return isNew
    }
  }

  /// It answered. Returns true where nothing is left that it had not answered before.
  func found(at attempt: Attempt) -> Bool {
    change { contents in
      contents.absences.removeValue(forKey: attempt) != nil && contents.absences.isEmpty
    }
  }

  /// Whether an answer is waited for so long that nobody seems to decide.
  func isUndecided(_ isUndecided: Bool) { change { $0.isUndecided = isUndecided } }

  /// Why nobody is to decide at the moment; empty where somebody is.
  func isPaused(_ why: String) { change { $0.pause = why } }

  private func change<Value>(_ body: (inout Contents) -> Value) -> Value {
    contents.withLock { contents in
      let value = body(&contents)
      let wait: String? =
        contents.absence != nil
        ? "the cluster's database"
        : !contents.isUndecided
          ? nil
          : contents.pause.isEmpty
            ? "a node that decides (winnow cluster status)"
            : "the end of the cluster's pause (\(contents.pause); winnow cluster resume)"
      // Said once: what is said again and again looks like work that goes on.
      if wait != contents.wait { meter.wait(.dedupe, for: wait) }
      contents.wait = wait
      return value
    }
  }
}
