import ClusterLog
import Model
import NearDuplicates
import Testing

/// The chain covers everything that a batch says, and nothing that may change later.
struct ChainTests {
  private let keys = [OfferKey(node: NodeID(1), n: 1), OfferKey(node: NodeID(2), n: 1)]

  private var offers: [OfferKey: Offer] {
    [
      keys[0]: Offer(
        key: keys[0], kind: .article, id: "A", source: "s", signed: [1], content: [1]),
      keys[1]: Offer(key: keys[1], kind: .job, id: "B", source: "s", signed: [], content: [2]),
    ]
  }

  private var logged: LoggedBatch {
    let decision = LoggedDecision(
      number: DecisionNumber(1), offer: keys[0], boilerplateVersion: 0,
      copyDecision: CopyDecision(story: DecisionNumber(1), head: DecisionNumber(1)))
    return LoggedBatch(
      DecidedBatch(
        after: .start, decisions: [decision],
        events: [
          .taken(keys[1]), .moved(StoryMove(number: DecisionNumber(1), story: DecisionNumber(1))),
        ],
        offers: offers),
      time: Timestamp(milliseconds: 1), offers: offers)
  }

  @Test func aBatchFollowsTheOneThatItWasMadeBehind() {
    #expect(logged.follows(.start))
    #expect(!logged.follows(logged.batch.head))
    var other = LogHead.start
    other.chain = logged.batch.chain
    #expect(!logged.follows(other))
  }

  @Test func nothingOfABatchCanBeAltered() {
    let alterations: [(inout LoggedBatch) -> Void] = [
      { $0.batch.number += 1 },
      { $0.batch.last = DecisionNumber(2) },
      { $0.batch.decisions[0].number = DecisionNumber(2) },
      { $0.batch.decisions[0].boilerplateVersion = 1 },
      { $0.batch.decisions[0].copyDecision.similarity = 0.5 },
      { $0.batch.decisions[0].copyDecision.kind = .near },
      { $0.batch.decisions[0].copyDecision.contains = [DecisionNumber(1)] },
      { $0.batch.decisions[0].copyDecision.head = DecisionNumber(0) },
      { $0.batch.decisions.removeAll() },
      { $0.batch.events.removeLast() },
      { $0.batch.events.swapAt(0, 1) },
      { $0.offers[OfferKey(node: NodeID(1), n: 1)]?.id = "C" },
      { $0.offers[OfferKey(node: NodeID(1), n: 1)]?.signed = [2] },
      { $0.offers[OfferKey(node: NodeID(2), n: 1)] = nil },
    ]
    for (index, alter) in alterations.enumerated() {
      var altered = logged
      alter(&altered)
      #expect(!altered.follows(.start), "alteration \(index)")
    }
  }

  @Test func aTextThatIsTakenOutLaterBreaksNothing() {
    var taken = logged
    taken.offers[keys[0]]?.content = []
    taken.time = Timestamp(milliseconds: 9)
    #expect(taken.follows(.start))
  }
}
