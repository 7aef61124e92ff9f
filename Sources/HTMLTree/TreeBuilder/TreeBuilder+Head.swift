/// The modes before the body.
extension TreeBuilder {
  mutating func openRoot(_ attributes: TextRange) {
    _ = insert(.html, .html, attributes, at: InsertionPoint(parent: 0))
    mode = .beforeHead
  }

  mutating func openHead(_ attributes: TextRange) {
    _ = insert(.head, .html, attributes, at: insertionPoint())
    head = open.last?.node ?? NodeLink.none
    mode = .inHead
  }

  mutating func leaveHead() {
    pop()
    mode = .afterHead
  }

  mutating func openBody() {
    insertImplied(.body)
    mode = .inBody
  }

  mutating func beforeHTMLStart(_ tag: TagName) {
    if tag == .html {
      openRoot(takeAttributes())
    } else {
      openRoot(.empty)
      beforeHeadStart(tag)
    }
  }

  mutating func beforeHTMLEnd(_ tag: TagName) {
    guard [.head, .body, .html, .br].contains(tag) else { return }
    openRoot(.empty)
    beforeHeadEnd(tag)
  }

  mutating func beforeHeadStart(_ tag: TagName) {
    if tag == .html {
      bodyStart(tag)
    } else if tag == .head {
      openHead(takeAttributes())
    } else {
      openHead(.empty)
      headStart(tag)
    }
  }

  mutating func beforeHeadEnd(_ tag: TagName) {
    guard [.head, .body, .html, .br].contains(tag) else { return }
    openHead(.empty)
    headEnd(tag)
  }

  mutating func headStart(_ tag: TagName) {
    switch tag {
    case .html: bodyStart(tag)
    case .base, .basefont, .bgsound, .link, .meta: insertVoid(tag)
    case .title: openRawText(tag, .rcdata)
    case .noscript where options.isScriptingOn: openRawText(tag, .rawText)
    case .noframes, .style: openRawText(tag, .rawText)
    case .noscript:
      insertHTML(tag)
      mode = .inHeadNoscript
    case .script: openRawText(tag, .scriptData)
    case .template: templateOpen()
    case .head: break
    default:
      // These rules also serve start tags of other modes, but only those listed above.
      leaveHead()
      afterHeadStart(tag)
    }
  }

  /// Opens an element whose content the tokenizer reads as text.
  mutating func openRawText(_ tag: TagName, _ model: ContentModel) {
    insertHTML(tag)
    tokenizer.contentModel = model
    tokenizer.rawTextTag = tag
    originalMode = mode
    mode = .text
  }

  mutating func headEnd(_ tag: TagName) {
    switch tag {
    case .head: leaveHead()
    case .body, .html, .br:
      leaveHead()
      afterHeadEnd(tag)
    case .template: templateEnd()
    default: break
    }
  }

  mutating func headNoscriptStart(_ tag: TagName) {
    switch tag {
    case .html: bodyStart(tag)
    case .basefont, .bgsound, .link, .meta, .noframes, .style: headStart(tag)
    case .head, .noscript: break
    default:
      pop()
      mode = .inHead
      headStart(tag)
    }
  }

  mutating func headNoscriptEnd(_ tag: TagName) {
    guard tag == .noscript || tag == .br else { return }
    pop()
    mode = .inHead
    if tag == .br { headEnd(tag) }
  }

  mutating func afterHeadStart(_ tag: TagName) {
    switch tag {
    case .html: bodyStart(tag)
    case .body:
      insertHTML(tag)
      isFramesetOK = false
      mode = .inBody
    case .frameset:
      insertHTML(tag)
      mode = .inFrameset
    case .base, .basefont, .bgsound, .link, .meta, .noframes, .script, .style, .template, .title:
      let element = OpenElement(
        node: head, container: head, key: OpenElement.key(.head, .html),
        traits: TreeBuilder.traits(.head, .html))
      guard head != NodeLink.none else { return }
      push(element)
      headStart(tag)
      if let index = openIndex(of: head) { removeOpen(at: index) }
    case .head: break
    default:
      openBody()
      bodyStart(tag)
    }
  }

  mutating func afterHeadEnd(_ tag: TagName) {
    switch tag {
    case .template: templateEnd()
    case .body, .html, .br:
      openBody()
      bodyEnd(tag)
    default: break
    }
  }

  // MARK: Templates

  mutating func templateOpen() {
    guard insertHTML(.template), let element = open.last else { return }
    let contents = append(
      Node(kind: .templateContents), at: InsertionPoint(parent: element.node))
    open[open.count - 1].container = contents
    formatting.append(.marker)
    isFramesetOK = false
    mode = .inTemplate
    templateModes.append(.inTemplate)
  }

  mutating func templateEnd() {
    guard isOpen(.template) else { return }
    generateImpliedEndsThoroughly()
    pop(through: .template)
    clearFormattingToMarker()
    _ = templateModes.popLast()
    resetInsertionMode()
  }

  mutating func templateStart(_ tag: TagName) {
    let next: InsertionMode
    switch tag {
    case .base, .basefont, .bgsound, .link, .meta, .noframes, .script, .style, .template, .title:
      return headStart(tag)
    case .caption, .colgroup, .tbody, .tfoot, .thead: next = .inTable
    case .col: next = .inColumnGroup
    case .tr: next = .inTableBody
    case .td, .th: next = .inRow
    default: next = .inBody
    }
    _ = templateModes.popLast()
    templateModes.append(next)
    mode = next
    start(tag, in: next)
  }

  // MARK: Framesets

  mutating func framesetStart(_ tag: TagName) {
    switch tag {
    case .html: bodyStart(tag)
    case .frameset: insertHTML(tag)
    case .frame: insertVoid(tag)
    case .noframes: headStart(tag)
    default: break
    }
  }

  mutating func framesetEnd(_ tag: TagName) {
    guard tag == .frameset, open.count > 1 else { return }
    pop()
    if context == nil, !isCurrent(.frameset) { mode = .afterFrameset }
  }
}
