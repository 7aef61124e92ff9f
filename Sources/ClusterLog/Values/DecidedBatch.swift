package import Model

/// What a decider appends at once.
package struct DecidedBatch: Sendable, Equatable {
  /// The log's number of it, from 1 on without a gap.
  package var number: UInt64
  /// In order of their numbers, which go on without a gap from the batch before.
  package var decisions: [LoggedDecision]
  /// Take effect after the decisions.
  package var events: [LogEvent]
  /// The last decision up to the batch's end.
  package var last: DecisionNumber
  /// The digest of everything up to the batch's end.
  package var chain: Digest

  /// A batch as it stands in a log.
  package init(
    number: UInt64, decisions: [LoggedDecision], events: [LogEvent], last: DecisionNumber,
    chain: Digest
  ) {
    self.number = number
    self.decisions = decisions
    self.events = events
    self.last = last
    self.chain = chain
  }

  /// The batch that follows `head`. `offers`: Those that it is about.
  package init(
    after head: LogHead, decisions: [LoggedDecision], events: [LogEvent],
    offers: [OfferKey: Offer]
  ) {
    number = head.number + 1
    self.decisions = decisions
    self.events = events
    last = decisions.last?.number ?? head.last
    chain = head.chain
    chain = ChainLink.chain(after: head.chain, self, offers)
  }

  /// The log's end with the batch.
  package var head: LogHead { LogHead(number: number, last: last, chain: chain) }

  /// The offers that it answers.
  package var answered: [OfferKey] {
    decisions.map(\.offer)
      + events.compactMap { event in
        if case .taken(let key) = event { return key }
        return nil
      }
  }
}
