import EmbeddedData

/// Gradient-boosted regression trees: numbers that describe something in, log-odds out.
///
/// Friedman, "Greedy function approximation: a gradient boosting machine", 2001. The training scripts
/// write the trees; each says how well they do on sites that they never saw.
struct TreeModel: Sendable {
  /// A question (`feature` ≤ `value` goes to the next node, else to `otherwise`), or a leaf.
  private struct Node {
    var value: Float
    var feature: UInt8
    var otherwise: UInt16
  }

  private static let leaf: UInt8 = 255

  private var nodes: [Node] = []
  private var roots: [Int] = []
  /// How many numbers a row has at most.
  let width: Int

  /// How many trees there are.
  var count: Int { roots.count }

  /// Reads a file of seven bytes a node: feature, distance to the other child, value.
  init(_ file: EmbeddedFile, width: Int) {
    self.width = width
    var reader = file.reader
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
      open += node.feature == TreeModel.leaf ? -1 : 1
      isRoot = open == 0
    }
    assert(nodes.allSatisfy { $0.feature == TreeModel.leaf || Int($0.feature) < width })
    precondition(isRoot, "the last tree is not complete")
  }

  /// Adds what the trees in `range` say of each row to its sum; rows stand one after the other, each with
  /// the first `width` numbers.
  ///
  /// Each tree judges all rows before the next one does, so that its nodes stay in the processor's
  /// nearest cache.
  func add(_ range: Range<Int>, of rows: [Float], width: Int, to sums: inout [Float]) {
    let nodes = self.nodes.span
    let rows = rows.span
    for root in roots[range] {
      for row in sums.indices {
        let start = row * width
        var index = root
        var node = nodes[index]
        while node.feature != TreeModel.leaf {
          index += rows[start + Int(node.feature)] <= node.value ? 1 : Int(node.otherwise)
          node = nodes[index]
        }
        sums[row] += node.value
      }
    }
  }
}
