/// The modes before the body.
extension TreeBuilder {
  mutating func openRoot(_ attributes: TextRange) {
    _ = insert(.html, .html, attributes, at: InsertionPlace(parent: 0))
    mode = .beforeHead
  }

  mutating func openHead(_ attributes: TextRange) {
    _ = insert(.head, .html, attributes, at: place())
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
      Node(kind: .templateContents), at: InsertionPlace(parent: element.node))
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

/// Which doctypes stand for quirks mode.
enum Doctype {
  private static let quirkyPublicPrefixes = """
    +//silmaril//dtd html pro v0r11 19970101//
    -//as//dtd html 3.0 aswedit + extensions//
    -//advasoft ltd//dtd html 3.0 aswedit + extensions//
    -//ietf//dtd html 2.0 level 1//
    -//ietf//dtd html 2.0 level 2//
    -//ietf//dtd html 2.0 strict level 1//
    -//ietf//dtd html 2.0 strict level 2//
    -//ietf//dtd html 2.0 strict//
    -//ietf//dtd html 2.0//
    -//ietf//dtd html 2.1e//
    -//ietf//dtd html 3.0//
    -//ietf//dtd html 3.2 final//
    -//ietf//dtd html 3.2//
    -//ietf//dtd html 3//
    -//ietf//dtd html level 0//
    -//ietf//dtd html level 1//
    -//ietf//dtd html level 2//
    -//ietf//dtd html level 3//
    -//ietf//dtd html strict level 0//
    -//ietf//dtd html strict level 1//
    -//ietf//dtd html strict level 2//
    -//ietf//dtd html strict level 3//
    -//ietf//dtd html strict//
    -//ietf//dtd html//
    -//metrius//dtd metrius presentational//
    -//microsoft//dtd internet explorer 2.0 html strict//
    -//microsoft//dtd internet explorer 2.0 html//
    -//microsoft//dtd internet explorer 2.0 tables//
    -//microsoft//dtd internet explorer 3.0 html strict//
    -//microsoft//dtd internet explorer 3.0 html//
    -//microsoft//dtd internet explorer 3.0 tables//
    -//netscape comm. corp.//dtd html//
    -//netscape comm. corp.//dtd strict html//
    -//o'reilly and associates//dtd html 2.0//
    -//o'reilly and associates//dtd html extended 1.0//
    -//o'reilly and associates//dtd html extended relaxed 1.0//
    -//sq//dtd html 2.0 hotmetal + extensions//
    -//softquad software//dtd hotmetal pro 6.0::19990601::extensions to html 4.0//
    -//softquad//dtd hotmetal pro 4.0::19971010::extensions to html 4.0//
    -//spyglass//dtd html 2.0 extended//
    -//sun microsystems corp.//dtd hotjava html//
    -//sun microsystems corp.//dtd hotjava strict html//
    -//w3c//dtd html 3 1995-03-24//
    -//w3c//dtd html 3.2 draft//
    -//w3c//dtd html 3.2 final//
    -//w3c//dtd html 3.2//
    -//w3c//dtd html 3.2s draft//
    -//w3c//dtd html 4.0 frameset//
    -//w3c//dtd html 4.0 transitional//
    -//w3c//dtd html experimental 19960712//
    -//w3c//dtd html experimental 970421//
    -//w3c//dtd w3 html//
    -//w3o//dtd w3 html 3.0//
    -//webtechs//dtd mozilla html 2.0//
    -//webtechs//dtd mozilla html//
    """

  /// Whether a doctype whose parts are given in lower case puts a page in quirks mode.
  static func isQuirky(
    name: [UInt8]?, publicID: [UInt8]?, systemID: [UInt8]?, forced: Bool
  ) -> Bool {
    if forced || name != Array("html".utf8) { return true }
    if let systemID,
      systemID == Array("http://www.ibm.com/data/dtd/v11/ibmxhtml1-transitional.dtd".utf8)
    {
      return true
    }
    guard let publicID else { return false }
    let exact = [
      "-//w3o//dtd w3 html strict 3.0//en//", "-/w3c/dtd html 4.0 transitional/en", "html",
    ]
    if exact.contains(where: { publicID.elementsEqual($0.utf8) }) { return true }
    var prefixes = quirkyPublicPrefixes.utf8.split(separator: UInt8(ascii: "\n"))
    if systemID == nil {
      prefixes += "-//w3c//dtd html 4.01 frameset//\n-//w3c//dtd html 4.01 transitional//".utf8
        .split(separator: UInt8(ascii: "\n"))
    }
    return prefixes.contains { publicID.starts(with: $0) }
  }
}
