/// An HTML page as a tree over flat arrays.
///
/// Nodes are numbers (`NodeID`), names are numbers (`TagName`, `AttributeName`), text is a range of
/// the page (`TextRange`) unless something in it had to be decoded. A document never changes after
/// it has been parsed; work that needs marks keeps an array of `nodeCount` elements beside it.
///
/// ```swift
/// let page = HTMLDocument(parsing: bytes)
/// for node in page.descendants(of: .document) where page.tag(of: node) == .p {
///   if page.hasWord("intro", in: .class, of: node) { print(page.textContent(of: node)) }
/// }
/// ```
package struct HTMLDocument: Sendable {
  /// The page, with its line ends made LF.
  let source: [UInt8]
  /// Text that does not stand in the page as it is.
  let decoded: [UInt8]
  let nodes: [Node]
  let attributes: [AttributeRecord]
  let names: DocumentNames

  /// What the parser had to cut short; empty for any honest page.
  package let notes: ParseNotes
  /// Whether the doctype (or its absence) puts the page in quirks mode.
  package let isQuirky: Bool

  /// Parses a whole page.
  ///
  /// `bytes` are UTF-8 (a byte order mark is skipped; what is not UTF-8 goes through unchanged and is
  /// replaced when a `String` is made). Any bytes give a tree; the caps in `options` bound the work.
  package init(parsing bytes: [UInt8], options: ParseOptions = ParseOptions()) {
    self = TreeBuilder.parse(bytes, context: nil, options: options)
  }

  /// Parses a fragment, such as the value of an `innerHTML` or a post's body in a feed.
  ///
  /// `context` is the element that the fragment is thought to stand in. The fragment's nodes are
  /// children of the document node.
  package init(
    parsingFragment bytes: [UInt8], context: TagName = .body, namespace: Namespace = .html,
    options: ParseOptions = ParseOptions()
  ) {
    self = TreeBuilder.parse(bytes, context: (context, namespace), options: options)
  }

  init(
    source: [UInt8], decoded: [UInt8], nodes: [Node], attributes: [AttributeRecord],
    names: DocumentNames, notes: ParseNotes, isQuirky: Bool
  ) {
    self.source = source
    self.decoded = decoded
    self.nodes = nodes
    self.attributes = attributes
    self.names = names
    self.notes = notes
    self.isQuirky = isQuirky
  }

  /// How many nodes there are, the document node included. A few may hang in no tree.
  package var nodeCount: Int { nodes.count }
}

// MARK: - Relatives

extension HTMLDocument {
  @inline(__always)
  private func link(_ raw: UInt32) -> NodeID? {
    raw == NodeLink.none ? nil : NodeID(rawValue: raw)
  }

  /// The node that holds this one; nil for the document.
  package func parent(of node: NodeID) -> NodeID? { link(nodes[node.index].parent) }
  /// The first of its children.
  package func firstChild(of node: NodeID) -> NodeID? { link(nodes[node.index].firstChild) }
  /// The last of its children.
  package func lastChild(of node: NodeID) -> NodeID? { link(nodes[node.index].lastChild) }
  /// The next node under the same parent.
  package func nextSibling(of node: NodeID) -> NodeID? { link(nodes[node.index].next) }
  /// The previous node under the same parent.
  package func previousSibling(of node: NodeID) -> NodeID? { link(nodes[node.index].previous) }

  /// The node after `node` in document order, children first, within the subtree of `root`.
  package func next(after node: NodeID, within root: NodeID = .document) -> NodeID? {
    link(NodeLink.following(node.rawValue, within: root.rawValue, nodes))
  }

  /// The node after the whole subtree of `node` in document order, within the subtree of `root`.
  package func nextSkippingChildren(of node: NodeID, within root: NodeID = .document) -> NodeID? {
    link(NodeLink.followingSubtree(node.rawValue, within: root.rawValue, nodes))
  }

  /// Everything below `node` in document order, without `node` itself.
  package func descendants(of node: NodeID) -> Descendants {
    Descendants(nodes: nodes, root: node.rawValue, current: node.rawValue)
  }

  /// The children of `node` in order.
  package func children(of node: NodeID) -> Children {
    Children(nodes: nodes, upcoming: nodes[node.index].firstChild)
  }

  /// The nodes above `node`, nearest first, the document last.
  package func ancestors(of node: NodeID) -> Ancestors {
    Ancestors(nodes: nodes, upcoming: nodes[node.index].parent)
  }

  /// Whether `node` is `ancestor` or lies below it.
  package func isNode(_ node: NodeID, within ancestor: NodeID) -> Bool {
    node == ancestor || ancestors(of: node).contains(ancestor)
  }

  /// Nodes below a node, in document order.
  package struct Descendants: Sequence, IteratorProtocol {
    let nodes: [Node]
    let root: UInt32
    var current: UInt32

    /// The next node in document order.
    package mutating func next() -> NodeID? {
      guard current != NodeLink.none else { return nil }
      current = NodeLink.following(current, within: root, nodes)
      return current == NodeLink.none ? nil : NodeID(rawValue: current)
    }
  }

  /// Nodes under one parent, in order.
  package struct Children: Sequence, IteratorProtocol {
    let nodes: [Node]
    var upcoming: UInt32

    /// The next child.
    package mutating func next() -> NodeID? {
      guard upcoming != NodeLink.none else { return nil }
      defer { upcoming = nodes[Int(upcoming)].next }
      return NodeID(rawValue: upcoming)
    }
  }

  /// Nodes above a node, nearest first.
  package struct Ancestors: Sequence, IteratorProtocol {
    let nodes: [Node]
    var upcoming: UInt32

    /// The next node on the way up.
    package mutating func next() -> NodeID? {
      guard upcoming != NodeLink.none else { return nil }
      defer { upcoming = nodes[Int(upcoming)].parent }
      return NodeID(rawValue: upcoming)
    }
  }
}

// MARK: - What a node is

extension HTMLDocument {
  /// What the node is.
  package func kind(of node: NodeID) -> NodeKind { nodes[node.index].kind }

  /// Whether the node is an element.
  package func isElement(_ node: NodeID) -> Bool { nodes[node.index].kind == .element }

  /// Whether the node is text.
  package func isText(_ node: NodeID) -> Bool { nodes[node.index].kind == .text }

  /// The element's name, whatever its namespace; nil for other nodes.
  package func tag(of node: NodeID) -> TagName? {
    let record = nodes[node.index]
    return record.kind == .element ? TagName(rawValue: record.tag) : nil
  }

  /// The name written out; empty unless the node is an element.
  package func name(of node: NodeID) -> String {
    tag(of: node).map { string($0) } ?? ""
  }

  /// A name of this document written out.
  package func string(_ name: TagName) -> String {
    String(decoding: names.tags.name(name.rawValue), as: UTF8.self)
  }

  /// The vocabulary of an element.
  package func namespace(of node: NodeID) -> Namespace { nodes[node.index].namespace }
}
