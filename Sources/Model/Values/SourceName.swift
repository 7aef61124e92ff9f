/// The name of a source: the folder below the inbox that a scraper drops its files into.
package struct SourceName: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let text: String

  /// Takes a folder's name; `nil` for one that no folder can have.
  package init?(_ text: some StringProtocol) {
    guard !text.isEmpty, text != ".", text != "..",
      !text.utf8.contains(where: { $0 == 0 || $0 == UInt8(ascii: "/") })
    else { return nil }
    self.text = String(text)
  }

  /// The name itself.
  package var description: String { text }

  /// In the order of Unicode scalars.
  package static func < (left: SourceName, right: SourceName) -> Bool { left.text < right.text }
}
