internal import ClusterLog
internal import State
internal import Synchronization

/// Whether the cluster's log answers, and somebody decides, as those who talk to it find; names it as what
/// decisions wait for.
final class LogContact: Sendable {
  private struct Contents {
    var absence: NodeStanding.Absence?
    var isUndecided = false
    var pause = ""
    var wait: String?
  }

  private let contents = Mutex(Contents())
  private let meter: StageMeter
  private let clock: any PipelineClock

  init(meter: StageMeter, clock: any PipelineClock) {
    self.meter = meter
    self.clock = clock
  }

  /// Since when it does not answer, and why; nil while it does.
  var current: NodeStanding.Absence? { contents.withLock { $0.absence } }

  /// It did not answer. Returns true where it did before.
  func lost(_ error: LogError) -> Bool {
    let now = clock.wall()
    return change { contents in
      defer {
        contents.absence = contents.absence ?? NodeStanding.Absence(since: now, detail: "\(error)")
      }
      return contents.absence == nil
    }
  }

  /// It answered. Returns true where it had not before.
  func found() -> Bool {
    change { contents in
      defer { contents.absence = nil }
      return contents.absence != nil
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
