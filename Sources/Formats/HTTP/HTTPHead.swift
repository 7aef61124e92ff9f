import Bytes

/// The status line and headers of an HTTP response, however badly written.
struct HTTPHead: Sendable {
  var status: Int
  /// Names in lower case, in order.
  var headers: [(name: String, value: String)]
  /// Where the body begins in the bytes that were read.
  var bodyOffset: Int

  /// False when the end of the headers was not found.
  var isWhole: Bool

  /// True for `HTTP/1.1 200`, `HTTP/2 200 ` and the like.
  static func isStatusLine(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.starts(with: "HTTP/".utf8) else { return false }
    let line = bytes.dropFirst(5).prefix(24)
    var index = line.startIndex
    while index < line.endIndex, ASCII.isDigit(line[index]) || line[index] == UInt8(ascii: ".") {
      index += 1
    }
    guard index > line.startIndex, index + 3 < line.endIndex, line[index] == 0x20 else {
      return false
    }
    return line[index + 1...index + 3].allSatisfy { ASCII.isDigit($0) }
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
    isWhole = lines.isWhole
    assert(bodyOffset > bytes.startIndex && bodyOffset <= bytes.endIndex)
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
