import Bytes

/// Which of the standard's rules see a token: those of the insertion mode or of foreign content.
extension TreeBuilder {
  // MARK: Start tags

  @inline(__always)
  mutating func startTag() {
    if isAdjustedCurrentForeign, !isIntegrationPoint(forStart: tokenizer.tag) {
      foreignStart()
    } else if mode == .inBody {
      bodyStart(tokenizer.tag)
    } else {
      start(tokenizer.tag, in: mode)
    }
  }

  /// Lets the rules of a mode see the current start tag, again and again until it is done with.
  mutating func start(_ tag: TagName, in mode: InsertionMode) {
    switch mode {
    case .initial:
      isQuirky = true
      self.mode = .beforeHTML
      start(tag, in: .beforeHTML)
    case .beforeHTML: beforeHTMLStart(tag)
    case .beforeHead: beforeHeadStart(tag)
    case .inHead: headStart(tag)
    case .inHeadNoscript: headNoscriptStart(tag)
    case .afterHead: afterHeadStart(tag)
    case .inBody, .text, .inTableText: bodyStart(tag)
    case .inTable: tableStart(tag)
    case .inCaption: captionStart(tag)
    case .inColumnGroup: columnGroupStart(tag)
    case .inTableBody: tableBodyStart(tag)
    case .inRow: rowStart(tag)
    case .inCell: cellStart(tag)
    case .inTemplate: templateStart(tag)
    case .afterBody, .afterAfterBody:
      if tag != .html { self.mode = .inBody }
      bodyStart(tag)
    case .inFrameset: framesetStart(tag)
    case .afterFrameset, .afterAfterFrameset:
      if tag == .html {
        bodyStart(tag)
      } else if tag == .noframes {
        headStart(tag)
      }
    }
  }

  // MARK: End tags

  @inline(__always)
  mutating func endTag(_ tag: TagName) {
    if isAdjustedCurrentForeign {
      foreignEnd(tag)
    } else if mode == .inBody {
      bodyEnd(tag)
    } else {
      end(tag, in: mode)
    }
  }

  mutating func end(_ tag: TagName, in mode: InsertionMode) {
    switch mode {
    case .initial:
      isQuirky = true
      self.mode = .beforeHTML
      end(tag, in: .beforeHTML)
    case .beforeHTML: beforeHTMLEnd(tag)
    case .beforeHead: beforeHeadEnd(tag)
    case .inHead: headEnd(tag)
    case .inHeadNoscript: headNoscriptEnd(tag)
    case .afterHead: afterHeadEnd(tag)
    case .inBody, .inTableText: bodyEnd(tag)
    case .text:
      pop()
      self.mode = originalMode
    case .inTable: tableEnd(tag)
    case .inCaption: captionEnd(tag)
    case .inColumnGroup: columnGroupEnd(tag)
    case .inTableBody: tableBodyEnd(tag)
    case .inRow: rowEnd(tag)
    case .inCell: cellEnd(tag)
    case .inTemplate: if tag == .template { templateEnd() }
    case .afterBody:
      if tag == .html {
        if context == nil { self.mode = .afterAfterBody }
      } else {
        self.mode = .inBody
        bodyEnd(tag)
      }
    case .afterAfterBody:
      self.mode = .inBody
      bodyEnd(tag)
    case .inFrameset: framesetEnd(tag)
    case .afterFrameset: if tag == .html { self.mode = .afterAfterFrameset }
    case .afterAfterFrameset: break
    }
  }

  // MARK: Text

  @inline(__always)
  mutating func text(_ range: TextRange) {
    var range = range
    if skipsLineFeed {
      skipsLineFeed = false
      if tokenizer.byte(range, 0) == 0x0A { range = range.dropping(1) }
    }
    if mode == .text {
      insertText(range)
    } else if isAdjustedCurrentForeign, !isTextIntegrationPoint {
      if isFramesetOK, tokenizer.spaceCount(range) < range.count { isFramesetOK = false }
      insertText(range)
    } else if mode == .inBody {
      bodyText(range)
    } else if range.length > 0 {
      text(range, in: mode)
    }
  }

  @inline(__always)
  mutating func bodyText(_ range: TextRange) {
    reconstructFormatting()
    if isFramesetOK, tokenizer.spaceCount(range) < range.count { isFramesetOK = false }
    insertText(range)
  }

  /// Lets the rules of a mode other than "in body" see a text, which may change the mode on the way.
  private mutating func text(_ range: TextRange, in start: InsertionMode) {
    var rest = range
    while rest.length > 0 {
      let space = tokenizer.spaceCount(rest)
      switch mode {
      case .initial, .beforeHTML, .beforeHead:
        rest = rest.dropping(space)
        if rest.length > 0 { leavePrologue() }
      case .inHead, .inHeadNoscript, .afterHead, .inColumnGroup:
        insertText(rest.prefix(space))
        rest = rest.dropping(space)
        if rest.length > 0, !leaveForText() { return }
      case .inFrameset, .afterFrameset:
        insertSpaces(of: rest)
        return
      case .afterAfterFrameset:
        insertBodySpaces(of: rest)
        return
      case .afterBody, .afterAfterBody:
        bodyText(rest.prefix(space))
        rest = rest.dropping(space)
        if rest.length > 0 { mode = .inBody }
      case .inTable, .inTableBody, .inRow:
        tableCharacters(rest)
        return
      case .inTableText:
        tableText.append(rest)
        return
      case .inBody, .inCaption, .inCell, .inTemplate, .text:
        bodyText(rest)
        return
      }
    }
  }

  /// Goes one mode on from those in which a text that is not white space cannot stand.
  private mutating func leavePrologue() {
    switch mode {
    case .initial:
      isQuirky = true
      mode = .beforeHTML
    case .beforeHTML: openRoot(.empty)
    default: openHead(.empty)
    }
  }

  /// The same for modes that keep white space; false where the text is dropped.
  private mutating func leaveForText() -> Bool {
    switch mode {
    case .inHead: leaveHead()
    case .inHeadNoscript:
      pop()
      mode = .inHead
    case .afterHead: openBody()
    default:
      guard isCurrent(.colgroup) else { return false }
      pop()
      mode = .inTable
    }
    return true
  }

  /// Keeps the white space of a text in a frameset, and nothing else of it.
  private mutating func insertSpaces(of range: TextRange) {
    for offset in 0..<range.count where ASCII.isHTMLBlank(tokenizer.byte(range, offset)) {
      insertText(range.dropping(offset).prefix(1))
    }
  }

  private mutating func insertBodySpaces(of range: TextRange) {
    for offset in 0..<range.count where ASCII.isHTMLBlank(tokenizer.byte(range, offset)) {
      bodyText(range.dropping(offset).prefix(1))
    }
  }

  /// A NUL that stands in text.
  mutating func null() {
    if isAdjustedCurrentForeign, !isTextIntegrationPoint {
      let mark = tokenizer.decoded.count
      tokenizer.decoded += UTF8Encoding.replacement
      insertText(TextRange(decoded: mark, mark + 3))
      return
    }
    switch mode {
    case .initial, .beforeHTML, .beforeHead:
      while mode == .initial || mode == .beforeHTML || mode == .beforeHead { leavePrologue() }
      null()
    case .inHead, .inHeadNoscript, .afterHead, .inColumnGroup:
      if leaveForText() { null() }
    case .afterBody, .afterAfterBody: mode = .inBody
    case .inTable, .inTableBody, .inRow:
      if let top = open.last, !top.traits.contains(.fosters) { reconstructFormatting() }
    default: break
    }
  }

  // MARK: Comments, doctypes, the end

  mutating func comment() {
    switch mode {
    case .initial, .beforeHTML, .afterAfterBody, .afterAfterFrameset:
      insertComment(at: InsertionPoint(parent: 0))
    case .afterBody:
      insertComment(at: InsertionPoint(parent: open.first?.container ?? 0))
    default:
      insertComment(at: insertionPoint())
    }
  }

  mutating func doctype() {
    guard mode == .initial else { return }
    let token = tokenizer.doctype
    let start = tokenizer.attributes.count
    for part in [token.name, token.publicIdentifier, token.systemIdentifier] {
      tokenizer.attributes.append(
        AttributeRecord(name: NameTable.overflow, value: part ?? .empty))
    }
    var node = Node(kind: .doctype)
    node.payload = TextRange(tagged: UInt32(start), length: 3)
    _ = append(node, at: InsertionPoint(parent: 0))
    isQuirky = Doctype.isQuirky(
      name: token.name.map { tokenizer.lowered($0) },
      publicIdentifier: token.publicIdentifier.map { tokenizer.lowered($0) },
      systemIdentifier: token.systemIdentifier.map { tokenizer.lowered($0) },
      forced: token.forcesQuirks)
    mode = .beforeHTML
  }

  /// The page's end: what must be there is made.
  mutating func end() {
    while true {
      switch mode {
      case .initial, .beforeHTML, .beforeHead: leavePrologue()
      case .inHead, .inHeadNoscript, .afterHead:
        guard leaveForText() else { return }
      case .text:
        pop()
        mode = originalMode
      default:
        guard !templateModes.isEmpty, isOpen(.template) else { return }
        pop(through: .template)
        clearFormattingToMarker()
        _ = templateModes.popLast()
        resetInsertionMode()
      }
    }
  }
}

extension TextRange {
  /// Without its first bytes.
  @inline(__always)
  func dropping(_ count: Int) -> TextRange {
    TextRange(
      tagged: tagged &+ UInt32(truncatingIfNeeded: count),
      length: length &- UInt32(truncatingIfNeeded: count))
  }

  /// Its first bytes.
  @inline(__always)
  func prefix(_ count: Int) -> TextRange {
    TextRange(tagged: tagged, length: UInt32(truncatingIfNeeded: count))
  }
}

extension Tokenizer {
  /// One byte of a text.
  @inline(__always)
  func byte(_ range: TextRange, _ offset: Int) -> UInt8 {
    range.isDecoded ? decoded[range.start &+ offset] : source[range.start &+ offset]
  }

  /// How many bytes of white space a text begins with.
  func spaceCount(_ range: TextRange) -> Int {
    var count = 0
    while count < range.count, ASCII.isHTMLBlank(byte(range, count)) { count &+= 1 }
    return count
  }

  /// A text in lower case.
  func lowered(_ range: TextRange) -> [UInt8] {
    (0..<range.count).map { ASCII.lowercased(byte(range, $0)) }
  }
}
