/// By node, its last offer that is answered.
package typealias Cursors = [NodeID: UInt64]

/// The right to decide, until another has it.
package struct Lease: Sendable, Equatable {
  /// Grows with every lease: what was begun under an older one takes effect no more.
  package var epoch: UInt64
  /// The end of the log, which only the holder moves from now on.
  package var head: LogHead
  /// By node, the last offer that is answered.
  package var cursors: Cursors

  package init(epoch: UInt64, head: LogHead, cursors: Cursors) {
    self.epoch = epoch
    self.head = head
    self.cursors = cursors
  }
}
