package import Model

/// Which entries of the change feed are asked for. An article fits for its whole life or never, so that
/// whoever reads a part of the feed misses no change of an article that it has.
package struct ChangeFilter: Sendable, Equatable {
  /// Only articles of this source; the empty name for files without one.
  package var source: String?
  /// Only articles of this job or a later one: ids sort by the time of the claim.
  package var first: JobID?

  package init(source: String? = nil, first: JobID? = nil) {
    self.source = source
    self.first = first
  }

  /// Whether an article of this id came in late enough; one whose id is lost counts as such.
  package func fits(_ article: String?) -> Bool {
    guard let first, let article else { return true }
    return article >= first.description
  }
}
