/// Picks the words and names by which an article's story is recognised.
enum StoryTerms {
  static func terms(of text: FoldedText, headlineWordCount: Int, limit: Int) -> [StoryTerm] {
    []
  }
}
