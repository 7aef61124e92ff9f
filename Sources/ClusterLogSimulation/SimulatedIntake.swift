internal import Cluster
package import ClusterLog

/// A machine that offers. What it forgets when it dies is `offering`.
package final class SimulatedIntake {
  package let identity: NodeIdentity
  package let journal: MemoryOfferJournal
  private let log: any SharedLog
  private let makeToken: () -> SessionToken
  private var offering: Offering?

  init(
    _ identity: NodeIdentity, _ journal: MemoryOfferJournal, _ log: any SharedLog,
    makeToken: @escaping () -> SessionToken
  ) {
    self.identity = identity
    self.journal = journal
    self.log = log
    self.makeToken = makeToken
  }

  /// Dies; the next step is that of a new process.
  package func die() { offering = nil }

  func step() async throws {
    let offering =
      offering
      ?? Offering(
        log: log, identity: identity, journal: journal, batchLimit: 2, makeToken: makeToken)
    self.offering = offering
    _ = try await offering.step()
  }
}
