import Model

/// The standard's tree construction: takes tokens, makes nodes.
struct TreeBuilder: ~Copyable {
  var tokenizer: Tokenizer
  var nodes: [Node] = []
  let options: ParseOptions
  var notes: ParseNotes = []

  var mode = InsertionMode.initial
  /// Where "text" and "in table text" go back to.
  var originalMode = InsertionMode.initial
  var templateModes: [InsertionMode] = []

  /// The stack of open elements.
  var open: [OpenElement] = []
  /// How many `p` elements are open: mostly none, which saves a search at every block.
  var openParagraphs = 0
  /// How many `select` elements are open.
  var openSelects = 0
  /// The list of active formatting elements.
  var formatting: [FormattingEntry] = []
  /// How many bytes of nodes, attributes and texts may yet be repeated (see `docs/HTML.md`).
  var repeatBudget: Int

  var head = NodeLink.none
  var form = NodeLink.none
  var isFramesetOK = true
  var isQuirky = false
  /// Set while content of a table that has no place there goes before the table.
  var isFostering = false
  /// Set after `<pre>`, `<listing>` and `<textarea>`: a line feed that comes next is dropped.
  var skipsLineFeed = false
  /// Text seen in a table, kept until it is known whether it is all white space.
  var tableText: [TextRange] = []
  /// The `selectedcontent` elements inside a `select`, to be filled at the end.
  var selectedContents: [UInt32] = []
  /// The element that a fragment stands in.
  let context: OpenElement?
  /// Steps taken, for tests that look for quadratic time: nodes made and moved, stack entries looked at.
  var work = 0

  let startActions = BodyStart.byTag
  let endActions = BodyEnd.byTag
  let htmlTraits = TagTraits.html

  init(source: PreparedSource, context: OpenElement?, options: ParseOptions) {
    tokenizer = Tokenizer(source: source.bytes, hasNULs: source.hasNULs)
    self.options = options
    self.context = context
    repeatBudget = (1 << 16) + 2 * source.bytes.count
    nodes.reserveCapacity(16 + source.bytes.count / 32)
    nodes.append(Node(kind: .document))
  }

  /// Parses a page, or a fragment where there is a context.
  static func parse(
    _ bytes: [UInt8], context: (tag: TagName, namespace: Namespace)?, options: ParseOptions
  ) -> HTMLDocument {
    let source = PreparedSource(bytes, limit: options.byteLimit)
    let element = context.map {
      OpenElement(
        node: NodeLink.none, container: NodeLink.none,
        key: OpenElement.key($0.tag, $0.namespace),
        traits: TreeBuilder.traits($0.tag, $0.namespace))
    }
    var builder = TreeBuilder(source: source, context: element, options: options)
    builder.notes = source.notes
    builder.run(source.bytes.span)
    return builder.finish(source.bytes)
  }

  consuming func finish(_ source: [UInt8]) -> HTMLDocument {
    assert(nodes[0].kind == .document && nodes[0].parent == NodeLink.none)
    if !tokenizer.areAttributesTaken {
      tokenizer.attributes.removeSubrange(tokenizer.attributesStart...)
    }
    return HTMLDocument(
      source: source, decoded: tokenizer.decoded, nodes: nodes, attributes: tokenizer.attributes,
      names: DocumentNames(tags: tokenizer.tagNames, attributes: tokenizer.attributeNames),
      notes: notes.union(tokenizer.notes), isQuirky: isQuirky)
  }

  mutating func run(_ page: Span<UInt8>) {
    tokenizer.skipByteOrderMark(page)
    if let context { beginFragment(context) }
    var tokenCount = 0
    while true {
      tokenCount &+= 1
      if nodes.count > options.nodeLimit
        || tokenCount & 1_023 == 0 && !options.budget.take(1_024)
      {
        notes.insert(.nodes)
        return end()
      }
      tokenizer.allowsCDATA = isAdjustedCurrentForeign
      let before = tokenizer.position
      let token = tokenizer.next(page)
      assert(tokenizer.position <= page.count)
      assert(token == .end || tokenizer.position > before, "the tokenizer stands still")
      if token != .text {
        skipsLineFeed = false
        if token != .null, mode == .inTableText { flushTableText() }
      }
      switch token {
      case .startTag: startTag()
      case .endTag: endTag(tokenizer.tag)
      case .text: text(tokenizer.text)
      case .null: null()
      case .comment: comment()
      case .doctype: doctype()
      case .end:
        end()
        fillSelectedContents()
        return
      }
    }
  }

  /// Whether the rules for foreign content may apply: the current node, or the context of a
  /// fragment, is SVG or MathML.
  @inline(__always)
  var isAdjustedCurrentForeign: Bool {
    if open.count == 1, let context { return context.isForeign }
    guard let top = open.last else { return false }
    return top.isForeign
  }

  /// Sets up the stack for a fragment: its bottom is the document node in the role of `html`.
  private mutating func beginFragment(_ context: OpenElement) {
    open.append(
      OpenElement(
        node: 0, container: 0, key: OpenElement.key(.html, .html),
        traits: TreeBuilder.traits(.html, .html)))
    if !context.isForeign {
      switch context.tag {
      case .title, .textarea: tokenizer.contentModel = .rcdata
      case .style, .xmp, .iframe, .noembed, .noframes: tokenizer.contentModel = .rawText
      case .script: tokenizer.contentModel = .scriptData
      case .noscript where options.isScriptingOn: tokenizer.contentModel = .rawText
      case .plaintext: tokenizer.contentModel = .plainText
      case .template: templateModes.append(.inTemplate)
      default: break
      }
    }
    isFramesetOK = true
    resetInsertionMode()
  }
}
