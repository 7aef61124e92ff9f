package import ControlAPI

/// What a look at the status every few seconds gives.
package struct StatusBeat: Sendable {
  /// The verdict in a sentence.
  package var message: String
  package var disk: StatusReport.Disk?
  /// Nil before the state is open.
  package var lastSyncMilliseconds: Double?
}
