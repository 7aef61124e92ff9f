import Bytes
import Unicode
import TextEncodings

/// Chooses the encoding of a file or record and decodes it.
enum CharsetReading {
  /// A declared encoding and where it stood.
  struct Label: Sendable {
    var name: String
    /// `http`, `meta`, `xml` or `bom`.
    var source: String

    init(_ name: String, from source: String) {
      self.name = name
      self.source = source
    }
  }

  /// Decodes; `declared` are labels with where they stood, most trusted first.
  ///
  /// A byte-order mark decides; else bytes that are valid UTF-8 are UTF-8 whatever was declared;
  /// else the detector, to which the first declaration is an argument.
  static func decode(_ bytes: [UInt8], declared: [Label] = []) -> DecodedBody {
    var start = 0
    while bytes[start...].starts(with: [0xEF, 0xBB, 0xBF]) { start += 3 }
    let body = start == 0 ? bytes : Array(bytes[start...])
    if UTF8Text.isValid(body.span), !isWide(body), !isShifted(body, declared) {
      let source = start > 0 ? "bom" : source(of: .utf8, in: declared)
      if let text = encodedOnce(body) {
        return DecodedBody(
          utf8: text, charset: "UTF-8", charsetSource: source, notes: ["utf-8-encoded-twice"])
      }
      return DecodedBody(utf8: body, charset: "UTF-8", charsetSource: source)
    }
    let claimed = declared.lazy.compactMap { TextEncoding(label: $0.name) }.first
    let guess = EncodingDetector().detect(body, declared: claimed)
    let decoded = guess.encoding.decode(withoutWideMark(body, guess.encoding))
    let source =
      guess.source == .byteOrderMark ? "bom" : source(of: guess.encoding, in: declared)
    var notes: [String] = []
    if decoded.malformedCount > 0 { notes.append("malformed-bytes: \(decoded.malformedCount)") }
    return DecodedBody(
      utf8: decoded.utf8, charset: guess.encoding.printedName, charsetSource: source, notes: notes)
  }

  /// A text in a script beyond Latin that was encoded as UTF-8 twice, as it was after the first time;
  /// nil for any other.
  ///
  /// Terminal programs do so that take every page for Latin-1. Sound text has no control characters
  /// of the upper half, and never so many characters whose numbers make valid UTF-8 throughout.
  /// Latin text is left to repair, which tells what it changed.
  private static func encodedOnce(_ body: [UInt8]) -> [UInt8]? {
    guard hasUpperControls(body.span) else { return nil }
    var out: [UInt8] = []
    var index = 0
    while index < body.count {
      let byte = body[index]
      if byte < 0x80 {
        out.append(byte)
        index += 1
        continue
      }
      guard byte == 0xC2 || byte == 0xC3, index + 1 < body.count else { return nil }
      out.append((byte & 3) << 6 | (body[index + 1] & 0x3F))
      index += 2
    }
    guard UTF8Text.isValid(out.span) else { return nil }
    let letters = out.count { $0 >= 0xC0 }
    return out.count { $0 >= 0xCD } * 2 >= letters ? out : nil
  }

  /// True where at least eight control characters of the upper half stand in UTF-8.
  private static func hasUpperControls(_ body: Span<UInt8>) -> Bool {
    var (count, index) = (0, 0)
    while let lead = Find.first(0xC2, in: body, from: index), lead + 1 < body.count {
      if body[lead + 1] < 0xA0 { count += 1 }
      if count == 8 { return true }
      index = lead + 2
    }
    return false
  }

  /// Decodes a record of a file of which `origin` knows the encoding.
  static func decode(_ record: [UInt8], of origin: RecordOrigin) -> DecodedBody {
    let declared =
      origin.charset.map { [Label($0, from: origin.charsetSource ?? "detected")] } ?? []
    guard let encoding = origin.encoding, !UTF8Text.isValid(record.span) else {
      return decode(record, declared: declared)
    }
    let decoded = encoding.decode(record)
    return DecodedBody(
      utf8: decoded.utf8, charset: encoding.printedName,
      charsetSource: origin.charsetSource ?? "detected",
      notes: decoded.malformedCount > 0 ? ["malformed-bytes: \(decoded.malformedCount)"] : [])
  }

  private static func source(of encoding: TextEncoding, in declared: [Label]) -> String {
    declared.first { TextEncoding(label: $0.name) == encoding }?.source ?? "detected"
  }

  /// True where bytes of ASCII may be text in an encoding that changes its character set by escapes:
  /// ISO-2022-JP, ISO-2022-KR or HZ. The detector has the last word. A word in HZ's braces is not
  /// enough where nobody declared it.
  static func isShifted(_ bytes: [UInt8], _ declared: [Label] = []) -> Bool {
    if Find.first(0x1B, in: bytes.span) != nil { return true }
    if Find.first(0x0E, in: bytes.span) != nil,
      declared.contains(where: { TextEncoding(label: $0.name) == .iso2022KR })
    {
      return true
    }
    guard var start = Find.position(of: "~{", in: bytes) else { return false }
    if declared.contains(where: { TextEncoding(label: $0.name) == .hz }) { return true }
    var byteCount = 0
    while byteCount < 8, let end = Find.position(of: "~}", in: bytes, from: start) {
      byteCount += end - start - 2
      guard let next = Find.position(of: "~{", in: bytes, from: end) else { break }
      start = next
    }
    return byteCount >= 8
  }

  /// ISO-2022-JP, ISO-2022-KR or HZ, where the escapes in bytes of ASCII say so.
  static func shiftedEncoding(_ head: [UInt8]) -> TextEncoding? {
    let encoding = EncodingDetector().detect(head).encoding
    return encoding.isShifted ? encoding : nil
  }

  /// Zero bytes are valid UTF-8 and mean UTF-16 or UTF-32 all the same.
  private static func isWide(_ bytes: [UInt8]) -> Bool {
    guard bytes.prefix(256).contains(0) else { return false }
    return wideEncoding(Array(bytes.prefix(1 << 12))) != nil
  }

  /// UTF-16 or UTF-32, where a mark or the zeros in the bytes say so; nil for everything else.
  static func wideEncoding(_ head: [UInt8]) -> TextEncoding? {
    guard head.count >= 2, head[0] >= 0xFE || head.prefix(256).contains(0) else { return nil }
    // Four ASCII characters begin a text or an archive of bytes, whatever zeros come later.
    if head.count >= 4, head.prefix(4).allSatisfy({ 0x20...0x7E ~= $0 || 9...13 ~= $0 }) {
      return nil
    }
    let guess = EncodingDetector().detect(head)
    switch guess.encoding {
    case .utf16LittleEndian, .utf16BigEndian, .utf32LittleEndian, .utf32BigEndian:
      return guess.encoding
    default: return nil
    }
  }

  private static func withoutWideMark(_ bytes: [UInt8], _ encoding: TextEncoding) -> [UInt8] {
    let mark: [UInt8] =
      switch encoding {
      case .utf16LittleEndian: [0xFF, 0xFE]
      case .utf16BigEndian: [0xFE, 0xFF]
      case .utf32LittleEndian: [0xFF, 0xFE, 0, 0]
      case .utf32BigEndian: [0, 0, 0xFE, 0xFF]
      default: []
      }
    return !mark.isEmpty && bytes.starts(with: mark) ? Array(bytes.dropFirst(mark.count)) : bytes
  }
}
