package import State

/// Where jobs come from: the drop folder, or a list of files.
package protocol JobFeed: Sendable {
  /// The next jobs, claimed and journaled, at most `limit`; waits until there is at least one.
  /// Nil when there will be no more.
  func next(limit: Int) async throws -> [OpenJob]?
}
