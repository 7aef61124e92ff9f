package import Model

/// A record as replay hands it out.
package struct JournalRecord: Hashable, Sendable {
  package var lsn: LSN
  package var type: UInt16
  package var version: UInt8
  package var payload: [UInt8]

  /// A record that salvage could not save stands here; the payload is empty.
  package var isLost: Bool { type == OwnType.lost }
}
