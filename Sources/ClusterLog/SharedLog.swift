package import Model

/// The log that the machines of a cluster share: the only thing through which they know of each other.
///
/// Nodes offer what they have read, one elected decider at a time appends what it decides about the
/// offers, and whoever keeps the archive follows. Every call is one step that takes effect as a whole
/// or not at all; `LogError.outcomeUnknown` says that nobody knows which of the two.
package protocol SharedLog: Sendable {
  /// Begins a session of the node, which ends every other session of it, also one whose last call is
  /// still under way somewhere: whatever that call would do is in the log now, or is refused.
  ///
  /// `settled`: The last offer of the node of which the answer is durable on its disk.
  /// `session`: Given to no other session before.
  func register(
    _ node: NodeIdentity, settled: UInt64, as session: SessionToken
  ) async throws(LogError) -> Standing
  /// Appends the node's next offers, numbered without a gap behind `last`, durable on return.
  ///
  /// Throws `fenced` when another session has begun, and when offer `last` is not in the log.
  func offer(
    _ offers: [Offer], after last: UInt64, as session: SessionToken
  ) async throws(LogError)
  /// What was decided about the node's offers behind `n`, in their order; at most `limit`.
  func answers(of node: NodeID, after n: UInt64, limit: Int) async throws(LogError) -> [Answer]

  /// Makes `holder` the decider for some seconds, by the clock of the log; nil while another one is.
  /// No append under an older lease takes effect after the return: the head is final.
  func takeLease(as holder: String, seconds: Double) async throws(LogError) -> Lease?
  /// Makes the lease last for some seconds from now on. Throws `fenced` when it is another's.
  func renew(_ lease: Lease, seconds: Double) async throws(LogError)
  /// Lets the lease go before its time, so that another one decides at once; nothing where it is another's by
  /// now.
  func giveBack(_ lease: Lease) async throws(LogError)
  /// Offers behind the cursors, a fair share of each node, each node's in their order.
  func offers(
    after cursors: Cursors, limit: Int
  ) async throws(LogError) -> [Offer]
  /// Appends a batch behind `head`, durable on return. Throws `fenced` when the lease is another's by
  /// now, and when the log's head is not `head`.
  func append(
    _ batch: DecidedBatch, after head: LogHead, under lease: Lease
  ) async throws(LogError)

  /// Takes the contents out of all offers about articles whose takedown is decided. May be done again, and
  /// by several. Returns how many there were.
  @discardableResult
  func emptyRemoved() async throws(LogError) -> Int

  /// The batches behind `number`, in order, with the offers that they are about; at most `limit`.
  ///
  /// `chain`: The chain at `number`, where it is known. Throws `setBack` when the log has another batch
  /// there, or none.
  func batches(
    after number: UInt64, chain: Digest?, limit: Int
  ) async throws(LogError) -> [LoggedBatch]
}
