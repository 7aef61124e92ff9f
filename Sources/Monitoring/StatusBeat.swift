package import ControlAPI

/// What a look at the status every few seconds gives.
package struct StatusBeat: Sendable {
  /// The verdict in a sentence.
  package var message: String
  package var disk: StatusReport.Disk?
  /// Nil before the state is open.
  package var lastSyncMilliseconds: Double?
  /// True while the start waits for something that it has named: it is not to be ended for taking long.
  package var isStartWaiting = false
}
