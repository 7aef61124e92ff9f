/// The modes of tables.
extension TreeBuilder {
  private mutating func clearToTable() { popUntil(.table, .template, .html) }
  private mutating func clearToTableBody() {
    popUntil(.tbody, .tfoot, .thead, .template, .html)
  }
  private mutating func clearToRow() { popUntil(.tr, .template, .html) }

  // MARK: In table

  mutating func tableStart(_ tag: TagName) {
    switch tag {
    case .caption:
      clearToTable()
      formatting.append(.marker)
      insertHTML(tag)
      mode = .inCaption
    case .colgroup:
      clearToTable()
      insertHTML(tag)
      mode = .inColumnGroup
    case .col:
      clearToTable()
      insertImplied(.colgroup)
      mode = .inColumnGroup
      columnGroupStart(tag)
    case .tbody, .tfoot, .thead:
      clearToTable()
      insertHTML(tag)
      mode = .inTableBody
    case .td, .th, .tr:
      clearToTable()
      insertImplied(.tbody)
      mode = .inTableBody
      tableBodyStart(tag)
    case .table:
      guard isInTableScope(.table) else { return }
      pop(through: .table)
      resetInsertionMode()
      start(tag, in: mode)
    case .style, .script, .template: headStart(tag)
    case .input where tokenizer.currentAttribute(.type, is: "hidden"): insertVoid(tag)
    case .form:
      guard form == NodeLink.none, !isOpen(.template) else { return }
      let node = appendElement(tag, .html, takeAttributes(), at: insertionPoint())
      form = node
    default:
      isFostering = true
      bodyStart(tag)
      isFostering = false
    }
  }

  mutating func tableEnd(_ tag: TagName) {
    switch tag {
    case .table:
      guard isInTableScope(.table) else { return }
      pop(through: .table)
      resetInsertionMode()
    case .body, .caption, .col, .colgroup, .html, .tbody, .td, .tfoot, .th, .thead, .tr: break
    case .template: templateEnd()
    default:
      isFostering = true
      bodyEnd(tag)
      isFostering = false
    }
  }

  /// Text in a table: kept if its current node is part of the table, else as in the body.
  mutating func tableCharacters(_ range: TextRange) {
    if let top = open.last, !top.isForeign,
      top.traits.contains(.fosters) || top.isHTML(.template)
    {
      tableText = [range]
      originalMode = mode
      mode = .inTableText
    } else {
      isFostering = true
      bodyText(range)
      isFostering = false
    }
  }

  /// White space stays in the table; any other text goes before it, all of it.
  mutating func flushTableText() {
    mode = originalMode
    let pieces = tableText
    tableText.removeAll(keepingCapacity: true)
    if pieces.allSatisfy({ tokenizer.spaceCount($0) == $0.count }) {
      for piece in pieces { insertText(piece) }
    } else {
      isFostering = true
      for piece in pieces { bodyText(piece) }
      isFostering = false
    }
  }

  // MARK: Caption and column group

  /// Closes the caption; false where there is none.
  private mutating func closeCaption() -> Bool {
    guard isInTableScope(.caption) else { return false }
    generateImpliedEnds()
    pop(through: .caption)
    clearFormattingToMarker()
    mode = .inTable
    return true
  }

  mutating func captionStart(_ tag: TagName) {
    switch tag {
    case .caption, .col, .colgroup, .tbody, .td, .tfoot, .th, .thead, .tr:
      if closeCaption() { tableStart(tag) }
    default: bodyStart(tag)
    }
  }

  mutating func captionEnd(_ tag: TagName) {
    switch tag {
    case .caption: _ = closeCaption()
    case .table: if closeCaption() { tableEnd(tag) }
    case .body, .col, .colgroup, .html, .tbody, .td, .tfoot, .th, .thead, .tr: break
    default: bodyEnd(tag)
    }
  }

  mutating func columnGroupStart(_ tag: TagName) {
    switch tag {
    case .html: bodyStart(tag)
    case .col: insertVoid(tag)
    case .template: headStart(tag)
    default:
      guard isCurrent(.colgroup) else { return }
      pop()
      mode = .inTable
      tableStart(tag)
    }
  }

  mutating func columnGroupEnd(_ tag: TagName) {
    switch tag {
    case .col: break
    case .template: templateEnd()
    default:
      guard isCurrent(.colgroup) else { return }
      pop()
      mode = .inTable
      if tag != .colgroup { tableEnd(tag) }
    }
  }

  // MARK: Rows and cells

  mutating func tableBodyStart(_ tag: TagName) {
    switch tag {
    case .tr:
      clearToTableBody()
      insertHTML(tag)
      mode = .inRow
    case .th, .td:
      clearToTableBody()
      insertImplied(.tr)
      mode = .inRow
      rowStart(tag)
    case .caption, .col, .colgroup, .tbody, .tfoot, .thead:
      if closeTableBody() { tableStart(tag) }
    default: tableStart(tag)
    }
  }

  private mutating func closeTableBody() -> Bool {
    guard isInTableScope(.tbody, .thead, .tfoot) else { return false }
    clearToTableBody()
    pop()
    mode = .inTable
    return true
  }

  mutating func tableBodyEnd(_ tag: TagName) {
    switch tag {
    case .tbody, .tfoot, .thead:
      guard isInTableScope(tag) else { return }
      clearToTableBody()
      pop()
      mode = .inTable
    case .table: if closeTableBody() { tableEnd(tag) }
    case .body, .caption, .col, .colgroup, .html, .td, .th, .tr: break
    default: tableEnd(tag)
    }
  }

  mutating func rowStart(_ tag: TagName) {
    switch tag {
    case .th, .td:
      clearToRow()
      insertHTML(tag)
      mode = .inCell
      formatting.append(.marker)
    case .caption, .col, .colgroup, .tbody, .tfoot, .thead, .tr:
      if closeRow() { tableBodyStart(tag) }
    default: tableStart(tag)
    }
  }

  private mutating func closeRow() -> Bool {
    guard isInTableScope(.tr) else { return false }
    clearToRow()
    pop()
    mode = .inTableBody
    return true
  }

  mutating func rowEnd(_ tag: TagName) {
    switch tag {
    case .tr: _ = closeRow()
    case .table: if closeRow() { tableBodyEnd(tag) }
    case .tbody, .tfoot, .thead:
      if isInTableScope(tag), closeRow() { tableBodyEnd(tag) }
    case .body, .caption, .col, .colgroup, .html, .td, .th: break
    default: tableEnd(tag)
    }
  }

  private mutating func closeCell() {
    generateImpliedEnds()
    while open.count > 1, let top = open.last {
      pop()
      if top.isHTML(.td) || top.isHTML(.th) { break }
    }
    clearFormattingToMarker()
    mode = .inRow
  }

  mutating func cellStart(_ tag: TagName) {
    switch tag {
    case .caption, .col, .colgroup, .tbody, .td, .tfoot, .th, .thead, .tr:
      guard isInTableScope(.td, .th) else { return }
      closeCell()
      rowStart(tag)
    default: bodyStart(tag)
    }
  }

  mutating func cellEnd(_ tag: TagName) {
    switch tag {
    case .td, .th:
      guard isInTableScope(tag) else { return }
      generateImpliedEnds()
      pop(through: tag)
      clearFormattingToMarker()
      mode = .inRow
    case .body, .caption, .col, .colgroup, .html: break
    case .table, .tbody, .tfoot, .thead, .tr:
      guard isInTableScope(tag) else { return }
      closeCell()
      rowEnd(tag)
    default: bodyEnd(tag)
    }
  }
}
