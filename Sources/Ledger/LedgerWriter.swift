package import Model

/// The one place through which decisions enter the ledger, batch after batch in the order of the log.
///
/// Whoever follows a log applies its batches here and goes on behind `appliedLSN()`: the log's own
/// number of the batch is the mark, so that a batch that comes again takes effect once.
package protocol LedgerWriter: LedgerReader {
  /// Takes in one batch as one transaction, durable on return. A batch whose LSN is at or below
  /// `appliedLSN()` changes nothing.
  func apply(_ batch: LedgerBatch) throws
  /// Notes the log that the ledger belongs to, durable on return.
  func belong(toLog number: UInt64) throws
  /// Goes on with the log of a cluster, which has all that is here: what comes next is behind its batch
  /// `number`. Durable on return.
  func goOn(behind number: UInt64, chain: Digest) throws
  /// Sees to it that no byte is left of what was removed. Returns false when a reader that began before
  /// still needs what was there: to be called again.
  func overwriteRemoved() throws -> Bool
  /// Indexes the `Signature.keys` of the next articles up to `end`, at most `limit` articles, in one
  /// transaction. The index is derived from the articles; doing it again changes nothing.
  func indexKeys(through end: DecisionNumber, limit: Int) throws
}
