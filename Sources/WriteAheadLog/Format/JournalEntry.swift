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
