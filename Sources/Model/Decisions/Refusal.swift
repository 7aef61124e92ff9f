/// Why a file or a record was not indexed, in words for a program and for a person.
package struct Refusal: Sendable, Hashable, Error {
  package var outcome: Outcome
  package var reason: RefusalReason
  /// What happened, to what, in a sentence.
  package var detail: String
  /// What a person can do next.
  package var remedy: String

  /// A refusal; outcome and remedy are the reason's own unless given.
  package init(
    outcome: Outcome? = nil, reason: RefusalReason, detail: String, remedy: String? = nil
  ) {
    self.outcome = outcome ?? reason.outcome
    self.reason = reason
    self.detail = detail
    self.remedy = remedy ?? reason.remedy
    assert(!self.detail.isEmpty, "a refusal says what happened")
  }
}
