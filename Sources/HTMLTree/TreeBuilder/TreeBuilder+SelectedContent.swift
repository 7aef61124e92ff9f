/// `selectedcontent`: the place in a `select` where the chosen option's content is shown again.
///
/// The standard copies whenever an option ends; the outcome is that of copying once, at the end.
extension TreeBuilder {
  /// Fills the first `selectedcontent` of every `select` that is not `multiple`.
  mutating func fillSelectedContents() {
    guard !selectedContents.isEmpty else { return }
    var filled: Set<UInt32> = []
    for content in selectedContents {
      guard let select = ancestor(of: content, .select), !hasAttribute(.multiple, select),
        filled.insert(select).inserted, let option = chosenOption(of: select),
        !isInside(content, option)
      else { continue }
      copyChildren(of: option, to: content)
    }
  }

  private func isElement(_ node: UInt32, _ tag: TagName) -> Bool {
    let record = nodes[Int(node)]
    return record.kind == .element && record.tag == tag.rawValue && record.namespace == .html
  }

  private func ancestor(of node: UInt32, _ tag: TagName) -> UInt32? {
    var current = nodes[Int(node)].parent
    while current != NodeLink.none {
      if isElement(current, tag) { return current }
      current = nodes[Int(current)].parent
    }
    return nil
  }

  private func isInside(_ node: UInt32, _ root: UInt32) -> Bool {
    var current = node
    while current != NodeLink.none {
      if current == root { return true }
      current = nodes[Int(current)].parent
    }
    return false
  }

  private func hasAttribute(_ name: AttributeName, _ node: UInt32) -> Bool {
    let record = nodes[Int(node)].payload
    let range = Int(record.tagged)..<(Int(record.tagged) + record.count)
    return tokenizer.attributes[range].contains { $0.name == name.rawValue }
  }

  /// The last option marked as selected, or else the first that is not disabled.
  private mutating func chosenOption(of select: UInt32) -> UInt32? {
    var first: UInt32?
    var selected: UInt32?
    var node = NodeLink.following(select, within: select, nodes)
    while node != NodeLink.none {
      work &+= 1
      if isElement(node, .option) {
        if hasAttribute(.selected, node) { selected = node }
        if first == nil, !hasAttribute(.disabled, node) { first = node }
      }
      node = NodeLink.following(node, within: select, nodes)
    }
    return selected ?? first
  }

  /// Replaces the children of one node by copies of another's, as far as the budget goes.
  private mutating func copyChildren(of option: UInt32, to content: UInt32) {
    while nodes[Int(content)].firstChild != NodeLink.none { detach(nodes[Int(content)].firstChild) }
    var source = option
    var target = content
    while true {
      let node = NodeLink.following(source, within: option, nodes)
      guard node != NodeLink.none else { return }
      // `target` is the copy of `source`; climb with it to the copy of the new node's parent.
      while source != nodes[Int(node)].parent {
        source = nodes[Int(source)].parent
        target = nodes[Int(target)].parent
      }
      guard repeatBudget > 0 else {
        notes.insert(.formatting)
        return
      }
      var copy = nodes[Int(node)]
      repeatBudget -= copy.kind == .element ? repeatCost(copy.payload) : 32 + copy.payload.count
      (copy.firstChild, copy.lastChild) = (NodeLink.none, NodeLink.none)
      (copy.previous, copy.next) = (NodeLink.none, NodeLink.none)
      target = append(copy, at: InsertionPoint(parent: target))
      source = node
    }
  }
}
