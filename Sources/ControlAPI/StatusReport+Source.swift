extension StatusReport {
  /// One scraper, by the folder it drops into; the empty name is the inbox itself.
  package struct Source: Codable, Sendable, Equatable {
    package var name: String
    package var outcomes: [String: Int]
    /// When its newest file was claimed, in seconds since 1970; 0 when that is not known.
    package var lastArrival: Int64

    package init(name: String, outcomes: [String: Int], lastArrival: Int64) {
      self.name = name
      self.outcomes = outcomes
      self.lastArrival = lastArrival
    }
  }
}
