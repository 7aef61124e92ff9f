/// Where a node goes: under a parent, before one of its children or last.
struct InsertionPoint {
  var parent: UInt32
  var before = NodeLink.none
}

extension TreeBuilder {
  static func traits(_ tag: TagName, _ namespace: Namespace) -> TagTraits {
    guard namespace == .html else { return TagTraits.foreign(tag, namespace) }
    return tag.isKnown ? TagTraits.html[Int(tag.rawValue)] : []
  }

  /// The appropriate place for inserting a node; `target` instead of the current node.
  @inline(__always)
  func insertionPoint(in target: OpenElement? = nil) -> InsertionPoint {
    guard let top = target ?? open.last else { return InsertionPoint(parent: 0) }
    if isFostering, top.traits.contains(.fosters), !top.isForeign { return fosterPoint() }
    return InsertionPoint(parent: top.container)
  }

  /// Before the last table, or where that cannot be.
  private func fosterPoint() -> InsertionPoint {
    var index = open.count - 1
    while index > 0 {
      let element = open[index]
      if element.isHTML(.template) { return InsertionPoint(parent: element.container) }
      if element.isHTML(.table) {
        let parent = nodes[Int(element.node)].parent
        return parent == NodeLink.none
          ? InsertionPoint(parent: open[index - 1].container)
          : InsertionPoint(parent: parent, before: element.node)
      }
      index -= 1
    }
    return InsertionPoint(parent: open.first?.container ?? 0)
  }

  /// Links a node that hangs nowhere into the tree.
  @inline(__always)
  mutating func attach(_ node: UInt32, at point: InsertionPoint) {
    assert(nodes[Int(node)].parent == NodeLink.none, "the node hangs in the tree already")
    assert(node != point.parent && Int(point.parent) < nodes.count)
    assert(
      point.before == NodeLink.none || nodes[Int(point.before)].parent == point.parent,
      "the next sibling has another parent")
    let previous: UInt32
    if point.before == NodeLink.none {
      previous = nodes[Int(point.parent)].lastChild
      nodes[Int(point.parent)].lastChild = node
    } else {
      previous = nodes[Int(point.before)].previous
      nodes[Int(point.before)].previous = node
    }
    nodes[Int(node)].parent = point.parent
    nodes[Int(node)].previous = previous
    nodes[Int(node)].next = point.before
    if previous == NodeLink.none {
      nodes[Int(point.parent)].firstChild = node
    } else {
      nodes[Int(previous)].next = node
    }
  }

  /// Makes a node and links it in.
  @inline(__always)
  mutating func append(_ node: Node, at point: InsertionPoint) -> UInt32 {
    assert(nodes.count < Int(NodeLink.none) && Int(point.parent) < nodes.count)
    let number = UInt32(truncatingIfNeeded: nodes.count)
    var node = node
    work &+= 1
    if point.before == NodeLink.none {
      node.parent = point.parent
      let previous = nodes[Int(point.parent)].lastChild
      node.previous = previous
      nodes[Int(point.parent)].lastChild = number
      if previous == NodeLink.none {
        nodes[Int(point.parent)].firstChild = number
      } else {
        nodes[Int(previous)].next = number
      }
      nodes.append(node)
    } else {
      nodes.append(node)
      attach(number, at: point)
    }
    return number
  }

  /// Takes a node out of the tree, with all that hangs below it.
  mutating func detach(_ node: UInt32) {
    let record = nodes[Int(node)]
    guard record.parent != NodeLink.none else { return }
    if record.previous == NodeLink.none {
      nodes[Int(record.parent)].firstChild = record.next
    } else {
      nodes[Int(record.previous)].next = record.next
    }
    if record.next == NodeLink.none {
      nodes[Int(record.parent)].lastChild = record.previous
    } else {
      nodes[Int(record.next)].previous = record.previous
    }
    assert(
      (nodes[Int(record.parent)].firstChild == NodeLink.none)
        == (nodes[Int(record.parent)].lastChild == NodeLink.none), "first and last child differ")
    nodes[Int(node)].parent = NodeLink.none
    nodes[Int(node)].previous = NodeLink.none
    nodes[Int(node)].next = NodeLink.none
  }

  /// Hands all children of one node to another, after those that it has.
  mutating func moveChildren(of old: UInt32, to new: UInt32) {
    assert(old != new, "children cannot be handed to their own parent")
    let first = nodes[Int(old)].firstChild
    guard first != NodeLink.none else { return }
    var child = first
    while child != NodeLink.none {
      nodes[Int(child)].parent = new
      child = nodes[Int(child)].next
      work &+= 1
    }
    let last = nodes[Int(new)].lastChild
    nodes[Int(first)].previous = last
    if last == NodeLink.none {
      nodes[Int(new)].firstChild = first
    } else {
      nodes[Int(last)].next = first
    }
    nodes[Int(new)].lastChild = nodes[Int(old)].lastChild
    nodes[Int(old)].firstChild = NodeLink.none
    nodes[Int(old)].lastChild = NodeLink.none
  }

  // MARK: Elements

  /// The attributes of the current tag, which from now on belong to an element.
  @inline(__always)
  mutating func takeAttributes() -> TextRange {
    tokenizer.areAttributesTaken = true
    let start = tokenizer.attributesStart
    assert(start <= tokenizer.attributes.count)
    return TextRange(
      tagged: UInt32(truncatingIfNeeded: start),
      length: UInt32(truncatingIfNeeded: tokenizer.attributes.count &- start))
  }

  /// Inserts an element of the current tag's attributes and opens it; false where it was not opened
  /// because the depth cap is reached.
  @inline(__always)
  @discardableResult
  mutating func insertHTML(_ tag: TagName) -> Bool {
    insert(tag, .html, takeAttributes(), at: insertionPoint())
  }

  /// Inserts an element without attributes and opens it.
  @discardableResult
  mutating func insertImplied(_ tag: TagName) -> Bool {
    insert(tag, .html, .empty, at: insertionPoint())
  }

  /// Inserts an HTML element that has no content.
  @inline(__always)
  mutating func insertVoid(_ tag: TagName) {
    _ = appendElement(tag, .html, takeAttributes(), at: insertionPoint())
  }

  @inline(__always)
  mutating func appendElement(
    _ tag: TagName, _ namespace: Namespace, _ attributes: TextRange, at point: InsertionPoint
  ) -> UInt32 {
    var node = Node(kind: .element)
    node.tag = tag.rawValue
    node.namespace = namespace
    node.payload = attributes
    return append(node, at: point)
  }

  @inline(__always)
  mutating func insert(
    _ tag: TagName, _ namespace: Namespace, _ attributes: TextRange, at point: InsertionPoint
  ) -> Bool {
    let node = appendElement(tag, namespace, attributes, at: point)
    let traits: TagTraits
    if namespace == .html {
      traits = Int(tag.rawValue) < htmlTraits.count ? htmlTraits[Int(tag.rawValue)] : []
    } else {
      traits = TagTraits.foreign(tag, namespace)
    }
    if open.count >= options.depthLimit, !traits.contains(.structural) {
      notes.insert(.depth)
      return false
    }
    push(
      OpenElement(
        node: node, container: node, key: OpenElement.key(tag, namespace), traits: traits))
    return true
  }

  // MARK: Text and comments

  /// Appends text to the text before the place, or as a new node.
  @inline(__always)
  mutating func insertText(_ range: TextRange) {
    guard range.length > 0 else { return }
    let point = insertionPoint()
    let before =
      point.before == NodeLink.none
      ? nodes[Int(point.parent)].lastChild : nodes[Int(point.before)].previous
    if before != NodeLink.none, nodes[Int(before)].kind == .text {
      extendText(before, with: range)
    } else if point.parent != 0 || context != nil {
      var node = Node(kind: .text)
      node.payload = range
      _ = append(node, at: point)
    }
  }

  /// Makes a text node longer.
  ///
  /// Text that is not one piece is copied into space of the next power of two, so that however a text
  /// is cut up, joining it takes linear time and space. The node's `tag`, which text does not need,
  /// holds the binary logarithm of that space.
  private mutating func extendText(_ node: UInt32, with range: TextRange) {
    assert(nodes[Int(node)].kind == .text && range.length > 0)
    let old = nodes[Int(node)].payload
    if old.isDecoded == range.isDecoded, old.end == range.start {
      nodes[Int(node)].payload.length += range.length
      nodes[Int(node)].tag = 0
      return
    }
    let length = old.count + range.count
    let capacity = nodes[Int(node)].tag
    if capacity != 0, length <= 1 << Int(capacity) {
      tokenizer.write(range, at: old.end)
      nodes[Int(node)].payload.length += range.length
      return
    }
    let logarithm = Int.bitWidth - length.leadingZeroBitCount
    assert(1 << logarithm > length && logarithm < 32)
    let mark = tokenizer.reserve(1 << logarithm)
    tokenizer.write(old, at: mark)
    tokenizer.write(range, at: mark + old.count)
    nodes[Int(node)].payload = TextRange(decoded: mark, mark + length)
    nodes[Int(node)].tag = UInt16(logarithm)
    work &+= length
  }

  mutating func insertComment(at point: InsertionPoint) {
    var node = Node(kind: .comment)
    node.payload = tokenizer.text
    _ = append(node, at: point)
  }
}
