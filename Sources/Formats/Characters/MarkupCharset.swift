import Bytes

/// The encoding that a page or an XML document declares about itself.
enum MarkupCharset {
  private static let searchByteCount = 4096

  /// Labels from the XML declaration and from `meta` elements, in that order.
  static func labels(in bytes: [UInt8]) -> [CharsetReading.Label] {
    let head = bytes.prefix(searchByteCount).map { ASCII.lowercased($0) }
    var labels: [CharsetReading.Label] = []
    if head.starts(with: "<?xml".utf8), let end = head.firstIndex(of: UInt8(ascii: ">")) {
      if let label = value(of: "encoding", in: head[..<end]) {
        labels.append(.init(label, from: "xml"))
      }
    }
    var rest = head[...]
    while let meta = Find.position(of: "<meta", in: rest) {
      rest = rest[(meta + 5)...]
      let end = rest.firstIndex(of: UInt8(ascii: ">")) ?? rest.endIndex
      if let label = value(of: "charset", in: rest[..<end]) {
        labels.append(.init(label, from: "meta"))
      }
      rest = rest[end...]
    }
    return labels
  }

  /// What follows `name=`, without quotes.
  private static func value(of name: StaticString, in text: ArraySlice<UInt8>) -> String? {
    guard let found = Find.position(of: name, in: text) else { return nil }
    var rest = text[(found + name.utf8CodeUnitCount)...].drop { ASCII.isTextBlank($0) }
    guard rest.first == UInt8(ascii: "=") else { return nil }
    rest = rest.dropFirst().drop { ASCII.isTextBlank($0) || $0 == 0x22 || $0 == 0x27 }
    let label = rest.prefix { ASCII.isAlphanumeric($0) || "-_.:+".utf8.contains($0) }
    return label.isEmpty ? nil : String(decoding: label, as: UTF8.self)
  }
}
