package import ClusterLog
internal import LedgerModel
internal import Model
package import NearDuplicates

/// Some machines that offer, two that would decide, and one that follows, on one log, each of which may die
/// between any two steps and goes on from what it would have on its disk.
package final class SimulatedCluster {
  package private(set) var intakes: [SimulatedIntake] = []
  package private(set) var keepers: [SimulatedKeeper] = []
  /// What a person would have to look at.
  package private(set) var stops: [String] = []
  private let options: CopyIndexOptions

  package static let leaseSeconds = 10.0
  package static let sharedSpanLimit = 64

  /// Options with which little is a lot.
  package static var smallOptions: CopyIndexOptions {
    var options = CopyIndexOptions()
    options.hotDocumentLimit = 1024
    options.hotStoryLimit = 1024
    options.storyReviewInterval = 8
    return options
  }

  /// `removes`: Some articles are taken out once they are decided.
  /// `connect`: Gives each machine, by its name, its way to the log.
  package init(
    seed: UInt64, intakeCount: Int = 3, articleCount: Int = 10, removes: Bool = false,
    options: CopyIndexOptions = SimulatedCluster.smallOptions, connect: (String) -> any SharedLog
  ) {
    self.options = options
    var articles = MadeUpArticles(seed: seed)
    let tokens = SessionTokens()
    for number in 1...intakeCount {
      let name = "node\(number)"
      let rows = (0..<articleCount).map { _ in articles.next(of: name) }
      let identity = Self.identity(number)
      intakes.append(
        SimulatedIntake(identity, MemoryOfferJournal(rows, removes: removes), connect(name)) {
          tokens.next()
        })
    }
    for (name, decides) in [("keeper1", true), ("keeper2", true), ("keeper3", false)] {
      keepers.append(SimulatedKeeper(name, decides: decides, connect(name)))
    }
  }

  /// Who the machine of that number is, from 1 on.
  package static func identity(_ number: Int) -> NodeIdentity {
    NodeIdentity(
      name: "node\(number)", instance: InstanceID(rawValue: UInt128(number)), roles: .intake,
      version: "1")
  }

  /// Has the machine of that number do a step, those that offer first.
  package func step(_ number: Int) async throws {
    if number < intakes.count {
      try await bear(intakes[number].identity.name) { try await intakes[number].step() }
    } else {
      let keeper = keepers[number - intakes.count]
      try await bear(keeper.name) { try await keeper.step(options) }
    }
  }

  /// How many machines there are.
  package var count: Int { intakes.count + keepers.count }

  /// Has the machine of that number die.
  package func kill(_ number: Int) {
    if number < intakes.count {
      intakes[number].die()
    } else {
      keepers[number - intakes.count].die()
    }
  }

  /// Whether everything is answered and followed up to that batch.
  package func isDone(at number: UInt64) -> Bool {
    intakes.allSatisfy(\.journal.isDone) && keepers.allSatisfy { $0.ledger.appliedLSN() == number }
  }

  /// What the log does is borne; what a person has to look at is noted.
  private func bear(_ name: String, _ body: () async throws -> Void) async throws {
    do {
      try await body()
    } catch let error as LogError {
      switch error {
      case .unreachable, .outcomeUnknown, .fenced: break
      case .setBack, .refused, .damaged: stops.append("\(name): \(error)")
      }
    }
  }

  /// What is lost, twice, or other than one machine that was never interrupted would have it, once
  /// everything is done.
  ///
  /// `comparing`: False passes over what one machine alone decides: after a takedown it depends on whether
  /// its index of copies was made again since.
  package func faults(_ batches: [LoggedBatch], comparing: Bool = true) throws -> [String] {
    var faults = try LogAudit(
      batches, options: options, sharedSpanLimit: Self.sharedSpanLimit, comparing: comparing
    ).faults
    var articles: [String] = []
    var decisions: [String: LoggedDecision] = [:]
    for logged in batches {
      for decision in logged.batch.decisions {
        let id = logged.offers[decision.offer]?.id ?? ""
        articles.append(id)
        decisions[id] = decision
      }
    }
    if Set(articles).count != articles.count { faults.append("an article is decided twice") }
    for intake in intakes {
      let journal = intake.journal
      if Set(journal.settledIDs).count != journal.settledIDs.count {
        faults.append("\(intake.identity.name) settles an offer twice")
      }
      if journal.settledIDs.count != journal.itemCount {
        faults.append("\(intake.identity.name) lacks answers")
      }
      for (id, decision) in journal.decisions where decisions[id] != decision {
        faults.append("\(id) was told another decision than the log's")
      }
    }
    if articles.count != intakes.reduce(0, { $0 + $1.journal.decisions.count }) {
      faults.append("an article is lost, or is nobody's")
    }
    for keeper in keepers {
      if keeper.ledger.batches(.max) != keepers[0].ledger.batches(.max) {
        faults.append("\(keeper.name) has another ledger")
      }
      if keeper.ledger.highestNumber() != batches.last?.batch.last {
        faults.append("\(keeper.name) lacks articles")
      }
    }
    return faults
  }
}

/// Tokens that were never used. An object of its own: machines that held the cluster for them would keep it for
/// ever.
private final class SessionTokens {
  private var count = 0

  func next() -> SessionToken {
    count += 1
    return SessionToken("\(count)")
  }
}
