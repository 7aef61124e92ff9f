extension StatusReport {
  /// One scraper, by the folder it drops into; the empty name is the inbox itself.
  package struct Source: Codable, Sendable, Equatable {
    package var name: String
    package var outcomes: [String: Int]
    /// When its newest file was claimed; nil when that is not known.
    package var lastArrival: WireTime?

    package init(name: String, outcomes: [String: Int], lastArrival: WireTime?) {
      self.name = name
      self.outcomes = outcomes
      self.lastArrival = lastArrival
    }
  }
}
