/// The record types that the journal keeps for itself.
enum OwnType {
  static let first: UInt16 = 0xFF00
  static let checkpoint: UInt16 = 0xFF01
  static let closed: UInt16 = 0xFF02
  static let lost: UInt16 = 0xFF03
}
