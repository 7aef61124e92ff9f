/// A source that is not among the articles: an agency's report, or the page that two papers took from.
package struct UnseenSource: Sendable, Equatable {
  /// Its name in the articles' credits; nil where none is given.
  package var name: String?
  /// Words of it that can be told from what was taken from it; 0 where only its name is known.
  package var wordCount: Int

  package init(name: String? = nil, wordCount: Int) {
    self.name = name
    self.wordCount = wordCount
  }
}
