/// SVG and MathML.
extension TreeBuilder {
  private var adjustedCurrent: OpenElement? {
    open.count == 1 && context != nil ? context : open.last
  }

  private func isMathText(_ element: OpenElement) -> Bool {
    guard element.namespace == .mathML else { return false }
    switch element.tag {
    case .mi, .mo, .mn, .ms, .mtext: return true
    default: return false
    }
  }

  /// Whether text in the current foreign element is read by the rules for HTML.
  var isTextIntegrationPoint: Bool {
    guard let current = adjustedCurrent else { return true }
    return isMathText(current) || isHTMLIntegrationPoint(current)
  }

  /// Whether a start tag in the current foreign element is read by the rules for HTML.
  func isIntegrationPoint(forStart tag: TagName) -> Bool {
    guard let current = adjustedCurrent else { return true }
    if isMathText(current), tag != .mglyph, tag != .malignmark { return true }
    if tag == .svg, current.namespace == .mathML, current.tag == .annotationXml { return true }
    return isHTMLIntegrationPoint(current)
  }

  private func isHTMLIntegrationPoint(_ element: OpenElement) -> Bool {
    switch (element.namespace, element.tag) {
    case (.svg, .foreignObject), (.svg, .desc), (.svg, .title): return true
    case (.mathML, .annotationXml):
      guard element.node != NodeLink.none else { return false }
      let record = nodes[Int(element.node)].payload
      let range = Int(record.tagged)..<(Int(record.tagged) + record.count)
      for attribute in tokenizer.attributes[range]
      where attribute.name == AttributeName.encoding.rawValue {
        let value = tokenizer.lowered(attribute.value)
        return value.elementsEqual("text/html".utf8)
          || value.elementsEqual("application/xhtml+xml".utf8)
      }
      return false
    default: return false
    }
  }

  /// `<svg>` and `<math>` among HTML.
  mutating func foreignRootStart(_ tag: TagName, _ namespace: Namespace) {
    reconstructFormatting()
    insertForeign(tag, namespace)
  }

  private mutating func insertForeign(_ tag: TagName, _ namespace: Namespace) {
    tokenizer.adjustForeignAttributes(namespace)
    let isSelfClosing = tokenizer.isSelfClosing
    let isOpened = insert(tag, namespace, takeAttributes(), at: insertionPoint())
    if isSelfClosing, isOpened { pop() }
  }

  mutating func foreignStart() {
    let tag = tokenizer.tag
    if breaksOut(tag) {
      while open.count > 1, let top = open.last, top.isForeign,
        !isMathText(top), !isHTMLIntegrationPoint(top)
      {
        pop()
      }
      start(tag, in: mode == .text ? originalMode : mode)
      return
    }
    guard let current = adjustedCurrent else { return }
    let namespace = current.namespace
    let name = namespace == .svg ? tag.mixedCase : tag
    insertForeign(name, namespace)
  }

  /// Whether a start tag ends foreign content, as HTML's common elements do.
  private func breaksOut(_ tag: TagName) -> Bool {
    switch tag {
    case .b, .big, .blockquote, .body, .br, .center, .code, .dd, .div, .dl, .dt, .em, .embed,
      .h1, .h2, .h3, .h4, .h5, .h6, .head, .hr, .i, .img, .li, .listing, .menu, .meta, .nobr,
      .ol, .p, .pre, .ruby, .s, .small, .span, .strong, .strike, .sub, .sup, .table, .tt, .u,
      .ul, .var:
      true
    case .font:
      tokenizer.attributes[tokenizer.attributesStart...].contains {
        $0.name == AttributeName.color.rawValue || $0.name == AttributeName.face.rawValue
          || $0.name == AttributeName.size.rawValue
      }
    default: false
    }
  }

  mutating func foreignEnd(_ tag: TagName) {
    if tag == .br || tag == .p {
      while open.count > 1, let top = open.last, top.isForeign,
        !isMathText(top), !isHTMLIntegrationPoint(top)
      {
        pop()
      }
      end(tag, in: mode)
      return
    }
    var index = open.count - 1
    while index > 0 {
      let element = open[index]
      work &+= 1
      if !element.isForeign {
        end(tag, in: mode)
        return
      }
      if element.tag == tag || element.tag == tag.mixedCase {
        popThrough(index: index)
        return
      }
      index -= 1
    }
  }
}

extension TagName {
  /// The name as SVG spells it.
  var mixedCase: TagName {
    guard isKnown else { return self }
    return TagName(rawValue: TagName.mixedCaseNumbers[Int(rawValue)])
  }

  private static let mixedCaseNumbers: [UInt16] = {
    var table = (0..<UInt16(knownCount)).map { $0 }
    for pair in mixedCase { table[Int(pair.lower)] = pair.mixed }
    return table
  }()
}

extension AttributeName {
  /// The name as SVG spells it.
  var mixedCase: AttributeName {
    guard isKnown else { return self }
    return AttributeName(rawValue: AttributeName.mixedCaseNumbers[Int(rawValue)])
  }

  private static let mixedCaseNumbers: [UInt16] = {
    var table = (0..<UInt16(knownCount)).map { $0 }
    for pair in mixedCase { table[Int(pair.lower)] = pair.mixed }
    return table
  }()
}

extension Tokenizer {
  /// Gives the attributes of the current tag the names and namespaces of foreign content.
  mutating func adjustForeignAttributes(_ namespace: Namespace) {
    for index in attributesStart..<attributes.count {
      let name = AttributeName(rawValue: attributes[index].name)
      switch name {
      case .xlinkActuate, .xlinkArcrole, .xlinkHref, .xlinkRole, .xlinkShow, .xlinkTitle,
        .xlinkType:
        attributes[index].namespace = .xlink
      case .xmlLang, .xmlSpace: attributes[index].namespace = .xml
      case .xmlns, .xmlnsXlink: attributes[index].namespace = .xmlns
      case .definitionurl where namespace == .mathML:
        attributes[index].name = AttributeName.definitionURL.rawValue
      default:
        if namespace == .svg { attributes[index].name = name.mixedCase.rawValue }
      }
    }
  }
}
