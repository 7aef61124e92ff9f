package import ClusterLog

/// What a node knows durably of its offers: what there is to offer, in order, and how far it is answered.
package protocol OfferJournal: AnyObject {
  /// The last offer of which the answer is durable here; 0 before the first.
  func settled() throws -> UInt64
  /// What is to be offered next, in order, without what stands in `open`; at most `limit`.
  func next(without open: [Standing.Open], limit: Int) throws -> [OfferContent]
  /// Whether the node has anything of that kind and id that is not settled.
  func knows(_ open: Standing.Open) throws -> Bool
  /// Makes answers durable, in order.
  func settle(_ answers: [(offer: Standing.Open, answer: Answer)]) throws
}
