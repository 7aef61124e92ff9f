import Bytes
import ClusterLog
import Ledger
import Model
import NearDuplicates
import Testing

/// What goes into the log comes out as it was, and damage is refused.
struct CodingTests {
  private let key = OfferKey(node: NodeID(3), n: 7)

  private var row: ArticleRow {
    var article = Article()
    article.headline = "Bridge reopens"
    article.paragraphs = [Paragraph(role: .body, text: "The bridge is open again.")]
    var provenance = Provenance()
    provenance.source = "example.org"
    return ArticleRow(
      number: DecisionNumber(0), id: "A-1", jobID: "A", ordinal: 1, article: article,
      provenance: provenance, outcome: .indexed, arrival: 5, storyTime: 6,
      decision: CopyDecision(story: DecisionNumber(0), head: DecisionNumber(0)),
      signature: [1, 2, 3], snapshotVersion: 4, codeVersion: "9")
  }

  private var contents: [OfferContent] {
    [
      .article(row),
      .job(JobRow(id: "A", file: [0xFF, 0x41], arrival: 1, finished: 2, outcome: .rejected)),
      .amendment(
        Amendment(
          number: DecisionNumber(9), article: row.article, provenance: row.provenance,
          storyTime: 1, signature: nil)),
      .removal(Removal(number: DecisionNumber(9), id: "A-1", when: 3, why: "asked for")),
    ]
  }

  @Test func offersAreReadAsTheyWereMade() throws {
    for content in contents { #expect(try OfferContent(content.offer(key)) == content) }
  }

  @Test func damagedOffersAreRefused() throws {
    for content in contents {
      let whole = content.offer(key)
      for count in 0..<whole.content.count {
        var offer = whole
        offer.content = Array(whole.content.prefix(count))
        #expect(throws: LogError.self) { try OfferContent(offer) }
      }
    }
  }

  @Test func eventsAreReadAsTheyWereMade() throws {
    let events: [LogEvent] = [
      .taken(key), .moved(StoryMove(number: DecisionNumber(300), story: DecisionNumber(2))),
      .learned(LearnedLines(source: "example.org", version: 2, lines: [1, .max])),
    ]
    for event in events {
      #expect(try LogEvent(loggedKind: event.loggedKind, payload: event.payload) == event)
      #expect(throws: BinaryError.self) {
        try LogEvent(loggedKind: event.loggedKind, payload: event.payload.dropLast())
      }
      #expect(throws: BinaryError.self) {
        try LogEvent(loggedKind: 99, payload: event.payload)
      }
    }
  }

  @Test func whatADecisionHasBesideItsColumnsIsReadAsItWas() throws {
    let decision = LoggedDecision(
      number: DecisionNumber(5), offer: key, boilerplateVersion: 3,
      copyDecision: CopyDecision(
        copyOf: DecisionNumber(1), kind: .near, similarity: 0.75,
        sharedSpans: [SharedSpan(start: 1, otherStart: 2, wordCount: 3)],
        contains: [DecisionNumber(2)], containedBy: [DecisionNumber(3)], story: DecisionNumber(1),
        head: DecisionNumber(5)))
    var read = decision
    read.boilerplateVersion = 0
    read.copyDecision.sharedSpans = []
    read.copyDecision.contains = []
    read.copyDecision.containedBy = []
    try read.read(rest: decision.encodedRest)
    #expect(read == decision)
    for kind in CopyKind.allCases { #expect(CopyKind(logged: kind.logged) == kind) }
  }

  @Test func instancesAreReadAsTheyAreWritten() {
    let text = "01234567-89ab-4cde-8f01-23456789abcd"
    #expect(InstanceID(text)?.description == text)
    #expect(InstanceID("01234567-89ab-4cde-8f01-23456789abc") == nil)
    #expect(InstanceID("0123456789ab4cde8f0123456789abcd") == nil)
    let random = InstanceID.random()
    #expect(InstanceID(random.description) == random)
    #expect(random != InstanceID.random())
  }
}
