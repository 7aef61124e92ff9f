/// The rules of "in body" for end tags.
extension TreeBuilder {
  mutating func bodyEnd(_ tag: TagName) {
    let action = Int(tag.rawValue) < endActions.count ? endActions[Int(tag.rawValue)] : .ordinary
    switch action {
    case .ordinary: ordinaryEnd(tag)
    case .block: blockEnd(tag)
    case .formatting: formattingEnd(tag)
    case .paragraph:
      if isParagraphInButtonScope() {
        closeParagraph()
      } else if insertImplied(.p) {
        // Beyond the depth cap nothing was opened, and so there is nothing to close.
        pop()
      }
    case .listItem:
      guard index(of: .li, inScope: [.scope, .listScope]) != nil else { return }
      generateImpliedEnds(except: .li)
      pop(through: .li)
    case .definition:
      guard isInScope(tag) else { return }
      generateImpliedEnds(except: tag)
      pop(through: tag)
    case .heading: headingEnd()
    case .marker:
      guard isInScope(tag) else { return }
      generateImpliedEnds()
      pop(through: tag)
      clearFormattingToMarker()
    case .body, .html:
      guard isInScope(.body) else { return }
      mode = .afterBody
      if tag == .html { end(tag, in: .afterBody) }
    case .template: templateEnd()
    case .form: formEnd()
    case .lineBreak:
      reconstructFormatting()
      _ = appendElement(.br, .html, .empty, at: insertionPoint())
      isFramesetOK = false
    }
  }

  @inline(__always)
  private mutating func blockEnd(_ tag: TagName) {
    if let top = open.last, top.isHTML(tag) {
      pop()
      return
    }
    guard isInScope(tag) else { return }
    generateImpliedEnds()
    pop(through: tag)
  }

  mutating func ordinaryEnd(_ tag: TagName) {
    var index = open.count - 1
    while index > 0 {
      work &+= 1
      if open[index].isHTML(tag) {
        generateImpliedEnds(except: tag)
        popThrough(index: index)
        return
      }
      if open[index].traits.contains(.special) { return }
      index -= 1
    }
  }

  private mutating func headingEnd() {
    var index = open.count - 1
    while index >= 0 {
      work &+= 1
      if open[index].traits.contains(.heading) {
        generateImpliedEnds()
        popThrough(index: index)
        return
      }
      if open[index].traits.contains(.scope) { return }
      index -= 1
    }
  }

  private mutating func formEnd() {
    if isOpen(.template) {
      guard isInScope(.form) else { return }
      generateImpliedEnds()
      pop(through: .form)
      return
    }
    let node = form
    form = NodeLink.none
    guard node != NodeLink.none, let index = openIndex(of: node) else { return }
    // In scope: nothing above the form ends the search.
    for above in open[(index + 1)...] where above.traits.contains(.scope) { return }
    generateImpliedEnds()
    if let index = openIndex(of: node) { removeOpen(at: index) }
  }
}
