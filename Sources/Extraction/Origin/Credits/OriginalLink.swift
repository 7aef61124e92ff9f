import Bytes
import HTMLTree

/// A line that is nothing but a way to where a text appeared first: `Read the original article`, `元記事を読む`.
enum OriginalLink {
  /// True for such a line.
  static func isOne(_ text: some StringProtocol) -> Bool {
    guard text.utf8.count <= byteLimit + 8 else { return false }
    let line = text.lowercased().filter { !"»›→>:：…[]()↗".contains($0) }
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return phrases.contains(line)
  }

  /// True for a line that says where the text goes on: `Lire la suite sur Le Phare`.
  static func goesOn(_ text: some StringProtocol) -> Bool {
    guard text.utf8.count <= readOnByteLimit else { return false }
    let line = text.lowercased()
    return readOn.contains { line.hasPrefix(utf8: $0) }
  }

  /// True where an address has three words of a headline: it leads to the same article.
  static func isAddress(_ address: String, ofHeadline headline: String?) -> Bool {
    guard let headline, let scheme = address.firstRange(utf8: "://") else { return false }
    let path = address[scheme.upperBound...].drop { $0 != "/" }
    let parts = path.split { !$0.isLetter && !$0.isNumber }.filter { $0.count >= 3 }
    let words = Set(
      headline.split { !$0.isLetter && !$0.isNumber }.map { NameFolding.key(String($0)) })
    return Set(parts.map { NameFolding.key(String($0)) }).intersection(words).count >= 3
  }

  /// The address that such a block's link leads to; nil where it has none with a host.
  static func address(
    _ block: PageBlock, _ page: PageBlocks, _ document: HTMLDocument
  ) -> String? {
    guard block.linkBytes > 0, block.count <= max(byteLimit + 8, readOnByteLimit) else {
      return nil
    }
    let text = String(decoding: page.bytes(block), as: UTF8.self)
    if goesOn(text) { return onlyLink(page.containers[block.container].node, document) }
    guard isOne(text) else { return nil }
    let container = page.containers[block.container].node
    var node: NodeID? = container
    for child in document.descendants(of: container).prefix(40)
    where document.tag(of: child) == .a && isOne(document.textContent(of: child)) {
      node = child
      break
    }
    while let found = node {
      if document.tag(of: found) == .a, let href = document.attributeString(.href, of: found) {
        return href.hasPrefix("http") && CreditLine.host(href) != nil ? href : nil
      }
      node = document.parent(of: found)
    }
    return nil
  }

  /// Where the one link with a host below an element leads.
  private static func onlyLink(_ element: NodeID, _ document: HTMLDocument) -> String? {
    let addresses = Set(
      document.descendants(of: element).prefix(40).compactMap { node in
        document.tag(of: node) == .a ? document.attributeString(.href, of: node) : nil
      }.filter { $0.hasPrefix("http") && CreditLine.host($0) != nil })
    return addresses.count == 1 ? addresses.first : nil
  }

  private static let readOn = RuleFile.origins["read on"]
  private static let readOnByteLimit = 160

  private static let phrases = Set(RuleFile.origins["original links"])
  /// The longest phrase, in bytes.
  private static let byteLimit = phrases.map(\.utf8.count).max() ?? 0
}
