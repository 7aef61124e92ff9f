package import State

/// Whether the daemon is alive, by what the watchdog goes by.
package struct Liveness: Sendable, Equatable {
  /// A daemon that has not looked at its stages for so many seconds hangs: the watchdog's time in the unit.
  static let silenceLimit = 30.0

  /// The stage that holds work, has not moved between the last two looks, and declares no wait.
  package var stalledStage: StageName?
  /// Since the stages were last looked at; before the first time, since the daemon began.
  package var beatSecondsAgo: Double

  /// What is wrong, and what to do next; nil for a daemon that is alive.
  package var problem: String? {
    if let stalledStage {
      return "The stage \(stalledStage) holds work and does not move. The watchdog restarts the"
        + " daemon when that stays so; look at: journalctl -u winnowd"
    }
    guard beatSecondsAgo > Self.silenceLimit else { return nil }
    return "The daemon has not looked at its stages for \(Int(beatSecondsAgo)) seconds."
      + " The watchdog restarts it; look at: journalctl -u winnowd"
  }
}
