import Model
import JSONTree
import TextEncodings

/// Tells formats apart by content; the first rule that fits wins.
struct Sniffer {
  /// Bytes of head that are searched for words.
  private static let searchByteCount = 1 << 16

  /// The format of a file that begins with `head`, in UTF-8 or any encoding that holds ASCII;
  /// `isWhole` when that is all of it. Throws the refusal for what is not read.
  static func sniff(_ head: [UInt8], isWhole: Bool) throws -> FormatName {
    if let name = KnownBinaries.name(of: head) { throw Refusals.unsupported(name) }
    var start = 0
    while head[start...].starts(with: [0xEF, 0xBB, 0xBF]) { start += 3 }
    while start < head.count, isBlank(head[start]) { start += 1 }
    guard start < head.count else {
      if isWhole { throw Refusals.empty }
      throw Refusals.limit("blanks only in the first \(head.count) bytes")
    }
    let body = head[start...]
    if let format = byFirstLine(body) { return format }
    switch body[start] {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      if isJSON(body) { return .json }
    case UInt8(ascii: "<"):
      if let format = try MarkupSniffer.format(body.prefix(searchByteCount)) { return format }
    default: break
    }
    if KnownBinaries.isLatePDF(body) { throw Refusals.unsupported("a PDF") }
    if EncodingDetector.isBinary(body.span) { throw Refusals.binary }
    if let format = MarkupSniffer.feed(in: body.prefix(searchByteCount)) { return format }
    if CSVDialect(sniffing: body) != nil { return .csv }
    if Markup.isDense(Array(body.prefix(searchByteCount))) { return .html }
    return .text
  }

  private static func byFirstLine(_ body: ArraySlice<UInt8>) -> FormatName? {
    let start = body.startIndex
    if body.starts(with: "WARC/".utf8), body.count > 5, isDigit(body[start + 5]) { return .warc }
    if body.starts(with: "filedesc://".utf8) { return .arc }
    if HTTPHead.isStatusLine(body) { return .http }
    return MIMESniffer.format(body)
  }

  static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  /// True when a value is there that text would not begin with: an object with members, or an array
  /// that holds one, or a whole array of anything. `[Photo] …` and `{note}` are text.
  private static func isJSON(_ body: ArraySlice<UInt8>) -> Bool {
    var stream = JSONStream()
    stream.append(body)
    stream.finish()
    var count = 0
    while let item = stream.next() {
      count += 1
      switch item {
      case .value(let tree, _):
        if tree.root.isObject || tree.root.isArray { return true }
        if count > 100 { return true }
      case .broken(let tree, _, _):
        if let root = tree?.root, root.members.contains(where: { _ in true }) { return true }
        if tree?.root.isArray == true, tree?.root[0] != nil { return true }
        return count > 3
      case .tooLarge, .entered: return true
      case .junk: return false
      }
    }
    return count > 0 || body.count { $0 == UInt8(ascii: "]") } > 0 && body.count < 1000
  }
}
