import HTMLTree

extension MIMEMessage {
  /// The parts that a reader sees as the letter's text, in order: of alternatives the one with text,
  /// HTML before plain; no attachments, no footers of mailing lists. An enclosed message counts only
  /// where the letter itself says next to nothing.
  var readable: [Part] {
    let found = readable(root)
    let isShared = found.count > 1
    let own = found.filter { !isShared || $0.isHTML || !ListFooter.isAll(of: $0.decoded) }
    if !own.isEmpty { return own }
    // Nothing is shown in the letter: what is attached to it is all there is.
    return shown.map { [$0] } ?? []
  }

  private func readable(_ node: Node) -> [Part] {
    switch node {
    case .leaf(let index):
      guard parts.indices.contains(index) else { return [] }
      let part = parts[index]
      return part.isText && !part.isAttachment && part.hasText ? [part] : []
    case .group("alternative", let nodes): return best(of: nodes.map { readable($0) })
    case .group("related", let nodes):
      return nodes.lazy.map { readable($0) }.first { !$0.isEmpty } ?? []
    case .group(_, let nodes):
      let own = nodes.filter { !Self.isEnclosed($0) }.flatMap { readable($0) }
      let enclosed = nodes.filter { Self.isEnclosed($0) }
      if !enclosed.isEmpty, own.reduce(0, { $0 + $1.textByteCount }) < Self.coveringNoteByteCount {
        return enclosed.flatMap { readable($0) } + (own.isEmpty ? [] : own)
      }
      return own
    }
  }

  /// The text that a letter around an enclosed message may have and still be only its cover.
  private static let coveringNoteByteCount = 400

  private static func isEnclosed(_ node: Node) -> Bool {
    if case .group("rfc822", _) = node { true } else { false }
  }

  /// HTML unless it has no text, or next to none beside a long plain one.
  private func best(of alternatives: [[Part]]) -> [Part] {
    let sized = alternatives.filter { !$0.isEmpty }.map { parts in
      (parts: parts, byteCount: parts.reduce(0) { $0 + $1.textByteCount })
    }
    let longest = sized.map(\.byteCount).max() ?? 0
    let html = sized.last { $0.parts.contains { $0.isHTML } }
    if let html, html.byteCount >= 300 || html.byteCount * 4 >= longest { return html.parts }
    return sized.first { $0.byteCount == longest }?.parts ?? []
  }
}

extension MIMEMessage.Part {
  var isHTML: Bool { type == "text/html" || type == "application/xhtml+xml" }
  var isText: Bool { isHTML || type == "text/plain" || type.isEmpty }

  /// True for a file that came with the letter.
  var isAttachment: Bool {
    guard let disposition = headers["content-disposition"]?.lowercased() else { return false }
    if disposition.hasPrefix("attachment") { return true }
    return isHTML && HeaderLines.parameter("filename", of: disposition) != nil
  }

  var hasText: Bool { textByteCount > 0 }

  /// Bytes of text that show, blanks left out.
  var textByteCount: Int {
    let bytes = decoded
    guard isHTML else { return bytes.count { $0 > 0x20 } }
    let document = HTMLDocument(parsing: bytes)
    var count = 0
    for node in document.descendants(of: .document) {
      guard document.isText(node), let range = document.text(of: node) else { continue }
      if let parent = document.parent(of: node),
        ["script", "style", "title"].contains(document.name(of: parent))
      {
        continue
      }
      var text: [UInt8] = []
      document.append(range, to: &text)
      count += PlainText.folding(text.span).count { $0 > 0x20 }
    }
    return count
  }
}
