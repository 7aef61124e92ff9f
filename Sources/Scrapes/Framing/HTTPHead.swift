/// The status line and headers of an HTTP response, however badly written.
struct HTTPHead: Sendable {
  var status: Int
  /// Names in lower case, in order.
  var headers: [(name: String, value: String)]
  /// Where the body begins in the bytes that were read.
  var bodyOffset: Int

  /// True for `HTTP/1.1 200`, `HTTP/2 200 ` and the like.
  static func isStatusLine(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.starts(with: "HTTP/".utf8) else { return false }
    let line = bytes.dropFirst(5).prefix(24)
    var index = line.startIndex
    while index < line.endIndex, Sniffer.isDigit(line[index]) || line[index] == UInt8(ascii: ".") {
      index += 1
    }
    guard index > line.startIndex, index + 3 < line.endIndex, line[index] == 0x20 else {
      return false
    }
    return line[index + 1...index + 3].allSatisfy { Sniffer.isDigit($0) }
  }

  /// Reads the head at the start of `bytes`; nil when there is none.
  init?(_ bytes: ArraySlice<UInt8>, headerByteLimit: Int = 1 << 20) {
    guard Self.isStatusLine(bytes) else { return nil }
    let lines = HeaderLines(bytes, byteLimit: headerByteLimit)
    let words = lines.first.split(separator: " ")
    guard words.count > 1, let status = Int(words[1].prefix(3)) else { return nil }
    self.status = status
    headers = lines.headers
    bodyOffset = lines.bodyOffset
  }

  /// The first header of that name, which is in lower case.
  subscript(_ name: String) -> String? { headers.first { $0.name == name }?.value }

  /// The `charset` of the content type.
  var charset: String? { self["content-type"].flatMap { HeaderLines.parameter("charset", of: $0) } }

  /// The content type without parameters, in lower case.
  var contentType: String? {
    self["content-type"]?.split(separator: ";").first.map {
      PlainText.folding(String($0)).lowercased()
    }
  }
}

/// A block of `Name: value` lines up to the first empty one, folded lines joined.
struct HeaderLines: Sendable {
  /// The line before the headers, where `hasFirstLine`.
  var first = ""
  /// Names in lower case, in order.
  var headers: [(name: String, value: String)] = []
  /// Where what follows the empty line begins.
  var bodyOffset: Int

  init(_ bytes: ArraySlice<UInt8>, hasFirstLine: Bool = true, byteLimit: Int = 1 << 20) {
    var index = bytes.startIndex
    let limit = min(bytes.endIndex, index + byteLimit)
    var isFirst = hasFirstLine
    bodyOffset = limit
    while index < limit {
      let end = bytes[index..<limit].firstIndex(of: 0x0A) ?? limit
      var line = bytes[index..<end]
      index = min(end + 1, limit)
      while line.last == 0x0D { line = line.dropLast() }
      if line.isEmpty {
        bodyOffset = index
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
