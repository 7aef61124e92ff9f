import Bytes
import JSONTree

/// Rows of tables and items of scrapers, as elements with an element for each field.
enum XMLRows {
  private static let depthLimit = 12
  /// Elements looked at to find the rows.
  private static let searchLimit = 400

  /// What the records of a text are: elements of that name.
  struct Rows: Equatable {
    var name: [UInt8]
    /// True for documents that extractors write, which are read as pages are.
    var areDocuments: Bool
  }

  /// The rows in a text that begins with a tag; nil where none are seen in its first bytes.
  static func rows(in text: ArraySlice<UInt8>) -> Rows? {
    let head = Array(text.prefix(1 << 16))
    guard let root = MarkupSniffer.rootName(head[...]) else { return nil }
    if root == "doc" || root == "tei" { return documents(head) }
    guard !Markup.isKnownTag(root), !root.hasPrefix("!") else { return nil }
    return fields(head)
  }

  /// Several `<doc>` or `<TEI>` behind each other.
  private static func documents(_ head: [UInt8]) -> Rows? {
    var scanner = XMLScanner(head)
    var name: [UInt8]?
    var depth = 0
    while let token = scanner.next() {
      switch token {
      case .start(let tag) where !tag.isEmpty:
        if depth == 0 {
          let own = Array(head[tag.name])
          if own == name { return Rows(name: own, areDocuments: true) }
          name = own
        }
        depth += 1
      case .end: depth = max(0, depth - 1)
      default: continue
      }
    }
    // The first may be longer than what was looked at: what follows its end decides later.
    return nil
  }

  /// The first element whose children are fields of an article.
  private static func fields(_ head: [UInt8]) -> Rows? {
    var scanner = XMLScanner(head)
    var open: [(name: [UInt8], roles: Set<FieldRole>)] = []
    var count = 0
    while count < searchLimit, let token = scanner.next() {
      switch token {
      case .start(let tag):
        count += 1
        let name = Array(head[tag.name])
        if let last = open.indices.last,
          let role = FieldRole.claim(of: String(decoding: name, as: UTF8.self))?.role
        {
          open[last].roles.insert(role)
        }
        if !tag.isEmpty { open.append((name, [])) }
        if open.count > depthLimit { return nil }
      case .end:
        guard let last = open.popLast() else { return nil }
        if isArticle(last.roles), !open.isEmpty {
          return Rows(name: last.name, areDocuments: false)
        }
      default: continue
      }
    }
    // A row that is longer than what was looked at.
    return open.dropFirst().first { isArticle($0.roles) }.map {
      Rows(name: $0.name, areDocuments: false)
    }
  }

  private static func isArticle(_ roles: Set<FieldRole>) -> Bool {
    let hasText = roles.contains(.body) || roles.contains(.page)
    return hasText && roles.count > 1
      || roles.contains(.headline)
        && !roles.isDisjoint(with: [.url, .published, .description])
  }

  // MARK: A row as JSON

  /// The element at the start of `bytes` as an object of its attributes and children.
  static func json(_ bytes: [UInt8]) -> [UInt8]? {
    var scanner = XMLScanner(bytes)
    while let token = scanner.next() {
      guard case .start(let tag) = token else { continue }
      guard let element = element(tag, &scanner, depth: 0) else { return nil }
      var writer = JSONWriter()
      write(element, to: &writer)
      return writer.take()
    }
    return nil
  }

  private struct Element {
    var attributes: [(name: String, value: String)]
    var children: [(name: String, value: Element)] = []
    var text: [UInt8] = []
    /// The markup inside, where it is that of pages.
    var markup: [UInt8]?
  }

  private static func element(_ tag: XMLTag, _ scanner: inout XMLScanner, depth: Int) -> Element? {
    var element = Element(
      attributes: tag.attributes.map {
        (string(scanner.bytes[$0.name]), string(XMLBytes.text(scanner.bytes[$0.value])[...]))
      })
    guard !tag.isEmpty else { return element }
    guard depth < depthLimit else { return nil }
    let start = scanner.position
    var end = start
    reading: while let token = scanner.next() {
      switch token {
      case .start(let child):
        let name = string(scanner.bytes[child.name])
        guard let value = self.element(child, &scanner, depth: depth + 1) else { return nil }
        element.children.append((name, value))
      case .end: break reading
      case .text(let range): element.text += XMLBytes.text(scanner.bytes[range])
      case .cdata(let range): element.text += scanner.bytes[range]
      case .other: break
      }
      end = scanner.position
    }
    let isMarkup =
      !element.children.isEmpty
      && element.children.allSatisfy { Markup.isKnownTag($0.name) && $0.name != "title" }
    if isMarkup { element.markup = Array(scanner.bytes[start..<end]) }
    return element
  }

  private static func write(_ element: Element, to writer: inout JSONWriter) {
    if let markup = element.markup { return writer.string(string(markup[...])) }
    if element.children.isEmpty, element.attributes.isEmpty || !isBlank(element.text) {
      return writer.string(string(element.text[...]))
    }
    // `<value>` for each entry of a list.
    let names = Set(element.children.map(\.name))
    if element.attributes.isEmpty, names.count == 1, let name = names.first,
      ["value", "item", "element", "entry", "paragraph", "string"].contains(name)
    {
      writer.beginArray()
      for child in element.children { write(child.value, to: &writer) }
      return writer.endArray()
    }
    writer.beginObject()
    var order: [String] = []
    var groups: [String: [Element]] = [:]
    for (name, value) in element.children {
      if groups[name] == nil { order.append(name) }
      groups[name, default: []].append(value)
    }
    for (name, value) in element.attributes where groups[name] == nil { writer.member(name, value) }
    for name in order {
      writer.key(name)
      let values = groups[name] ?? []
      if values.count == 1 {
        write(values[0], to: &writer)
      } else {
        writer.beginArray()
        for value in values { write(value, to: &writer) }
        writer.endArray()
      }
    }
    writer.endObject()
  }

  private static func isBlank(_ text: [UInt8]) -> Bool { text.allSatisfy { ASCII.isTextBlank($0) } }

  private static func string(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self)
  }
}
