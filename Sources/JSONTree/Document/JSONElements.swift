/// The elements of an array.
package struct JSONElements: Sequence, IteratorProtocol, Sendable {
  let tree: JSONDocument
  var position: Int
  let end: Int

  /// The next element in order.
  package mutating func next() -> JSONValue? {
    guard position < end else { return nil }
    defer { position = Int(tree.nodes[position].next) }
    return JSONValue(tree: tree, index: position)
  }
}
