/// An entry of the list of active formatting elements: an element, or a marker.
struct FormattingEntry {
  struct Element {
    var node: UInt32
    var tag: TagName
    var attributes: TextRange
  }

  /// Nil for a marker.
  var element: Element?

  static var marker: FormattingEntry { FormattingEntry(element: nil) }
}

extension TreeBuilder {
  /// The list never has more entries than this; the oldest give way.
  private static var formattingLimit: Int { 512 }

  /// Inserts a formatting element of the current tag and enters it in the list.
  @inline(__always)
  mutating func insertFormatting(_ tag: TagName) {
    guard insertHTML(tag), let top = open.last else { return }
    let entry = FormattingEntry.Element(
      node: top.node, tag: tag, attributes: nodes[Int(top.node)].payload)
    enter(entry)
  }

  /// Enters an element; of more than three equal ones the earliest goes (the Noah's Ark clause).
  private mutating func enter(_ entry: FormattingEntry.Element) {
    var equals = 0
    var earliest = 0
    var index = formatting.count - 1
    while index >= 0, let other = formatting[index].element {
      work &+= 1
      if other.tag == entry.tag, areEqual(other.attributes, entry.attributes) {
        equals += 1
        earliest = index
      }
      index -= 1
    }
    if equals >= 3 { formatting.remove(at: earliest) }
    if formatting.count >= TreeBuilder.formattingLimit {
      notes.insert(.formatting)
      formatting.removeFirst()
    }
    formatting.append(FormattingEntry(element: entry))
    assert(formatting.count <= TreeBuilder.formattingLimit)
  }

  private func areEqual(_ a: TextRange, _ b: TextRange) -> Bool {
    guard a.length == b.length else { return false }
    for offset in 0..<a.count {
      let first = tokenizer.attributes[Int(a.tagged) + offset]
      var isFound = false
      for other in 0..<b.count where !isFound {
        let second = tokenizer.attributes[Int(b.tagged) + other]
        isFound = first.name == second.name && tokenizer.areEqual(first.value, second.value)
      }
      if !isFound { return false }
    }
    return true
  }

  mutating func clearFormattingToMarker() {
    while let last = formatting.popLast() {
      if last.element == nil { return }
    }
  }

  private func isOpen(node: UInt32) -> Bool { openIndex(of: node) != nil }

  /// Opens again the formatting elements that a block or the like has closed.
  @inline(__always)
  mutating func reconstructFormatting() {
    guard let last = formatting.last, let element = last.element else { return }
    if let top = open.last, top.node == element.node { return }
    reconstructAll(element)
  }

  private mutating func reconstructAll(_ last: FormattingEntry.Element) {
    work &+= open.count
    guard !isOpen(node: last.node) else { return }
    var index = formatting.count - 1
    while index > 0, let before = formatting[index - 1].element {
      work &+= open.count
      if isOpen(node: before.node) { break }
      index -= 1
    }
    while index < formatting.count, let element = formatting[index].element {
      guard repeatBudget > 0 else {
        notes.insert(.formatting)
        formatting.removeAll { $0.element != nil }
        return
      }
      chargeRepeat(element.attributes)
      guard insert(element.tag, .html, element.attributes, at: insertionPoint()),
        let top = open.last
      else {
        formatting.removeSubrange(index...)
        return
      }
      formatting[index].element?.node = top.node
      index += 1
    }
  }

  /// What a second element with these attributes takes of the budget.
  func repeatCost(_ attributes: TextRange) -> Int {
    assert(Int(attributes.tagged) + attributes.count <= tokenizer.attributes.count)
    let range = Int(attributes.tagged)..<(Int(attributes.tagged) + attributes.count)
    return tokenizer.attributes[range].reduce(32) { $0 + 12 + $1.value.count }
  }

  private mutating func chargeRepeat(_ attributes: TextRange) {
    repeatBudget -= repeatCost(attributes)
  }

  // MARK: Adoption agency

  @inline(__always)
  mutating func formattingEnd(_ tag: TagName) {
    // The plain case: the current node is the element, and the last of the list.
    if let top = open.last, top.isHTML(tag), formatting.last?.element?.node == top.node {
      pop()
      formatting.removeLast()
      return
    }
    adoptionAgency(tag)
  }

  /// Closes a formatting element that other elements may have been opened in.
  mutating func adoptionAgency(_ tag: TagName) {
    if let top = open.last, top.isHTML(tag),
      !formatting.contains(where: { $0.element?.node == top.node })
    {
      pop()
      return
    }
    for _ in 0..<8 where !adoptOnce(tag) { return }
  }

  /// One round of the algorithm's outer loop; false when it is done.
  private mutating func adoptOnce(_ tag: TagName) -> Bool {
    work &+= open.count + formatting.count
    guard let entry = lastFormatting(tag), let element = formatting[entry].element else {
      ordinaryEnd(tag)
      return false
    }
    guard let elementIndex = openIndex(of: element.node) else {
      formatting.remove(at: entry)
      return false
    }
    for above in open[(elementIndex + 1)...] where above.traits.contains(.scope) { return false }
    guard
      let block = open[(elementIndex + 1)...].firstIndex(where: { $0.traits.contains(.special) })
    else {
      popThrough(index: elementIndex)
      formatting.remove(at: entry)
      return false
    }
    guard repeatBudget > 0 else {
      notes.insert(.formatting)
      popThrough(index: elementIndex)
      formatting.remove(at: entry)
      return false
    }
    adopt(entry: entry, elementIndex: elementIndex, block: block)
    return true
  }

  private func lastFormatting(_ tag: TagName) -> Int? {
    var index = formatting.count - 1
    while index >= 0, let element = formatting[index].element {
      if element.tag == tag { return index }
      index -= 1
    }
    return nil
  }

  private mutating func adopt(entry: Int, elementIndex: Int, block: Int) {
    assert(elementIndex > 0 && elementIndex < block && block < open.count)
    assert(entry < formatting.count)
    guard let element = formatting[entry].element else { return }
    let ancestor = open[elementIndex - 1]
    let furthest = open[block]
    var bookmark = entry
    var last = furthest.node
    var index = block
    var round = 0
    while true {
      index -= 1
      round += 1
      if index == elementIndex { break }
      assert(index > elementIndex, "the walk passed the formatting element")
      let node = open[index]
      var listed = formatting.firstIndex { $0.element?.node == node.node }
      if round > 3, let found = listed {
        formatting.remove(at: found)
        if found < bookmark { bookmark -= 1 }
        listed = nil
      }
      guard let found = listed, let old = formatting[found].element else {
        removeOpen(at: index)
        continue
      }
      let copy = clone(old)
      formatting[found].element?.node = copy
      open[index].node = copy
      open[index].container = copy
      if last == furthest.node { bookmark = found + 1 }
      detach(last)
      attach(last, at: InsertionPoint(parent: copy))
      last = copy
    }
    detach(last)
    attach(last, at: adoptionPoint(ancestor))
    let copy = clone(element)
    moveChildren(of: furthest.container, to: copy)
    attach(copy, at: InsertionPoint(parent: furthest.container))
    relist(element, as: copy, bookmark: bookmark)
    if let left = openIndex(of: element.node) { removeOpen(at: left) }
    if let under = openIndex(of: furthest.node) {
      open.insert(
        OpenElement(
          node: copy, container: copy, key: OpenElement.key(element.tag, .html),
          traits: TreeBuilder.traits(element.tag, .html)),
        at: under + 1)
    }
  }

  /// Puts the copy at the bookmark and takes the original off the list.
  private mutating func relist(
    _ element: FormattingEntry.Element, as copy: UInt32, bookmark: Int
  ) {
    var bookmark = bookmark
    if let old = formatting.firstIndex(where: { $0.element?.node == element.node }) {
      formatting.remove(at: old)
      if old < bookmark { bookmark -= 1 }
    }
    assert(Int(copy) < nodes.count && copy != element.node)
    var entry = element
    entry.node = copy
    formatting.insert(
      FormattingEntry(element: entry), at: min(bookmark, formatting.count))
  }

  /// The appropriate place in the common ancestor, with fostering on.
  private mutating func adoptionPoint(_ ancestor: OpenElement) -> InsertionPoint {
    let wasFostering = isFostering
    isFostering = true
    defer { isFostering = wasFostering }
    return insertionPoint(in: ancestor)
  }

  private mutating func clone(_ element: FormattingEntry.Element) -> UInt32 {
    chargeRepeat(element.attributes)
    work &+= 1
    var node = Node(kind: .element)
    node.tag = element.tag.rawValue
    node.payload = element.attributes
    nodes.append(node)
    return UInt32(nodes.count - 1)
  }
}

extension Tokenizer {
  func areEqual(_ a: TextRange, _ b: TextRange) -> Bool {
    guard a.length == b.length else { return false }
    for offset in 0..<a.count where byte(a, offset) != byte(b, offset) { return false }
    return true
  }
}
