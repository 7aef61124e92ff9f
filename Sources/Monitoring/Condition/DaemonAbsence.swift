internal import ControlAPI
package import State
internal import Storage

/// Why no daemon answers, as far as that is known.
package enum DaemonAbsence: Sendable, Equatable {
  case stopped
  /// A daemon holds the state and does not answer yet; `holder` as it wrote itself into the lock.
  case starting(holder: String)
  /// A command works on the state.
  case held(by: String)
  /// This user may not ask.
  case notAllowed
  /// Something listens and gives no usable answer.
  case noAnswer

  /// Looks at the state's lock, where nobody listens on the socket.
  package static func ofState(_ paths: StatePaths) -> DaemonAbsence {
    do {
      guard case .held(let holder) = try POSIXFileSystem().sharedLock(paths.stateLock) else {
        return .stopped
      }
      return holder.hasPrefix("winnowd") ? .starting(holder: holder) : .held(by: holder)
    } catch {
      return error.errno == .permissionDenied ? .notAllowed : .stopped
    }
  }

  /// What the status rests on then.
  func condition(disk: StatusReport.Disk?) -> StatusCondition {
    switch self {
    case .stopped, .held: StatusCondition(phase: .stopped, disk: disk, detail: detail)
    case .starting: StatusCondition(phase: .starting, disk: disk, detail: detail)
    case .notAllowed, .noAnswer: StatusCondition(phase: .unknown, disk: disk, detail: detail)
    }
  }

  private var detail: String? {
    switch self {
    case .stopped: nil
    case .starting(let holder): "\(holder) reads the journal, and answers when that is done"
    case .held(let other):
      "No daemon runs: \(other) works on this state. Start it afterwards with: systemctl start winnowd"
    case .notAllowed:
      "Whether a daemon runs cannot be told: this user may not ask it. Join the group winnow, or use"
        + " sudo."
    case .noAnswer: "The daemon's socket gave no usable answer. Look at: journalctl -u winnowd"
    }
  }
}
