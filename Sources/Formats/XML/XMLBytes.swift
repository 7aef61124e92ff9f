/// References in text.
enum XMLBytes {
  /// Text with references resolved: XML's five, numbers, HTML's names.
  static func text(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    guard bytes.contains(UInt8(ascii: "&")) else { return Array(bytes) }
    return Array(PlainText.withoutMarkup(String(decoding: bytes, as: UTF8.self)).utf8)
  }
}
