package import Model

/// What is appended to the journal: a type, the version of the payload's layout, and its bytes.
package struct JournalEntry: Hashable, Sendable {
  /// Payloads are at most this long, in bytes.
  package static let payloadByteLimit = RecordHeader.payloadByteLimit

  /// Below 0xFF00; the meaning is the caller's.
  package var type: UInt16
  package var version: UInt8
  package var payload: [UInt8]

  package init(type: UInt16, version: UInt8 = 1, payload: [UInt8]) {
    self.type = type
    self.version = version
    self.payload = payload
  }
}

/// A record as replay hands it out.
package struct JournalRecord: Hashable, Sendable {
  package var lsn: LSN
  package var type: UInt16
  package var version: UInt8
  package var payload: [UInt8]

  /// A record that salvage could not save stands here; the payload is empty.
  package var isLost: Bool { type == OwnType.lost }
}

/// The record types that the journal keeps for itself.
enum OwnType {
  static let first: UInt16 = 0xFF00
  static let checkpoint: UInt16 = 0xFF01
  static let closed: UInt16 = 0xFF02
  static let lost: UInt16 = 0xFF03
}
