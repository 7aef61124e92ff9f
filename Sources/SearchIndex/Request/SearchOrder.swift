/// In which order hits are given.
package enum SearchOrder: String, CaseIterable, Sendable {
  /// The best first.
  case relevance
  /// The newest first, by the article's own date; those without one last.
  case date
}
