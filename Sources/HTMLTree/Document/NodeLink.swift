/// Links between nodes, as they are stored.
enum NodeLink {
  /// The raw value that stands for "no node".
  static var none: UInt32 { .max }

  /// The node after another in document order, children first, within a subtree; or `none`.
  @inline(__always)
  static func following(_ node: UInt32, within root: UInt32, _ nodes: [Node]) -> UInt32 {
    let child = nodes[Int(node)].firstChild
    return child == none ? followingSubtree(node, within: root, nodes) : child
  }

  /// The node after a whole subtree in document order, within another subtree; or `none`.
  @inline(__always)
  static func followingSubtree(_ node: UInt32, within root: UInt32, _ nodes: [Node]) -> UInt32 {
    var current = node
    while current != root, current != none {
      let next = nodes[Int(current)].next
      if next != none { return next }
      current = nodes[Int(current)].parent
    }
    return none
  }
}
