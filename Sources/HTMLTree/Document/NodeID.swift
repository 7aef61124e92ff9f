/// The number of a node in its document; the document itself is 0.
///
/// Numbers are given in the order in which the parser makes nodes, so nearly always in document
/// order. An array of `nodeCount` elements indexed by `index` is a cheap set of marks.
package struct NodeID: Hashable, Sendable, Comparable {
  package var rawValue: UInt32

  package init(rawValue: UInt32) { self.rawValue = rawValue }

  /// The document node, root of every tree.
  package static var document: NodeID { NodeID(rawValue: 0) }

  /// The number as an array index, `0 ..< nodeCount`.
  package var index: Int { Int(rawValue) }

  /// Order of creation.
  package static func < (a: NodeID, b: NodeID) -> Bool { a.rawValue < b.rawValue }
}
