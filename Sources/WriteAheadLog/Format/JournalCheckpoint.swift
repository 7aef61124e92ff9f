package import Model

/// A checkpoint: what all records up to an LSN amount to, as bytes of the caller's making.
package struct JournalCheckpoint: Hashable, Sendable {
  /// The last record that it stands for.
  package var lsn: LSN
  package var payload: [UInt8]

  package init(lsn: LSN, payload: [UInt8]) {
    self.lsn = lsn
    self.payload = payload
  }
}
