/// A block of `Name: value` lines up to the first empty one, folded lines joined.
struct HeaderLines: Sendable {
  /// The line before the headers, where `hasFirstLine`.
  var first = ""
  /// Names in lower case, in order.
  var headers: [(name: String, value: String)] = []
  /// Where what follows the empty line begins.
  var bodyOffset: Int
  /// False when there was no empty line.
  var isWhole = false

  init(_ bytes: ArraySlice<UInt8>, hasFirstLine: Bool = true, byteLimit: Int = 1 << 20) {
    var index = bytes.startIndex
    let limit = min(bytes.endIndex, index + byteLimit)
    var isFirst = hasFirstLine
    bodyOffset = limit
    assert(byteLimit >= 0 && limit >= index)
    while index < limit {
      let end = bytes[index..<limit].firstIndex(of: 0x0A) ?? limit
      var line = bytes[index..<end]
      index = min(end + 1, limit)
      while line.last == 0x0D { line = line.dropLast() }
      if line.isEmpty {
        bodyOffset = index
        isWhole = true
        return
      }
      let text = String(decoding: line, as: UTF8.self)
      if isFirst {
        first = text
        isFirst = false
      } else if line.first == 0x20 || line.first == 0x09, !headers.isEmpty {
        headers[headers.count - 1].value += " " + PlainText.folding(text)
      } else if let colon = text.firstIndex(of: ":") {
        let name = PlainText.folding(String(text[..<colon])).lowercased()
        headers.append((name, PlainText.folding(String(text[text.index(after: colon)...]))))
      } else if !headers.isEmpty, headers.count < 1000 {
        // A folded line that lost its indent.
        headers[headers.count - 1].value += " " + PlainText.folding(text)
      }
    }
  }

  /// The first header of that name, which is in lower case.
  subscript(_ name: String) -> String? { headers.first { $0.name == name }?.value }

  /// A parameter such as `charset` in a header's value, without quotes.
  static func parameter(_ name: String, of value: String) -> String? {
    for part in value.split(separator: ";").dropFirst() {
      guard let equals = part.firstIndex(of: "=") else { continue }
      let key = PlainText.folding(String(part[..<equals])).lowercased()
      guard key == name else { continue }
      let raw = PlainText.folding(String(part[part.index(after: equals)...]))
      let text = raw.filter { $0 != "\"" && $0 != "'" }
      return text.isEmpty ? nil : text
    }
    return nil
  }
}
