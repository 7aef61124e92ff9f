package import Model

/// A batch as it is read from the log, with the offers that it is about.
package struct LoggedBatch: Sendable, Equatable {
  package var batch: DecidedBatch
  /// When it was appended, by the clock of the log.
  package var time: Timestamp
  package var offers: [OfferKey: Offer]

  package init(_ batch: DecidedBatch, time: Timestamp, offers: [OfferKey: Offer]) {
    self.batch = batch
    self.time = time
    self.offers = offers
  }

  /// Whether it is what was appended behind that position: its chain is right, and so is everything
  /// that it covers.
  package func follows(_ head: LogHead) -> Bool {
    batch.number == head.number + 1
      && batch.last.rawValue == head.last.rawValue + UInt64(batch.decisions.count)
      && batch.answered.allSatisfy { offers[$0] != nil }
      && batch.chain == ChainLink.chain(after: head.chain, batch, offers)
  }
}
