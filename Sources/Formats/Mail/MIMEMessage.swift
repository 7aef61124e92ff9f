import Unicode
import Bytes
import Model
import TextEncodings

/// Mail and MHTML: headers and parts, as RFC 2045 to 2049 and 2557 describe them and as browsers and
/// scrapers write them.
struct MIMEMessage {
  /// A leaf of the message.
  struct Part {
    var headers: HeaderLines
    var bytes: ArraySlice<UInt8>

    /// The media type without parameters, in lower case.
    var type: String {
      let value = headers["content-type"] ?? ""
      return PlainText.folding(String(value.prefix { $0 != ";" })).lowercased()
    }

    var charset: String? {
      headers["content-type"].flatMap { HeaderLines.parameter("charset", of: $0) }
    }

    /// The content with its transfer encoding taken off.
    var decoded: [UInt8] {
      switch headers["content-transfer-encoding"]?.lowercased() {
      case "quoted-printable": QuotedPrintable.decode(bytes)
      case "base64": Base64.decode(bytes) ?? Array(bytes)
      default: Array(bytes)
      }
    }
  }

  let headers: HeaderLines
  private(set) var parts: [Part] = []
  private(set) var notes: [String] = []
  private static let partLimit = 10_000
  private static let depthLimit = 8

  /// How the parts lie in each other.
  indirect enum Node {
    /// A place in `parts`.
    case leaf(Int)
    /// A multipart type's second word, or `rfc822` for a message in the message.
    case group(String, [Node])
  }

  private(set) var root = Node.group("mixed", [])

  init(_ bytes: [UInt8], headerByteLimit: Int) {
    var start = 0
    if bytes.starts(with: "From ".utf8), let end = bytes.firstIndex(of: 0x0A) { start = end + 1 }
    var lines = HeaderLines(bytes[start...], hasFirstLine: false, byteLimit: headerByteLimit)
    if let decoded = Self.decodedHeaders(bytes, start..<lines.bodyOffset, lines) {
      let bodyOffset = lines.bodyOffset
      lines = HeaderLines(decoded[...], hasFirstLine: false, byteLimit: decoded.count)
      lines.bodyOffset = bodyOffset
    }
    headers = lines
    root = node(Part(headers: headers, bytes: bytes[headers.bodyOffset...]), depth: 0)
  }

  private mutating func node(_ part: Part, depth: Int) -> Node {
    let isMultipart = part.type.hasPrefix("multipart/")
    guard isMultipart || part.type == "message/rfc822", depth < Self.depthLimit else {
      if parts.count < Self.partLimit { parts.append(part) }
      return .leaf(parts.count - 1)
    }
    let kind = isMultipart ? String(part.type.dropFirst(10)) : "rfc822"
    let inner = isMultipart ? split(part) : [Self.part(part.bytes)]
    return .group(kind, inner.map { node($0, depth: depth + 1) })
  }

  /// The header lines in UTF-8 where they hold bytes beyond ASCII that are not UTF-8, or the escapes
  /// of ISO-2022-JP or ISO-2022-KR: in the encoding that the body declares, else in the one that they
  /// and the body look like.
  private static func decodedHeaders(
    _ bytes: [UInt8], _ range: Range<Int>, _ lines: HeaderLines
  ) -> [UInt8]? {
    let head = Array(bytes[range])
    guard !UTF8Text.isValid(head.span) || head.contains(where: { $0 == 0x1B || $0 == 0x0E })
    else { return nil }
    var charset = lines["content-type"].flatMap { HeaderLines.parameter("charset", of: $0) }
    if charset == nil, let found = Find.position(of: "charset=", in: bytes, from: range.upperBound)
    {
      let line = bytes[found...].prefix(60).prefix { $0 != 0x0A && $0 != UInt8(ascii: ";") }
      charset = HeaderLines.parameter(
        "charset", of: "text;" + String(decoding: line, as: UTF8.self))
    }
    if let charset {
      if let decoded = decoded(head, beside: bytes[range.upperBound...], declared: charset) {
        return decoded
      }
      return CharsetReading.decode(head, declared: [.init(charset, from: "http")]).utf8
    }
    let sample = head + bytes[range.upperBound...].prefix(1 << 12)
    guard let encoding = TextEncoding(label: CharsetReading.decode(sample).charset) else {
      return nil
    }
    return encoding.decode(head).utf8
  }

  /// Header lines in the encoding that their body declares, or in the one that it is in otherwise; nil where
  /// neither fits.
  ///
  /// A subject is too short to guess from: a Lithuanian one passes for French. Windows-1252 is declared
  /// by habit and UTF-8 is told by its bytes, so that these do not decide.
  private static func decoded(
    _ head: [UInt8], beside body: ArraySlice<UInt8>, declared charset: String
  ) -> [UInt8]? {
    guard let encoding = TextEncoding(label: charset), encoding != .windows1252, encoding != .utf8,
      encoding.isASCIICompatible
    else { return nil }
    let decoded = encoding.decode(head)
    guard decoded.malformedCount == 0 else { return nil }
    let sample = Array(body.prefix(1 << 12))
    guard sample.contains(where: { $0 >= 0x80 }) else { return decoded.utf8 }
    let guess = EncodingDetector().detect(sample, declared: encoding)
    let read = guess.encoding == encoding ? decoded : guess.encoding.decode(head)
    return read.malformedCount == 0 ? read.utf8 : nil
  }

  private static func part(_ bytes: ArraySlice<UInt8>) -> Part {
    let headers = HeaderLines(bytes, hasFirstLine: false)
    return Part(headers: headers, bytes: bytes[min(headers.bodyOffset, bytes.endIndex)...])
  }

  /// The parts between the boundary's lines. Without a stated boundary the first line that looks
  /// like one is taken; without any such line the body is one part with headers of its own.
  private mutating func split(_ part: Part) -> [Part] {
    let value = part.headers["content-type"] ?? ""
    let stated = HeaderLines.parameter("boundary", of: value).map { Array("--\($0)".utf8) }
    var delimiter = stated ?? Self.firstDelimiter(part.bytes)
    var pieces = delimiter.map { Self.pieces(part.bytes, $0) } ?? []
    if pieces.isEmpty, stated != nil, let found = Self.firstDelimiter(part.bytes) {
      delimiter = found
      pieces = Self.pieces(part.bytes, found)
    }
    if stated == nil || pieces.isEmpty { notes.append("boundary-missing") }
    if pieces.isEmpty {
      let body = part.bytes.drop { ASCII.isTextBlank($0) }
      return body.isEmpty ? [] : [Self.part(body)]
    }
    return pieces.map { Self.part($0) }
  }

  private static func firstDelimiter(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
    var result: [UInt8]?
    eachLine(bytes.prefix(1 << 16)) { line, _, _ in
      guard line.count > 4, line.starts(with: "--".utf8), !line.contains(0x20) else { return true }
      result = Array(line)
      return false
    }
    return result
  }

  private static func pieces(
    _ bytes: ArraySlice<UInt8>, _ delimiter: [UInt8]
  ) -> [ArraySlice<UInt8>] {
    var pieces: [ArraySlice<UInt8>] = []
    var start: Int?
    // A boundary may itself end in two dashes: only the longer line closes.
    let closing = delimiter + Array("--".utf8)
    eachLine(bytes) { line, lineStart, next in
      guard line.starts(with: delimiter),
        line.elementsEqual(delimiter) || line.elementsEqual(closing)
      else { return true }
      assert(start.map { $0 <= next } ?? true)
      if let start { pieces.append(bytes[start..<max(start, lineStart)]) }
      start = next
      if line.elementsEqual(closing) {
        start = nil
        return false
      }
      return pieces.count < partLimit
    }
    if let start, start < bytes.endIndex { pieces.append(bytes[start...]) }
    return pieces
  }

  /// Calls `visit` with each line without its end and with where it and the next begin, as long as
  /// it answers true.
  private static func eachLine(
    _ bytes: ArraySlice<UInt8>, _ visit: (ArraySlice<UInt8>, Int, Int) -> Bool
  ) {
    var start = bytes.startIndex
    while start < bytes.endIndex {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.endIndex
      var line = bytes[start..<end]
      while let last = line.last, ASCII.isTextBlank(last) { line = line.dropLast() }
      let next = min(end + 1, bytes.endIndex)
      guard visit(line, start, next) else { return }
      start = next
    }
  }

  /// The part that shows: HTML, else plain text.
  var shown: Part? {
    parts.first { $0.type == "text/html" || $0.type == "application/xhtml+xml" }
      ?? parts.first { $0.type == "text/plain" }
      ?? parts.first { $0.type.isEmpty && !$0.bytes.isEmpty }
  }
}
