/// The encoding that a page or an XML document declares about itself.
enum MarkupCharset {
  private static let searchByteCount = 4096

  /// Labels from the XML declaration and from `meta` elements, in that order.
  static func labels(in bytes: [UInt8]) -> [CharsetReading.Label] {
    let head = String(decoding: bytes.prefix(searchByteCount), as: UTF8.self).lowercased()
    var labels: [CharsetReading.Label] = []
    if head.hasPrefix("<?xml"), let end = head.firstIndex(of: ">") {
      if let label = value(of: "encoding", in: head[..<end]) {
        labels.append(.init(label, from: "xml"))
      }
    }
    var rest = head[...]
    while let meta = rest.firstRange(of: "<meta") {
      rest = rest[meta.upperBound...]
      let end = rest.firstIndex(of: ">") ?? rest.endIndex
      if let label = value(of: "charset", in: rest[..<end]) {
        labels.append(.init(label, from: "meta"))
      }
      rest = rest[end...]
    }
    return labels
  }

  /// What follows `name=`, without quotes.
  static func value(of name: String, in text: Substring) -> String? {
    guard let found = text.firstRange(of: name) else { return nil }
    var rest = text[found.upperBound...].drop { $0.isWhitespace }
    guard rest.first == "=" else { return nil }
    rest = rest.dropFirst().drop { $0.isWhitespace || $0 == "\"" || $0 == "'" }
    let label = rest.prefix { $0.isLetter || $0.isNumber || "-_.:+".contains($0) }
    return label.isEmpty ? nil : String(label)
  }
}
