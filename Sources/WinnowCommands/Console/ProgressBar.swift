import Model
import Synchronization

/// How far a long command is: a bar on a terminal, a line at the end elsewhere. On standard error.
final class ProgressBar: Sendable {
  private struct State {
    var done = 0
    var outcomes: [Outcome: Int] = [:]
    var shown = 0
  }

  private let total: Int
  private let state = Mutex(State())
  private let isTerminal = Output.isErrorTerminal

  init(total: Int) { self.total = total }

  func advance(_ outcome: Outcome?) {
    let line: String? = state.withLock { state in
      state.done += 1
      if let outcome { state.outcomes[outcome, default: 0] += 1 }
      let percent = state.done * 100 / max(1, total)
      guard isTerminal, percent != state.shown else { return nil }
      state.shown = percent
      let filled = percent * 30 / 100
      let bar = String(repeating: "█", count: filled) + String(repeating: "·", count: 30 - filled)
      return "\r\(bar) \(percent) % \(state.done)/\(total)"
    }
    if let line { Output.writeError(line) }
  }

  func finish(skipped: Int) {
    let (done, outcomes) = state.withLock { ($0.done, $0.outcomes) }
    var parts = outcomes.sorted { $0.key.rawValue < $1.key.rawValue }
      .map { "\($0.value) \($0.key.rawValue)" }
    if skipped > 0 { parts.append("\(skipped) done before") }
    Output.writeError(
      (isTerminal ? "\r\u{1B}[K" : "") + "\(Output.count(done, "file"))"
        + (parts.isEmpty ? "" : ": \(parts.joined(separator: ", "))") + "\n")
  }
}
