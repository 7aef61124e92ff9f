import Model
import HTMLTree

/// What else is known of a page when its blocks are judged.
struct PageEvidence {
  /// Hashes of the words of the headline.
  var titleWords = HashCounts()
  /// Hashes of the words of the description, and of each three of them in a row.
  var descriptionTriples = HashCounts()
  /// Of the text that the page's own JSON-LD states, each three words in a row; empty without one.
  var bodyTriples = HashCounts()
  /// Hashes of the words of the authors' names.
  var authorWords = HashCounts()

  /// Hashes of each three words in a row.
  static func triples(_ words: [UInt64]) -> [UInt64] {
    guard words.count >= 3 else { return [] }
    return (0...(words.count - 3)).map {
      WordScanner.combine(WordScanner.combine(words[$0], words[$0 + 1]), words[$0 + 2])
    }
  }
}
