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
