import EmbeddedData
import Model

/// The learned decision whether a block of a text dump is the article's: boosted trees over its numbers.
///
/// The trees are made by `scripts/train-dumps`, which also says how well they do on sites they never saw.
struct DumpModel: Sendable {
  static let shared = DumpModel()

  /// Log-odds above which a block is kept: a paragraph that is lost weighs more than a line too many.
  static let threshold: Float = -1.75
  /// The same for blocks whose own words speak for something else.
  static let cueThreshold: Float = 0

  private let trees = TreeModel(EmbeddedFile(.dumpTrees, version: 1), width: DumpFeatures.count)

  /// Blocks that are judged together.
  private static let batchCount = 2_048

  /// For each block the log-odds that it is the article's; nil once `budget` is spent.
  func scores(_ features: DumpFeatures, budget: WorkBudget) -> [Float]? {
    var out: [Float] = []
    out.reserveCapacity(features.blockCount)
    var rows: [Float] = []
    for start in stride(from: 0, to: features.blockCount, by: DumpModel.batchCount) {
      let batch = start..<min(start + DumpModel.batchCount, features.blockCount)
      // A block costs some 10 µs, which were counted as it was read.
      guard budget.take(1) else { return nil }
      rows.removeAll(keepingCapacity: true)
      for index in batch { features.append(index, to: &rows) }
      var sums = [Float](repeating: 0, count: batch.count)
      trees.add(0..<trees.count, of: rows, width: trees.width, to: &sums)
      out += sums
    }
    return out
  }
}
