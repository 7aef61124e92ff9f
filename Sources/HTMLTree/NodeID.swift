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

/// What a node is.
package enum NodeKind: UInt8, Sendable {
  case document, doctype, element, text, comment
  /// The one child of a `template` element, which holds what stands inside it. What lies below is
  /// not part of the page until a script uses it.
  case templateContents
}

/// The vocabulary an element belongs to.
package enum Namespace: UInt8, Sendable {
  case html, svg, mathML
}

/// A stretch of a document's bytes, which only that document can read (see `HTMLDocument.bytes`).
///
/// It points into the page wherever the text stands there as it is, and into a second buffer where
/// a character reference or a NUL had to be decoded.
package struct TextRange: Hashable, Sendable {
  /// Offset in its buffer; the highest bit says which buffer.
  var tagged: UInt32
  var length: UInt32

  static var decodedBit: UInt32 { 1 << 31 }

  init(tagged: UInt32, length: UInt32) {
    self.tagged = tagged
    self.length = length
  }

  @inline(__always)
  init(source start: Int, _ end: Int) {
    tagged = UInt32(truncatingIfNeeded: start)
    length = UInt32(truncatingIfNeeded: end &- start)
  }

  @inline(__always)
  init(decoded start: Int, _ end: Int) {
    tagged = UInt32(truncatingIfNeeded: start) | TextRange.decodedBit
    length = UInt32(truncatingIfNeeded: end &- start)
  }

  static var empty: TextRange { TextRange(tagged: 0, length: 0) }

  /// Number of bytes.
  package var count: Int { Int(length) }
  /// Whether there is not one byte.
  package var isEmpty: Bool { length == 0 }
  /// Where the text begins in the page, unless it had to be decoded.
  package var sourceOffset: Int? { isDecoded ? nil : Int(tagged) }

  @inline(__always) var isDecoded: Bool { tagged & TextRange.decodedBit != 0 }
  @inline(__always) var start: Int { Int(tagged & ~TextRange.decodedBit) }
  @inline(__always) var end: Int { start &+ Int(length) }
}

/// One node, 32 bytes; `NodeLink.none` where there is no such relative.
struct Node {
  var parent = NodeLink.none
  var firstChild = NodeLink.none
  var lastChild = NodeLink.none
  var previous = NodeLink.none
  var next = NodeLink.none
  /// Text and comments: their bytes. Elements and doctypes: first attribute and how many.
  var payload = TextRange.empty
  var tag: UInt16 = 0
  var kind: NodeKind
  var namespace: Namespace = .html

  init(kind: NodeKind) { self.kind = kind }
}

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
