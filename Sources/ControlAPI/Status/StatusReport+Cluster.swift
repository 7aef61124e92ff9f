extension StatusReport {
  /// How a node of a cluster stands, and the cluster as the node last heard of it.
  package struct Cluster: Codable, Sendable, Equatable {
    /// A machine of the cluster.
    package struct Node: Codable, Sendable, Equatable {
      package var name: String
      package var roles: [String]
      package var version: String
      /// Seconds since it was last heard of.
      package var secondsAgo: Double
      package var hasLeft = false
      /// Offers of it that are not answered.
      package var openOffers: Int
      /// Decisions that its ledger has; nil where it has not said.
      package var decisions: UInt64?
      /// What it does at the moment; nil where it has not said.
      package var activity: String?

      package init(
        name: String, roles: [String], version: String, secondsAgo: Double, openOffers: Int
      ) {
        self.name = name
        self.roles = roles
        self.version = version
        self.secondsAgo = secondsAgo
        self.openOffers = openOffers
      }
    }

    /// This node's name.
    package var node: String
    package var roles: [String]
    /// Whether this node decides for all.
    package var decides = false
    /// Who decides, as last heard; nil for nobody.
    package var decider: String?
    /// Why nobody is to decide until `winnow cluster resume`; nil where somebody is.
    package var pause: String?
    /// Decisions that this node's ledger has.
    package var decisions: UInt64
    /// Decisions that it lacks, as last heard.
    package var behind: UInt64 = 0
    /// Everything that was decided until then is here; nil where the database has not been reached since the
    /// daemon began.
    package var asOf: WireTime?
    /// Since when the database does not answer; nil while it does.
    package var awaySince: WireTime?
    /// Why it does not answer.
    package var away: String?
    /// In the order in which they came to the cluster.
    package var nodes: [Node] = []

    package init(node: String, roles: [String], decisions: UInt64) {
      self.node = node
      self.roles = roles
      self.decisions = decisions
    }
  }
}
