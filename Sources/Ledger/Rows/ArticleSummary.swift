package import Model

/// What a list of hits shows of an article, and what searches are filtered by; read without
/// decoding the article itself.
package struct ArticleSummary: Sendable, Equatable {
  package var number: DecisionNumber
  package var id: String
  package var jobID: String
  package var headline: String?
  package var url: String?
  package var source: String?
  package var outcome: Outcome
  /// Milliseconds since 1970.
  package var arrival: Int64
  /// Seconds since 1970.
  package var storyTime: Int64?
  package var copyOf: DecisionNumber?
  package var story: DecisionNumber
  /// The lowest number of the article's cluster of copies.
  package var cluster: DecisionNumber

  package init(
    number: DecisionNumber, id: String, jobID: String, headline: String?, url: String?,
    source: String?, outcome: Outcome, arrival: Int64, storyTime: Int64?, copyOf: DecisionNumber?,
    story: DecisionNumber, cluster: DecisionNumber
  ) {
    self.number = number
    self.id = id
    self.jobID = jobID
    self.headline = headline
    self.url = url
    self.source = source
    self.outcome = outcome
    self.arrival = arrival
    self.storyTime = storyTime
    self.copyOf = copyOf
    self.story = story
    self.cluster = cluster
  }
}
