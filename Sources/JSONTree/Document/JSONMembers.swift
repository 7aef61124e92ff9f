/// The members of an object.
package struct JSONMembers: Sequence, IteratorProtocol, Sendable {
  let tree: JSONDocument
  var position: Int
  let end: Int

  /// The next member in order.
  package mutating func next() -> (name: String, value: JSONValue)? {
    guard position + 1 < end else { return nil }
    defer { position = Int(tree.nodes[position + 1].next) }
    return (
      JSONValue(tree: tree, index: position).string ?? "",
      JSONValue(tree: tree, index: position + 1)
    )
  }
}
