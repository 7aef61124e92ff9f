import Bytes

/// The line before a record: address, IP address, date, media type, (more,) length.
struct ARCHead {
  var url: String
  var contentType: String
  var byteCount: Int

  init?(_ line: [UInt8]) {
    let words = line.split(separator: 0x20, omittingEmptySubsequences: true)
    guard words.count >= 5,
      let length = words.last.flatMap({ Int(String(decoding: $0, as: UTF8.self)) }),
      length >= 0
    else { return nil }
    // Addresses may hold blanks: the date of fourteen digits behind an IP address is the anchor.
    guard
      let date = words.indices.dropLast().first(where: { index in
        index >= 2 && (8...14).contains(words[index].count)
          && words[index].allSatisfy(ASCII.isDigit)
          && words[index - 1].contains { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ":") }
      }), date + 1 < words.count
    else { return nil }
    let text = { (range: Range<Int>) in
      words[range].map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
    }
    url = text(0..<date - 1)
    guard url.contains(":") else { return nil }
    contentType = String(decoding: words[date + 1], as: UTF8.self)
    byteCount = length
  }
}
