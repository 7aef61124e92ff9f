package import Model

/// What the full-text index takes in of one article.
package struct IndexEntry: Sendable, Equatable {
  package var number: DecisionNumber
  package var headline: String
  package var body: String

  package init(number: DecisionNumber, headline: String, body: String) {
    self.number = number
    self.headline = headline
    self.body = body
  }
}
