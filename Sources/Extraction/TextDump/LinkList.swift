import Bytes

/// The list of addresses that terminal browsers and readers put below a page.
struct LinkList {
  /// The names of its addresses where they are words, in lower case.
  private(set) var labels: Set<String> = []

  /// Takes the list, and what programs say of links above the page, off `lines`; nil where there is
  /// none.
  init?(removedFrom lines: inout [DumpLine]) {
    var head = 0
    while head < lines.count, head < 40, LinkList.isHeadLink(lines[head].text) { head += 1 }
    if head > 0 {
      lines.removeFirst(head)
      if !lines.isEmpty { lines[0].followsBlank = true }
    }
    var start = lines.count
    var entries = 0
    var index = lines.count - 1
    while index >= 0 {
      if LinkList.isEntry(lines[index].text) {
        entries += 1
        if let label = LinkList.label(lines[index].text) { labels.insert(label) }
        start = index
      } else if !LinkList.isTail(lines[index]) {
        break
      }
      index -= 1
    }
    guard entries >= 2 || entries == 1 && start > 0 && LinkList.isTitle(lines[start - 1].text)
    else {
      return nil
    }
    while start > 0, LinkList.isTitle(lines[start - 1].text) { start -= 1 }
    lines.removeSubrange(start...)
  }

  /// The name in `[name]: http://…` where it is no number.
  private static func label(_ text: [UInt8]) -> String? {
    guard text[0] == UInt8(ascii: "["), let close = text.firstIndex(of: UInt8(ascii: "]")),
      close > 1, !text[1..<close].allSatisfy({ ASCII.isDigit($0) })
    else { return nil }
    return String(decoding: text[1..<close], as: UTF8.self).lowercased()
  }

  /// `Link: [1]canonical`, `#[1]RSS`.
  private static func isHeadLink(_ text: [UInt8]) -> Bool {
    text.starts(with: "Link: ".utf8) || text.starts(with: "#[".utf8)
  }

  /// `12. http://…`, `[12] http://…`, `[12]: http://… (link)`, `[a]: http://…`.
  private static func isEntry(_ text: [UInt8]) -> Bool {
    var index = 0
    let isBracketed = text[0] == UInt8(ascii: "[")
    if isBracketed {
      guard let close = text.firstIndex(of: UInt8(ascii: "]")), close < 300 else { return false }
      index = close + 1
      if index < text.count, text[index] == UInt8(ascii: ":") { index += 1 }
    } else {
      while index < text.count, ASCII.isDigit(text[index]) { index += 1 }
      guard index > 0, index < text.count, text[index] == UInt8(ascii: ".") else { return false }
      index += 1
    }
    while index < text.count, text[index] == 0x20 { index += 1 }
    return isAddress(text[index...], isDefinition: isBracketed)
  }

  private static func isAddress(_ text: ArraySlice<UInt8>, isDefinition: Bool) -> Bool {
    // `http:`, `mailto:`, `skype:` and any other scheme, without blanks behind it.
    let scheme = text.prefix { ASCII.isAlphanumeric($0) || $0 == UInt8(ascii: "+") }
    if scheme.count >= 2, scheme.endIndex < text.endIndex,
      text[scheme.endIndex] == UInt8(ascii: ":"),
      scheme.endIndex + 1 < text.endIndex, text[scheme.endIndex + 1] != 0x20
    {
      return isDefinition || !text.prefix(300).contains(0x20)
        || text[scheme.endIndex...].starts(with: "://".utf8)
        || text.starts(with: "javascript:".utf8) || text.starts(with: "mailto:".utf8)
    }
    guard let first = text.first, text.prefix(200).contains(UInt8(ascii: "/")) else {
      return isDefinition && text.first == UInt8(ascii: "#")
    }
    return isDefinition && (first == UInt8(ascii: "/") || first == UInt8(ascii: "."))
  }

  /// The rest of a folded address, or the name of a part of the list.
  private static func isTail(_ line: DumpLine) -> Bool {
    !line.text.contains(0x20) && line.text.contains(UInt8(ascii: "/")) || isTitle(line.text)
  }

  private static func isTitle(_ text: [UInt8]) -> Bool {
    let name = String(decoding: text.prefix(40), as: UTF8.self).lowercased()
    return titles.contains(name)
  }

  /// What lynx (in its translations), elinks, w3m, newsboat and others call the list.
  private static let titles: Set<String> = [
    "references", "visible links", "visible links:", "hidden links:", "hidden links", "links:",
    "links", "referenzen", "verweise", "sichtbare links", "versteckte links:", "références",
    "liens visibles", "liens cachés:", "liens cachés :", "referencias", "enlaces visibles",
    "riferimenti", "referências", "referenties", "verwijzingen", "referenser", "referencer",
    "odnośniki",
    "ссылки", "видимые ссылки", "скрытые ссылки:", "посилання", "参考", "参考文献", "链接", "リンク",
    "参照", "referensi", "viitteet", "odkazy", "hivatkozások", "kaynaklar", "αναφορές",
  ]
}
