import Bytes
import Extraction
import Model

/// One item or entry of a feed, read into fields.
struct FeedItem {
  /// An element directly inside the item.
  private struct Field {
    var name: String
    var attributes: [String: String]
    /// References resolved, tags left out.
    var text: [UInt8] = []
    /// As it stands between the tags.
    var inner: Range<Int>
    var hasElements = false
    /// Texts of the elements inside, by name.
    var parts: [String: String] = [:]
  }

  private var prefixes: [String: String]
  private var fields: [Field] = []
  private var rootAttributes: [String: String] = [:]
  private let bytes: [UInt8]
  private let head: FeedHead

  /// Reads the item's bytes, which are UTF-8; no further once `budget` is spent.
  init(_ bytes: [UInt8], head: FeedHead, budget: WorkBudget = WorkBudget()) {
    self.bytes = bytes
    self.head = head
    prefixes = head.prefixes
    readFields(budget)
  }

  private mutating func readFields(_ budget: WorkBudget) {
    var scanner = XMLScanner(bytes)
    var open: [String] = []
    var partText: [UInt8] = []
    while let token = scanner.next() {
      // A tag costs some microseconds.
      guard budget.take(8) else { return }
      switch token {
      case .start(let tag):
        readNamespaces(tag)
        let name = FeedNames.canonical(bytes[tag.name], prefixes)
        if open.isEmpty {
          rootAttributes = attributes(of: tag)
          open.append(name)
          continue
        }
        if open.count == 1 {
          guard fields.count < 1000 else { return }
          fields.append(
            Field(
              name: name, attributes: attributes(of: tag),
              inner: scanner.position..<scanner.position))
        } else {
          fields[fields.count - 1].hasElements = true
          partText = []
          if open.count == 2, name == "media:content" || name == "media:description" {
            fields[fields.count - 1].parts[name] = ""
          }
        }
        if !tag.isEmpty, open.count < 512 { open.append(name) }
      case .end(let range):
        let name = FeedNames.canonical(bytes[range], prefixes)
        guard let depth = open.lastIndex(of: name) else { continue }
        if depth >= 2, !fields.isEmpty {
          let text = PlainText.folding(String(decoding: partText, as: UTF8.self))
          if fields[fields.count - 1].parts[name]?.isEmpty != false {
            fields[fields.count - 1].parts[name] = text
          }
        }
        if depth == 1, !fields.isEmpty {
          let start = fields[fields.count - 1].inner.lowerBound
          fields[fields.count - 1].inner = start..<max(start, range.lowerBound - 2)
        }
        open.removeSubrange(depth...)
        if open.isEmpty { return }
      case .text(let range): take(XMLBytes.text(bytes[range]), open.count, &partText)
      case .cdata(let range): take(Array(bytes[range]), open.count, &partText)
      case .other: continue
      }
    }
    // The item breaks off inside its last field.
    if open.count > 1, !fields.isEmpty {
      let start = fields[fields.count - 1].inner.lowerBound
      fields[fields.count - 1].inner = start..<bytes.count
    }
  }

  private mutating func take(_ text: [UInt8], _ depth: Int, _ partText: inout [UInt8]) {
    guard depth > 1, !fields.isEmpty else { return }
    fields[fields.count - 1].text += text
    if depth > 2 { partText += text }
  }

  private mutating func readNamespaces(_ tag: XMLTag) {
    guard tag.attributes.contains(where: { bytes[$0.name].starts(with: "xmlns".utf8) }) else {
      return
    }
    var scope = FeedHead()
    scope.prefixes = prefixes
    scope.readNamespaces(tag, bytes)
    // Inside an item a default namespace belongs to markup and not to the feed's own words.
    let outer = prefixes[""]
    prefixes = scope.prefixes
    prefixes[""] = outer
  }

  private func attributes(of tag: XMLTag) -> [String: String] {
    var found: [String: String] = [:]
    for (name, value) in tag.attributes {
      let key = String(decoding: bytes[name], as: UTF8.self).lowercased()
      found[key] = String(decoding: XMLBytes.text(bytes[value]), as: UTF8.self)
    }
    return found
  }
}

extension FeedItem {
  /// What the item says about its article.
  func draft() -> FieldDraft {
    var draft = FieldDraft(format: head.isWordPressExport ? "wxr" : head.isAtom ? "atom" : "rss")
    draft.hasMarkupLines = true
    draft.headline =
      line("title") ?? line("dc:title") ?? line("itunes:title") ?? line("media:title")
      ?? fields.lazy.compactMap { $0.parts["media:title"] }.first
    draft.body = body()
    draft.description =
      markup("description") ?? markup("summary") ?? markup("excerpt:encoded")
      ?? line("itunes:summary") ?? line("dc:description") ?? line("media:description")
    draft.url = link()
    draft.published = dates(
      [
        "wp:post_date_gmt", "published", "pubdate", "issued", "dc:date", "dcterms:issued",
        "dcterms:created", "created", "wp:post_date", "date", "updated", "dcterms:modified",
        "modified",
      ])
    if let raw = rootAttributes["lastmod"] {
      draft.published.append(.init(raw: raw, source: "feed:lastmod"))
    }
    draft.modified = dates(["updated", "modified", "dcterms:modified", "wp:post_modified_gmt"])
    draft.authors = authors()
    draft.language = rootAttributes["xml:lang"] ?? line("dc:language") ?? head.language
    draft.publisherName = head.title ?? line("dc:publisher")
    for field in fields where field.name == "category" || field.name == "dc:subject" {
      let text = field.attributes["label"] ?? field.attributes["term"] ?? plain(field)
      guard !text.isEmpty else { continue }
      if field.attributes["domain"] == "post_tag" {
        draft.keywords.append(text)
      } else {
        draft.sections.append(text)
      }
    }
    for name in ["itunes:keywords", "media:keywords"] {
      if let text = line(name) { draft.keywords += NameList.words(in: text) }
    }
    if let kind = line("wp:post_type"), kind != "post", kind != "page" {
      draft.notes.append("wordpress-\(kind)")
    }
    if let status = line("wp:status"), status != "publish" {
      draft.notes.append("wordpress-status-\(status)")
    }
    return draft
  }

  private func plain(_ field: Field) -> String {
    PlainText.folding(String(decoding: field.text, as: UTF8.self))
  }

  private func first(_ name: String) -> Field? {
    fields.first { $0.name == name && (!$0.text.isEmpty || !$0.attributes.isEmpty) }
  }

  /// A field's characters; markup inside it is left as it stands, for the assembly to resolve.
  private func line(_ name: String) -> String? {
    for field in fields where field.name == name {
      let text = markup(of: field)
      if let text, !PlainText.folding(text).isEmpty { return text }
    }
    return nil
  }

  private func markup(_ name: String) -> String? {
    fields.lazy.filter { $0.name == name }.compactMap { markup(of: $0) }
      .first { !PlainText.folding($0).isEmpty }
  }

  /// A field as markup: what is between its tags where elements stand there, else its characters.
  private func markup(of field: Field) -> String? {
    if isBase64(field), let decoded = Base64.decode(field.text) {
      return String(decoding: decoded, as: UTF8.self)
    }
    if field.hasElements {
      return String(decoding: XMLMarkup.withoutCDATA(bytes[field.inner]), as: UTF8.self)
    }
    let text = String(decoding: field.text, as: UTF8.self)
    let isPlain = field.attributes["type"] == "text" || field.attributes["type"] == "text/plain"
    // Plain by declaration: its ampersands and brackets mean themselves.
    return isPlain && head.isAtom ? XMLMarkup.escaping(text) : text
  }

  /// Base64 by Atom 0.3's mode, or by Atom 1.0's rule for media types that are no text.
  private func isBase64(_ field: Field) -> Bool {
    if field.attributes["mode"] == "base64" { return true }
    guard head.isAtom, let type = field.attributes["type"], type.contains("/") else { return false }
    return !type.hasPrefix("text/") && !type.hasSuffix("xml") && !type.contains(utf8: "html")
  }

  /// Fields that may hold the text, the best first.
  private static let bodyNames = [
    "content:encoded", "content", "turbo:content", "yandex:full-text", "full-text", "fulltext",
    "xhtml:body", "body", "fullitem", "description", "summary", "media:description", "media:text",
    "itunes:summary",
  ]

  /// The first of these fields that has text: a picture with its caption before a long description
  /// is none.
  private func body() -> FieldDraft.Body? {
    var found: [(text: String, isPlain: Bool, byteCount: Int)] = []
    for name in Self.bodyNames {
      for field in fields where field.name == name {
        guard let text = markup(of: field), !PlainText.folding(text).isEmpty else { continue }
        let isPlain = name.hasSuffix("full-text") && !Markup.isLikely(text)
        found.append((text, isPlain, PlainText.withoutMarkup(text).utf8.count))
        break
      }
    }
    let longest = found.map(\.byteCount).max() ?? 0
    if let best = found.first(where: { $0.byteCount * 3 >= longest }) {
      return best.isPlain ? .paragraphs(PlainText.paragraphs(best.text)) : .fragment(best.text)
    }
    for field in fields {
      if let text = field.parts["media:description"], !text.isEmpty { return .fragment(text) }
    }
    return nil
  }

  private func link() -> String? {
    let base =
      rootAttributes["xml:base"].map { URLReference.resolve($0, base: head.base) }
      ?? head.base ?? head.link
    var found = fields.first { $0.name.hasSuffix(":origlink") }.map { plain($0) }
    if found?.isEmpty == true { found = nil }
    let hasOrigin = found != nil
    var isPage = false
    for field in fields where field.name == "link" && !hasOrigin {
      if let href = field.attributes["href"] {
        let rel = field.attributes["rel"] ?? "alternate"
        guard rel == "alternate" || rel.hasSuffix("#alternate") else { continue }
        let type = field.attributes["type"] ?? "text/html"
        if found == nil || type.contains(utf8: "html") && !isPage { found = href }
        isPage = isPage || type.contains(utf8: "html")
      } else if found == nil {
        let text = plain(field)
        if !text.isEmpty { found = text }
      }
    }
    if found == nil, let guid = first("guid") {
      let text = plain(guid)
      if guid.attributes["ispermalink"]?.lowercased() != "false", WebAddress.isAbsolute(text) {
        found = text
      }
    }
    if found == nil, let id = first("id"), WebAddress.isAbsolute(plain(id)) { found = plain(id) }
    found =
      found ?? rootAttributes["href"]
      ?? rootAttributes["rdf:about"].flatMap {
        WebAddress.isAbsolute($0) ? $0 : nil
      }
    return found.map { URLReference.resolve(PlainText.folding($0), base: base) }
  }

  private func dates(_ names: [String]) -> [FieldDraft.DateField] {
    var found: [FieldDraft.DateField] = []
    for name in names {
      for field in fields where field.name == name {
        let raw = plain(field)
        guard !raw.isEmpty, !raw.hasPrefix("0000") else { continue }
        found.append(.init(raw: raw, source: "feed:\(name)", isGMT: name.hasSuffix("_gmt")))
      }
    }
    return found
  }

  private func authors() -> [Person] {
    var people: [Person] = []
    for field in fields
    where ["author", "dc:creator", "itunes:author", "dc:author"].contains(field.name) {
      if let name = field.parts["name"], !name.isEmpty {
        people.append(Person(name: name, url: field.parts["uri"] ?? field.parts["url"]))
      } else if !plain(field).isEmpty {
        people.append(Person(name: Self.name(in: plain(field))))
      }
    }
    var seen: Set<String> = []
    people = people.filter { seen.insert($0.name).inserted }
    if people.isEmpty, let author = head.author { people = [Person(name: author)] }
    return people
  }

  /// `jane@example.org (Jane Doe)` and `Jane Doe <jane@example.org>` without the address.
  private static func name(in text: String) -> String {
    if let open = text.firstIndex(of: "("), let close = text.lastIndex(of: ")"), open < close,
      text[..<open].contains("@")
    {
      return String(text[text.index(after: open)..<close])
    }
    if let open = text.firstIndex(of: "<"), text[open...].contains("@"), open > text.startIndex {
      return PlainText.folding(String(text[..<open]))
    }
    return text
  }
}
