/// One article that was taken out on request.
package struct TakenDown: Sendable, Equatable {
  /// Its id, which stays on record with the reason.
  package var id: String
  /// The job of the file that it came from.
  package var job: String
  package var headline: String?
  /// What became of its original, in sentences.
  package var originals: [String] = []

  package init(id: String, job: String, headline: String?) {
    self.id = id
    self.job = job
    self.headline = headline
  }
}
