import EmbeddedData
import Model

/// The learned decision whether a block is the article's: boosted trees over its features.
///
/// The trees are made by `scripts/train-extraction`, which also says how well they do on sites they
/// never saw.
struct BlockModel: Sendable {
  static let shared = BlockModel()

  private let trees = TreeModel(
    EmbeddedFile(.blockTrees, version: 1), width: BlockFeatures.count)

  /// Blocks that are judged together: what is known of them takes a megabyte, and 40 ms.
  private static let batchCount = 2_048

  /// Log-odds beyond which the first half of the trees decides alone.
  private static let sure: Float = 3

  /// The log-odds that each of these blocks is the article's; `rows` holds their features in a row.
  ///
  /// Both halves of the trees are whole models; the second does not see the text's words, and is
  /// only asked where the first is not sure: for a quarter of the blocks. Each tree judges all
  /// blocks before the next one does, so that its nodes stay in the processor's nearest cache.
  func scores(rows: [Float]) -> [Float] {
    assert(rows.count % BlockFeatures.count == 0, "a row that is not complete")
    var sums = [Float](repeating: 0, count: rows.count / BlockFeatures.count)
    var asked = Array(sums.indices)
    let half = trees.count / 2
    trees.add(0..<half, of: rows, for: asked, to: &sums)
    asked.removeAll {
      guard abs(sums[$0]) * 2 > BlockModel.sure else { return false }
      sums[$0] *= 2
      return true
    }
    trees.add(half..<trees.count, of: rows, for: asked, to: &sums)
    return sums
  }

  /// For each block of a page the log-odds; nil for blocks that are no candidates.
  func scores(_ features: BlockFeatures) -> [Float?] {
    let candidates = features.page.blocks.indices.filter { features.isCandidate($0) }
    var rows: [Float] = []
    rows.reserveCapacity(min(candidates.count, BlockModel.batchCount) * BlockFeatures.count)
    var out = [Float?](repeating: nil, count: features.page.blocks.count)
    for start in stride(from: 0, to: candidates.count, by: BlockModel.batchCount) {
      let batch = candidates[start..<min(start + BlockModel.batchCount, candidates.count)]
      // A block costs some 20 µs.
      guard features.budget.take(batch.count * 16) else { break }
      rows.removeAll(keepingCapacity: true)
      for index in batch { features.append(index, to: &rows) }
      for (index, score) in zip(batch, scores(rows: rows)) { out[index] = score }
    }
    return out
  }
}
