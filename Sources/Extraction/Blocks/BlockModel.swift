import EmbeddedData
import Model

/// The learned decision whether a block is the article's: gradient-boosted trees over its features.
///
/// Friedman, "Greedy function approximation: a gradient boosting machine", 2001. The trees are
/// made by `scripts/train-extraction`, which also says how well they do on sites they never saw.
struct BlockModel: Sendable {
  static let shared = BlockModel()

  /// A question (`feature` ≤ `value` goes to the next node, else to `otherwise`), or a leaf.
  private struct Node {
    var value: Float
    var feature: UInt8
    var otherwise: UInt16
  }

  private static let leaf: UInt8 = 255

  private var nodes: [Node] = []
  private var roots: [Int] = []

  /// Seven bytes a node: feature, distance to the other child, value.
  private init() {
    var reader = EmbeddedFile(.blockTrees, version: 1).reader
    precondition(reader.remainingByteCount % 7 == 0)
    nodes.reserveCapacity(reader.remainingByteCount / 7)
    var isRoot = true
    var open = 0
    while !reader.isAtEnd {
      if isRoot { roots.append(nodes.count) }
      let (feature, otherwise) = (reader.uint8(), reader.uint16())
      let node = Node(
        value: Float(bitPattern: reader.uint32()), feature: feature, otherwise: otherwise)
      nodes.append(node)
      // Trees stand in preorder: one ends when every question has both its answers.
      if isRoot { open = 1 }
      open += node.feature == BlockModel.leaf ? -1 : 1
      isRoot = open == 0
    }
    assert(
      nodes.allSatisfy { $0.feature == BlockModel.leaf || Int($0.feature) < BlockFeatures.count })
    precondition(isRoot, "the last tree is not complete")
  }

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
    let half = roots.count / 2
    add(roots[..<half], of: rows, for: asked, to: &sums)
    asked.removeAll {
      guard abs(sums[$0]) * 2 > BlockModel.sure else { return false }
      sums[$0] *= 2
      return true
    }
    add(roots[half...], of: rows, for: asked, to: &sums)
    return sums
  }

  /// Adds what these trees say of the blocks in `asked`.
  private func add(
    _ trees: ArraySlice<Int>, of rows: [Float], for asked: [Int], to sums: inout [Float]
  ) {
    let nodes = self.nodes.span
    let rows = rows.span
    let width = BlockFeatures.count
    for root in trees {
      for block in asked {
        let start = block * width
        var index = root
        var node = nodes[index]
        while node.feature != BlockModel.leaf {
          index += rows[start + Int(node.feature)] <= node.value ? 1 : Int(node.otherwise)
          node = nodes[index]
        }
        sums[block] += node.value
      }
    }
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
