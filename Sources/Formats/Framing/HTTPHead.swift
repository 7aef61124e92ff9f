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
    isWhole = lines.isWhole
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

/// Takes transfer and content codings off a response's body.
enum HTTPBody {
  /// The body as the page it is; damage and headers that lie are noted, limits are thrown.
  static func decode(
    _ body: [UInt8], head: HTTPHead, settings: ScrapeSettings
  ) throws -> (bytes: [UInt8], notes: [String]) {
    var bytes = body
    var notes: [String] = []
    if head["transfer-encoding"]?.lowercased().contains("chunked") == true {
      if let joined = dechunked(bytes) {
        bytes = joined.bytes
        if joined.isDamaged { notes.append("chunks-damaged") }
      } else {
        notes.append("chunked-header-on-plain-body")
      }
    }
    var codings = (head["content-encoding"] ?? "").lowercased().split { $0 == "," || $0 == " " }
      .filter { $0 != "identity" }
    while let coding = codings.popLast() {
      guard codings.count < settings.layerLimit else {
        throw Refusals.limit("more than \(settings.layerLimit) content codings")
      }
      guard let decompressor = decompressor(for: String(coding), bytes) else {
        notes.append("content-encoding-not-applied: \(coding)")
        continue
      }
      let result = try Decompression.whole(bytes, with: decompressor, settings: settings)
      if result.isDamaged {
        if result.bytes.isEmpty {
          notes.append("content-encoding-not-applied: \(coding)")
          continue
        }
        notes.append("\(coding)-damaged")
      }
      bytes = result.bytes
    }
    if bytes.starts(with: [0x1F, 0x8B, 8]) {
      let result = try Decompression.whole(bytes, with: Inflater(.gzip), settings: settings)
      if !result.bytes.isEmpty { bytes = result.bytes }
    }
    return (bytes, notes)
  }

  private static func decompressor(for coding: String, _ body: [UInt8]) -> (any Decompressor)? {
    switch coding {
    case "gzip", "x-gzip": body.starts(with: [0x1F, 0x8B]) ? Inflater(.gzip) : nil
    // "deflate" means zlib's wrapping, and often enough none.
    case "deflate": body.first.map { $0 & 0x0F == 8 } == true ? Inflater(.zlib) : Inflater(.none)
    case "br": BrotliDecoder()
    case "zstd": body.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) ? ZstdDecoder() : nil
    default: nil
    }
  }

  /// True for a page behind the size of its first chunk, where the next one's stands in its place.
  static func beginsWithChunk(_ head: ArraySlice<UInt8>) -> Bool {
    let sizeLine = head.prefix(10)
    guard let end = sizeLine.firstIndex(of: 0x0A), end > head.startIndex + 1,
      sizeLine[..<end].dropLast().allSatisfy({ hexValue($0) != nil }), head[end - 1] == 0x0D
    else { return false }
    let size = sizeLine[..<(end - 1)].reduce(0) { $0 << 4 | (hexValue($1) ?? 0) }
    let next = end + 1 + size
    guard size > 0, head[(end + 1)...].first == UInt8(ascii: "<"), next + 2 < head.endIndex else {
      return false
    }
    return head[next] == 0x0D && head[next + 1] == 0x0A && hexValue(head[next + 2]) != nil
  }

  /// The chunks joined; nil when the body does not begin with a chunk's size.
  static func dechunked(_ body: [UInt8]) -> (bytes: [UInt8], isDamaged: Bool)? {
    var out: [UInt8] = []
    var index = 0
    var isFirst = true
    while index < body.count {
      guard let (size, start) = chunkSize(body, at: index) else {
        // The rest is no chunk: keep it as it is.
        if isFirst { return nil }
        out.append(contentsOf: body[index...])
        return (out, true)
      }
      isFirst = false
      if size == 0 { return (out, false) }
      let end = min(body.count, start + size)
      out.append(contentsOf: body[start..<end])
      if start + size > body.count { return (out, true) }
      index = end
      if index < body.count, body[index] == 0x0D { index += 1 }
      if index < body.count, body[index] == 0x0A { index += 1 }
    }
    return (out, true)
  }

  private static func chunkSize(_ body: [UInt8], at index: Int) -> (size: Int, start: Int)? {
    var size = 0
    var digits = 0
    var position = index
    while position < body.count, digits < 8, let value = hexValue(body[position]) {
      size = size << 4 | value
      digits += 1
      position += 1
    }
    guard digits > 0 else { return nil }
    // Extensions and blanks up to the line's end.
    while position < body.count, body[position] != 0x0A {
      let byte = body[position]
      guard byte == 0x20 || byte == 0x0D || byte == UInt8(ascii: ";") || position - index < 64,
        byte == 0x20 || byte == 0x0D || byte == UInt8(ascii: ";") || byte == UInt8(ascii: "=")
      else { return nil }
      position += 1
    }
    guard position < body.count else { return nil }
    return (size, position + 1)
  }

  private static func hexValue(_ byte: UInt8) -> Int? {
    switch byte {
    case 0x30...0x39: Int(byte) - 0x30
    case 0x41...0x46: Int(byte) - 0x37
    case 0x61...0x66: Int(byte) - 0x57
    default: nil
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
  /// False when there was no empty line.
  var isWhole = false

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
