import Glibc
import SQLiteSupport

/// The score of one hit: BM25 with weights that the caller gives, a phrase each.
///
/// SQLite's own `bm25()` counts every match of the whole archive before the first row; here the rarity
/// of a word is estimated beforehand from its newest matches.
enum SearchScore {
  /// `winnow_score(ft, weights)`: the weights as bytes of doubles, in the order of the query's phrases;
  /// phrases beyond them and those of other columns than headline and body count nothing.
  static let function = FullTextFunction(name: "winnow_score") { row in
    let weights = row.numbers
    guard !weights.isEmpty else { return 0 }
    return unsafe withUnsafeTemporaryAllocation(of: Double.self, capacity: weights.count) {
      frequencies in
      unsafe frequencies.initialize(repeating: 0)
      row.forEachInstance { phrase, column in
        guard phrase < weights.count, column < 2 else { return }
        unsafe frequencies[phrase] += column == 0 ? WordLevel.headlineWeight : 1
      }
      let length = Double(row.wordCount(column: 0) + row.wordCount(column: 1))
      var score = 0.0
      for phrase in weights.indices where weights[phrase] > 0 {
        score +=
          unsafe weights[phrase]
          * WordLevel.weight(frequency: frequencies[phrase], length: length)
      }
      return score
    }
  }

  /// The weights as the function takes them.
  static func bytes(of weights: [Double]) -> Blob {
    var bytes: [UInt8] = []
    for weight in weights {
      unsafe withUnsafeBytes(of: weight) { unsafe bytes.append(contentsOf: $0) }
    }
    return Blob(bytes)
  }

  /// How much a phrase tells that is in `matches` of `articles`: BM25's, never below a little.
  static func rarity(matches: Double, articles: Double) -> Double {
    max(0.000_001, log((articles - matches + 0.5) / (matches + 0.5)))
  }
}
