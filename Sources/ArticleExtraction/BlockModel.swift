/// The learnt decision whether a block is the article's: gradient-boosted trees over its features.
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
  init(_ table: String = BlockModel.learnt) {
    let bytes = Base64.decode(table)
    var isRoot = true
    var open = 0
    for start in stride(from: 0, to: bytes.count - 6, by: 7) {
      var bits: UInt32 = 0
      for place in (3..<7).reversed() { bits = bits << 8 | UInt32(bytes[start + place]) }
      if isRoot { roots.append(nodes.count) }
      let node = Node(
        value: Float(bitPattern: bits), feature: bytes[start],
        otherwise: UInt16(bytes[start + 1]) | UInt16(bytes[start + 2]) << 8)
      nodes.append(node)
      // Trees stand in preorder: one ends when every question has both its answers.
      if isRoot { open = 1 }
      open += node.feature == BlockModel.leaf ? -1 : 1
      isRoot = open == 0
    }
  }

  /// Log-odds beyond which the first half of the trees decides alone.
  private static let sure: Float = 3

  /// The log-odds that a block with these features is the article's.
  ///
  /// Both halves of the trees are whole models; the second does not see the text's words, and is
  /// only asked where the first is not sure: for a quarter of the blocks.
  func score(_ row: [Float], from start: Int = 0) -> Float {
    var sum: Float = 0
    for (count, root) in roots.enumerated() {
      if count * 2 == roots.count, abs(sum) * 2 > BlockModel.sure { return sum * 2 }
      var place = root
      while nodes[place].feature != BlockModel.leaf {
        let node = nodes[place]
        place += row[start + Int(node.feature)] <= node.value ? 1 : Int(node.otherwise)
      }
      sum += nodes[place].value
    }
    return sum
  }

  /// For each block of a page the log-odds; nil for blocks that are no candidates.
  func scores(_ features: BlockFeatures) -> [Float?] {
    var row: [Float] = []
    row.reserveCapacity(BlockFeatures.count)
    return features.page.blocks.indices.map { index in
      guard features.isCandidate(index) else { return nil }
      row.removeAll(keepingCapacity: true)
      features.append(index, to: &row)
      return score(row)
    }
  }
}
