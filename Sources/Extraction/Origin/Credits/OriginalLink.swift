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

  /// The address that such a block's link leads to; nil where it has none with a host.
  static func address(
    _ block: PageBlock, _ page: PageBlocks, _ document: HTMLDocument
  ) -> String? {
    guard block.linkBytes > 0, block.count <= byteLimit + 8,
      isOne(String(decoding: page.bytes(block), as: UTF8.self))
    else { return nil }
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

  private static let phrases = Set(RuleFile.origins["original links"])
  /// The longest phrase, in bytes.
  private static let byteLimit = phrases.map(\.utf8.count).max() ?? 0
}
