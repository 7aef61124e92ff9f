import Bytes

/// Takes transfer and content codings off a response's body.
enum HTTPBody {
  /// The body as the page it is; damage and headers that lie are noted, limits are thrown.
  static func decode(
    _ body: [UInt8], head: HTTPHead, settings: ScrapeSettings
  ) throws -> (bytes: [UInt8], notes: [String]) {
    var bytes = body
    var notes: [String] = []
    if head["transfer-encoding"]?.lowercased().contains(utf8: "chunked") == true {
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
      sizeLine[..<end].dropLast().allSatisfy({ Hex.value(of: $0) != nil }), head[end - 1] == 0x0D
    else { return false }
    let size = sizeLine[..<(end - 1)].reduce(0) { $0 << 4 | Int(Hex.value(of: $1) ?? 0) }
    let next = end + 1 + size
    guard size > 0, head[(end + 1)...].first == UInt8(ascii: "<"), next + 2 < head.endIndex else {
      return false
    }
    return head[next] == 0x0D && head[next + 1] == 0x0A && Hex.value(of: head[next + 2]) != nil
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
      assert(start > index && size < 1 << 32)
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
    while position < body.count, digits < 8, let value = Hex.value(of: body[position]) {
      size = size << 4 | Int(value)
      digits += 1
      position += 1
    }
    guard digits > 0 else { return nil }
    // Blanks, and behind a semicolon an extension, up to the line's end; longer ones are text.
    var isInExtension = false
    while position < body.count, body[position] != 0x0A {
      let byte = body[position]
      if byte == UInt8(ascii: ";") { isInExtension = true }
      guard byte == 0x20 || byte == 0x0D || isInExtension, position - index < 256 else {
        return nil
      }
      position += 1
    }
    guard position < body.count else { return nil }
    return (size, position + 1)
  }
}
