import Bytes
import Extraction

extension FeedHead {
  /// Reads the bytes before the first item.
  init(_ raw: [UInt8], origin: RecordOrigin) {
    let bytes = CharsetReading.decode(raw, of: origin).utf8
    isWordPressExport = Find.position(of: "wordpress.org/export", in: bytes) != nil
    var scanner = XMLScanner(bytes)
    var path: [String] = []
    var text: [UInt8] = []
    while let token = scanner.next() {
      switch token {
      case .start(let tag):
        readNamespaces(tag, bytes)
        let name = FeedNames.canonical(bytes[tag.name], prefixes)
        readAttributes(tag, name, bytes, path: path)
        if !tag.isEmpty, path.count < 64 { path.append(name) }
        text = []
      case .end(let name):
        let closed = FeedNames.canonical(bytes[name], prefixes)
        if let index = path.lastIndex(of: closed) {
          take(closed, text, path: path[..<index])
          path.removeSubrange(index...)
        }
        text = []
      case .text(let range): text += XMLBytes.text(bytes[range])
      case .cdata(let range): text += bytes[range]
      case .other: continue
      }
    }
  }

  mutating func readNamespaces(_ tag: XMLTag, _ bytes: [UInt8]) {
    for (name, value) in tag.attributes where bytes[name].starts(with: "xmlns".utf8) {
      let key = String(decoding: bytes[name].dropFirst(6), as: UTF8.self).lowercased()
      let known = FeedNames.prefix(of: String(decoding: bytes[value], as: UTF8.self))
      if key.isEmpty {
        // A default namespace that nobody knows still holds the feed's own words.
        prefixes[""] = known == "xhtml" || known == "rss-module" ? "" : known ?? ""
      } else if let known {
        prefixes[key] = known == "rss-module" ? key : known
      }
    }
  }

  private mutating func readAttributes(
    _ tag: XMLTag, _ name: String, _ bytes: [UInt8], path: [String]
  ) {
    let isFeedLevel = path.allSatisfy { ["rss", "feed", "rdf:rdf", "channel"].contains($0) }
    if name == "feed" { isAtom = true }
    for (key, value) in tag.attributes {
      let attribute = String(decoding: bytes[key], as: UTF8.self).lowercased()
      let text = String(decoding: XMLBytes.text(bytes[value]), as: UTF8.self)
      switch attribute {
      case "xml:lang" where isFeedLevel: language = text.isEmpty ? language : text
      case "xml:base" where isFeedLevel: base = URLReference.resolve(text, base: base)
      case "href" where name == "link" && isFeedLevel && link == nil:
        let rel = tag.attributes.first { bytes[$0.name].elementsEqual("rel".utf8) }
          .map { String(decoding: bytes[$0.value], as: UTF8.self) }
        if rel == nil || rel == "alternate" { link = text }
      default: continue
      }
    }
  }

  private mutating func take(_ name: String, _ text: [UInt8], path: ArraySlice<String>) {
    let isFeedLevel = path.allSatisfy { ["rss", "feed", "rdf:rdf", "channel"].contains($0) }
    let isAuthor = path.last == "author"
    guard isFeedLevel || isAuthor else { return }
    let value = PlainText.folding(String(decoding: text, as: UTF8.self))
    guard !value.isEmpty else { return }
    switch name {
    case "title" where isFeedLevel: title = title ?? value
    case "link" where isFeedLevel: link = link ?? value
    case "language", "dc:language": language = value
    case "name" where isAuthor, "dc:creator" where isFeedLevel: author = author ?? value
    default: break
    }
  }
}
