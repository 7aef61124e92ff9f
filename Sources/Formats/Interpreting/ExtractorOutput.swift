import Bytes
import Model
import JSONTree

/// Texts that extractors write: trafilatura's XML and TEI, and texts behind a head of fields.
enum ExtractorOutput {
  /// What such a text says; nil for a page or a text of any other kind.
  static func draft(of text: [UInt8], as format: FormatName) -> FieldDraft? {
    switch format {
    case .html:
      switch MarkupSniffer.rootName(text.prefix(1 << 12)) {
      case "doc": document(text)
      case "tei": tei(text)
      default: nil
      }
    case .text, .markdown: LabelledText.draft(of: text) ?? documentHead(text)
    default: nil
    }
  }

  private static func documentHead(_ text: [UInt8]) -> FieldDraft? {
    guard let head = DocumentHead.read(text[...]) else { return nil }
    var draft = head.draft
    draft.body = .dump(string(MarkdownDialect.removed(from: Array(text[head.bodyStart...]))[...]))
    return draft
  }

  // MARK: `<doc title="…" date="…"><main>…</main></doc>`

  private static func document(_ text: [UInt8]) -> FieldDraft? {
    var scanner = XMLScanner(text)
    var fields: [(name: String, value: String)] = []
    while let token = scanner.next() {
      guard case .start(let tag) = token else { continue }
      for (name, value) in tag.attributes {
        fields.append((string(text[name]), string(XMLBytes.text(text[value])[...])))
      }
      break
    }
    guard var draft = draft(of: fields, format: "trafilatura"), draft.headline != nil else {
      return nil
    }
    let end = Find.position(of: "<comments", in: text) ?? text.count
    let start = scanner.position
    guard start < end else { return nil }
    draft.body = .fragment(markup(text[start..<end]))
    return draft
  }

  // MARK: TEI, as the Text Encoding Initiative defines it and trafilatura fills it in

  private static func tei(_ text: [UInt8]) -> FieldDraft? {
    guard let bodyStart = Find.position(of: "<body", in: text) else { return nil }
    let notes = Find.position(of: "type=\"comments\"", in: text, from: bodyStart)
    let bodyEnd = Find.position(of: "</body", in: text, from: bodyStart) ?? text.count
    let end = notes.flatMap { position in
      text[bodyStart..<position].lastIndex(of: UInt8(ascii: "<"))
    }
    var fields: [(name: String, value: String)] = []
    var scanner = XMLScanner(text)
    var open = ""
    while scanner.position < bodyStart, let token = scanner.next() {
      switch token {
      case .start(let tag):
        open = string(text[tag.name])
        // When a tool fetched the page, not when it appeared.
        if open == "date", tag.attributes.contains(where: { string(text[$0.value]) == "download" })
        {
          open = ""
        }
        guard open == "ptr" else { continue }
        if let target = tag.attributes.first(where: { string(text[$0.name]) == "target" }) {
          fields.append(("url", string(XMLBytes.text(text[target.value])[...])))
        }
      case .end: open = ""
      case .text(let range):
        guard ["title", "author", "publisher", "date"].contains(open) else { continue }
        let name = open == "publisher" ? "publisher" : open
        fields.append((name, string(XMLBytes.text(text[range])[...])))
      case .cdata, .other: continue
      }
    }
    guard var draft = draft(of: fields, format: "tei"), draft.headline != nil else { return nil }
    draft.body = .fragment(markup(text[bodyStart..<min(end ?? bodyEnd, bodyEnd)]))
    return draft
  }

  /// The first value of each name as a draft.
  private static func draft(
    of fields: [(name: String, value: String)], format: String
  ) -> FieldDraft? {
    var seen: Set<String> = []
    var writer = JSONWriter()
    writer.beginObject()
    for (name, value) in fields {
      let value = PlainText.folding(value)
      guard !value.isEmpty, seen.insert(name).inserted else { continue }
      writer.member(name, value)
    }
    writer.endObject()
    guard let tree = try? JSONDocument(parsing: writer.take()) else { return nil }
    var draft = JSONMapper.draft(of: tree.root)
    draft.format = format
    return draft
  }

  /// The elements of these vocabularies under the names that HTML has for the same.
  private static func markup(_ text: ArraySlice<UInt8>) -> String {
    let names = [
      "head": "h2", "list": "ul", "item": "li", "quote": "blockquote", "lb": "br", "hi": "b",
      "row": "tr", "cell": "td", "ref": "a", "ab": "p", "graphic": "img", "main": "div",
      "body": "div",
    ]
    var out: [UInt8] = []
    var index = text.startIndex
    while index < text.endIndex {
      out.append(text[index])
      index += 1
      guard out.last == UInt8(ascii: "<") else { continue }
      if index < text.endIndex, text[index] == UInt8(ascii: "/") {
        out.append(text[index])
        index += 1
      }
      let end = text[index...].firstIndex { !(0x61...0x7A).contains($0) } ?? text.endIndex
      let name = string(text[index..<end])
      out += (names[name] ?? name).utf8
      index = end
    }
    return string(out[...])
  }

  private static func string(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self)
  }
}
