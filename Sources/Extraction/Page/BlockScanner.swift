import Bytes
import HTMLTree
import Model

/// Walks a page once and cuts its text into blocks.
struct BlockScanner {
  private(set) var result = PageBlocks()
  /// Class and id words of each container, for the training script; empty unless wanted.
  private(set) var tokens: [[UInt32]] = []
  private let keepsTokens: Bool
  private let byteLimit: Int
  private let budget: WorkBudget

  private var container = 0
  private var blockStart = 0
  private var block = PageBlock(
    start: 0, end: 0, linkBytes: 0, boldBytes: 0, slantedBytes: 0, container: 0, linkCount: 0,
    mediaBefore: 0)
  private var linkDepth = 0
  private var boldDepth = 0
  private var slantedDepth = 0
  private var needsBlank = false
  /// True when an inline element began or ended since the last text.
  private var isAfterEdge = false
  private var media = 0
  /// Attributes that make a `template` a shadow root, as far as the page has them.
  private var shadowNames: [AttributeName]?

  init(byteLimit: Int, keepsTokens: Bool = false, budget: WorkBudget = WorkBudget()) {
    self.byteLimit = byteLimit
    self.budget = budget
    self.keepsTokens = keepsTokens
    result.text.reserveCapacity(1 << 15)
    result.blocks.reserveCapacity(256)
    result.containers.reserveCapacity(1024)
  }

  /// Cuts the subtree of `root`.
  mutating func scan(_ page: HTMLDocument, _ root: NodeID) {
    open(page, root, tag: page.tag(of: root) ?? .body, isRoot: true)
    var stack: [NodeID] = []
    var current = page.firstChild(of: root)
    while true {
      if let node = current {
        budget.take()
        let role = enter(page, node)
        if role != .skipped, let child = page.firstChild(of: node) {
          stack.append(node)
          current = child
        } else {
          if role != .skipped { leave(page, node) }
          current = page.nextSibling(of: node)
        }
      } else if let frame = stack.popLast() {
        leave(page, frame)
        current = page.nextSibling(of: frame)
      } else {
        break
      }
    }
    closeBlock()
    assert(linkDepth == 0 && boldDepth == 0 && slantedDepth == 0, "an element was not left")
    sumUp()
  }

  private enum Role { case text, inline, container, skipped }

  private mutating func enter(_ page: HTMLDocument, _ node: NodeID) -> Role {
    if let range = page.text(of: node), page.isText(node) {
      append(page, range)
      return .text
    }
    guard let tag = page.tag(of: node) else {
      // What a shadow root holds is shown; other templates are not entered.
      return page.kind(of: node) == .templateContents ? .inline : .skipped
    }
    switch TagRole.of(tag) {
    case .skipped:
      guard tag == .template, isShadowRoot(page, node) else { return .skipped }
      closeBlock()
      open(page, node, tag: tag, isRoot: false)
      return .container
    case .media:
      media += 1
      return .skipped
    case .lineBreak:
      breakLine()
      return .skipped
    case .rule:
      closeBlock()
      return .skipped
    case .link, .bold, .slanted, .inline:
      return enterInline(page, node, tag) ? .inline : .skipped
    case .container:
      closeBlock()
      open(page, node, tag: tag, isRoot: false)
      return .container
    }
  }

  /// Counts a link or a change of type; answers whether its text is shown.
  private mutating func enterInline(_ page: HTMLDocument, _ node: NodeID, _ tag: TagName) -> Bool {
    if page.attribute(.hidden, of: node) != nil || ElementTraits.isStyledAway(page, node) {
      return false
    }
    if result.text.count == block.start {
      ElementTraits.addScores(page, node, to: &block.inlineScores)
    }
    if tag == .span || tag == .time { isAfterEdge = true }
    switch TagRole.of(tag) {
    case .link:
      linkDepth += 1
      block.linkCount += 1
    case .bold: boldDepth += 1
    case .slanted: slantedDepth += 1
    default: break
    }
    return true
  }

  private mutating func leave(_ page: HTMLDocument, _ node: NodeID) {
    guard let tag = page.tag(of: node) else { return }
    if tag == .template {
      leaveContainer()
      return
    }
    switch TagRole.of(tag) {
    case .link:
      assert(linkDepth > 0, "an element is left that was not entered")
      linkDepth -= 1
    case .bold:
      assert(boldDepth > 0)
      boldDepth -= 1
    case .slanted:
      assert(slantedDepth > 0)
      slantedDepth -= 1
    case .inline: isAfterEdge = tag == .span || tag == .time
    case .container: leaveContainer()
    default: break
    }
  }

  private mutating func leaveContainer() {
    closeBlock()
    container = result.containers[container].parent
    block.container = container
  }

  /// True for a `template` that a browser shows as part of the element around it.
  private mutating func isShadowRoot(_ page: HTMLDocument, _ node: NodeID) -> Bool {
    let names =
      shadowNames ?? ["shadowrootmode", "shadowroot"].compactMap { page.attributeName($0) }
    shadowNames = names
    return names.contains { page.attribute($0, of: node) != nil }
  }

  private mutating func open(
    _ page: HTMLDocument, _ node: NodeID, tag: TagName, isRoot: Bool
  ) {
    let parent = container
    let index = result.containers.count
    let above = isRoot ? nil : result.containers[parent]
    let reading = ElementTraits(page, node, tag: tag, isRoot: isRoot, keepsTokens: keepsTokens)
    var entry = PageContainer(
      node: node, parent: isRoot ? 0 : parent, tag: tag, depth: (above?.depth ?? -1) + 1,
      traits: (above?.traits ?? []).union(reading.traits), signature: reading.signature,
      scores: reading.scores, chain: (above?.chain ?? TokenChain()).adding(reading.scores))
    if linkDepth > 0 { entry.traits.insert(.link) }
    if !isRoot {
      entry.childIndex = result.containers[parent].childCount
      result.containers[parent].childCount += 1
    }
    result.containers.append(entry)
    if keepsTokens { tokens.append(reading.tokens) }
    container = index
    block.container = index
  }

  private mutating func breakLine() {
    guard result.text.count > block.start else { return }
    if result.text.last == 0x0A {
      closeBlock()
    } else {
      result.text.append(0x0A)
      needsBlank = false
    }
  }

  private mutating func append(_ page: HTMLDocument, _ range: TextRange) {
    guard result.text.count < byteLimit else { return result.isCut = true }
    let before = result.text.count
    page.withBytes(of: range) { bytes in
      var index = 0
      // Neighbouring elements hold two numbers, or two names, where nothing else parts them.
      if isAfterEdge, bytes.count > 0, let last = result.text.last,
        BlockScanner.parts(last, bytes[0])
      {
        needsBlank = true
      }
      isAfterEdge = false
      while index < bytes.count {
        let byte = bytes[index]
        if byte <= 0x20 {
          needsBlank = true
          index += 1
          continue
        }
        let width = BlockScanner.blankWidth(bytes, index)
        if width > 0 {
          needsBlank = width < 4
          index += min(width, 3)
          continue
        }
        if needsBlank {
          if result.text.count > block.start, result.text.last != 0x0A { result.text.append(0x20) }
          needsBlank = false
        }
        if result.text.count >= byteLimit, byte & 0xC0 != 0x80 {
          result.isCut = true
          break
        }
        result.text.append(byte)
        index += 1
      }
    }
    let added = result.text.count - before
    if linkDepth > 0 { block.linkBytes += added }
    if boldDepth > 0 { block.boldBytes += added }
    if slantedDepth > 0 { block.slantedBytes += added }
  }

  /// True between two digits, and before a capital after a digit or a small letter.
  @inline(__always)
  private static func parts(_ last: UInt8, _ next: UInt8) -> Bool {
    if ASCII.isDigit(next) { return ASCII.isDigit(last) }
    return ASCII.isUppercase(next) && (ASCII.isDigit(last) || ASCII.isLowercase(last))
  }

  /// The bytes of a blank beyond ASCII; 0 where there is none. A soft hyphen and marks of no width
  /// are dropped without a blank: they count as 4.
  @inline(__always)
  private static func blankWidth(_ bytes: Span<UInt8>, _ index: Int) -> Int {
    switch bytes[index] {
    case 0xC2 where index + 1 < bytes.count && bytes[index + 1] == 0xA0: return 2
    case 0xE2 where index + 2 < bytes.count && bytes[index + 1] == 0x80:
      if bytes[index + 2] == 0x8B || bytes[index + 2] == 0xA8 { return 3 }
      return bytes[index + 2] >= 0x80 && bytes[index + 2] <= 0x8A ? 3 : 0
    case 0xE3
    where index + 2 < bytes.count && bytes[index + 1] == 0x80 && bytes[index + 2] == 0x80:
      return 3
    default: return 0
    }
  }

  private mutating func closeBlock() {
    while result.text.count > block.start, let last = result.text.last, last <= 0x20 {
      result.text.removeLast()
    }
    if result.text.count > block.start {
      block.end = result.text.count
      assert(block.linkBytes <= block.count, "more text in links than there is")
      assert(result.blocks.last.map { $0.end <= block.start } ?? true, "blocks overlap")
      block.mediaBefore = media
      result.blocks.append(block)
      media = 0
    }
    block = PageBlock(
      start: result.text.count, end: 0, linkBytes: 0, boldBytes: 0, slantedBytes: 0,
      container: container, linkCount: 0, mediaBefore: 0)
    needsBlank = false
  }

  /// Adds what the blocks hold to the containers around them.
  private mutating func sumUp() {
    for block in result.blocks {
      let isProse = block.count >= 80 && block.linkBytes * 2 < block.count
      let prose = isProse ? block.count - block.linkBytes : 0
      result.containers[block.container].textBytes += block.count
      result.containers[block.container].linkBytes += block.linkBytes
      result.containers[block.container].proseBytes += prose
      result.containers[block.container].blockCount += 1
      var holder = block.container
      if TagRole.isParagraph(result.containers[holder].tag) {
        holder = result.containers[holder].parent
      }
      result.containers[holder].ownProseBytes += prose
    }
    for index in result.containers.indices.dropFirst().reversed() {
      let entry = result.containers[index]
      assert(entry.parent < index, "a container stands before the one around it")
      result.containers[entry.parent].textBytes += entry.textBytes
      result.containers[entry.parent].linkBytes += entry.linkBytes
      result.containers[entry.parent].proseBytes += entry.proseBytes
      result.containers[entry.parent].blockCount += entry.blockCount
    }
    assert(
      result.containers.first?.textBytes == result.blocks.reduce(0) { $0 + $1.count },
      "the outermost container holds all text")
  }
}
