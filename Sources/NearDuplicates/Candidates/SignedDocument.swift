package import Model

/// What the ordered decider is given about one article: everything that its decision depends on.
package struct SignedDocument: Sendable, Equatable {
  /// Its place in the order of decisions. Must grow from document to document.
  package var number: DecisionNumber
  /// What its text looks like.
  package var signature: Signature
  /// SHA-256 (or another strong digest) of the file's bytes when the file holds this one article,
  /// else empty: articles of one container must not look like copies of each other.
  package var digest: [UInt8]
  /// Who delivered it; boilerplate is learned a source.
  package var source: String?
  /// The time by which it is placed in a story, in seconds (any epoch): the day of publication where
  /// it is known, else
  /// arrival; nil for an article without any date, which is not held to the window.
  package var storyTime: Int64?
  /// When it arrived, in seconds of the same epoch. Earlier arrival wins between equal heads.
  package var arrival: Int64

  /// A document ready to be decided.
  package init(
    number: DecisionNumber, signature: Signature, digest: [UInt8] = [],
    source: String? = nil, storyTime: Int64? = nil, arrival: Int64 = 0
  ) {
    self.number = number
    self.signature = signature
    self.digest = digest
    self.source = source
    self.storyTime = storyTime
    self.arrival = arrival
  }

  var datedStoryTime: StoryTime? {
    storyTime.map {
      StoryTime(seconds: $0, isCertain: !signature.quality.hasUncertainDate)
    }
  }
}
