extension TreeBuilder {
  @inline(__always)
  mutating func push(_ element: OpenElement) {
    assert(Int(element.node) < nodes.count && Int(element.container) < nodes.count)
    if element.isHTML(.p) { openParagraphs &+= 1 }
    if element.isHTML(.select) { openSelects &+= 1 }
    open.append(element)
  }

  @inline(__always)
  mutating func pop() {
    guard let top = open.popLast() else { return }
    if top.isHTML(.p) { openParagraphs &-= 1 }
    if top.isHTML(.select) { openSelects &-= 1 }
    assert(openParagraphs >= 0 && openSelects >= 0, "an element was counted off twice")
  }

  mutating func removeOpen(at index: Int) {
    assert(index > 0 && index < open.count, "the root element stays open")
    if open[index].isHTML(.p) { openParagraphs &-= 1 }
    if open[index].isHTML(.select) { openSelects &-= 1 }
    open.remove(at: index)
  }

  @inline(__always)
  func isCurrent(_ tag: TagName) -> Bool { open.last?.isHTML(tag) ?? false }

  /// Pops up to and with the last element of that name; the caller knows that there is one.
  mutating func pop(through tag: TagName) {
    assert(isOpen(tag), "everything would be closed")
    while let top = open.last, open.count > 1 {
      pop()
      if top.isHTML(tag) { return }
    }
  }

  /// Pops everything above the element at `index`, and that too.
  mutating func popThrough(index: Int) {
    assert(index >= 0 && index < open.count)
    while open.count > max(index, 1) { pop() }
  }

  /// Pops while the current node is none of these.
  mutating func popUntil(_ tags: TagName...) {
    while open.count > 1, let top = open.last, !tags.contains(where: { top.isHTML($0) }) { pop() }
  }

  /// The stack index of an element.
  func openIndex(of node: UInt32) -> Int? {
    open.lastIndex { $0.node == node }
  }

  // MARK: Scopes

  /// The stack index of the last element of that name in a scope that `boundary` ends.
  @inline(__always)
  mutating func index(of tag: TagName, inScope boundary: TagTraits) -> Int? {
    var index = open.count &- 1
    while index >= 0 {
      work &+= 1
      if open[index].isHTML(tag) { return index }
      if !open[index].traits.isDisjoint(with: boundary) { return nil }
      index &-= 1
    }
    return nil
  }

  @inline(__always)
  mutating func isInScope(_ tag: TagName) -> Bool { index(of: tag, inScope: .scope) != nil }

  @inline(__always)
  mutating func isInTableScope(_ tag: TagName) -> Bool {
    index(of: tag, inScope: .tableScope) != nil
  }

  @inline(__always)
  mutating func isInTableScope(_ tags: TagName...) -> Bool {
    for tag in tags where isInTableScope(tag) { return true }
    return false
  }

  @inline(__always)
  mutating func isParagraphInButtonScope() -> Bool {
    openParagraphs > 0 && index(of: .p, inScope: [.scope, .buttonScope]) != nil
  }

  func isOpen(_ tag: TagName) -> Bool { open.contains { $0.isHTML(tag) } }

  // MARK: Implied ends

  @inline(__always)
  mutating func generateImpliedEnds(except tag: TagName? = nil) {
    while let top = open.last, top.traits.contains(.impliedEnd) {
      if let tag, top.isHTML(tag) { return }
      pop()
    }
  }

  mutating func generateImpliedEndsThoroughly() {
    while let top = open.last, !top.traits.isDisjoint(with: [.impliedEnd, .thoroughlyImpliedEnd]) {
      pop()
    }
  }

  mutating func closeParagraph() {
    assert(openParagraphs > 0, "no paragraph is open")
    generateImpliedEnds(except: .p)
    pop(through: .p)
  }

  @inline(__always)
  mutating func closeParagraphInButtonScope() {
    if isParagraphInButtonScope() { closeParagraph() }
  }

  // MARK: Mode

  mutating func resetInsertionMode() {
    var index = open.count - 1
    while index >= 0 {
      let isLast = index == 0
      let element = isLast ? (context ?? open[index]) : open[index]
      if let found = mode(for: element, isLast: isLast) {
        assert(found != .text && found != .inTableText, "these modes end in another way")
        mode = found
        return
      }
      index -= 1
    }
    mode = .inBody
  }

  private func mode(for element: OpenElement, isLast: Bool) -> InsertionMode? {
    if !element.isForeign {
      switch element.tag {
      case .td, .th: if !isLast { return .inCell }
      case .tr: return .inRow
      case .tbody, .thead, .tfoot: return .inTableBody
      case .caption: return .inCaption
      case .colgroup: return .inColumnGroup
      case .table: return .inTable
      case .template: return templateModes.last ?? .inBody
      case .head: if !isLast { return .inHead }
      case .body: return .inBody
      case .frameset: return .inFrameset
      case .html: return head == NodeLink.none ? .beforeHead : .afterHead
      default: break
      }
    }
    return isLast ? .inBody : nil
  }
}
