extension StatusReport {
  /// Something that is wrong with a source, by its own past.
  package struct SourceProblem: Codable, Sendable, Equatable {
    /// The folder it drops into; empty for the inbox itself.
    package var source: String
    /// `boilerplate`, `broken`, `duplicates`, `encoding`, `silent` or `size`.
    package var problem: String
    /// The first day on which it showed, or the last file of a silent source.
    package var since: WireTime
    /// What is seen, beside what is usual.
    package var detail: String
    /// What to look at next.
    package var remedy: String

    package init(
      source: String, problem: String, since: WireTime, detail: String, remedy: String
    ) {
      self.source = source
      self.problem = problem
      self.since = since
      self.detail = detail
      self.remedy = remedy
    }
  }
}
