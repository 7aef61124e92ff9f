/// The rules of "in body" for start tags.
extension TreeBuilder {
  mutating func bodyStart(_ tag: TagName) {
    let action =
      Int(tag.rawValue) < startActions.count ? startActions[Int(tag.rawValue)] : .ordinary
    switch action {
    case .ordinary:
      reconstructFormatting()
      insertHTML(tag)
    case .closesParagraph:
      closeParagraphInButtonScope()
      insertHTML(tag)
    case .anchor: anchorStart()
    case .formatting:
      reconstructFormatting()
      insertFormatting(tag)
    case .void:
      reconstructFormatting()
      insertVoid(tag)
      isFramesetOK = false
    case .headContent: headStart(tag)
    case .listItem: listItemStart(tag) { $0.isHTML(.li) }
    case .definition: listItemStart(tag) { $0.isHTML(.dd) || $0.isHTML(.dt) }
    case .heading:
      closeParagraphInButtonScope()
      if let top = open.last, top.traits.contains(.heading) { pop() }
      insertHTML(tag)
    case .button:
      if isInScope(.button) {
        generateImpliedEnds()
        pop(through: .button)
      }
      reconstructFormatting()
      insertHTML(tag)
      isFramesetOK = false
    case .input: inputStart()
    case .svg: foreignRootStart(tag, .svg)
    case .math: foreignRootStart(tag, .mathML)
    case .ignored: break
    default: rareBodyStart(tag, action)
    }
  }

  private mutating func rareBodyStart(_ tag: TagName, _ action: BodyStart) {
    switch action {
    case .html: mergeRootAttributes()
    case .body: mergeBodyAttributes()
    case .frameset: bodyFramesetStart()
    case .preformatted:
      closeParagraphInButtonScope()
      insertHTML(tag)
      skipsLineFeed = true
      isFramesetOK = false
    case .form:
      let isInTemplate = isOpen(.template)
      guard form == NodeLink.none || isInTemplate else { return }
      closeParagraphInButtonScope()
      if insertHTML(tag), !isInTemplate { form = open.last?.node ?? NodeLink.none }
    case .plainText:
      closeParagraphInButtonScope()
      insertHTML(tag)
      tokenizer.contentModel = .plainText
    case .nobr:
      reconstructFormatting()
      if isInScope(.nobr) {
        adoptionAgency(.nobr)
        reconstructFormatting()
      }
      insertFormatting(tag)
    case .marker:
      reconstructFormatting()
      if insertHTML(tag) { formatting.append(.marker) }
      isFramesetOK = false
    case .table:
      if !isQuirky { closeParagraphInButtonScope() }
      isFramesetOK = false
      if insertHTML(tag) { mode = .inTable }
    case .voidPlain: insertVoid(tag)
    case .rule:
      closeParagraphInButtonScope()
      if openSelects > 0, isInScope(.select) { generateImpliedEnds() }
      insertVoid(tag)
      isFramesetOK = false
    case .image: bodyStart(.img)
    default: rawBodyStart(tag, action)
    }
  }

  private mutating func rawBodyStart(_ tag: TagName, _ action: BodyStart) {
    switch action {
    case .textArea:
      openRawText(tag, .rcdata)
      skipsLineFeed = true
      isFramesetOK = false
    case .xmp:
      closeParagraphInButtonScope()
      reconstructFormatting()
      isFramesetOK = false
      openRawText(tag, .rawText)
    case .iframe:
      isFramesetOK = false
      openRawText(tag, .rawText)
    case .noembed: openRawText(tag, .rawText)
    case .noscript:
      if options.isScriptingOn {
        openRawText(tag, .rawText)
      } else {
        reconstructFormatting()
        insertHTML(tag)
      }
    case .select: selectStart()
    case .option:
      if openSelects > 0, isInScope(.select) {
        generateImpliedEnds(except: .optgroup)
      } else if isCurrent(.option) {
        pop()
      }
      reconstructFormatting()
      insertHTML(tag)
    case .optionGroup:
      if openSelects > 0, isInScope(.select) {
        generateImpliedEnds()
      } else if isCurrent(.option) {
        pop()
      }
      reconstructFormatting()
      insertHTML(tag)
    case .ruby:
      if isInScope(.ruby) { generateImpliedEnds() }
      insertHTML(tag)
    case .rubyText:
      if isInScope(.ruby) { generateImpliedEnds(except: .rtc) }
      insertHTML(tag)
    case .selectedContent:
      reconstructFormatting()
      if insertHTML(tag), openSelects > 0, let top = open.last { selectedContents.append(top.node) }
    default: break
    }
  }

  private mutating func anchorStart() {
    var index = formatting.count - 1
    while index >= 0, let entry = formatting[index].element {
      if entry.tag == .a {
        adoptionAgency(.a)
        if let left = formatting.lastIndex(where: { $0.element?.node == entry.node }) {
          formatting.remove(at: left)
        }
        if let left = openIndex(of: entry.node) { removeOpen(at: left) }
        break
      }
      index -= 1
    }
    reconstructFormatting()
    insertFormatting(.a)
  }

  /// `li`, `dd` and `dt` close an open one of their kind.
  private mutating func listItemStart(
    _ tag: TagName, _ isSame: (OpenElement) -> Bool
  ) {
    isFramesetOK = false
    var index = open.count - 1
    while index >= 0 {
      let element = open[index]
      work &+= 1
      if isSame(element) {
        generateImpliedEnds(except: element.tag)
        pop(through: element.tag)
        break
      }
      if element.traits.contains(.special), !element.traits.contains(.passesListItem) { break }
      index -= 1
    }
    closeParagraphInButtonScope()
    insertHTML(tag)
  }

  private mutating func inputStart() {
    if let context, context.isHTML(.select) { return }
    if openSelects > 0, isInScope(.select) { pop(through: .select) }
    reconstructFormatting()
    let isHidden = tokenizer.currentAttribute(.type, is: "hidden")
    insertVoid(.input)
    if !isHidden { isFramesetOK = false }
  }

  private mutating func selectStart() {
    if let context, context.isHTML(.select) { return }
    if openSelects > 0, isInScope(.select) {
      pop(through: .select)
      return
    }
    reconstructFormatting()
    insertHTML(.select)
    isFramesetOK = false
  }

  private mutating func bodyFramesetStart() {
    guard isFramesetOK, open.count > 1, open[1].isHTML(.body) else { return }
    detach(open[1].node)
    while open.count > 1 { pop() }
    insertHTML(.frameset)
    mode = .inFrameset
  }

  // MARK: Second html and body tags

  private mutating func mergeRootAttributes() {
    guard let root = open.first, !isOpen(.template), context == nil else { return }
    mergeAttributes(into: root.node)
  }

  private mutating func mergeBodyAttributes() {
    guard open.count > 1, open[1].isHTML(.body), !isOpen(.template) else { return }
    isFramesetOK = false
    mergeAttributes(into: open[1].node)
  }

  /// Adds those attributes of the current tag that the element does not have, up to a cap.
  private mutating func mergeAttributes(into node: UInt32) {
    let added = tokenizer.attributesStart..<tokenizer.attributes.count
    let record = nodes[Int(node)]
    let old = Int(record.payload.tagged)..<(Int(record.payload.tagged) + record.payload.count)
    guard !added.isEmpty, old.count < 256 else { return }
    let missing = added.filter { index in
      !old.contains { tokenizer.attributes[$0].name == tokenizer.attributes[index].name }
    }
    work &+= old.count + added.count
    guard !missing.isEmpty else { return }
    let merged =
      old.map { tokenizer.attributes[$0] } + missing.prefix(256).map { tokenizer.attributes[$0] }
    tokenizer.attributes.removeSubrange(added)
    let start = tokenizer.attributes.count
    tokenizer.attributes += merged
    tokenizer.areAttributesTaken = true
    nodes[Int(node)].payload = TextRange(tagged: UInt32(start), length: UInt32(merged.count))
  }
}

extension Tokenizer {
  /// Whether an attribute of the current tag has this value, letters in either case.
  func currentAttribute(_ name: AttributeName, is value: String) -> Bool {
    for attribute in attributes[attributesStart...] where attribute.name == name.rawValue {
      return lowered(attribute.value).elementsEqual(value.utf8)
    }
    return false
  }
}
