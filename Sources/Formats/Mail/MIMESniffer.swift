import Bytes
/// Tells mail and MHTML by their header lines.
enum MIMESniffer {
  /// Names that begin mail and MHTML and hardly ever a news text.
  private static let names: Set<String> = [
    "from", "to", "subject", "date", "mime-version", "content-type", "message-id", "received",
    "return-path", "delivered-to", "x-mailer", "reply-to", "sender", "cc", "list-id",
    "content-transfer-encoding", "snapshot-content-location", "content-location", "dkim-signature",
    "content-class", "x-unsent", "in-reply-to", "references", "user-agent", "content-disposition",
    "newsgroups", "path", "organization", "lines", "x-account-key", "arc-seal", "x-received",
  ]

  /// `.mhtml`, `.mail`, or nil when the text begins with no header block.
  static func format(_ body: ArraySlice<UInt8>) -> FormatName? {
    var index = body.startIndex
    if body.starts(with: "From ".utf8), let end = body.firstIndex(of: 0x0A) { index = end + 1 }
    var known: Set<String> = []
    var lineCount = 0
    var hasSnapshot = false
    var isRelated = false
    while index < body.endIndex, lineCount < 200 {
      let end = body[index...].firstIndex(of: 0x0A) ?? body.endIndex
      var line = body[index..<end]
      if line.last == 0x0D { line = line.dropLast() }
      index = end + 1
      if line.isEmpty { break }
      lineCount += 1
      let text = String(decoding: line.prefix(200), as: UTF8.self).lowercased()
      if text.contains(utf8: "multipart/related") { isRelated = true }
      guard let colon = text.firstIndex(of: ":"), line.first != 0x20, line.first != 0x09 else {
        // The first line must be a header; later ones may be folded, or damaged.
        if lineCount == 1 { return nil }
        continue
      }
      let name = String(text[..<colon])
      if names.contains(name) {
        known.insert(name)
      } else if lineCount == 1, !name.hasPrefix("x-") {
        return nil
      }
      if name == "snapshot-content-location" || text.contains(utf8: "<saved by ") {
        hasSnapshot = true
      }
    }
    if hasSnapshot || (isRelated && known.contains("content-type")) { return .mhtml }
    let isMail =
      known.contains("mime-version") || known.contains("message-id") || known.contains("received")
      || known.isSuperset(of: ["from", "subject", "date"])
      || (known.contains("content-type") && known.count >= 2)
    return isMail ? .mail : nil
  }
}
