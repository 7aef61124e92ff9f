extension StatusReport {
  /// Jobs that ended without an article, by reason, with the last of them.
  package struct Failure: Codable, Sendable, Equatable {
    package var outcome: String
    package var reason: String
    package var count = 0
    package var lastJob = ""
    package var lastFile = ""
    package var lastDetail = ""
    package var remedy = ""

    package init(outcome: String, reason: String) {
      self.outcome = outcome
      self.reason = reason
    }
  }
}
