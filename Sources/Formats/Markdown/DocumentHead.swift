import Bytes
import JSONTree

/// The fields that stand above a text: front matter of Markdown, or lines `Name: value` as page
/// readers and feed readers write them.
struct DocumentHead {
  /// An object of the fields, their names without a `meta-` before them.
  let fields: JSONValue
  /// Where the text begins.
  let bodyStart: Int

  /// A head is not looked for beyond this.
  private static let byteLimit = 1 << 16

  /// The head at the start of `text`; nil where there is none.
  static func read(_ text: ArraySlice<UInt8>) -> DocumentHead? {
    let start = text.firstIndex { !ASCII.isTextBlank($0) } ?? text.endIndex
    let text = text[start...]
    if text.starts(with: "---".utf8) { return frontMatter(text, mark: "---") }
    if text.starts(with: "+++".utf8) { return frontMatter(text, mark: "+++") }
    if text.first == UInt8(ascii: "{") { return object(text) }
    return lines(text)
  }

  /// What the head says about the article.
  var draft: FieldDraft {
    var draft = JSONMapper.draft(of: fields)
    draft.format = "markdown"
    draft.url = draft.url ?? draft.canonicalURL
    return draft
  }

  // MARK: Between two lines of marks

  private static func frontMatter(_ text: ArraySlice<UInt8>, mark: String) -> DocumentHead? {
    guard let first = lineEnd(text, from: text.startIndex),
      isMark(text[text.startIndex..<first], mark)
    else { return nil }
    var index = first + 1
    while index < min(text.endIndex, text.startIndex + byteLimit) {
      let end = lineEnd(text, from: index) ?? text.endIndex
      if isMark(text[index..<end], mark) || mark == "---" && isMark(text[index..<end], "...") {
        let block = String(decoding: text[(first + 1)..<index], as: UTF8.self)
        guard let json = mark == "+++" ? TOMLHead.json(of: block) : yaml(block) else { return nil }
        return head(json, bodyStart: min(end + 1, text.endIndex))
      }
      index = end + 1
    }
    return nil
  }

  /// An object of JSON alone above a text: it describes the text and holds none itself.
  static func object(_ text: ArraySlice<UInt8>) -> DocumentHead? {
    guard let end = objectEnd(text), let next = text[end...].firstIndex(where: { $0 > 0x20 }),
      text[end..<next].contains(0x0A), ![UInt8(ascii: "{"), 0x5B, 0x3C, 0x2C].contains(text[next]),
      let head = head(Array(text[..<end]), bodyStart: next)
    else { return nil }
    let roles = Set(head.fields.members.compactMap { FieldRole.claim(of: $0.name)?.role })
    return roles.contains(.headline) && roles.isDisjoint(with: [.body, .page]) ? head : nil
  }

  /// Where the object at the start of a text ends.
  private static func objectEnd(_ text: ArraySlice<UInt8>) -> Int? {
    var depth = 0
    var isQuoted = false
    var isEscaped = false
    for index in text.indices.prefix(byteLimit) {
      let byte = text[index]
      if isEscaped {
        isEscaped = false
      } else if isQuoted {
        if byte == UInt8(ascii: "\\") { isEscaped = true }
        if byte == UInt8(ascii: "\"") { isQuoted = false }
      } else if byte == UInt8(ascii: "\"") {
        isQuoted = true
      } else if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
        depth += 1
      } else if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") {
        depth -= 1
        if depth == 0 { return index + 1 }
      }
    }
    return nil
  }

  /// YAML as it is, or line by line where somebody wrote it by hand.
  private static func yaml(_ block: String) -> [UInt8]? {
    if let json = YAMLReader.json(of: block) { return json }
    var writer = JSONWriter()
    writer.beginObject()
    var count = 0
    for line in block.split(separator: "\n") where line.first?.isWhitespace == false {
      guard let colon = line.firstIndex(of: ":"), line.first != "#", line.first != "-" else {
        continue
      }
      let value = unquoted(PlainText.folding(String(line[line.index(after: colon)...])))
      if !value.isEmpty {
        writer.member(String(line[..<colon]), value)
        count += 1
      }
    }
    writer.endObject()
    return count > 0 ? writer.take() : nil
  }

  /// A value without the quotes around it, escapes resolved.
  private static func unquoted(_ value: String) -> String {
    guard value.count > 1, let quote = value.first, quote == "\"" || quote == "'",
      value.last == quote
    else { return value }
    let inner = String(value.dropFirst().dropLast())
    return quote == "'"
      ? inner.replacing("''", with: "'") : inner.replacing("\\\"", with: "\"")
  }

  private static func isMark(_ line: ArraySlice<UInt8>, _ mark: String) -> Bool {
    var line = line
    while let last = line.last, ASCII.isTextBlank(last) { line = line.dropLast() }
    return line.elementsEqual(mark.utf8)
  }

  private static func lineEnd(_ text: ArraySlice<UInt8>, from index: Int) -> Int? {
    text[index...].firstIndex(of: 0x0A)
  }

  /// The head of what was read; nil where it names neither a headline nor an address.
  private static func head(_ json: [UInt8], bodyStart: Int) -> DocumentHead? {
    guard let tree = try? JSONDocument(parsing: json, mode: .lenient), tree.root.isObject else {
      return nil
    }
    var writer = JSONWriter()
    writer.beginObject()
    var roles: Set<FieldRole> = []
    for (name, value) in tree.root.members {
      let name = name.hasPrefix("meta-") ? String(name.dropFirst(5)) : name
      if let role = FieldRole.claim(of: name)?.role { roles.insert(role) }
      writer.key(name)
      writer.raw(value.tree.bytes[value.range])
    }
    writer.endObject()
    guard !roles.isDisjoint(with: [.headline, .url, .canonicalURL]) || roles.count > 1,
      let fields = try? JSONDocument(parsing: writer.take(), mode: .lenient)
    else { return nil }
    return DocumentHead(fields: fields.root, bodyStart: bodyStart)
  }

  // MARK: `Title: …`, `URL Source: …`, `Markdown Content:`; `Feed: …`, `Title: …`, `Link: …`

  private static func lines(_ text: ArraySlice<UInt8>) -> DocumentHead? {
    var writer = JSONWriter()
    writer.beginObject()
    var roles: Set<FieldRole> = []
    var index = text.startIndex
    var bodyStart: Int?
    var isAfterBlank = false
    var count = 0
    while index < min(text.endIndex, text.startIndex + byteLimit), count < 40 {
      let end = lineEnd(text, from: index) ?? text.endIndex
      let line = PlainText.folding(String(decoding: text[index..<end].prefix(2000), as: UTF8.self))
      if line == "Markdown Content:" || line == "Content:" {
        bodyStart = end + 1
        break
      }
      if line.isEmpty {
        isAfterBlank = true
      } else if let (name, value) = field(line, mustBeKnown: isAfterBlank || count == 0) {
        let role = FieldRole.claim(of: name)?.role
        // A text in a field: no head, but a file of fields.
        if role == .body { return nil }
        if let role {
          roles.insert(role)
          writer.member(name, value)
        }
        isAfterBlank = false
        count += 1
      } else {
        bodyStart = index
        break
      }
      index = end + 1
    }
    writer.endObject()
    guard roles.contains(.headline), roles.count > 1, let bodyStart, bodyStart < text.endIndex
    else {
      return nil
    }
    return head(writer.take(), bodyStart: bodyStart)
  }

  private static func field(_ line: String, mustBeKnown: Bool) -> (name: String, value: String)? {
    guard let colon = line.firstIndex(of: ":") else { return nil }
    var name = String(line[..<colon])
    let value = PlainText.folding(String(line[line.index(after: colon)...]))
    guard name.utf8.count <= 40, name.split(separator: " ").count <= 3,
      name.unicodeScalars.first?.properties.isAlphabetic == true, !value.isEmpty
    else { return nil }
    if name == "URL Source" || name == "Source URL" { name = "url" }
    if mustBeKnown, FieldRole.claim(of: name) == nil { return nil }
    // Unknown names are passed over where they look like a name.
    if FieldRole.claim(of: name) == nil,
      name.split(separator: " ").count > 3 || value.utf8.count > 400
    {
      return nil
    }
    return (name, value)
  }
}
