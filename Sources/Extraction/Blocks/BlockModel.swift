import EmbeddedData
import Model

/// The learned decision whether a block is the article's: boosted trees over its features.
///
/// Two models read a page. The first judges each block by itself; the second judges those that the first is not
/// sure of, about a quarter, and knows what the first says of the blocks around them (`BlockContext`). The trees
/// are made by `scripts/train-extraction`, which also says how well they do on sites they never saw.
struct BlockModel: Sendable {
  static let shared = BlockModel()

  /// Those of the first model, and as many of the second.
  private let trees = TreeModel(
    EmbeddedFile(.blockTrees, version: 1), width: BlockFeatures.count + BlockContext.count)

  /// Blocks that are judged together: what is known of them takes a megabyte, and 40 ms.
  private static let batchCount = 2_048

  /// Log-odds beyond which the first model decides alone.
  private static let sure: Float = 3

  /// For each block of a page the log-odds; nil for blocks that are no candidates.
  func scores(_ features: BlockFeatures) -> [Float?] {
    let candidates = features.page.blocks.indices.filter { features.isCandidate($0) }
    var out = [Float?](repeating: nil, count: features.page.blocks.count)
    var odds: [Float] = []
    var rows: [Float] = []
    for batch in BlockModel.batches(candidates.count) {
      // A block costs some 20 µs.
      guard features.budget.take(batch.count * 16) else { return out }
      rows.removeAll(keepingCapacity: true)
      rows.reserveCapacity(batch.count * BlockFeatures.count)
      for number in batch { features.append(candidates[number], to: &rows) }
      odds += sums(0..<trees.count / 2, of: rows, width: BlockFeatures.count)
    }
    for (index, value) in zip(candidates, odds) { out[index] = value }
    let context = BlockContext(features.page, candidates: candidates, odds: odds)
    let unsure = odds.indices.filter { abs(odds[$0]) <= BlockModel.sure }
    // Of a page in one batch the features are still there.
    let known = candidates.count <= BlockModel.batchCount ? rows : []
    for batch in BlockModel.batches(unsure.count) {
      guard features.budget.take(batch.count * 16) else { return out }
      rows.removeAll(keepingCapacity: true)
      for number in unsure[batch] {
        if known.isEmpty {
          features.append(candidates[number], to: &rows)
        } else {
          rows += known[(number * BlockFeatures.count)..<((number + 1) * BlockFeatures.count)]
        }
        context.append(number, to: &rows)
      }
      let second = sums(trees.count / 2..<trees.count, of: rows, width: trees.width)
      for (number, value) in zip(unsure[batch], second) {
        let index = candidates[number]
        out[index] = speaksAgainst(index, features) ? min(odds[number], value) : value
      }
    }
    return out
  }

  /// True for a block that is none of the text by its own words or by its element: its surroundings do not make
  /// it one.
  private func speaksAgainst(_ index: Int, _ features: BlockFeatures) -> Bool {
    let container = features.page.blocks[index].container
    if features.page.containers[container].traits.contains(.nav) { return true }
    return features.cues[index].map { $0 != .credit } ?? false
  }

  private static func batches(_ count: Int) -> [Range<Int>] {
    stride(from: 0, to: count, by: batchCount).map { $0..<min($0 + batchCount, count) }
  }

  /// What these trees say of each of `rows`, which have `width` numbers each.
  private func sums(_ range: Range<Int>, of rows: [Float], width: Int) -> [Float] {
    assert(rows.count % width == 0, "a row that is not complete")
    var sums = [Float](repeating: 0, count: rows.count / width)
    trees.add(range, of: rows, width: width, to: &sums)
    return sums
  }
}
