/// One thing that is wrong with a source.
package struct HealthFinding: Sendable, Equatable {
  package var problem: SourceProblem
  /// The begin of the first day on which it showed, or the last file of a silent source; milliseconds since
  /// 1970.
  package var since: Int64
  /// When it was first told, in milliseconds since 1970.
  package internal(set) var told: Int64
  /// What is seen, beside what is usual, in a sentence without the source's name.
  package var detail: String

  package init(problem: SourceProblem, since: Int64, told: Int64 = 0, detail: String) {
    self.problem = problem
    self.since = since
    self.told = told
    self.detail = detail
  }
}

extension SourceProblem {
  /// What to look at next, in a sentence.
  package var remedy: String {
    switch self {
    case .boilerplate:
      "Open one of its pages in a browser: the site may block the scraper or have a new layout."
    case .encoding:
      "Look at one of its files (winnow original ID): the scraper or the site has changed the encoding."
    case .size:
      "Compare an article with its page: the scraper may see a teaser, or the layout has changed."
    case .duplicates:
      "Look at what the scraper fetches: it may deliver the same pages again."
    case .broken:
      "Look at the end of one of its files: it may be cut while it is written, or in a new format."
    case .silent: "Look at the scraper's own log and at its timer."
    }
  }
}
