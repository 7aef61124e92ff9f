package import Model
package import Storage

extension Refusal {
  /// A file that was read for longer than its time limit.
  package static let tookTooLong = Refusal(
    outcome: .quarantined, reason: .poison, detail: "The file took longer than its time limit.",
    remedy: "Look at the file; raise limits.time if it is sound, then run: winnow retry ID")
  /// An article that was worked on for longer than its time limit.
  package static let articleTookTooLong = Refusal(
    reason: .limit, detail: "The article took longer than limits.article_time.",
    remedy: "Look at the file; raise limits.article_time if it is sound, then drop it again.")
  /// A file that somebody still writes to.
  package static let keepsChanging = Refusal(
    outcome: .quarantined, reason: .changing,
    detail: "The file was written to each time it was read.",
    remedy: "Let the scraper finish, then run: winnow retry ID. Hand files over by rename.")
  /// A file without a record.
  package static let empty = Refusal(
    reason: .empty, detail: "The file holds no article.",
    remedy: "Nothing to do, unless the scraper should have written something.")
  /// A name without a file.
  package static let noSuchFile = Refusal(
    outcome: .quarantined, reason: .noSuchFile, detail: "There is no such file.",
    remedy: "Look at the name and at the folder it is looked for in.")
  /// A file that the system would not hand out.
  package static func unreadable(_ error: StorageError) -> Refusal {
    Refusal(
      outcome: .quarantined, reason: .unreadable, detail: "\(error)",
      remedy: "Give the daemon's user read access, then run: winnow retry ID")
  }

  /// A file that vanished between claim and reading.
  package static let gone = Refusal(
    reason: .gone, detail: "The file was taken away before it could be read.",
    remedy: "Drop it again if it is still wanted.")
}
