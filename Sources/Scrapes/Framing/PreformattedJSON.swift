import HTMLTree

/// JSON as browsers save it: a page whose body is one `pre` element with the answer in it.
enum PreformattedJSON {
  /// True when the first text of a page stands in a `pre` element and opens an object or array.
  static func isLikely(_ head: [UInt8]) -> Bool {
    let start = Array(head.prefix(2048))
    guard let tag = XMLBytes.find("<pre", in: start, from: 0),
      let end = XMLBytes.find(">", in: start, from: tag)
    else { return false }
    let first = start[(end + 1)...].first { !Sniffer.isBlank($0) }
    guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else { return false }
    return XMLBytes.find("<p>", in: start, from: 0).map { $0 > tag } ?? true
  }

  /// The text of the page's first `pre` element.
  static func text(in page: [UInt8]) -> [UInt8]? {
    let document = HTMLDocument(parsing: page)
    for node in document.descendants(of: .document) where document.tag(of: node) == .pre {
      var text: [UInt8] = []
      document.appendText(of: node, to: &text)
      return text
    }
    return nil
  }
}
